// A scheduled task of Windows, as a PowerShell script that registers it: Windows starts it at sign-in or at start-up, and again when it ended wrongly.

import { marked, type Service, type ServicePlan } from './service-plan.ts'

export const taskName = ({ name }: Service): string => `Sesame ${name.charAt(0).toUpperCase()}${name.slice(1)}`

export function windowsTask({ service, kind, node, program, args, data, passphrase, environment }: ServicePlan): string {
  const system = kind === 'windows-system'
  const all = { SESAME_DATA: data, ...(passphrase !== null && { SESAME_VAULT_PASSPHRASE_FILE: passphrase }), ...environment }
  // A task has no environment of its own: a small command sets it. Percent signs would be read by cmd.exe, and are refused by `isSafe`.
  const sets = Object.entries(all).map(([name, value]) => `set "${name}=${value}"`)
  const command = [...sets, [`"${node}"`, ...service.flags, `"${program}"`, ...[...service.command, ...args].map(word)].join(' ')].join(
    '&& ',
  )
  const body = [
    "$ErrorActionPreference = 'Stop'",
    `$action = New-ScheduledTaskAction -Execute 'cmd.exe' -Argument ${literal(`/d /s /c "${command}"`)}`,
    system ? '$trigger = New-ScheduledTaskTrigger -AtStartup' : '$trigger = New-ScheduledTaskTrigger -AtLogOn -User $env:USERNAME',
    system
      ? "$who = New-ScheduledTaskPrincipal -UserId 'NT AUTHORITY\\LOCAL SERVICE' -LogonType ServiceAccount -RunLevel Limited"
      : '$who = New-ScheduledTaskPrincipal -UserId $env:USERNAME -LogonType Interactive -RunLevel Limited',
    '$settings = New-ScheduledTaskSettingsSet -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -StartWhenAvailable -ExecutionTimeLimit ([TimeSpan]::Zero) -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -MultipleInstances IgnoreNew',
    `Register-ScheduledTask -TaskName ${literal(taskName(service))} -Action $action -Trigger $trigger -Principal $who -Settings $settings -Force | Out-Null`,
    `Start-ScheduledTask -TaskName ${literal(taskName(service))}`,
    '',
  ].join('\r\n')
  return marked(service, body, (text) => `# ${text}`)
}

/** What cmd.exe reads as more than text cannot be quoted there. */
export function isSafe(text: string): boolean {
  return !/["%!^&|<>\r\n]/.test(text)
}

const word = (text: string) => (/^[\w:./[\]-]+$/.test(text) ? text : `"${text}"`)
/** PowerShell knows nothing but the quote itself in single quotes, the typographic ones among them. */
const literal = (text: string) => `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`
