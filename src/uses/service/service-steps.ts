// What a person types beside the file of a service: to start it, to stop it, to give it the vault's passphrase.

import { dirname } from 'node:path'
import { labelOf } from '../../services/launchd-plist.ts'
import type { Service, ServiceKind, ServicePlan } from '../../services/service-plan.ts'
import { unitName } from '../../services/systemd-unit.ts'
import { taskName } from '../../services/windows-task.ts'

export interface PassphraseSteps {
  readonly file: string
  readonly commands: readonly string[]
}

export function startSteps(service: Service, kind: ServiceKind, file: string): readonly string[] {
  const unit = unitName(service)
  const status = `sesame ${service.name} status`
  switch (kind) {
    case 'systemd-user':
      return ['systemctl --user daemon-reload', `systemctl --user enable --now ${unit}`, 'loginctl enable-linger', status]
    case 'systemd-system':
      return ['sudo systemctl daemon-reload', `sudo systemctl enable --now ${unit}`, `sudo journalctl -fu ${unit}`]
    case 'launchd-user':
      return [`launchctl bootstrap gui/$(id -u) '${file}'`, status]
    case 'launchd-system':
      return [`sudo launchctl bootstrap system '${file}'`]
    default:
      return [`powershell -ExecutionPolicy Bypass -File "${file}"`, status]
  }
}

/** The file is gone when they are read: `systemctl disable` would say that there is no such unit. */
export function stopSteps(service: Service, kind: ServiceKind, file: string): readonly string[] {
  const unit = unitName(service)
  switch (kind) {
    case 'systemd-user':
      return [`systemctl --user stop ${unit}`, 'systemctl --user daemon-reload']
    case 'systemd-system':
      return [`sudo systemctl stop ${unit}`, 'sudo systemctl daemon-reload']
    case 'launchd-user':
      return [`launchctl bootout gui/$(id -u)/${labelOf(service)}`]
    case 'launchd-system':
      return [`sudo launchctl bootout system/${labelOf(service)}`]
    default:
      return [`powershell -Command "Unregister-ScheduledTask -TaskName '${taskName(service)}' -Confirm:$false"`, `del "${file}"`]
  }
}

/** Typed without echo, so that it stands in no history. Null where the keyring opens the vault. */
export function passphraseSteps({ passphrase, kind }: ServicePlan): PassphraseSteps | null {
  if (passphrase === null || kind.startsWith('windows')) return null
  const sudo = kind.endsWith('system') ? 'sudo ' : ''
  return {
    file: passphrase,
    commands: [
      `${sudo}install -d -m 0700 '${dirname(passphrase)}'`,
      `(umask 077; read -rs p; printf '%s' "$p" | ${sudo}tee '${passphrase}' >/dev/null); ${sudo}chmod 0400 '${passphrase}'`,
    ],
  }
}
