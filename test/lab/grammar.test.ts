// The lab's own grammars against arbitrary input: IMAP commands, sequence sets, SASL, message headers, certificates, records.

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { connect, createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { startCertificates } from '../../src/lab/certificates.ts'
import { resolve } from '../../src/lab/dns-server.ts'
import { type ImapCommand, inSet, quote, readCommand, textOf } from '../../src/lab/imap-command.ts'
import { fetchItems, itemsOf } from '../../src/lab/imap-fetch.ts'
import { search } from '../../src/lab/imap-search.ts'
import { addMessage, makeFolder } from '../../src/lab/mailbox.ts'
import { addresses, fields, splitMessage } from '../../src/lab/mime.ts'
import { Peer } from '../../src/lab/peer.ts'
import { readSasl } from '../../src/lab/service.ts'

/** What a server reads when a client sends these bytes and goes. */
async function read(bytes: Buffer): Promise<Awaited<ReturnType<typeof readCommand>>[]> {
  const server = createServer({ pauseOnConnect: true })
  const accepted = new Promise<Socket>((done) => server.once('connection', done))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const client = connect((server.address() as { port: number }).port, '127.0.0.1')
  client.on('error', () => {})
  client.resume()
  const peer = new Peer(await accepted)
  peer.open()
  client.end(bytes)
  const out: Awaited<ReturnType<typeof readCommand>>[] = []
  for (;;) {
    const command = await readCommand(peer)
    out.push(command)
    if (command === null) break
  }
  peer.destroy()
  client.destroy()
  await new Promise((done) => server.close(done))
  return out
}

const isCommand = (c: unknown): c is ImapCommand => c !== null && typeof c === 'object' && 'args' in c

test('arbitrary bytes never throw and always end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const commands = await read(Buffer.concat([Buffer.from(bytes), Buffer.from('\r\n')]))
      assert.equal(commands.at(-1), null)
    }),
    { numRuns: 60 },
  )
})

test('any text comes through, quoted or as a literal', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      async (user, secret) => {
        const clean = user.replaceAll('\0', '')
        const other = secret.replaceAll('\0', '')
        const [command] = await read(
          Buffer.from(`A1 LOGIN ${quote(clean).replace(/\}\r\n/, '+}\r\n')} ${quote(other).replace(/\}\r\n/, '+}\r\n')}\r\n`),
        )
        assert.ok(isCommand(command))
        assert.deepEqual([command.name, ...command.args.map(textOf)], ['LOGIN', clean, other])
      },
    ),
    { numRuns: 60 },
  )
})

test('hostile literals are refused without waiting for them', async () => {
  const [huge] = await read(Buffer.from('A1 APPEND INBOX {9999999999}\r\n'))
  assert.deepEqual(huge, { problem: 'NO [TOOBIG] Literal too large', tag: 'A1' })
  assert.deepEqual(await read(Buffer.from('A1 APPEND INBOX {9999999999+}\r\n')), [null])
  assert.deepEqual(await read(Buffer.alloc(70_000, 'a')), [null])
  const [deep] = await read(Buffer.from(`A1 FETCH 1 ${'('.repeat(500)}\r\n`))
  assert.ok(deep !== null && deep !== undefined && 'problem' in deep)
})

test('a sequence set holds what it names and nothing else', () => {
  const range = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }))
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 60 }), (ranges, n) => {
      const set = inSet(ranges.map(([a, b]) => `${a}:${b}`).join(','), 60)
      const expected = ranges.some(([a, b]) => n >= Math.min(a, b) && n <= Math.max(a, b))
      assert.equal(set?.(n), expected)
    }),
  )
  assert.equal(inSet('*', 7)?.(7), true)
  fc.assert(fc.property(fc.string(), (text) => /^[\d*:,]+$/.test(text) || inSet(text, 5) === undefined))
})

test('SASL responses come back as they were sent; arbitrary bytes never throw', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .filter((s) => !['\0', '\x01', ',', '='].some((c) => s.includes(c)))
  fc.assert(
    fc.property(name, name, (user, secret) => {
      assert.deepEqual(readSasl('PLAIN', Buffer.from(`\0${user}\0${secret}`)), { user, secret })
      assert.deepEqual(readSasl('XOAUTH2', Buffer.from(`user=${user}\x01auth=Bearer ${secret}\x01\x01`)), { user, secret })
      assert.deepEqual(readSasl('OAUTHBEARER', Buffer.from(`n,a=${user},\x01host=h\x01port=993\x01auth=Bearer ${secret}\x01\x01`)), {
        user,
        secret,
      })
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('PLAIN', 'XOAUTH2', 'OAUTHBEARER'), (bytes, mechanism) => {
      const found = readSasl(mechanism, Buffer.from(bytes))
      assert.ok(found === undefined || (found.user !== undefined && found.secret !== undefined))
    }),
  )
})

test('a message in two parts is the whole message; fields and addresses never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      const raw = Buffer.from(bytes)
      const { header, body } = splitMessage(raw)
      assert.deepEqual(Buffer.concat([header, body]), raw)
      for (const f of fields(header)) addresses(f.line)
    }),
  )
  assert.deepEqual(addresses('"Dupont, Marie" <marie@icloud.com>, paul@free.fr'), [
    { name: 'Dupont, Marie', local: 'marie', host: 'icloud.com' },
    { name: undefined, local: 'paul', host: 'free.fr' },
  ])
})

test('every FETCH item can be answered for any message, with literals of the right length', () => {
  const items = [
    'UID',
    'FLAGS',
    'INTERNALDATE',
    'RFC822.SIZE',
    'ENVELOPE',
    'BODYSTRUCTURE',
    'BODY[]',
    'BODY.PEEK[HEADER]',
    'BODY[TEXT]',
    'BODY[HEADER.FIELDS (SUBJECT)]',
    'BODY[]<2.5>',
  ]
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const raw = Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), Buffer.from(bytes)])
      const message = addMessage(makeFolder('INBOX', 1), raw)
      for (const item of items) assert.ok(fetchItems(message, [item]), item)
      const whole = fetchItems(message, ['BODY[]'])?.toString('latin1') ?? ''
      assert.ok(whole.startsWith(`(BODY[] {${raw.length}}\r\n`) && whole.length === `(BODY[] {${raw.length}}\r\n`.length + raw.length + 1)
    }),
  )
  assert.equal(itemsOf({ string: Buffer.from('x') }), undefined)
  assert.deepEqual(itemsOf({ atom: 'fast' }), ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'])
})

test('a subject that was stored is found, in any case, and its negation is the rest', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 6 }), fc.nat(5), (subjects, pick) => {
      const folder = makeFolder('INBOX', 1)
      for (const subject of subjects) addMessage(folder, Buffer.from(`Subject: ${subject}\r\n\r\n`))
      const wanted = subjects[pick % subjects.length] ?? ''
      const args = [{ atom: 'SUBJECT' }, { string: Buffer.from(wanted.toUpperCase()) }]
      const found = search(folder, args) ?? []
      assert.ok(found.includes((pick % subjects.length) + 1))
      const others = search(folder, [{ atom: 'NOT' }, ...args]) ?? []
      assert.deepEqual(
        [...found, ...others].sort((a, b) => a - b),
        subjects.map((_, i) => i + 1),
      )
    }),
  )
  assert.equal(search(makeFolder('INBOX', 1), [{ atom: 'SUBJECT' }]), undefined)
  assert.equal(search(makeFolder('INBOX', 1), [{ atom: 'X-UNKNOWN' }]), undefined)
})

test('the authority is one that OpenSSL accepts, with a serial and the extensions of RFC 5280', () => {
  const root = new X509Certificate(startCertificates().cacert)
  assert.ok(root.ca && root.verify(root.publicKey) && root.checkIssued(root))
  assert.match(root.serialNumber, /^[4-7][0-9A-F]{31}$/)
})

test('any question has an answer, a refusal or silence; loops of aliases end', () => {
  const records = new Map([
    ['a.example', [{ name: 'a.example', type: 'CNAME' as const, data: 'b.example' }]],
    ['b.example', [{ name: 'b.example', type: 'CNAME' as const, data: 'a.example' }]],
  ])
  const zones = { records, broken: new Map() }
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.constantFrom('A', 'MX', 'TXT', 'SRV', 'CNAME', 'AAAA'), (name, type) => {
      assert.ok(resolve(zones, { name, type: type as 'A' }))
    }),
  )
  assert.ok((resolve(zones, { name: 'a.example', type: 'A' })?.answers.length ?? 0) <= 8)
})
