// Makes collecting a service of this machine, and finds again whether it was made one.

import { readFile } from 'node:fs/promises'
import type { Service } from '../../services/service-plan.ts'
import { dataOf, type Installed, type InstallRequest, installService, type Uninstalled, uninstallService } from '../service/install.ts'
import { fileOf, kindOf, type ServiceRequest } from '../service/service-place.ts'
import { startSteps } from '../service/service-steps.ts'

export const COLLECT: Service = {
  name: 'collect',
  title: 'Sésame collects mail from one mailbox into another',
  command: ['collect', 'run'],
  flags: [],
  speaks: false,
  // A server that cannot be reached is waited for inside; what ends the program (a vault that is locked yet) is not over in five seconds.
  restartSeconds: 60,
}

/** A message under way comes to its end, on a slow line too; what was cut off is settled by the next round. */
const GRACE_SECONDS = 70

/** Throws `file-unwritable` and `option-invalid`. */
export async function installCollect(request: InstallRequest): Promise<Installed> {
  return installService(request, { service: COLLECT, args: [], graceSeconds: GRACE_SECONDS, lowPorts: false })
}

/** Throws `file-unwritable`. */
export async function uninstallCollect(request: ServiceRequest & { readonly force: boolean }): Promise<Uninstalled> {
  return uninstallService(request, COLLECT)
}

/** The person's own service for this data folder, and what starts it; null where there is none. The machine's has data of its own. */
export async function collectService(
  request: Omit<ServiceRequest, 'system'>,
): Promise<{ readonly file: string; readonly start: readonly string[] } | null> {
  const own = { ...request, system: false }
  const file = fileOf(COLLECT, own)
  const text = await readFile(file, 'utf8').catch(() => null)
  return text?.includes(dataOf(own)) ? { file, start: startSteps(COLLECT, kindOf(own), file) } : null
}
