// Collecting as a service: files that systemd and Python read, one beside the bridge's, and what the unit says run as systemd would run it, between two real servers.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Secret } from '../../src/model/secret.ts'
import { launchdPlist } from '../../src/services/launchd-plist.ts'
import { isOurs, type ServicePlan } from '../../src/services/service-plan.ts'
import { systemdUnit } from '../../src/services/systemd-unit.ts'
import { windowsTask } from '../../src/services/windows-task.ts'
import { BRIDGE, installBridge } from '../../src/uses/bridge/install.ts'
import { checkUnit } from '../../src/uses/service/check-unit.ts'
import type { InstallRequest } from '../../src/uses/service/install.ts'
import { addNewCollection, listCollections } from '../../src/uses/transfer/collect.ts'
import { COLLECT, collectService, installCollect, uninstallCollect } from '../../src/uses/transfer/collect-install.ts'
import { makeVault } from '../../src/vault/make.ts'
import { openVault } from '../../src/vault/open.ts'
import { sesame } from '../cli/spawn.ts'
import { collectWorld, connectTo, digests, inboxOf, keepPassword } from '../transfer/collect/collect-world.ts'
import { loadMailbox } from '../transfer/world/load.ts'
import { stopWorldAfterTests } from '../transfer/world/pair.ts'

stopWorldAfterTests()

const run = promisify(execFile)
const MAIN = fileURLToPath(new URL('../cli/run-main.js', import.meta.url))
const PASSPHRASE = 'planted passphrase of the vault'

const plan = (changes: Partial<ServicePlan> = {}): ServicePlan => ({
  ...{ service: COLLECT, kind: 'systemd-system', node: process.execPath, program: '/usr/share/sesame/sesame.mjs', args: [] },
  ...{ data: '/home/marie/données 100%', home: '/home/marie', passphrase: '/etc/sesame/vault-passphrase' },
  ...{ graceSeconds: 70, lowPorts: false, environment: {}, ...changes },
})

describe('collecting as a service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-collect-service-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const request: InstallRequest & { readonly folder: string } = {
    ...{ data: join(folder, 'data'), env: {}, system: false, print: false, force: false },
    ...{ platform: 'linux', home: folder, folder: join(folder, 'units') },
  }

  it('systemd finds nothing wrong with any of its units, and the machine’s own is closed', async () => {
    for (const changes of [{}, { passphrase: null }, { kind: 'systemd-user' }, { kind: 'systemd-user', passphrase: null }] as const) {
      const { kind } = plan(changes)
      const text = systemdUnit(plan(changes))
      const checked = await checkUnit(text, kind === 'systemd-system')
      assert.ok(checked, 'systemd-analyze is not installed: apt-get install -y systemd')
      assert.deepEqual(checked.wrong, [], text)
      if (kind === 'systemd-system') assert.ok(Number.parseFloat(checked.exposure ?? '10') < 2.5, `${checked.exposure}`)
      for (const line of [
        'Type=exec',
        'Restart=on-failure',
        'RestartSec=60',
        'RestartPreventExitStatus=2',
        'UMask=0077',
        'TimeoutStopSec=90',
      ])
        assert.ok(text.includes(`\n${line}\n`), line)
      // It says nothing to systemd: a watchdog would end it, a reload would kill it.
      assert.doesNotMatch(text, /Watchdog|ExecReload|NotifyAccess/)
    }
  })

  it('the machine’s services share their data, and so the user that it belongs to', () => {
    const whose = (one: ServicePlan) => systemdUnit(one).match(/^(DynamicUser|User|StateDirectory|StateDirectoryMode|Environment)=.*$/gm)
    assert.deepEqual(whose(plan()), whose(plan({ service: BRIDGE })))
  })

  it('launchd: Python reads the property list', async () => {
    const file = join(folder, 'collect.plist')
    writeFileSync(file, launchdPlist(plan({ kind: 'launchd-user' })))
    const { stdout } = await run('python3', [
      '-c',
      'import plistlib,json,sys; print(json.dumps(plistlib.load(open(sys.argv[1],"rb"))))',
      file,
    ])
    const read = JSON.parse(stdout) as Record<string, unknown>
    assert.equal(read.Label, 'mail.sesame.collect')
    assert.deepEqual(read.ProgramArguments, [process.execPath, '/usr/share/sesame/sesame.mjs', 'collect', 'run'])
    assert.deepEqual([read.KeepAlive, read.Umask, read.ExitTimeOut], [{ SuccessfulExit: false }, 0o77, 90])
    assert.equal(read.StandardErrorPath, '/home/marie/données 100%/collect.log')
  })

  it('Windows: a task of its own', () => {
    const text = windowsTask(plan({ kind: 'windows-user', program: 'C:\\sesame.mjs', data: 'C:\\Data', passphrase: null }))
    assert.match(text, /"C:\\sesame\.mjs" collect run"'/)
    assert.match(text, /Register-ScheduledTask -TaskName 'Sesame Collect' /)
  })

  it('install writes beside the bridge’s, and touches no file that somebody changed; uninstall takes it away, with what enabled it', async () => {
    const bridge = await installBridge({ ...request, args: [] })
    const installed = await installCollect(request)
    assert.equal(installed.outcome, 'written')
    assert.deepEqual(installed.checked?.wrong, [])
    assert.ok(existsSync(installed.text.match(/^ExecStart=\S+ (\S+sesame\.mjs) collect run$/m)?.[1] ?? ''), installed.text)
    assert.ok(isOurs(readFileSync(installed.file, 'utf8')))
    assert.equal((await installCollect(request)).outcome, 'written', 'again')
    writeFileSync(installed.file, `${installed.text}Nice=5\n`)
    assert.equal((await installCollect(request)).outcome, 'foreign')
    assert.equal((await uninstallCollect(request)).outcome, 'foreign')
    assert.equal((await installCollect({ ...request, force: true })).outcome, 'written')

    // As `systemctl --user enable` leaves it.
    const wants = join(request.folder, 'default.target.wants')
    mkdirSync(wants)
    const links = ['sesame-bridge.service', 'sesame-collect.service'].map((unit) => join(wants, unit))
    for (const [at, file] of [bridge.file, installed.file].entries()) symlinkSync(file, links[at] as string)
    assert.equal((await uninstallCollect(request)).outcome, 'removed')
    assert.throws(() => readFileSync(links[1] as string), /ENOENT/)
    assert.equal(readFileSync(links[0] as string, 'utf8'), bridge.text, 'the bridge’s stays')
    assert.equal((await uninstallCollect(request)).outcome, 'nothing')
  })

  it('what the unit says collects, and a stop ends it well; wrong settings end it with the code after which it is not started again', async () => {
    const world = await collectWorld()
    await loadMailbox(world.source, inboxOf(12))
    const data = join(folder, "Marie's data 100%")
    await makeVault({ folder: data, passphrase: new Secret(PASSPHRASE), cost: { log2n: 10, r: 8, p: 1 } })
    const passphrase = join(folder, 'vault-passphrase')
    writeFileSync(passphrase, PASSPHRASE, { mode: 0o600 })
    const vault = await openVault({ folder: data, env: { SESAME_VAULT_PASSPHRASE_FILE: passphrase } })
    for (const account of [world.source, world.target]) await keepPassword(vault, account)
    const { from, into, source, target } = world
    await addNewCollection({ ...world.request, data, vault }, { from, into, name: 'as a service' })
    vault.close()
    const settings = join(folder, 'network.json')
    const cacert = source.server.dovecot.caPem + target.server.dovecot.caPem
    writeFileSync(settings, JSON.stringify({ cacert, connectTo: [connectTo(source, 'imaps'), connectTo(target, 'imaps')] }))

    const { text } = await installCollect({ ...request, data, passphrase, env: { SESAME_NETWORK: settings }, force: true })
    const service = startUnit(text, folder)
    await until(
      'the mail',
      async () => (await listCollections({ data, env: {} }))[0]?.state?.collected.messages === 12,
      () => service.said,
    )
    assert.equal((await listCollections({ data, env: {} }))[0]?.running, true)
    service.stop()
    assert.equal(await service.ended, 0, service.said)
    assert.deepEqual(digests(await world.held(target)), digests(await world.held(source)))
    assert.equal(service.said.includes(PASSPHRASE), false)

    writeFileSync(settings, '{ "connectTo": 7 }')
    assert.equal(await startUnit(text, folder).ended, 2)
    world.close()
  })

  it('status says how the service that stands still is started, and how one is made where there is none', async () => {
    const data = join(folder, 'lab')
    const lab = { flags: {}, lab: true, env: {}, data, lang: 'en', signal: new AbortController().signal } as const
    await addNewCollection(lab, { from: 'marie@outlook.com', into: 'marie@gmail.com' })
    const env = { XDG_CONFIG_HOME: join(folder, 'config') }
    const none = await sesame(['collect', 'status', '--data', data], { env })
    assert.equal(none.code, 3)
    assert.match(none.stdout, /make it a service: sesame collect install\.\n$/)

    const installed = await sesame(['collect', 'install', '--data', data], { env })
    assert.equal(installed.code, 0, installed.stderr)
    const file = join(env.XDG_CONFIG_HOME, 'systemd', 'user', 'sesame-collect.service')
    assert.match(
      installed.stdout,
      /systemctl --user enable --now sesame-collect\.service\n {2}loginctl enable-linger\n {2}sesame collect status\n$/,
    )
    const still = await sesame(['collect', 'status', '--data', data, '--lang', 'fr'], { env })
    assert.ok(
      still.stdout.includes(file) && still.stdout.includes('  systemctl --user enable --now sesame-collect.service\n'),
      still.stdout,
    )
    assert.equal(await collectService({ data: join(folder, 'other'), env, platform: 'linux' }), null, 'of other data')

    const printed = await sesame(['collect', 'install', '--system', '--print'], { env })
    assert.match(printed.stdout, /^# Written by sesame collect install, [0-9a-f]{16}\n[\s\S]*\nWantedBy=multi-user\.target\n$/)
    assert.match(printed.stderr, /\/etc\/sesame\/vault-passphrase/)
    const gone = await sesame(['collect', 'uninstall', '--data', data], { env })
    assert.match(gone.stdout, /Removed: [\s\S]*systemctl --user stop sesame-collect\.service\n/)
    assert.equal((await sesame(['collect', 'uninstall', '--data', data, '--json'], { env })).code, 2)
  })
})

/** As systemd.exec(5) has it: the unit's environment and nothing else, its credentials in a folder; our test build instead of the launcher. */
function startUnit(text: string, credentials: string) {
  const plain = (word: string) =>
    word
      .replace(/^"(.*)"$/s, '$1')
      .replace(/\\(.)/g, '$1')
      .replaceAll('$$', '$')
      .replaceAll('%d/', `${credentials}/`)
      .replaceAll('%%', '%')
  const [line = ''] = text.match(/(?<=^ExecStart=).*$/m) ?? []
  const [node = '', program = '', ...args] = (line.match(/"(?:\\.|[^"])*"|\S+/g) ?? []).map(plain)
  assert.match(program, /sesame\.mjs$/)
  const env = Object.fromEntries((text.match(/(?<=^Environment=).*$/gm) ?? []).map((one) => plain(one).split(/=(.*)/s).slice(0, 2)))
  const child = spawn(node, [MAIN, ...args], { env: { PATH: process.env.PATH ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const service = {
    said: '',
    ended: new Promise<number | string>((done) => child.once('close', (code, signal) => done(code ?? signal ?? 'gone'))),
    stop: () => child.kill('SIGTERM'),
  }
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => {
      service.said += more
    })
  const limit = setTimeout(() => child.kill('SIGKILL'), 60_000)
  void service.ended.then(() => clearTimeout(limit))
  return service
}

async function until(what: string, look: () => Promise<boolean>, said: () => string): Promise<void> {
  const end = performance.now() + 40_000
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}: ${said()}`)
    await wait(100)
  }
}
