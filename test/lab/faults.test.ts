// Each fault address misbehaves as its name says, and each misbehaviour ends.

import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { imap, portOf, RawClient, smtp } from './raw-client.ts'

describe("the lab's faults", () => {
  let lab: Lab
  before(async () => {
    lab = await startLab()
  })
  after(() => lab.stop())

  const host = (fault: string) => `mail.${fault}.fault.example`

  const CERTIFICATES: readonly [string, string][] = [
    ['expired', 'CERT_HAS_EXPIRED'],
    ['not-yet-valid', 'CERT_NOT_YET_VALID'],
    ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['chain-incomplete', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['intercepted', 'SELF_SIGNED_CERT_IN_CHAIN'],
    ['clock', 'CERT_NOT_YET_VALID'],
  ]
  for (const [fault, code] of CERTIFICATES)
    test(`${fault}: OpenSSL says ${code}, on TLS and after STARTTLS`, async () => {
      for (const port of [993, 995, 465]) await assert.rejects(RawClient.tls(lab, host(fault), port), { code })
      const client = await RawClient.plain(lab, host(fault), 587)
      await client.until(/^220 /)
      await smtp(client, 'EHLO test')
      await smtp(client, 'STARTTLS')
      await assert.rejects(client.startTls(), { code })
      client.close()
    })

  test('intercepted: the issuer is named like an antivirus', async () => {
    const socket = connectTls({
      host: '127.0.0.1',
      port: portOf(lab, host('intercepted'), 993),
      servername: host('intercepted'),
      rejectUnauthorized: false,
    })
    await new Promise((done) => socket.once('secureConnect', done))
    assert.equal(socket.getPeerCertificate().issuer.CN, 'Avast Web/Mail Shield Root')
    socket.destroy()
  })

  test('old-tls: the handshake fails on the version', async () => {
    await assert.rejects(RawClient.tls(lab, host('old-tls'), 993), (e: NodeJS.ErrnoException) =>
      /VERSION|UNSUPPORTED_PROTOCOL/i.test(e.code ?? ''),
    )
  })

  test('black-hole: connecting neither works nor fails', async () => {
    for (let i = 0; i < 2; i++) {
      const socket = connect(portOf(lab, host('black-hole'), 993), '127.0.0.1')
      const result = await new Promise((done) => {
        socket.once('connect', () => done('connected'))
        socket.once('error', (e: NodeJS.ErrnoException) => done(e.code))
        setTimeout(done, 250, 'nothing')
      })
      assert.equal(result, 'nothing')
      socket.destroy()
    }
  })

  test('refused: nothing listens', async () => {
    await assert.rejects(RawClient.plain(lab, host('refused'), 993), { code: 'ECONNREFUSED' })
  })

  test('banned: hangs up without a word on every port', async () => {
    for (const port of [143, 587]) {
      const client = await RawClient.plain(lab, host('banned'), port)
      assert.deepEqual(await client.rest(), [])
    }
    await assert.rejects(RawClient.tls(lab, host('banned'), 993))
  })

  test('banned-bye: says so and hangs up', async () => {
    for (const [port, first] of [
      [993, /^\* BYE /],
      [995, /^-ERR /],
      [465, /^554 /],
    ] as const) {
      const client = await RawClient.tls(lab, host('banned-bye'), port)
      const said = await client.rest()
      assert.equal(said.length, 1)
      assert.match(said[0] ?? '', first)
    }
  })

  test('wrong-mode: plain text on 993, TLS on 587', async () => {
    const plain = await RawClient.plain(lab, host('wrong-mode'), 993)
    assert.match((await plain.line()) ?? '', /^\* OK/)
    plain.close()
    const tls = await RawClient.tls(lab, host('wrong-mode'), 587)
    assert.match((await tls.line()) ?? '', /^220 /)
    tls.close()
  })

  test('truncated: half a greeting, no end of line, then the end', async () => {
    const client = await RawClient.tls(lab, host('truncated'), 993)
    assert.deepEqual(await client.rest(), [])
  })

  test('silent: accepts and says nothing', async () => {
    const client = await RawClient.tls(lab, host('silent'), 993)
    await assert.rejects(client.line(300), /no line in time/)
    client.close()
  })

  test('half-closed: a greeting, then only their ear is open', async () => {
    const client = await RawClient.tls(lab, host('half-closed'), 993)
    assert.match((await client.line()) ?? '', /^\* OK/)
    assert.equal(await client.line(), null)
    client.close()
  })

  test('slow: bytes drip', async () => {
    const client = await RawClient.tls(lab, host('slow'), 993)
    await assert.rejects(client.line(300), /no line in time/)
    client.close()
  })

  test('endless-line: more than a mebibyte without an end, and no more than the client takes', async () => {
    const socket = connectTls({
      host: '127.0.0.1',
      port: portOf(lab, host('endless-line'), 993),
      servername: host('endless-line'),
      ca: lab.network.cacert,
    })
    let bytes = 0
    let ended = false
    const before = process.memoryUsage().rss
    await new Promise<void>((done) => {
      socket.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        ended ||= chunk.includes(10)
        if (bytes > 1 << 20) {
          socket.pause()
          done()
        }
      })
    })
    await new Promise((done) => setTimeout(done, 200))
    assert.ok(!ended)
    assert.ok(process.memoryUsage().rss - before < 100 << 20)
    socket.destroy()
  })

  test('binary: bytes that are neither a greeting nor UTF-8', async () => {
    const socket = connectTls({
      host: '127.0.0.1',
      port: portOf(lab, host('binary'), 993),
      servername: host('binary'),
      ca: lab.network.cacert,
    })
    const chunks: Buffer[] = []
    for await (const chunk of socket) chunks.push(chunk as Buffer)
    const all = Buffer.concat(chunks)
    assert.equal(all.length, 4096)
    assert.ok(all.includes(0))
    assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(all))
  })

  test('starttls-injection: a reply slipped in before the handshake, for all three protocols', async () => {
    const mail = await RawClient.plain(lab, host('starttls-injection'), 587)
    await mail.until(/^220 /)
    await smtp(mail, 'EHLO test')
    await smtp(mail, 'STARTTLS')
    assert.deepEqual(await mail.until(/^250 /), ['250-injected', '250 AUTH PLAIN LOGIN'])
    mail.close()
    const box = await RawClient.plain(lab, host('starttls-injection'), 143)
    await box.line()
    await imap(box, 'STARTTLS')
    assert.match((await box.line()) ?? '', /X-INJECTED/)
    box.close()
  })

  test('starttls-stripping: STARTTLS is not listed and not taken, while AUTH tempts', async () => {
    const mail = await RawClient.plain(lab, host('starttls-stripping'), 587)
    await mail.until(/^220 /)
    const list = await smtp(mail, 'EHLO test')
    assert.ok(!list.some((l) => l.includes('STARTTLS')) && list.some((l) => l.includes('AUTH PLAIN')))
    assert.match((await smtp(mail, 'STARTTLS'))[0] ?? '', /^502/)
    mail.close()
    const box = await RawClient.plain(lab, host('starttls-stripping'), 143)
    assert.ok(!((await box.line()) ?? '').includes('STARTTLS'))
    box.close()
  })

  test('preauth: the greeting leaves no room for STARTTLS', async () => {
    const client = await RawClient.plain(lab, host('preauth'), 143)
    assert.match((await client.line()) ?? '', /^\* PREAUTH /)
    assert.match((await imap(client, 'STARTTLS')).at(-1) ?? '', /^BAD/)
    client.close()
  })

  test('throttled: even the right secret is refused, in words of patience', async () => {
    const client = await RawClient.tls(lab, host('throttled'), 993)
    await client.line()
    assert.match((await imap(client, 'LOGIN marie@throttled.fault.example lab-password-1'))[0] ?? '', /^NO \[UNAVAILABLE\]/)
    client.close()
  })

  test('locked: after one wrong attempt the right secret is refused too', async () => {
    const client = await RawClient.tls(lab, host('locked'), 993)
    await client.line()
    assert.match((await imap(client, 'LOGIN marie@locked.fault.example wrong'))[0] ?? '', /AUTHENTICATIONFAILED/)
    assert.match((await imap(client, 'LOGIN marie@locked.fault.example lab-password-1'))[0] ?? '', /locked/)
    client.close()
  })

  test('a secret before STARTTLS is refused and noted', async () => {
    const client = await RawClient.plain(lab, 'mail.selfhost.example', 143)
    await client.line()
    assert.match((await imap(client, 'LOGIN marie@selfhost.example lab-password-1'))[0] ?? '', /^NO \[PRIVACYREQUIRED\]/)
    client.close()
    const seen = () => lab.seen('mail.selfhost.example')
    // What came in clear is noted when the conversation ends.
    const noted = () => seen().clear.includes('lab-password-1')
    for (const end = performance.now() + 60_000; !noted() && performance.now() < end; ) await new Promise((done) => setTimeout(done, 10))
    assert.ok(seen().signIns.some((s) => !s.secure))
    assert.ok(noted())
  })
})
