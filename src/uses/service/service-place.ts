// Where the file of a service is on this system, and the link by which systemd starts it.

import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { labelOf } from '../../services/launchd-plist.ts'
import type { Service, ServiceKind } from '../../services/service-plan.ts'
import { unitName } from '../../services/systemd-unit.ts'
import { dataFolder } from '../../store/place.ts'

export interface ServiceRequest {
  readonly data?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** The machine's, not the person's. */
  readonly system: boolean
  readonly platform?: NodeJS.Platform
  readonly home?: string
  /** Instead of /etc/systemd/system and the like. */
  readonly folder?: string
}

export function kindOf({ platform = process.platform, system }: ServiceRequest): ServiceKind {
  const manager = platform === 'darwin' ? 'launchd' : platform === 'win32' ? 'windows' : 'systemd'
  return `${manager}-${system ? 'system' : 'user'}`
}

export function fileOf(service: Service, request: ServiceRequest): string {
  const { env, folder, home = homedir(), data } = request
  const config = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : join(home, '.config')
  const windows = [dataFolder({ folder: data, env, platform: 'win32', home }), `${service.name}-task.ps1`] as const
  const [usual, name] = {
    'systemd-user': [join(config, 'systemd', 'user'), unitName(service)] as const,
    'systemd-system': ['/etc/systemd/system', unitName(service)] as const,
    'launchd-user': [join(home, 'Library', 'LaunchAgents'), `${labelOf(service)}.plist`] as const,
    'launchd-system': ['/Library/LaunchDaemons', `${labelOf(service)}.plist`] as const,
    'windows-user': windows,
    'windows-system': windows,
  }[kindOf(request)]
  return join(folder ?? usual, name)
}

/** What `systemctl enable` made of WantedBy= (systemd.unit(5)); null on other systems. */
export function wantOf(service: Service, request: ServiceRequest): string | null {
  const kind = kindOf(request)
  if (!kind.startsWith('systemd')) return null
  const wanted = kind === 'systemd-system' ? 'multi-user.target.wants' : 'default.target.wants'
  return join(dirname(fileOf(service, request)), wanted, unitName(service))
}
