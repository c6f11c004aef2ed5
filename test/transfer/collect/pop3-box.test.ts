// A POP3 mailbox as a box, at a real Dovecot: every byte, numbers that last, removal only by QUIT's yes, and a maildrop whose UIDLs all change.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Drop, Maildrop } from '../../../src/transfer/boxes/pop3/maildrop.ts'
import { memoryShelf } from '../../../src/transfer/boxes/pop3/uidl-shelf.ts'
import { BoxRefusal } from '../../../src/transfer/shapes.ts'
import { startFaultProxy } from '../world/fault-proxy.ts'
import { loadMailbox } from '../world/load.ts'
import type { WorldMessage } from '../world/mailbox.ts'
import { sharedServer, stopWorldAfterTests } from '../world/pair.ts'
import type { Account } from '../world/server.ts'
import { listed, popBoxOf, popSession, sha256, taken } from './pop3-world.ts'

stopWorldAfterTests()

const HEAD =
  'From: a@example.test\r\nReceived: from x by y; Tue, 3 Mar 2020 10:11:12 +0100 (CET)\r\nDate: Mon, 2 Mar 2020 09:00:00 +0000\r\n'
const mail = (body: string) => Buffer.from(`${HEAD}Subject: ${body.length}\r\n\r\n${body}\r\n`, 'latin1')

const ODD = [
  mail('plain'),
  mail('.begins with a dot\r\n..two\r\n.\r\nbehind a lone dot'),
  mail('a lone \r in the middle, and \x80\xff'),
  mail('\r\n\r\n.\r\n.\r\n'),
  mail(`${'x'.repeat(9_000)}\r\n.${'y'.repeat(9_000)}`),
  mail('twice the same'),
  mail('twice the same'),
  mail('line\r\n'.repeat(400_000)),
]

async function filled(messages: readonly Buffer[], account?: Account): Promise<Account> {
  const there = account ?? (await sharedServer()).account()
  await load(there, messages)
  return there
}

function load(account: Account, messages: readonly Buffer[]): Promise<number> {
  const all: WorldMessage[] = messages.map((bytes) => ({ folder: 0, bytes, flags: [], date: '01-Jan-2020 00:00:00 +0000' }))
  return loadMailbox(account, {
    folders: [{ path: ['INBOX'], share: 100, subscribed: true }],
    count: all.length,
    *messages() {
      yield* all
    },
  })
}

test('every message comes byte for byte, the large one through a file, with size, digest and the date of its arrival', async () => {
  const account = await filled(ODD)
  const box = popBoxOf(account)
  const messages = await listed(box)
  assert.deepEqual(
    messages.map(({ uid }) => uid),
    ODD.map((_, i) => i + 1),
  )
  const got = await taken(
    box,
    messages.map(({ uid }) => uid),
  )
  assert.deepEqual(
    got.map(({ digest }) => digest),
    ODD.map(sha256),
  )
  for (const { message, digest } of got) {
    assert.equal(message.digest, digest)
    assert.equal(message.date, '03-Mar-2020 10:11:12 +0100')
    assert.deepEqual(message.flags, [])
  }
  const { folders, traits } = await box.inventory()
  assert.deepEqual([folders.length, folders[0]?.use, folders[0]?.status?.messages, traits.idle], [1, 'inbox', ODD.length, false])
  await box.close()
})

test('numbers last from session to session; identical messages keep one each; what is not there is left out', async () => {
  const account = await filled(ODD.slice(0, 7))
  const shelf = memoryShelf()
  const first = popBoxOf(account, { shelf })
  await taken(
    first,
    (await listed(first)).map(({ uid }) => uid),
  )
  await first.close()
  await load(account, [mail('a new one')])
  const second = popBoxOf(account, { shelf })
  const messages = await listed(second)
  assert.deepEqual(
    messages.map(({ uid, digest }) => [uid, digest !== undefined]),
    [...ODD.slice(0, 7).map((_, i) => [i + 1, true]), [8, false]],
  )
  assert.deepEqual(
    (await taken(second, [99, 8])).map(({ message }) => message.uid),
    [8],
  )
  await second.close()
})

test('all UIDLs change: what was read once is known again by its bytes, and only what is new comes', async () => {
  const account = await filled(ODD.slice(0, 7))
  const shelf = memoryShelf()
  const before = popBoxOf(account, { shelf })
  await taken(
    before,
    (await listed(before)).map(({ uid }) => uid),
  )
  await before.close()
  const elsewhere = (await sharedServer({ extra: 'pop3_uidl_format = moved-%v-%u' })).account()
  const moved = await filled([...ODD.slice(0, 7), mail('came after the move')], elsewhere)
  const after = popBoxOf(moved, { shelf })
  const fresh = await listed(after)
  assert.equal(fresh.length, 8)
  assert.ok(
    fresh.every(({ uid, digest }) => uid > 7 && digest === undefined),
    'nothing is known by its UIDL',
  )
  const came = await taken(
    after,
    fresh.map(({ uid }) => uid),
  )
  assert.deepEqual(
    came.map(({ bytes }) => bytes.includes('came after the move')),
    [true],
  )
  await after.close()
  const again = popBoxOf(moved, { shelf })
  assert.deepEqual(
    (await listed(again)).map(({ uid }) => uid).sort((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 15],
  )
  await again.close()
})

test('removed is what was proved and what QUIT said yes to; another digest, or a line that breaks before, removes nothing', async () => {
  const account = await filled(ODD.slice(0, 5))
  const shelf = memoryShelf()
  const box = popBoxOf(account, { shelf })
  const all = await taken(
    box,
    (await listed(box)).map(({ uid }) => uid),
  )
  const proved = all.slice(0, 3).map(({ message, digest }) => ({ uid: message.uid, digest }))
  const wrong = { uid: 4, digest: sha256('something else') }
  const result = await box.remove([...proved, wrong, { uid: 77, digest: sha256('') }])
  assert.deepEqual(result.removed, [1, 2, 3])
  assert.deepEqual(
    result.kept.map(({ uid }) => uid),
    [4, 77],
  )
  assert.deepEqual(
    (await listed(box)).map(({ uid }) => uid),
    [4, 5],
  )
  await box.close()
  // Cut as soon as the marks are made: Dovecot's yes to DELE never becomes a removal.
  const proxy = await startFaultProxy(account.server.dovecot.ports.pop3s)
  const session = await popSession(account, proxy.port)
  await session.run('DELE 1')
  proxy.cutAll()
  await assert.rejects(session.run('QUIT'))
  const later = popBoxOf(account, { shelf })
  assert.deepEqual(
    (await listed(later)).map(({ uid }) => uid),
    [4, 5],
  )
  await later.close()
  await proxy.close()
})

test('a line that breaks in the middle: what was begun is never ended, and the next reading goes on', async () => {
  const account = await filled(ODD)
  for (const after of [4_000, 9_000, 40_000, 600_000]) {
    const proxy = await startFaultProxy(account.server.dovecot.ports.pop3s, (n) =>
      n === 0 ? { cut: { side: 'down', after, how: 'rst' } } : undefined,
    )
    const box = popBoxOf(account, { port: proxy.port })
    const got = new Map<number, string>()
    for (let tries = 0; tries < 4 && got.size < ODD.length; tries++) {
      try {
        const wanted = (await listed(box)).map(({ uid }) => uid).filter((uid) => !got.has(uid))
        for (const { message, digest } of await taken(box, wanted)) got.set(message.uid, digest)
      } catch (error) {
        const { code } = error as { code?: string }
        if (error instanceof BoxRefusal) assert.equal(error.refusal.meaning, 'connection')
        else assert.equal(code, 'connection-closed', String(error))
      }
    }
    assert.equal(proxy.seen.cuts, 1)
    assert.deepEqual(
      [...got].sort(([a], [b]) => a - b).map(([, digest]) => digest),
      ODD.map(sha256),
    )
    await box.close()
    await proxy.close()
  }
})

test('two readers at once share the one session that a maildrop allows', async () => {
  const account = await filled(ODD.slice(0, 6))
  const box = popBoxOf(account)
  await listed(box)
  const both = await Promise.all([taken(box, [1, 3, 5]), taken(box, [2, 4, 6])])
  assert.deepEqual(
    both.map((some) => some.map(({ message }) => message.uid)),
    [
      [1, 3, 5],
      [2, 4, 6],
    ],
  )
  await assert.rejects(box.writer())
  await box.close()
})

test('maildrop: an UIDL that comes again with another size is another message; removed ones are never taken for new ones', () => {
  const shelf = memoryShelf()
  const uids = (drop: Maildrop) => [...drop.there()].map(({ row }: Drop) => row.uid)
  const drop = new Maildrop(shelf)
  drop.listed([
    { number: 1, uidl: '1', size: 10 },
    { number: 2, uidl: '2', size: 20 },
  ])
  drop.read(1, 'aa')
  drop.read(2, 'bb')
  drop.removed([1])
  // The server counts anew: its UIDL 1 is what was 2.
  const later = new Maildrop(shelf)
  later.listed([{ number: 1, uidl: '1', size: 20 }])
  assert.deepEqual(uids(later), [3])
  assert.equal(later.read(3, 'bb'), 2, 'the bytes are those of what has gone')
  assert.deepEqual(uids(later), [2])
  // What was removed after its proof, and comes again, is somebody's new message.
  later.listed([
    { number: 1, uidl: '1', size: 20 },
    { number: 2, uidl: '9', size: 10 },
  ])
  assert.deepEqual(uids(later), [2, 4])
  assert.equal(later.read(4, 'aa'), 4)
})

test('maildrop: one that has gone stands for one that came, never for two', () => {
  const drop = new Maildrop(memoryShelf())
  drop.listed([{ number: 1, uidl: 'a', size: 10 }])
  drop.read(1, 'aa')
  drop.listed([
    { number: 1, uidl: 'x', size: 10 },
    { number: 2, uidl: 'y', size: 10 },
  ])
  assert.deepEqual([drop.read(2, 'aa'), drop.read(3, 'aa')], [1, 3])
})
