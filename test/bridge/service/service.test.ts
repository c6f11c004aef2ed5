// The bridge as a service: two processes on one store, one is killed; a sign-in dies, the owner is told once and signs in, and nobody restarts anything; doors change, clients stay, signals end it in order.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { bridgeAudit } from '../../../src/uses/bridge/status.ts'
import { imap, MARIE, type Running, type ServiceWorld, serviceWorld, signInOnce } from './service-world.ts'

describe('the bridge as a service', () => {
  let t: ServiceWorld
  let one: Running
  let two: Running
  let heard: { readonly said: () => string; stop(): void }
  before(async () => {
    t = await serviceWorld()
    t.settings({
      graceSeconds: 60,
      notify: { webhooks: [{ url: `${t.hook}/hook`, tokenFrom: 'key/hook' }], ntfy: { url: `${t.hook}/topic` } },
    })
    heard = notifySocket(join(t.folder, 'notify.sock'))
    await t.until('the socket', async () => readdirSync(t.folder).includes('notify.sock'))
    const log = join(t.folder, 'log', 'bridge.log')
    ;[one, two] = await Promise.all([t.start(), t.start(['--log-file', log], { NOTIFY_SOCKET: join(t.folder, 'notify.sock') })])
  })
  after(async () => {
    heard?.stop()
    await t?.stop()
  })
  const port = async (of: Running) => (await of.doors())['imap plain'] as number

  it('two on one store let the same device in, and the status knows both', async () => {
    for (const each of [one, two]) assert.match(await signInOnce(await port(each), t.password), /^a OK/m)
    assert.match(await signInOnce(await port(one), 'wrong-password'), /^a NO \[AUTHENTICATIONFAILED\]/m)
    const status = await t.until('what was seen', async () => {
      const now = await t.status()
      return now.devices[0]?.used === 2 && now.strangers.times === 1 && now.accounts[0]?.token != null && now
    })
    assert.equal(status.running, true)
    assert.equal(status.runs.length, 2)
    const [account] = status.accounts
    assert.ok(account?.lastOk)
    assert.equal(account.shut, null)
    assert.equal(account.signInAgain?.kind, 'unknown', 'nobody knows this provider')
    const audit = await bridgeAudit({ data: t.folder, env: {} }, 'printer')
    assert.deepEqual([...new Set(audit.map(({ kind, place, account: its }) => `${kind} ${place} ${its}`))], [`admitted 127.0.0.1 ${MARIE}`])
  })

  it('one is killed: it is shown as gone at once, the other goes on', async () => {
    one.child.kill('SIGKILL')
    await one.ended
    const { runs } = await t.status()
    assert.deepEqual(
      runs.map(({ pid }) => pid),
      [two.child.pid],
    )
    assert.match(await signInOnce(await port(two), t.password), /^a OK/m)
  })

  it('a dead sign-in: the owner is told once by each way, signs in, and the running bridge takes it', async () => {
    await t.signIn(true)
    assert.match(await signInOnce(await port(two), t.password), /^a NO \[EXPIRED\]/m)
    await t.until('both notices', async () => t.posted.length >= 2)
    assert.match(await signInOnce(await port(two), t.password), /^a NO \[EXPIRED\]/m)
    const shut = await t.until('the shut account', async () => (await t.status()).accounts[0]?.shut)
    assert.equal(shut.kind, 'reauthorize')
    assert.equal(shut.next, `sesame login ${MARIE}`)
    assert.ok(shut.diagnosis && shut.diagnosis.title.length > 0 && shut.diagnosis.steps.length === 0, JSON.stringify(shut))
    assert.equal((await t.status()).accounts[0]?.signInAgain?.kind, 'now')

    const [hook, topic] = ['/hook', '/topic'].map((path) => t.posted.find((posted) => posted.path === path))
    assert.equal(hook?.headers.authorization, 'Bearer planted-hook-token')
    const body = JSON.parse(hook?.body ?? '{}') as Record<string, string>
    assert.equal(body.account, MARIE)
    assert.equal(body.reason, 'reauthorize')
    assert.equal(body.command, `sesame login ${MARIE}`)
    assert.match(topic?.body ?? '', new RegExp(`sesame login ${MARIE}`))
    assert.match(String(topic?.headers.title), /^=\?UTF-8\?B\?/)

    await t.signIn()
    assert.match(await signInOnce(await port(two), t.password), /^a OK/m)
    await t.until('the account to be open again', async () => (await t.status()).accounts[0]?.shut === null)
    assert.equal(t.posted.length, 2, 'once for each reason and day')
  })

  it('health and metrics say it; a page from elsewhere reads nothing', async () => {
    const at = `http://${await two.metrics()}`
    assert.equal((await fetch(`${at}/healthz`)).status, 200)
    assert.equal((await fetch(`${at}/readyz`)).status, 200)
    const expiry = new RegExp(`^sesame_bridge_token_expiry_seconds\\{account="${MARIE}"\\} \\d+$`, 'm')
    const text = await t.until('the new token', async () => {
      const now = await (await fetch(`${at}/metrics`)).text()
      return expiry.test(now) && now
    })
    assert.match(text, /^sesame_bridge_sign_ins_total\{protocol="imap",outcome="ok",reason=""\} \d+$/m)
    assert.match(text, /^sesame_bridge_sign_ins_total\{protocol="imap",outcome="shut",reason="reauthorize"\} 2$/m)
    assert.equal((await fetch(`${at}/metrics`, { method: 'POST' })).status, 405)
    const { request } = await import('node:http')
    const status = await new Promise((done) =>
      request(`${at}/metrics`, { headers: { Host: 'evil.example' } }, (reply) => done(reply.resume().statusCode)).end(),
    )
    assert.equal(status, 421)
  })

  it('settings change: a new door opens, an old one shuts, who is in stays; wrong settings change nothing', async () => {
    const first = await port(two)
    const inside = imap(first)
    await inside.say('', /^\* OK/)
    await inside.say(`a LOGIN ${MARIE} ${t.password}`, /^a OK/m)
    const kept = { graceSeconds: 60, notify: { desktop: false } }
    t.settings({ ...kept, listeners: [{ protocol: 'imap', port: 0, security: 'starttls' }] })
    two.child.kill('SIGHUP')
    const next = await t.until('the new door', async () => (await two.doors())['imap starttls'])
    await assert.rejects(signInOnce(first, t.password))
    assert.match(await signInOnce(next, t.password), /^a OK/m)
    assert.match(await inside.say('b NOOP', /^b OK/m), /b OK/)

    t.settings('{ "listeners": 7, "secret": "planted-in-settings" }')
    const why = await t.until('the complaint', async () => (await t.status()).runs[0]?.settings)
    assert.doesNotMatch(why, /planted/)
    assert.match(await signInOnce(next, t.password), /^a OK/m)
    t.settings({ ...kept, listeners: [{ protocol: 'imap', port: 0, security: 'starttls' }] })
    await t.until('right settings', async () => (await t.status()).runs[0]?.settings === null)
    assert.match(await inside.say('c NOOP', /^c OK/m), /c OK/)
    inside.socket.destroy()
  })

  it('SIGTERM: nobody else comes in, who is in finishes, then it ends well', async () => {
    const door = (await two.doors())['imap starttls'] as number
    const inside = imap(door)
    await inside.say('', /^\* OK/)
    await inside.say(`a LOGIN ${MARIE} ${t.password}`, /^a OK/m)
    two.child.kill('SIGTERM')
    await t.until('the drain', async () => (await t.status()).runs[0]?.draining)
    assert.equal((await fetch(`http://${await two.metrics()}/readyz`)).status, 503)
    await assert.rejects(signInOnce(door, t.password))
    assert.match(await inside.say('b NOOP', /^b OK/m), /b OK/)
    await inside.say('c LOGOUT', /^c OK/m)
    inside.socket.end()
    assert.equal(await two.ended, 0)
    assert.equal((await t.status()).running, false)
    await t.until('its last word', async () => /READY=1[\s\S]*STOPPING=1/.test(heard.said()))
  })

  it('a second signal ends at once', async () => {
    const three = await t.start()
    const door = (await three.doors())['imap starttls'] as number
    const inside = imap(door)
    await inside.say('', /^\* OK/)
    await inside.say(`a LOGIN ${MARIE} ${t.password}`, /^a OK/m)
    three.child.kill('SIGTERM')
    await t.until('the drain', async () => (await t.status()).runs[0]?.draining)
    three.child.kill('SIGTERM')
    assert.equal(await three.ended, 0)
    assert.ok(inside.socket.destroyed || (await new Promise((done) => inside.socket.once('close', () => done(true)))))
  })

  it('no secret is in the log, the database, the status or a notice; the log is its owner’s alone', async () => {
    const file = join(t.folder, 'log', 'bridge.log')
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const log = readFileSync(file, 'utf8')
    const kinds = new Set(
      log
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { kind: string }).kind),
    )
    for (const kind of ['listening', 'admitted', 'denied', 'shut', 'notified', 'reloaded', 'draining', 'ended']) {
      assert.ok(kinds.has(kind) || kind === 'denied', `${kind} in ${[...kinds]}`)
    }
    const stored = readdirSync(t.folder)
      .filter((name) => name.startsWith('sesame.db'))
      .map((name) => readFileSync(join(t.folder, name), 'latin1'))
    const shown = [log, one.said(), two.said(), ...stored, JSON.stringify(await t.status()), ...t.posted.map(({ body }) => body)].join('\n')
    assert.ok(shown.length > 10_000)
    for (const secret of t.secrets()) {
      assert.ok(!shown.includes(secret), secret.slice(0, 12))
      assert.ok(!shown.includes(Buffer.from(secret).toString('base64').slice(0, 24)), secret.slice(0, 12))
    }
    assert.doesNotMatch(shown, /planted-in-settings|wrong-password"? *,? *"?secret/)
  })
})

/** What systemd would hear: datagrams, which Node.js does not speak there. */
function notifySocket(path: string): { readonly said: () => string; stop(): void } {
  const script = `import socket,sys
s=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM); s.bind(sys.argv[1])
while True:
  print(s.recv(4096).decode(),flush=True)`
  const child = spawn('python3', ['-c', script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  return { said: () => said, stop: () => void child.kill() }
}
