// Servers that answer a FETCH as no book says: news in between, another order, NIL, half an answer and a NO. Each message comes whole, or is named.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BoxRefusal, type Folder } from '../../../../src/transfer/shapes.ts'
import { keeper } from './boxes.ts'
import { type Answer, scripted } from './scripted.ts'

const INBOX: Folder = { name: 'INBOX', path: ['INBOX'], delimiter: '/', selectable: true, subscribed: true }
const DATE = '"17-Jul-1996 02:44:25 -0700"'
const text = (uid: number) => `message ${uid}`
const literal = (body: string) => `{${body.length}}\r\n${body}`
const usual = (uid: number) => `* ${uid} FETCH (UID ${uid} FLAGS (\\Seen) INTERNALDATE ${DATE} BODY[] ${literal(text(uid))})\r\n`

interface Fetched {
  readonly uids: readonly number[]
  readonly items: string
}

/** `UID FETCH 1:3,5 (items)` as UIDs and items. */
function fetchOf(command: string): Fetched | null {
  const match = /^UID FETCH (\S+) \((.*)\)$/.exec(command)
  if (match === null) return null
  const uids = match[1]!.split(',').flatMap((range) => {
    const [first, last] = range.split(':').map(Number)
    return Array.from({ length: (last ?? first!) - first! + 1 }, (_, i) => first! + i)
  })
  return { uids, items: match[2]! }
}

/** Fetches the messages from a server that answers so; what came, what was thrown, and what was asked. */
async function fetching(uids: readonly number[], answer: (wanted: Fetched) => string | undefined, capabilities = '') {
  const play: Answer = (command) => {
    const wanted = fetchOf(command)
    return wanted === null ? undefined : answer(wanted)
  }
  const server = await scripted(capabilities, play)
  try {
    const reader = await server.box.reader()
    await reader.open(INBOX)
    const sink = keeper(true)
    const thrown = await reader.fetch(uids, sink).then(
      () => undefined,
      (error) => error,
    )
    const asked = server.heard.filter((command) => command.startsWith('UID FETCH'))
    const came = sink.kept.map(({ uid, bytes, flags, date }) => [uid, bytes!.toString(), [...flags].join(' '), date])
    return { came, kept: sink.kept, thrown, asked }
  } finally {
    await server.stop()
  }
}

const whole = (uid: number, flags = '\\Seen') => [uid, text(uid), flags, DATE.slice(1, -1)]

test('news, gaps and another order in between', async () => {
  const { came, thrown, asked } = await fetching([1, 2, 3, 4], () =>
    [
      '* 12 EXISTS\r\n* 2 FETCH (FLAGS (\\Answered))\r\n',
      usual(4),
      '* 7 EXPUNGE\r\n* VANISHED 5\r\n* OK still here\r\n',
      usual(1),
      '* 3 FETCH (UID 3 FLAGS (\\Deleted))\r\n',
      usual(99),
      usual(3),
      usual(1),
      'TAG OK done\r\n',
    ].join(''),
  )
  assert.equal(thrown, undefined)
  assert.deepEqual(came, [whole(4), whole(1), whole(3)])
  assert.equal(asked.length, 1)
})

test('a body in quotes, an empty one, and one that says the protocol', async () => {
  const trap = `* 9 FETCH (UID 9 BODY[] {3}\r\nTAG OK done\r\n)`
  const { came } = await fetching(
    [1, 2, 3, 4],
    () =>
      `* 1 FETCH (UID 1 FLAGS () INTERNALDATE ${DATE} BODY[] "a \\"quoted\\" one")\r\n` +
      `* 2 FETCH (UID 2 FLAGS () INTERNALDATE ${DATE} BODY[] "")\r\n` +
      `* 3 FETCH (UID 3 FLAGS () INTERNALDATE ${DATE} BODY[] {0}\r\n)\r\n` +
      `* 4 FETCH (UID 4 FLAGS () INTERNALDATE ${DATE} BODY[] ${literal(trap.replace('TAG', 'S3'))})\r\nTAG OK done\r\n`,
  )
  assert.deepEqual(
    came.map(([uid, body]) => [uid, body]),
    [
      [1, 'a "quoted" one'],
      [2, ''],
      [3, ''],
      [4, trap.replace('TAG', 'S3')],
    ],
  )
})

test('flags and date behind the body: asked first, then again', async () => {
  const { came, asked } = await fetching([1, 2], ({ uids, items }) => {
    const lines = uids.map((uid) =>
      items.includes('BODY')
        ? `* ${uid} FETCH (UID ${uid} BODY[] ${literal(text(uid))} FLAGS (\\Seen) INTERNALDATE ${DATE})\r\n`
        : `* ${uid} FETCH (UID ${uid} FLAGS (\\Seen) INTERNALDATE ${DATE} RFC822.SIZE 9)\r\n`,
    )
    return `${lines.join('')}TAG OK done\r\n`
  })
  assert.deepEqual(came, [whole(1), whole(2)])
  assert.equal(asked.length, 3)
})

test('the UID behind the body: one by one', async () => {
  const { came } = await fetching([1, 2, 3], ({ uids, items }) => {
    const there = uids.filter((uid) => uid !== 2)
    const lines = there.map((uid) =>
      items.includes('BODY')
        ? `* ${uid} FETCH (BODY[] ${literal(text(uid))} UID ${uid} FLAGS (\\Seen))\r\n`
        : `* ${uid} FETCH (UID ${uid} FLAGS (\\Seen) INTERNALDATE ${DATE} RFC822.SIZE 9)\r\n`,
    )
    return `${lines.join('')}TAG OK done\r\n`
  })
  assert.deepEqual(came, [whole(1), whole(3)])
})

test('an answer in two parts', async () => {
  const { came } = await fetching(
    [1],
    () => `* 1 FETCH (UID 1 FLAGS (\\Seen) INTERNALDATE ${DATE})\r\n* 1 FETCH (UID 1 BODY[] ${literal(text(1))})\r\nTAG OK done\r\n`,
  )
  assert.deepEqual(came, [whole(1)])
})

test('one message that the server cannot read is named alone', async () => {
  const { came, thrown } = await fetching([1, 2, 3, 4, 5], ({ uids, items }) => {
    let said = ''
    for (const uid of uids) {
      if (uid === 3 && items.includes('BODY')) return `${said}TAG NO [SERVERBUG2] FETCH Server error while fetching messages\r\n`
      said += items.includes('BODY') ? usual(uid) : `* ${uid} FETCH (UID ${uid} FLAGS (\\Seen) INTERNALDATE ${DATE} RFC822.SIZE 9)\r\n`
    }
    return `${said}TAG OK done\r\n`
  })
  assert.deepEqual(came, [whole(1), whole(2), whole(4), whole(5)])
  assert.ok(thrown instanceof BoxRefusal)
  assert.deepEqual(thrown.uids, [3])
  assert.equal(thrown.refusal.meaning, 'message')
  assert.match(thrown.refusal.said, /Server error while fetching/)
})

test('a server that refuses everything is not asked for each of a thousand', async () => {
  const { thrown, asked } = await fetching(
    Array.from({ length: 1000 }, (_, i) => i + 1),
    () => 'TAG NO something is wrong\r\n',
  )
  assert.ok(thrown instanceof BoxRefusal)
  assert.ok(asked.length < 100, String(asked.length))
})

test('a moment is not a message: said at once, with the time to wait', async () => {
  const { thrown, asked } = await fetching(
    [1, 2],
    () => `${usual(1)}TAG BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds\r\n`,
  )
  assert.ok(thrown instanceof BoxRefusal)
  assert.deepEqual([thrown.refusal.meaning, thrown.refusal.waitMs, asked.length], ['moment', 299_961, 1])
})

test('NIL: gone, empty, or not to be had', async () => {
  const sizes = new Map([
    [2, 0],
    [3, 17],
  ])
  const { came, thrown } = await fetching([1, 2, 3], ({ uids, items }) => {
    const lines = uids.flatMap((uid) => {
      const size = sizes.get(uid)
      if (items.includes('BODY')) return [`* ${uid} FETCH (UID ${uid} FLAGS (\\Seen) INTERNALDATE ${DATE} BODY[] NIL)\r\n`]
      // The first is gone when one looks again.
      return size === undefined ? [] : [`* ${uid} FETCH (UID ${uid} FLAGS (\\Seen) INTERNALDATE ${DATE} RFC822.SIZE ${size})\r\n`]
    })
    return `${lines.join('')}TAG OK done\r\n`
  })
  assert.deepEqual(came, [[2, '', '\\Seen', DATE.slice(1, -1)]])
  assert.ok(thrown instanceof BoxRefusal)
  assert.deepEqual(thrown.uids, [3])
})

test('expunged in the middle of it', async () => {
  const { came, thrown } = await fetching([1, 2], ({ uids }) =>
    uids.includes(1) ? `${usual(1)}TAG NO [EXPUNGEISSUED] some were\r\n` : 'TAG OK done\r\n',
  )
  assert.deepEqual(came, [whole(1)])
  assert.equal(thrown, undefined)
})

test('Gmail names its messages and their labels', async () => {
  const { kept, asked } = await fetching(
    [1],
    () =>
      `* 1 FETCH (X-GM-MSGID 1278455344230334865 X-GM-LABELS ("\\\\Inbox" Work "&AMk-t&AOk- 1" {5}\r\na"b"c) UID 1 FLAGS () INTERNALDATE ${DATE} BODY[] ${literal('x')})\r\nTAG OK done\r\n`,
    'X-GM-EXT-1',
  )
  assert.match(asked[0]!, /X-GM-MSGID X-GM-LABELS/)
  assert.deepEqual([kept[0]!.emailId, kept[0]!.labels], ['1278455344230334865', ['\\Inbox', 'Work', 'Été 1', 'a"b"c']])
})

test('a server that hangs up in the middle: no end is heard, and its words are kept', async () => {
  const server = await scripted('', (command, peer) => {
    if (!command.startsWith('UID FETCH')) return undefined
    peer.send(`* 1 FETCH (UID 1 FLAGS () INTERNALDATE ${DATE} BODY[] {1000}\r\nhalf`)
    setTimeout(() => peer.socket.end(), 20)
    return ''
  })
  const reader = await server.box.reader()
  await reader.open(INBOX)
  const sink = keeper()
  await assert.rejects(reader.fetch([1], sink), /connection-closed/)
  assert.equal(sink.kept.length, 0)
  await server.stop()
  const other = await scripted('', (command, peer) => {
    if (!command.startsWith('UID FETCH')) return undefined
    peer.send('* BYE Session expired, please login again.\r\n')
    peer.socket.end()
    return ''
  })
  const second = await other.box.reader()
  await second.open(INBOX)
  await assert.rejects(
    second.fetch([1], keeper()),
    (e) => e instanceof BoxRefusal && e.refusal.meaning === 'connection' && /expired/.test(e.refusal.said),
  )
  await other.stop()
})

test('silence ends the wait, a slow body does not', async () => {
  const slow = await scripted(
    '',
    (command, peer) => {
      if (!command.startsWith('UID FETCH')) return undefined
      peer.send(`* 1 FETCH (UID 1 FLAGS () INTERNALDATE ${DATE} BODY[] {5}\r\n`)
      let sent = 0
      const timer = setInterval(() => {
        if (sent++ < 5) peer.send('x')
        else clearInterval(timer)
      }, 450)
      return ''
    },
    { readMs: 2_000 },
  )
  const reader = await slow.box.reader()
  await reader.open(INBOX)
  const sink = keeper()
  // The five bytes take longer than the limit of one silence; after them nothing comes any more.
  await assert.rejects(reader.fetch([1], sink), /timed-out/)
  assert.equal(sink.kept.length, 1)
  await slow.stop()
})

const trap = fc.constantFrom(')\r\n', 'S4 OK done\r\n', '* 1 FETCH (UID 1 BODY[] {4}\r\n', '{9}\r\n', '\r', '\n', '\0', ' ')
const bytesOf = fc
  .array(fc.oneof(trap, fc.string({ maxLength: 30, unit: 'binary' })), { maxLength: 5 })
  .map((parts) => Buffer.from(parts.join(''), 'latin1'))
const noise = fc.constantFrom(
  '',
  '* 12 EXISTS\r\n',
  '* 5 FETCH (FLAGS (\\Seen))\r\n',
  '* OK [ALERT] {3}\r\n',
  '* 2 EXPUNGE\r\n',
  '* FLAGS (\\Seen)\r\n',
)

test('whatever the messages hold, wherever the bytes are cut, in whatever order they come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(bytesOf, noise, fc.boolean()), { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(3000), { maxLength: 8 }),
      fc.boolean(),
      async (messages, places, backwards) => {
        const answers = messages.map(([bytes, before, flagsLast], i) => {
          const [first, last] = flagsLast ? ['', ' FLAGS (\\Seen)'] : [' FLAGS (\\Seen)', '']
          const head = `${before}* ${i + 1} FETCH (UID ${i + 1}${first} INTERNALDATE ${DATE} BODY[] {${bytes.length}}\r\n`
          return Buffer.concat([Buffer.from(head, 'latin1'), bytes, Buffer.from(`${last})\r\n`)])
        })
        if (backwards) answers.reverse()
        const server = await scripted('', async (command, peer, tag) => {
          const wanted = fetchOf(command)
          if (wanted === null) return undefined
          if (!wanted.items.includes('BODY'))
            return `${wanted.uids.map((uid) => `* ${uid} FETCH (UID ${uid} FLAGS (\\Seen) INTERNALDATE ${DATE} RFC822.SIZE 1)\r\n`).join('')}TAG OK\r\n`
          const all = Buffer.concat([...answers, Buffer.from(`${tag} OK done\r\n`)])
          const ends = [...new Set(places.map((place) => place % all.length)), all.length].sort((a, b) => a - b)
          for (let at = 0; at < all.length; at = ends.shift() ?? all.length) {
            peer.send(all.subarray(at, ends[0] ?? all.length))
            await new Promise(setImmediate)
          }
          return ''
        })
        try {
          const reader = await server.box.reader()
          await reader.open(INBOX)
          const sink = keeper(true)
          await reader.fetch(
            messages.map((_, i) => i + 1),
            sink,
          )
          const came = sink.kept
            .sort((a, b) => a.uid - b.uid)
            .map(({ uid, bytes, flags, date }) => [uid, bytes!.toString('latin1'), flags[0], date])
          assert.deepEqual(
            came,
            messages.map(([bytes], i) => [i + 1, bytes.toString('latin1'), '\\Seen', DATE.slice(1, -1)]),
          )
        } finally {
          await server.stop()
        }
      },
    ),
    { numRuns: 25 },
  )
})
