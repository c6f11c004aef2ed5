// Not a byte lost, not a byte too many: sign-ins cut at every place, passwords that must stay here, slow and impatient clients, ends in either direction.

import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { ownSecret } from '../../src/bridge/own-secret.ts'
import type { Protocol } from '../../src/model/protocol.ts'
import { type HostileWorld, hostileWorld, provider, talk } from './hostile-world.ts'
import { type BridgeWorld, bridgeWorld } from './world.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
/** Every form of the password that somebody who reads along could use. */
const FORMS = (password: string) => [
  password,
  ...[0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(password)]).toString('base64')
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + password.length) * 8) / 6))
  }),
]

describe('the password of a device never goes to the provider', () => {
  const worlds = new Map<Protocol, HostileWorld>()
  before(async () => {
    for (const protocol of ['imap', 'pop3', 'smtp'] as const)
      worlds.set(protocol, await hostileWorld({ protocol, play: (peer) => provider(peer, protocol) }))
  })
  after(async () => {
    for (const t of worlds.values()) await t.stop()
  })

  /** All ways to say it; what is in front of `|` must be answered before what is behind it is said. */
  const sayings = (user: string, password: string): Readonly<Record<Protocol, readonly string[]>> => {
    const plain = base64(`\0${user}\0${password}`)
    const [u, p] = [base64(user), base64(password)]
    return {
      imap: [
        `a LOGIN ${user} ${password}\r\n`,
        `a LOGIN "${user}" "${password.replace(/-/g, '\\-').replace(/\\-/g, '-')}"\r\n`,
        `a login {${user.length}+}\r\n${user} {${password.length}+}\r\n${password}\r\n`,
        `a LOGIN {${user.length}}\r\n|${user} {${password.length}}\r\n|${password}\r\n`,
        `a AUTHENTICATE PLAIN ${plain}\r\n`,
        `a AUTHENTICATE PLAIN\r\n|${plain}\r\n`,
        `a AUTHENTICATE LOGIN\r\n|${u}\r\n|${p}\r\n`,
        `a AUTHENTICATE LOGIN ${u}\r\n|${p}\r\n`,
        // Said ahead, and said twice.
        `a AUTHENTICATE PLAIN\r\n${plain}\r\n`,
        `a LOGIN ${user} ${password}\r\nb LOGIN ${user} ${password}\r\n`,
        `a AUTHENTICATE PLAIN ${plain}\r\n${plain}\r\n`,
        `a LOGIN ${user} ${password}\r\nb NOOP\r\nc LOGIN "${user}" {${password.length}+}\r\n${password}\r\n`,
      ],
      pop3: [
        `USER ${user}\r\n|PASS ${password}\r\n`,
        `USER ${user}\r\nPASS ${password}\r\nPASS ${password}\r\n`,
        `AUTH PLAIN ${plain}\r\n`,
        `AUTH PLAIN\r\n|${plain}\r\n`,
        `AUTH LOGIN\r\n|${u}\r\n|${p}\r\nAUTH PLAIN ${plain}\r\n`,
      ],
      smtp: [
        `EHLO x\r\n|AUTH PLAIN ${plain}\r\n`,
        `AUTH LOGIN\r\n|${u}\r\n|${p}\r\n`,
        `AUTH LOGIN ${u}\r\n|${p}\r\n`,
        `AUTH PLAIN\r\n|${plain}\r\n`,
        `AUTH PLAIN ${plain}\r\nAUTH PLAIN ${plain}\r\nNOOP\r\n${plain}\r\n`,
      ],
    }
  }
  const welcome = { imap: /^a OK/m, pop3: /\+OK Signed in/, smtp: /^235/m }

  for (const protocol of ['imap', 'pop3', 'smtp'] as const) {
    it(`${protocol}: said in every way, cut into packets anywhere`, async () => {
      const t = worlds.get(protocol) as HostileWorld
      const ways = sayings(t.account.id, t.password)[protocol]
      const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 })
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...ways), cuts, async (way, sizes) => {
          t.forget()
          const pieces: (string | null)[] = [null]
          for (const [at, part] of way.split('|').entries()) {
            if (at > 0) pieces.push(null)
            for (let from = 0, i = 0; from < part.length; i++) {
              const size = sizes[i % sizes.length] as number
              pieces.push(part.slice(from, from + size))
              from += size
            }
          }
          const said = await talk(t.port(protocol), pieces, welcome[protocol])
          assert.match(said, welcome[protocol], way)
          await wait(2)
          const heard = t.heard().toString('latin1').toLowerCase()
          for (const form of FORMS(t.password)) assert.ok(!heard.includes(form.toLowerCase()), `${way} reached the provider`)
          assert.ok(heard.length > 0)
        }),
        { numRuns: ways.length * 4 },
      )
    })
  }

  it('one byte a packet, and everything in one packet before the greeting', async () => {
    const t = worlds.get('imap') as HostileWorld
    const all = `a LOGIN ${t.account.id} ${t.password}\r\nb SELECT INBOX\r\nc FETCH 1 BODY[]\r\nd LOGOUT\r\n`
    for (const pieces of [[all], [null, ...all]]) {
      t.forget()
      const said = await talk(t.port('imap'), pieces, /^d OK/m)
      assert.match(said, /a OK.*\r\nb OK.*\r\nc OK.*\r\n\* BYE\r\nd OK/)
      assert.match(t.heard().toString(), /\r\nb SELECT INBOX\r\nc FETCH 1 BODY\[\]\r\nd LOGOUT\r\n$/)
    }
  })

  it('whatever else passes, passes whole and in order; the password does not, wherever packets end', () => {
    const password = 'abcd-efgh-jkmn-pqrs'
    const noise = fc.array(
      fc.oneof(fc.constantFrom('a', 'abcd-', 'abcd-efgh-jkm', 'b NOOP\r\n', '-', password.slice(4)), fc.string({ maxLength: 4 })),
    )
    fc.assert(
      fc.property(
        noise,
        noise,
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
        (head, tail, planted, sizes) => {
          const text = [...head, planted ? base64(`\0marie\0${password}`) : '', ...tail].join('')
          const bytes = Buffer.from(text)
          const own = ownSecret(password)
          const passed: Buffer[] = []
          let cut = false
          for (let at = 0, i = 0; at < bytes.length && !cut; i++) {
            const part = own.pass(bytes.subarray(at, at + (sizes[i % sizes.length] as number)))
            at += sizes[i % sizes.length] as number
            if (part === null) cut = true
            else passed.push(Buffer.from(part))
          }
          const out = Buffer.concat(passed).toString('latin1')
          const holds = FORMS(password).some((form) => bytes.toString('latin1').toLowerCase().includes(form.toLowerCase()))
          assert.equal(cut, holds)
          if (!cut) assert.equal(out + own.rest().toString('latin1'), bytes.toString('latin1'))
          for (const form of FORMS(password)) assert.ok(!out.toLowerCase().includes(form.toLowerCase()))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('a message that the owner keeps may hold it: APPEND is not looked into', () => {
    const own = ownSecret('abcd-efgh-jkmn-pqrs')
    const kept = 'b APPEND Sent {60+}\r\nSubject: the printer\r\n\r\nabcd-efgh-jkmn-pqrs is for you\r\n'
    assert.equal(own.pass(Buffer.from(kept))?.toString(), kept)
    assert.equal(own.over, true)
  })
})

describe('clients that ask too much', { concurrency: 4 }, () => {
  let t: HostileWorld
  before(async () => {
    t = await hostileWorld({ play: (peer) => provider(peer, 'imap') })
  })
  after(() => t?.stop())

  for (const protocol of ['imap', 'pop3', 'smtp'] as const) {
    it(`${protocol}: a line without end, commands without end, a literal without end: sent away, and the provider hears nothing`, async () => {
      for (const flood of [
        'x'.repeat(500_000),
        'NOOP\r\n'.repeat(50_000),
        'a NOOP\r\n'.repeat(50_000),
        `a LOGIN {99999999+}\r\n${'y'.repeat(500_000)}`,
      ]) {
        const said = await talk(t.port(protocol), [flood], /never/)
        assert.ok(said.length < 100_000)
      }
      assert.equal(t.connections, 0)
    })
  }

  it('bytes of every value instead of a command', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('imap', 'pop3', 'smtp'), async (bytes, protocol) => {
        await talk(t.port(protocol as Protocol), [Buffer.from(bytes), '\r\n', '\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n'], /(BYE Too|Too many)/)
      }),
      { numRuns: 30 },
    )
    assert.equal(t.connections, 0)
  })
})

describe('a real mailbox, byte for byte', () => {
  let t: BridgeWorld
  const body = randomBytes(300_000).toString('hex').replace(/.{76}/g, '$&\r\n')
  /** Thirty megabytes. */
  const message = `From: <marie@example.test>\r\nSubject: thirty megabytes\r\n\r\n${body.repeat(49)}`

  before(async () => {
    t = await bridgeWorld()
    const home = join(t.dovecot.mail, t.account.id)
    const maildir = join(home, 'Maildir')
    const folder = join(maildir, '.Big')
    for (const one of [home, maildir, folder, ...['cur', 'new', 'tmp'].map((part) => join(folder, part))]) {
      mkdirSync(one, { recursive: true })
      if (process.getuid?.() === 0) chownSync(one, 8, 8)
    }
    writeFileSync(join(folder, 'cur', '1700000000.big.test:2,'), message, { mode: 0o644 })
    if (process.getuid?.() === 0) chownSync(join(folder, 'cur', '1700000000.big.test:2,'), 8, 8)
  })
  after(() => t?.stop())

  interface Heard {
    readonly size: number
    /** Of what the FETCH of the message gave. */
    readonly hash: string
    readonly end: string
  }

  /** Signs in, asks for the message and says goodbye in one packet; reads slowly from then on. */
  async function slowly(direct: boolean, halfClose: boolean): Promise<Heard> {
    const [user] = t.dovecot.users
    const socket = direct
      ? connectTls({ port: t.dovecot.ports.imaps, host: '127.0.0.1', servername: t.dovecot.host, ca: t.dovecot.caPem })
      : connect(t.port('imap'), '127.0.0.1')
    const token = base64(`user=${user!.user}\x01auth=Bearer ${user!.token}\x01\x01`)
    const login = direct ? `a AUTHENTICATE XOAUTH2 ${token}\r\n` : `a LOGIN ${t.account.id} ${t.password}\r\n`
    const rest = 'b SELECT Big\r\nc FETCH 1 BODY.PEEK[]\r\nd LOGOUT\r\n'
    const chunks: Buffer[] = []
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject)
      socket.on('close', () => resolve())
      let size = 0
      let paused = 0
      socket.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        // Some pauses while most of it is still to come.
        if (size > paused + 1_000_000 && size < 15_000_000) {
          paused = size
          socket.pause()
          setTimeout(() => socket.resume(), 50)
        }
      })
      if (halfClose) socket.end(login + rest)
      else socket.write(login + rest)
    })
    const all = Buffer.concat(chunks)
    assert.match(all.toString('latin1', 0, 3_000), /\* 1 FETCH \(BODY\[\] \{/)
    const from = all.indexOf('* 1 FETCH (BODY[] {')
    const start = all.indexOf('\n', from) + 1
    const length = Number(/\{(\d+)\}/.exec(all.toString('latin1', from, start))?.[1])
    const hash = createHash('sha256')
      .update(all.subarray(start, start + length))
      .digest('hex')
    return { size: length, hash, end: all.toString('latin1', start + length) }
  }

  it('a slow client that asks for thirty megabytes and says goodbye in one breath gets all, like without us', async () => {
    const [direct, through, half] = await Promise.all([slowly(true, false), slowly(false, false), slowly(false, true)])
    const hash = createHash('sha256').update(message).digest('hex')
    for (const heard of [direct, through, half]) {
      assert.equal(heard.size, message.length)
      assert.equal(heard.hash, hash)
      assert.match(heard.end, /^\)\r\nc OK .*\r\n\* BYE .*\r\nd OK .*\r\n$/)
    }
  })

  it('a client that does not read holds the provider back: memory stays bounded', async () => {
    const socket = connect(t.port('imap'), '127.0.0.1')
    socket.on('error', () => {})
    await new Promise((resolve) => socket.once('data', resolve))
    socket.write(`a LOGIN ${t.account.id} ${t.password}\r\nb SELECT Big\r\n${'c FETCH 1 BODY.PEEK[]\r\n'.repeat(6)}`)
    await new Promise((resolve) => socket.once('data', resolve))
    socket.pause()
    const before = process.memoryUsage()
    await wait(800)
    const now = process.memoryUsage()
    // A hundred and eighty megabytes were asked for.
    assert.ok(now.external + now.arrayBuffers - before.external - before.arrayBuffers < 30_000_000)
    socket.destroy()
  })

  it('binary up and down: what is appended comes back as it was', async () => {
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7 + (i >> 8)) % 255 || 1))
      .toString('latin1')
      .replace(/[\r\n\0]/g, '.')
    const head = 'Subject: binary\r\n\r\n'
    const said = await talk(
      t.port('imap'),
      [
        `a LOGIN ${t.account.id} ${t.password}\r\n`,
        Buffer.from(
          `b APPEND INBOX {${head.length + bytes.length}+}\r\n${head}${bytes}\r\nc SELECT INBOX\r\nd FETCH * BODY.PEEK[TEXT]\r\n`,
          'latin1',
        ),
      ],
      /^d (OK|NO|BAD)/m,
    )
    assert.ok(said.includes(`{${bytes.length}}\r\n${bytes})\r\n`))
  })

  it('IDLE: a message that comes meanwhile is seen; then DONE and LOGOUT', async () => {
    const idle = talk(
      t.port('imap'),
      [`a LOGIN ${t.account.id} ${t.password}\r\nb SELECT INBOX\r\n`, null, null, 'c IDLE\r\n'],
      /\d+ RECENT\r\n(.*\r\n)*\+ idling\r\n(.*\r\n)*\* \d+ EXISTS/,
    )
    await wait(300)
    await talk(
      t.port('imap'),
      [`a LOGIN ${t.account.id} ${t.password}\r\nb APPEND INBOX {16+}\r\nSubject: new\r\n\r\n\r\n`],
      /^b (OK|NO|BAD)/m,
    )
    assert.match(await idle, /\* \d+ EXISTS/)
  })

  it('COMPRESS=DEFLATE begun after the sign-in', async () => {
    const socket = connect(t.port('imap'), '127.0.0.1')
    const heard: Buffer[] = []
    socket.on('data', (chunk: Buffer) => heard.push(chunk))
    const until = async (pattern: RegExp) => {
      for (let i = 0; i < 400 && !pattern.test(Buffer.concat(heard).toString('latin1')); i++) await wait(10)
      assert.match(Buffer.concat(heard).toString('latin1'), pattern)
    }
    socket.write(`a LOGIN ${t.account.id} ${t.password}\r\nb COMPRESS DEFLATE\r\n`)
    await until(/^b OK.*\r\n/m)
    heard.length = 0
    socket.end(deflateRawSync('c NOOP\r\nd LOGOUT\r\n', { finishFlush: 2 }))
    await new Promise((resolve) => socket.once('close', resolve))
    assert.match(inflateRawSync(Buffer.concat(heard), { finishFlush: 2 }).toString(), /c OK .*\r\n\* BYE .*\r\nd OK/)
  })
})

describe('ends', () => {
  /** A provider that, once somebody is in, does this. */
  const ending = (act: (peer: Parameters<typeof provider>[0]) => void) =>
    hostileWorld({
      async play(peer) {
        peer.send('* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready\r\n')
        for (let line = await peer.line(); line !== undefined; line = await peer.line()) {
          if (line.includes('GO')) return act(peer)
          const tag = line.split(' ')[0]
          peer.send(line.includes('STATUS') ? `* STATUS INBOX (UIDNEXT 1)\r\n${tag} OK\r\n` : `${tag} OK [CAPABILITY IMAP4rev1] in\r\n`)
        }
      },
    })

  it('a provider that hangs up with much unsent: a client that reads late gets all of it', async () => {
    const much = randomBytes(4_000_000).toString('base64')
    const t = await ending((peer) => void peer.socket.end(much))
    const socket = connect(t.port('imap'), '127.0.0.1')
    await new Promise((resolve) => socket.once('data', resolve))
    socket.write(`a LOGIN ${t.account.id} ${t.password}\r\nb GO\r\n`)
    socket.pause()
    await wait(500)
    const parts: Buffer[] = []
    socket.on('data', (chunk: Buffer) => parts.push(chunk)).resume()
    await new Promise((resolve) => socket.once('close', resolve))
    assert.ok(Buffer.concat(parts).toString('latin1').endsWith(much))
    await t.stop()
  })

  it('a reset on either side ends the other; nothing is left', async () => {
    let upstreamGone: Promise<unknown> = Promise.resolve()
    const t = await ending((peer) => {
      if (upstreamGone === cut) peer.socket.destroy()
    })
    const cut = Promise.resolve()
    upstreamGone = cut
    assert.match(await talk(t.port('imap'), [`a LOGIN ${t.account.id} ${t.password}\r\n`, null, null, 'b GO\r\n'], /never/), /^a OK/m)
    const socket = connect(t.port('imap'), '127.0.0.1')
    socket.write(`a LOGIN ${t.account.id} ${t.password}\r\n`)
    while (!t.events.some(({ kind }) => kind === 'admitted')) await wait(5)
    await wait(50)
    socket.resetAndDestroy()
    for (let i = 0; i < 200 && t.events.filter(({ kind }) => kind === 'ended').length < 2; i++) await wait(10)
    assert.equal(t.events.filter(({ kind }) => kind === 'ended').length, 2)
    await t.stop()
  })
})
