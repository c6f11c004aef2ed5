// Makes the bridge a service of this machine: writes its file, proves it where the system has the means, and says what to type next. Starts nothing by itself.

import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LABEL, launchdPlist } from '../../bridge/service/launchd-plist.ts'
import { isOurs, type ServiceKind, type ServicePlan } from '../../bridge/service/service-plan.ts'
import { SYSTEM_PASSPHRASE, systemdUnit, UNIT } from '../../bridge/service/systemd-unit.ts'
import { isSafe, TASK, windowsTask } from '../../bridge/service/windows-task.ts'
import { SesameError } from '../../model/errors.ts'
import { dataFolder } from '../../store/place.ts'
import { contentsOf, settingsIn } from './settings-file.ts'

export interface InstallRequest {
  readonly data?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly system: boolean
  /** Options of `sesame bridge`. */
  readonly args: readonly string[]
  /** `--passphrase-file`; for a person's own service only where there is one. */
  readonly passphrase?: string | undefined
  readonly print: boolean
  readonly force: boolean
  readonly platform?: NodeJS.Platform
  readonly home?: string
  /** Instead of /etc/systemd/system and the like. */
  readonly folder?: string
}

export interface Installed {
  readonly kind: ServiceKind
  readonly file: string
  readonly text: string
  readonly outcome: 'printed' | 'written' | 'foreign'
  /** What to type next. */
  readonly next: readonly string[]
  /** Where the passphrase is to be written, and how. */
  readonly passphrase: { readonly file: string; readonly commands: readonly string[] } | null
  /** The program lies in somebody's home. */
  readonly inHome: string | null
  readonly checked: SystemdCheck | null
}

export interface SystemdCheck {
  /** Lines of `systemd-analyze verify`; empty when nothing is wrong. */
  readonly wrong: readonly string[]
  /** `1.5 OK`, as `systemd-analyze security` says. */
  readonly exposure: string | null
}

export interface Uninstalled {
  readonly file: string
  readonly outcome: 'removed' | 'nothing' | 'foreign'
  readonly stop: readonly string[]
}

/** Throws `file-unwritable`, `option-invalid` and `bridge-settings-invalid`. */
export async function installBridge(request: InstallRequest): Promise<Installed> {
  const { platform = process.platform, system, print, force, env } = request
  const data = resolve(dataFolder({ folder: request.data, env, platform, ...(request.home !== undefined && { home: request.home }) }))
  const kind = kindOf(platform, system)
  const settings = settingsIn(join(data, 'bridge.json'), await contentsOf(join(data, 'bridge.json')))
  const plan: ServicePlan = {
    ...{ kind, node: process.execPath, program: launcher(), args: request.args, home: request.home ?? homedir() },
    data: system && platform === 'darwin' ? '/Library/Application Support/Sesame' : data,
    passphrase: request.passphrase === undefined ? (kind === 'systemd-system' ? SYSTEM_PASSPHRASE : null) : resolve(request.passphrase),
    graceSeconds: settings.graceSeconds,
    lowPorts: [...request.args, ...(settings.listeners ?? []).map(({ port }) => String(port))].some(isLow),
    environment: env.SESAME_NETWORK === undefined ? {} : { SESAME_NETWORK: resolve(env.SESAME_NETWORK) },
  }
  const text = textOf(plan)
  const file = fileOf(kind, request)
  const inHome = kind === 'systemd-system' ? ([plan.program, plan.node].find((path) => /^\/(home|root)\//.test(path)) ?? null) : null
  const common = { kind, file, text, next: nextFor(kind, file), inHome, passphrase: passphraseFor(plan) }
  if (print) return { ...common, outcome: 'printed', checked: null }
  const before = await readFile(file, 'utf8').catch(() => null)
  if (before !== null && !isOurs(before) && !force) return { ...common, outcome: 'foreign', checked: null }
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text, { mode: 0o644 })
    await chmod(file, 0o644)
  } catch (error) {
    throw new SesameError('file-unwritable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error)
  }
  return { ...common, outcome: 'written', checked: kind.startsWith('systemd') ? await checkUnit(text, system) : null }
}

export async function uninstallBridge(request: Omit<InstallRequest, 'args' | 'print'>): Promise<Uninstalled> {
  const kind = kindOf(request.platform ?? process.platform, request.system)
  const file = fileOf(kind, request)
  const text = await readFile(file, 'utf8').catch(() => null)
  const common = { file, stop: stopFor(kind, file) }
  if (text === null) return { ...common, outcome: 'nothing' }
  if (!isOurs(text) && !request.force) return { ...common, outcome: 'foreign' }
  try {
    await rm(file)
  } catch (error) {
    throw new SesameError('file-unwritable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error)
  }
  return { ...common, outcome: 'removed' }
}

/** Null where systemd is not installed. */
export async function checkUnit(text: string, system: boolean): Promise<SystemdCheck | null> {
  const folder = await mkdtemp(join(tmpdir(), 'sesame-unit-'))
  try {
    const file = join(folder, UNIT)
    await writeFile(file, text)
    const verify = await run('systemd-analyze', [system ? '--system' : '--user', '--man=no', 'verify', file])
    if (verify === null) return null
    // The user manager's own lines, where none runs, are not about the unit.
    const wrong = verify.said.split('\n').filter((line) => line.includes(UNIT))
    const security = system ? await run('systemd-analyze', ['security', '--offline=yes', '--no-pager', file]) : null
    const exposure = /Overall exposure level for [^:]+: (\d+\.\d+ \w+)/.exec(security?.said ?? '')?.[1] ?? null
    return { wrong, exposure }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run(program: string, args: readonly string[]): Promise<{ readonly said: string } | null> {
  return new Promise((done) => {
    execFile(program, args, { timeout: 20_000, env: { ...process.env, SYSTEMD_COLORS: '0', LC_ALL: 'C' } }, (error, out, err) =>
      done((error as NodeJS.ErrnoException | null)?.code === 'ENOENT' ? null : { said: `${out}${err}` }),
    )
  })
}

function kindOf(platform: NodeJS.Platform, system: boolean): ServiceKind {
  const manager = platform === 'darwin' ? 'launchd' : platform === 'win32' ? 'windows' : 'systemd'
  return `${manager}-${system ? 'system' : 'user'}`
}

function textOf(plan: ServicePlan): string {
  if (plan.kind.startsWith('systemd')) return systemdUnit(plan)
  if (plan.kind.startsWith('launchd')) return launchdPlist(plan)
  const unsafe = [plan.node, plan.program, plan.data, ...plan.args].find((one) => !isSafe(one))
  if (unsafe !== undefined) throw new SesameError('option-invalid', { option: '--data', value: unsafe, allowed: '% " & ^ !: -' })
  return windowsTask(plan)
}

function fileOf(
  kind: ServiceKind,
  { env, folder, home = homedir(), data }: Pick<InstallRequest, 'env' | 'folder' | 'home' | 'data'>,
): string {
  const config = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : join(home, '.config')
  const [usual, name] = {
    'systemd-user': [join(config, 'systemd', 'user'), UNIT] as const,
    'systemd-system': ['/etc/systemd/system', UNIT] as const,
    'launchd-user': [join(home, 'Library', 'LaunchAgents'), `${LABEL}.plist`] as const,
    'launchd-system': ['/Library/LaunchDaemons', `${LABEL}.plist`] as const,
    'windows-user': [dataFolder({ folder: data, env, platform: 'win32', home }), 'bridge-task.ps1'] as const,
    'windows-system': [dataFolder({ folder: data, env, platform: 'win32', home }), 'bridge-task.ps1'] as const,
  }[kind]
  return join(folder ?? usual, name)
}

function nextFor(kind: ServiceKind, file: string): readonly string[] {
  switch (kind) {
    case 'systemd-user':
      return ['systemctl --user daemon-reload', `systemctl --user enable --now ${UNIT}`, 'loginctl enable-linger', 'sesame bridge status']
    case 'systemd-system':
      return ['sudo systemctl daemon-reload', `sudo systemctl enable --now ${UNIT}`, `sudo journalctl -fu ${UNIT}`]
    case 'launchd-user':
      return [`launchctl bootstrap gui/$(id -u) '${file}'`, 'sesame bridge status']
    case 'launchd-system':
      return [`sudo launchctl bootstrap system '${file}'`]
    default:
      return [`powershell -ExecutionPolicy Bypass -File "${file}"`, 'sesame bridge status']
  }
}

function stopFor(kind: ServiceKind, file: string): readonly string[] {
  switch (kind) {
    case 'systemd-user':
      return [`systemctl --user disable --now ${UNIT}`, 'systemctl --user daemon-reload']
    case 'systemd-system':
      return [`sudo systemctl disable --now ${UNIT}`, 'sudo systemctl daemon-reload']
    case 'launchd-user':
      return [`launchctl bootout gui/$(id -u)/${LABEL}`]
    case 'launchd-system':
      return [`sudo launchctl bootout system/${LABEL}`]
    default:
      return [`powershell -Command "Unregister-ScheduledTask -TaskName '${TASK}' -Confirm:$false"`, `del "${file}"`]
  }
}

/** Typed without echo, so that it stands in no history. */
function passphraseFor({ passphrase, kind }: ServicePlan): Installed['passphrase'] {
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

const isLow = (text: string) => {
  const port = Number(/(\d+)$/.exec(text)?.[1] ?? Number.NaN)
  return port > 0 && port < 1024
}

/** The launcher of this copy: from `src/uses/bridge` of the build, or of what was installed. */
function launcher(): string {
  const here = fileURLToPath(import.meta.url)
  const root = here.replace(/[\\/](?:dist|\.cache[\\/][^\\/]+)?[\\/]?src[\\/]uses[\\/]bridge[\\/]install\.[jt]s$/, '')
  return join(root, 'sesame.mjs')
}
