// The parts of the service one by one: units that systemd itself reads, a property list that Python reads, a log that turns over, metrics that parse, settings from any hand, notices by every way.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { exposition } from '../../../src/bridge/exposition.ts'
import { openJournal } from '../../../src/bridge/journal.ts'
import { noticeCommand, showNotice } from '../../../src/bridge/service/desktop-notice.ts'
import { readSettings } from '../../../src/bridge/service/settings.ts'
import type { BridgeEvent } from '../../../src/bridge/shapes.ts'
import { launchdPlist } from '../../../src/services/launchd-plist.ts'
import { isOurs, type ServicePlan } from '../../../src/services/service-plan.ts'
import { systemdUnit } from '../../../src/services/systemd-unit.ts'
import { isSafe, windowsTask } from '../../../src/services/windows-task.ts'
import { BRIDGE, installBridge, uninstallBridge } from '../../../src/uses/bridge/install.ts'
import type { SeenGrant } from '../../../src/uses/bridge/seen.ts'
import { signInAgain } from '../../../src/uses/bridge/status.ts'
import { checkUnit } from '../../../src/uses/service/check-unit.ts'

const run = promisify(execFile)

function plan(changes: Partial<ServicePlan> = {}): ServicePlan {
  return {
    service: BRIDGE,
    kind: 'systemd-system',
    // What is there on any machine of a test: systemd looks whether it can be run.
    ...{
      node: process.execPath,
      program: '/usr/share/sesame/sesame.mjs',
      args: ['--smtp', '192.168.1.5:1587', '--log-file', 'a "b" $c %d é\\'],
    },
    ...{
      data: '/home/marie/données 100%',
      home: '/home/marie',
      passphrase: '/etc/sesame/vault-passphrase',
      graceSeconds: 10,
      lowPorts: false,
    },
    environment: {},
    ...changes,
  }
}

describe('the service of each system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-parts-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('systemd finds nothing wrong with any of its units, and the machine’s own is closed', async () => {
    for (const changes of [{}, { lowPorts: true }, { passphrase: null }, { kind: 'systemd-user' }] as const) {
      const text = systemdUnit(plan(changes))
      const checked = await checkUnit(text, plan(changes).kind === 'systemd-system')
      assert.ok(checked, 'systemd-analyze is not installed: apt-get install -y systemd')
      assert.deepEqual(checked.wrong, [], text)
      if (plan(changes).kind === 'systemd-system') assert.ok(Number.parseFloat(checked.exposure ?? '10') < 2.5, `${checked.exposure}`)
    }
    const wrong = await checkUnit(systemdUnit(plan()).replace('KillMode=mixed', 'KillMode=somehow'), true)
    assert.ok((wrong?.wrong.length ?? 0) > 0, 'a wrong one would be told')
  })

  it('no argument gets out of its place in a unit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const lines = systemdUnit(plan({ args: [text], data: text, kind: 'systemd-user' })).split('\n')
        assert.equal(lines.filter((line) => /^(ExecStart|Environment=|\[)/.test(line)).length, 6)
        assert.ok(!/[^%]%[^%Sd]/.test(lines.find((line) => line.startsWith('ExecStart'))?.replaceAll('%%', '') ?? ''))
      }),
    )
  })

  it('launchd: Python reads the property list, and the arguments come back whole', async () => {
    const file = join(folder, 'bridge.plist')
    const args = ['--imap', '1143', '--log-file', 'a <b> & "c" é']
    writeFileSync(file, launchdPlist(plan({ kind: 'launchd-user', args })))
    const { stdout } = await run('python3', [
      '-c',
      'import plistlib,json,sys; print(json.dumps(plistlib.load(open(sys.argv[1],"rb"))))',
      file,
    ])
    const read = JSON.parse(stdout) as Record<string, unknown>
    assert.deepEqual(read.ProgramArguments, [process.execPath, ...BRIDGE.flags, '/usr/share/sesame/sesame.mjs', 'bridge', ...args])
    assert.deepEqual(read.KeepAlive, { SuccessfulExit: false })
    assert.equal(read.Umask, 0o77)
    assert.equal((read.EnvironmentVariables as Record<string, string>).SESAME_DATA, '/home/marie/données 100%')
  })

  it('Windows: a quote ends no literal, and what cmd.exe would read is refused', () => {
    const text = windowsTask(
      plan({ kind: 'windows-user', program: "C:\\l'été\\sesame.mjs", args: ['--imap', '1143'], data: 'C:\\Data', passphrase: null }),
    )
    assert.match(text, /C:\\l''été\\sesame\.mjs/)
    for (const bad of ['50%', 'a&b', 'a"b', 'a|b', 'a\nb']) assert.equal(isSafe(bad), false, bad)
  })

  it('install writes, says what is next, and touches no file that somebody changed; uninstall takes it away', async () => {
    const request = {
      data: join(folder, 'data'),
      env: {},
      system: false,
      args: ['--imap', '1143'],
      print: false,
      force: false,
      platform: 'linux',
      home: folder,
      folder,
    } as const
    const installed = await installBridge(request)
    assert.equal(installed.outcome, 'written')
    assert.deepEqual(installed.checked?.wrong, [])
    assert.ok(
      existsSync(installed.text.match(/^ExecStart=\S+ --max-semi-space-size=2 (\S+sesame\.mjs) bridge --imap 1143$/m)?.[1] ?? ''),
      installed.text,
    )
    assert.ok(isOurs(readFileSync(installed.file, 'utf8')))
    assert.equal((await installBridge(request)).outcome, 'written', 'again')
    writeFileSync(installed.file, `${installed.text}Nice=5\n`)
    assert.equal((await installBridge(request)).outcome, 'foreign')
    assert.equal((await uninstallBridge(request)).outcome, 'foreign')
    assert.equal((await installBridge({ ...request, force: true })).outcome, 'written')
    assert.equal((await uninstallBridge(request)).outcome, 'removed')
    assert.equal((await uninstallBridge(request)).outcome, 'nothing')
  })

  it('the log turns over, stays its owner’s, and one event is one line whatever a server said', () => {
    const file = join(folder, 'log', 'bridge.log')
    const lines: string[] = []
    const journal = openJournal({
      ...{ format: 'text', stderr: (line) => lines.push(line), levels: true, file, maxBytes: 4_096, keep: 2 },
      sentence: (event) => (event.kind === 'shut' ? `shut: ${event.shut.said}` : null),
    })
    const shut = (said: string): BridgeEvent => ({
      ...{ kind: 'shut', account: 'a@b.example', device: 'd', protocol: 'imap' },
      shut: { kind: 'refused', said },
    })
    journal.write(shut('one\r\ntwo\u001b[31m\u0085\u2028'))
    assert.equal(lines[0], '<3>shut: one\\u000d\\u000atwo\\u001b[31m\\u0085\\u2028\n')
    for (let at = 0; at < 200; at++) journal.write(shut(`number ${at} ${'x'.repeat(80)}`))
    journal.close()
    const all = [file, `${file}.1`, `${file}.2`]
    for (const one of all) {
      assert.equal(statSync(one).mode & 0o777, 0o600)
      assert.ok(statSync(one).size <= 4_096)
    }
    assert.equal(existsSync(`${file}.3`), false)
    assert.match(readFileSync(file, 'utf8'), /number 199 x+\n$/)
  })

  it('metrics: what is written is what is read', () => {
    const label = fc.string({ unit: 'binary', maxLength: 20 })
    fc.assert(
      fc.property(
        fc.array(fc.record({ labels: fc.dictionary(fc.constantFrom('a', 'b_c'), label), value: fc.double() })),
        label,
        (samples, help) => {
          const text = exposition([{ name: 'x_total', help, type: 'counter', samples }])
          assert.equal(text === '' ? 0 : (text.match(/\n/g)?.length ?? 0), samples.length === 0 ? 0 : samples.length + 2)
          const read = text.split('\n').slice(2, -1).map(readSample)
          assert.deepEqual(
            read,
            samples.map(({ labels, value }) => ({ labels: { ...labels }, value: Object.is(value, -0) ? 0 : value })),
          )
        },
      ),
    )
  })

  it('settings from any hand: read or refused, and what was written is never quoted', () => {
    const keys = ['listeners', 'metrics', 'log', 'notify', 'graceSeconds', 'webhooks', 'url']
    const any = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constant('planted-value-8d1f'),
        fc.integer(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(fc.constantFrom(...keys), tie('value')),
      ),
    })).value
    fc.assert(
      fc.property(any, (value) => {
        const read = readSettings(JSON.stringify(value))
        assert.ok(read.ok || (read.why.length > 0 && !read.why.includes('planted-value')), JSON.stringify(read))
      }),
    )
    const webhook = (url: string) => readSettings(JSON.stringify({ notify: { webhooks: [{ url }] } })).ok
    assert.equal(webhook('https://hooks.example/x'), true)
    assert.equal(webhook('http://127.0.0.1:8080/x'), true)
    for (const bad of ['http://hooks.example/x', 'https://user:password@hooks.example/', 'ftp://hooks.example/', 'file:///etc/passwd'])
      assert.equal(webhook(bad), false, bad)
  })

  it('the desktop is told by arguments or environment, and where there is nothing to tell it, that is said', async () => {
    const notice = { title: 'The bridge needs you', body: '$(touch x); "quoted" --help' }
    const program = join(folder, 'notify-send')
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > ${join(folder, 'shown')}\n`)
    chmodSync(program, 0o755)
    const env = { PATH: `${folder}:/usr/bin:/bin`, XDG_RUNTIME_DIR: folder }
    assert.equal(await showNotice('linux', env, notice), true)
    assert.deepEqual(readFileSync(join(folder, 'shown'), 'utf8').trimEnd().split('\n').slice(-3), ['--', notice.title, notice.body])
    assert.equal(await showNotice('linux', { PATH: folder }, notice), null, 'no desktop')
    assert.equal(await showNotice('linux', { PATH: '/nonexistent', XDG_RUNTIME_DIR: folder }, notice), null, 'no such program')
    for (const platform of ['darwin', 'win32'] as const) {
      const command = noticeCommand(platform, {}, notice)
      assert.ok(command && !command.args.join(' ').includes('touch x'))
      assert.equal(command.env.SESAME_BODY, notice.body)
    }
  })

  it('days until the next sign-in: what is known, and unknown where nobody knows', () => {
    const now = Date.parse('2026-11-22T12:00:00Z')
    const grant: SeenGrant = {
      ...{
        id: 'a@b.example',
        provider: 'outlook-com',
        flow: 'browser' as const,
        made: '2026-10-01T00:00:00Z',
        refreshed: '2026-11-20T12:00:00Z',
      },
      ...{ expires: '2026-11-22T12:30:00Z', renews: true, idleDays: 90, refusal: null },
    }
    assert.deepEqual(signInAgain(grant, now), { kind: 'kept', days: 88, until: null })
    assert.equal(signInAgain({ ...grant, idleDays: null }, now).kind, 'unknown')
    assert.equal(signInAgain(null, now).kind, 'unknown')
    assert.equal(signInAgain({ ...grant, flow: 'app' }, now).kind, 'none')
    assert.equal(signInAgain({ ...grant, refreshed: '2026-08-01T00:00:00Z' }, now).kind, 'now')
    assert.equal(signInAgain({ ...grant, refusal: { at: 'refresh', why: 'refused', error: 'invalid_grant' } }, now).kind, 'now')
    assert.deepEqual(signInAgain({ ...grant, renews: false }, now), { kind: 'end', days: 1, until: grant.expires })
  })
})

/** By the grammar of the text format, not by our writer. */
function readSample(line: string): { labels: Record<string, string>; value: number } {
  const match = /^x_total(?:\{((?:[a-z_]+="(?:[^"\\]|\\[\\n"])*",?)*)\})? (\S+)$/.exec(line)
  assert.ok(match, line)
  const pairs = [...(match[1] ?? '').matchAll(/([a-z_]+)="((?:[^"\\]|\\[\\n"])*)"/g)]
  const plain = (text: string) => text.replace(/\\([\\n"])/g, (_, c: string) => (c === 'n' ? '\n' : c))
  const value = { NaN: Number.NaN, '+Inf': Infinity, '-Inf': -Infinity }[match[2] as string] ?? Number(match[2])
  return { labels: Object.fromEntries(pairs.map(([, key, text]) => [key as string, plain(text as string)])), value }
}
