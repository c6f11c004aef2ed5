// The rest of the IMAP box against Dovecot, with imapflow as witness: compression, large messages, changes told and waited for, folders and messages moved about.

import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { imapBox } from '../../../../src/transfer/boxes/imap/box.ts'
import { type Box, BoxRefusal, type Folder, type Message, type Reader } from '../../../../src/transfer/shapes.ts'
import type { ImapSession } from '../../../../src/wire/imap.ts'
import { type Dovecot, startDovecot } from '../../../real/dovecot.ts'
import { boxOn, folderOf, keeper, opener, put, shaOf } from './boxes.ts'

const SETTINGS = `
mail_fsync = never
plugin {
  quota_rule = *:storage=400M
}
protocol imap {
  mail_plugins = quota imap_quota zlib imap_zlib
}
`
const LETTERS = Array.from({ length: 12 }, (_, i) => ({
  bytes: Buffer.concat([
    Buffer.from(`Subject: ${i}\r\n\r\n`),
    Buffer.from(
      randomBytes(500 * i)
        .toString('latin1')
        .replace(/\r|\n/g, '\r\n')
        .replaceAll('\0', '0'),
      'latin1',
    ),
  ]),
  flags: i % 2 ? ['\\Seen', 'Project-1'] : ['\\Flagged'],
  date: `0${1 + (i % 9)}-Mar-20${10 + i} 12:00:00 +0000`,
}))

describe('more of an IMAP box on Dovecot', () => {
  let dovecot: Dovecot
  let box: Box
  before(async () => {
    dovecot = await startDovecot({ extra: SETTINGS })
    box = boxOn(dovecot, dovecot.users[0]!)
  })
  after(async () => {
    await box?.close()
    await dovecot?.stop()
  })

  async function filled(path: readonly string[], letters = LETTERS): Promise<Folder> {
    const writer = await box.writer()
    const folder = await writer.create(path)
    await writer.open(folder)
    const group = writer.append(folder)
    for (const letter of letters) await put(group, letter)
    for (const outcome of await group.finish()) assert.ok(outcome.ok)
    writer.close()
    return folder
  }

  async function listed(reader: Reader, more?: { modseq?: string; after?: number }) {
    const messages: Message[] = []
    const listing = await reader.list((message) => messages.push(message), more)
    return { messages, listing }
  }

  test('an independent client finds what was put in', async () => {
    const folder = await filled(['Témoin'])
    const { user, password } = dovecot.users[0]!
    const flow = new ImapFlow({
      host: '127.0.0.1',
      port: dovecot.ports.imaps,
      secure: true,
      servername: dovecot.host,
      tls: { ca: dovecot.caPem, servername: dovecot.host },
      auth: { user, pass: password },
      logger: false,
    })
    await flow.connect()
    try {
      const lock = await flow.getMailboxLock('Témoin')
      const found = await flow.fetchAll('1:*', { uid: true, source: true, flags: true, internalDate: true }, { uid: true })
      lock.release()
      assert.deepEqual(
        found.map((m) => [
          m.uid,
          shaOf(m.source!),
          [...m.flags!].filter((f) => f !== '\\Recent').sort(),
          new Date(m.internalDate!).toISOString(),
        ]),
        LETTERS.map(({ bytes, flags, date }, i) => [i + 1, shaOf(bytes), [...flags].sort(), new Date(date).toISOString()]),
      )
    } finally {
      await flow.logout()
    }
    assert.equal((await folderOf(box, folder.path.join('/'))).status?.messages, LETTERS.length)
  })

  test('compressed on wish, the bytes are the same', async () => {
    const folder = await filled(['Compressed'])
    const sessions: ImapSession[] = []
    const open = opener(dovecot, dovecot.users[0]!)
    const small = imapBox({
      open: async () => {
        const session = await open()
        sessions.push(session)
        return session
      },
      label: 'x',
      key: 'x',
      compress: true,
    })
    const [reader, writer] = [await small.reader(), await small.writer()]
    await reader.open(folder)
    const sink = keeper()
    await reader.fetch(
      LETTERS.map((_, i) => i + 1),
      sink,
    )
    assert.deepEqual(
      sink.kept.map(({ sha }) => sha),
      LETTERS.map(({ bytes }) => shaOf(bytes)),
    )
    const group = writer.append(folder)
    for (const letter of LETTERS) await put(group, letter)
    assert.ok((await group.finish()).every((outcome) => outcome.ok))
    await reader.open(folder)
    const again = keeper()
    await reader.fetch(
      LETTERS.map((_, i) => LETTERS.length + i + 1),
      again,
    )
    assert.deepEqual(
      again.kept.map(({ sha }) => sha),
      LETTERS.map(({ bytes }) => shaOf(bytes)),
    )
    assert.ok(sessions.every((session) => session.connection.ends.transcript.lines.some(({ text }) => text === 'compression on')))
    await small.close()
  })

  test('a large message passes through a small memory', async () => {
    const size = 64_000_000
    const writer = await box.writer()
    const folder = await writer.create(['Large'])
    const line = Buffer.from(`${'abcdefghijklmnopqrstuvwxyz'.repeat(2)}0123456789\r\n`)
    const chunk = Buffer.concat(Array(1000).fill(line)).subarray(0, 64_000)
    const before = process.memoryUsage().rss
    let peak = before
    const look = () => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }
    const sent = createHash('sha256')
    const group = writer.append(folder)
    group.begin({ size, flags: [], date: null, origin: { folder: 'x', uidValidity: 1, uid: 1 } })
    for (let at = 0; at < size; at += chunk.length) {
      sent.update(chunk)
      group.data(chunk)
      await group.ready()
      look()
    }
    group.end()
    assert.deepEqual(
      (await group.finish()).map(({ ok }) => ok),
      [true],
    )
    writer.close()
    const reader = await box.reader()
    await reader.open(folder)
    const got = createHash('sha256')
    await reader.fetch([1], {
      begin: (message) => assert.equal(message.size, size),
      data(bytes) {
        got.update(bytes)
        look()
      },
      end: () => {},
      ready: () => undefined,
    })
    reader.close()
    assert.equal(got.digest('hex'), sent.digest('hex'))
    assert.ok(peak - before < 80_000_000, `${Math.round((peak - before) / 1e6)} MB more`)
  })

  test('only what changed is told, and what has gone', async () => {
    const folder = await filled(['Changing'])
    const reader = await box.reader()
    const { modseq } = await reader.open(folder)
    assert.deepEqual((await listed(reader, { modseq: modseq! })).messages, [])
    const writer = await box.writer()
    await writer.store(folder, [2, 3], { add: ['\\Answered'], remove: ['\\Flagged'] })
    await writer.remove(folder, [5, 6, 9])
    const group = writer.append(folder)
    await put(group, LETTERS[0]!)
    await group.finish()
    await reader.open(folder)
    const { messages, listing } = await listed(reader, { modseq: modseq! })
    assert.deepEqual(
      messages.map(({ uid, flags }) => [uid, [...flags].sort()]),
      [
        [2, ['Project-1', '\\Answered', '\\Seen']],
        [3, ['\\Answered']],
        [13, ['\\Flagged']],
      ],
    )
    assert.deepEqual(listing, {
      complete: false,
      vanished: [
        [5, 6],
        [9, 9],
      ],
    })
    const all = await listed(reader, { after: 10 })
    assert.deepEqual([all.messages.map(({ uid }) => uid), all.listing], [[11, 12, 13], { complete: true }])
    reader.close()
    writer.close()
  })

  test('waits for news, and no longer than told', async () => {
    const folder = await filled(['Waiting'], LETTERS.slice(0, 1))
    const reader = await box.reader()
    await reader.open(folder)
    const never = new AbortController()
    const waiting = reader.idle!(60_000, never.signal)
    await pause(100)
    const writer = await box.writer()
    const group = writer.append(folder)
    await put(group, LETTERS[1]!)
    await group.finish()
    assert.equal(await waiting, true)
    assert.equal((await listed(reader, { after: 1 })).messages.length, 1)
    assert.equal(await reader.idle!(50, never.signal), true)
    const stop = new AbortController()
    const stopped = reader.idle!(60_000, stop.signal)
    setTimeout(() => stop.abort(), 50)
    assert.equal(await stopped, true)
    assert.equal((await listed(reader)).messages.length, 2)
    reader.close()
    writer.close()
  })

  test('messages and folders are moved, renamed and removed', async () => {
    const folder = await filled(['From'])
    const writer = await box.writer()
    const to = await writer.create(['To', 'Là & "ici"'], 'archive')
    assert.deepEqual(await writer.move(folder, [12, 2, 99, 4], to), [3, 1, undefined, 2])
    await writer.subscribe(to)
    const renamed = await writer.rename(to, ['Ailleurs', 'x'])
    assert.deepEqual([renamed.path, renamed.status?.messages], [['Ailleurs', 'x'], 3])
    await assert.rejects(writer.removeFolder(renamed), (e) => e instanceof BoxRefusal && /3 messages/.test(e.refusal.said))
    await writer.remove(renamed, [1, 2, 3])
    await writer.removeFolder(renamed)
    await assert.rejects(folderOf(box, 'Ailleurs/x'), /no folder/)
    assert.equal((await folderOf(box, 'From')).status?.messages, LETTERS.length - 3)
    assert.deepEqual((await writer.create(['From'])).status?.messages, LETTERS.length - 3)
    // A name that a pattern would match more of.
    const star = await writer.create(['F*%'])
    assert.deepEqual([star.name, star.status?.messages], ['F*%', 0])
    writer.close()
  })

  test('no secret is in what was said', async () => {
    const open = opener(dovecot, dovecot.users[0]!)
    const sessions: ImapSession[] = []
    const own = imapBox({ open: async () => sessions[sessions.push(await open()) - 1]!, label: 'x', key: 'x' })
    const writer = await own.writer()
    const folder = await writer.create(['Told'])
    const group = writer.append(folder)
    for (const letter of LETTERS) await put(group, letter)
    await group.finish()
    const lines = sessions.flatMap((session) => session.connection.ends.transcript.lines)
    assert.ok(lines.some(({ who, text }) => who === 'C' && /APPEND "Told" \(12 messages, \d+ bytes\)/.test(text)))
    assert.ok(!JSON.stringify(lines).includes(dovecot.users[0]!.password))
    assert.ok(!JSON.stringify(lines).includes('Subject: 3'))
    await own.close()
  })
})
