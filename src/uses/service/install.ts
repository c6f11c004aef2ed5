// Makes a command a service of this machine: writes its file, proves it where the system has the means, and says what to type next. Starts nothing by itself.

import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SesameError } from '../../model/errors.ts'
import { launchdPlist } from '../../services/launchd-plist.ts'
import { isOurs, type Service, type ServiceKind, type ServicePlan } from '../../services/service-plan.ts'
import { SYSTEM_PASSPHRASE, systemdUnit } from '../../services/systemd-unit.ts'
import { isSafe, windowsTask } from '../../services/windows-task.ts'
import { dataFolder } from '../../store/place.ts'
import { checkUnit, type SystemdCheck } from './check-unit.ts'
import { fileOf, kindOf, type ServiceRequest, wantOf } from './service-place.ts'
import { type PassphraseSteps, passphraseSteps, startSteps, stopSteps } from './service-steps.ts'

export interface InstallRequest extends ServiceRequest {
  /** `--passphrase-file`; for a person's own service only where there is one. */
  readonly passphrase?: string | undefined
  readonly print: boolean
  readonly force: boolean
}

/** What each service says of itself. */
export interface Wanted extends Pick<ServicePlan, 'service' | 'args' | 'graceSeconds' | 'lowPorts'> {}

export interface Installed {
  readonly kind: ServiceKind
  readonly file: string
  readonly text: string
  readonly outcome: 'printed' | 'written' | 'foreign'
  /** What to type next. */
  readonly next: readonly string[]
  /** Where the passphrase is to be written, and how. */
  readonly passphrase: PassphraseSteps | null
  /** The program lies in somebody's home. */
  readonly inHome: string | null
  readonly checked: SystemdCheck | null
}

export interface Uninstalled {
  readonly file: string
  readonly outcome: 'removed' | 'nothing' | 'foreign'
  readonly stop: readonly string[]
}

/** The folder that the service of a person works on. */
export function dataOf({ data, env, platform, home }: ServiceRequest): string {
  return resolve(dataFolder({ folder: data, env, ...(platform !== undefined && { platform }), ...(home !== undefined && { home }) }))
}

/** Throws `file-unwritable` and `option-invalid`. */
export async function installService(request: InstallRequest, wanted: Wanted): Promise<Installed> {
  const { platform = process.platform, system, print, force, env } = request
  const { service } = wanted
  const kind = kindOf(request)
  const plan: ServicePlan = {
    ...{ ...wanted, kind, node: process.execPath, program: launcher(), home: request.home ?? homedir() },
    data: system && platform === 'darwin' ? '/Library/Application Support/Sesame' : dataOf(request),
    passphrase: request.passphrase === undefined ? (kind === 'systemd-system' ? SYSTEM_PASSPHRASE : null) : resolve(request.passphrase),
    environment: env.SESAME_NETWORK === undefined ? {} : { SESAME_NETWORK: resolve(env.SESAME_NETWORK) },
  }
  const text = textOf(plan)
  const file = fileOf(service, request)
  const inHome = kind === 'systemd-system' ? ([plan.program, plan.node].find((path) => /^\/(home|root)\//.test(path)) ?? null) : null
  const common = { kind, file, text, next: startSteps(service, kind, file), inHome, passphrase: passphraseSteps(plan) }
  if (print) return { ...common, outcome: 'printed', checked: null }
  const before = await readFile(file, 'utf8').catch(() => null)
  if (before !== null && !isOurs(before) && !force) return { ...common, outcome: 'foreign', checked: null }
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text, { mode: 0o644 })
    await chmod(file, 0o644)
  } catch (error) {
    throw unwritable(file, error)
  }
  return { ...common, outcome: 'written', checked: kind.startsWith('systemd') ? await checkUnit(text, system) : null }
}

/** What still runs goes on until it is stopped. Throws `file-unwritable`. */
export async function uninstallService(request: ServiceRequest & { readonly force: boolean }, service: Service): Promise<Uninstalled> {
  const file = fileOf(service, request)
  const text = await readFile(file, 'utf8').catch(() => null)
  const common = { file, stop: stopSteps(service, kindOf(request), file) }
  if (text === null) return { ...common, outcome: 'nothing' }
  if (!isOurs(text) && !request.force) return { ...common, outcome: 'foreign' }
  const want = wantOf(service, request)
  try {
    await rm(file)
    if (want !== null) await rm(want, { force: true })
  } catch (error) {
    throw unwritable(file, error)
  }
  return { ...common, outcome: 'removed' }
}

function textOf(plan: ServicePlan): string {
  if (plan.kind.startsWith('systemd')) return systemdUnit(plan)
  if (plan.kind.startsWith('launchd')) return launchdPlist(plan)
  const unsafe = [plan.node, plan.program, plan.data, ...plan.args].find((one) => !isSafe(one))
  if (unsafe !== undefined) throw new SesameError('option-invalid', { option: '--data', value: unsafe, allowed: '% " & ^ !: -' })
  return windowsTask(plan)
}

const unwritable = (file: string, error: unknown) =>
  new SesameError('file-unwritable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error)

/** The launcher of this copy: from `src/uses/service` of the build, or of what was installed. */
function launcher(): string {
  const here = fileURLToPath(import.meta.url)
  const root = here.replace(/[\\/](?:dist|\.cache[\\/][^\\/]+)?[\\/]?src[\\/]uses[\\/]service[\\/]install\.[jt]s$/, '')
  return join(root, 'sesame.mjs')
}
