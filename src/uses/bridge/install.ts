// Makes the bridge a service of this machine, with its doors and with what its settings say of its end.

import { join } from 'node:path'
import type { Service } from '../../services/service-plan.ts'
import { dataOf, type Installed, type InstallRequest, installService, type Uninstalled, uninstallService } from '../service/install.ts'
import type { ServiceRequest } from '../service/service-place.ts'
import { contentsOf, settingsIn } from './settings-file.ts'

export const BRIDGE: Service = {
  name: 'bridge',
  title: 'Sésame bridge: old mail programs and printers by OAuth',
  command: ['bridge'],
  // Without it V8 keeps tens of megabytes for what a burst of sign-ins threw away (docs/bridge-bench.md).
  flags: ['--max-semi-space-size=2'],
  speaks: true,
  restartSeconds: 5,
}

export interface InstallBridge extends InstallRequest {
  /** Options of `sesame bridge`. */
  readonly args: readonly string[]
}

/** Throws `file-unwritable`, `option-invalid` and `bridge-settings-invalid`. */
export async function installBridge(request: InstallBridge): Promise<Installed> {
  const { args } = request
  const file = join(dataOf(request), 'bridge.json')
  const { graceSeconds, listeners } = settingsIn(file, await contentsOf(file))
  const lowPorts = [...args, ...(listeners ?? []).map(({ port }) => String(port))].some(isLow)
  return installService(request, { service: BRIDGE, args, graceSeconds, lowPorts })
}

/** Throws `file-unwritable`. */
export async function uninstallBridge(request: ServiceRequest & { readonly force: boolean }): Promise<Uninstalled> {
  return uninstallService(request, BRIDGE)
}

const isLow = (text: string) => {
  const port = Number(/(\d+)$/.exec(text)?.[1] ?? Number.NaN)
  return port > 0 && port < 1024
}
