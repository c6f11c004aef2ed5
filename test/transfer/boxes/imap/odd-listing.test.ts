// Listings of servers that do not do as they offer, and of a hundred thousand messages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Folder, Message } from '../../../../src/transfer/shapes.ts'
import { type Answer, scripted } from './scripted.ts'

const INBOX: Folder = { name: 'INBOX', path: ['INBOX'], delimiter: '/', selectable: true, subscribed: true }
const line = (uid: number) =>
  `* ${uid} FETCH (UID ${uid} FLAGS (\\Seen) INTERNALDATE "17-Jul-1996 02:44:25 -0700" RFC822.SIZE ${uid * 10})\r\n`
const OPENED = '* 9 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 100] x\r\n* OK [HIGHESTMODSEQ 55] x\r\nTAG OK done\r\n'

async function listing(capabilities: string, answer: Answer, more: { after?: number; modseq?: string } = {}) {
  const server = await scripted(capabilities, answer)
  try {
    const reader = await server.box.reader()
    await reader.open(INBOX)
    const messages: Message[] = []
    const result = await reader.list((message) => messages.push(message), more)
    return { uids: messages.map(({ uid }) => uid), messages, result, heard: server.heard }
  } finally {
    await server.stop()
  }
}

test('above a UID: the last message, which every server names, is not above it', async () => {
  const { uids, result, heard } = await listing(
    '',
    (command) => (command.startsWith('UID FETCH') ? `${line(20)}TAG OK done\r\n` : undefined),
    {
      after: 20,
    },
  )
  assert.deepEqual([uids, result], [[], { complete: true }])
  assert.ok(heard.includes('UID FETCH 21:* (UID FLAGS INTERNALDATE RFC822.SIZE)'))
})

test('news of messages are no messages; one told late comes at the end', async () => {
  const { uids } = await listing('', (command) =>
    command.startsWith('UID FETCH')
      ? `${line(1)}* 5 FETCH (FLAGS (\\Seen))\r\n* 3 FETCH (UID 3 FLAGS ())\r\n${line(4)}${line(2)}${line(4)}* 6 fetch (uid 6 rfc822.size 1 flags (\\Seen "x") internaldate NIL)\r\nTAG OK done\r\n`
      : undefined,
  )
  assert.deepEqual(uids, [1, 4, 6, 2])
})

test('an empty folder is not asked: some servers refuse any set there', async () => {
  const { heard, result } = await listing('', (command) =>
    command.startsWith('EXAMINE') ? '* 0 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 1] x\r\nTAG OK done\r\n' : undefined,
  )
  assert.deepEqual(result, { complete: true })
  assert.ok(!heard.some((command) => command.startsWith('UID FETCH')))
})

test('opened and listed in one flight, ENABLE before both', async () => {
  const server = await scripted('CONDSTORE QRESYNC ENABLE', async (command, peer) => {
    if (!command.startsWith('ENABLE')) return undefined
    // Nothing is answered before all three are here.
    const [examine, fetch] = [await peer.line(), await peer.line()]
    assert.match(`${examine}\n${fetch}`, /^\S+ EXAMINE "INBOX" \(CONDSTORE\)\n\S+ UID FETCH 1:\* \(/)
    const [examineTag, fetchTag] = [examine, fetch].map((said) => said!.split(' ')[0]!)
    return `* ENABLED QRESYNC\r\nTAG OK on\r\n${OPENED.replace('TAG', examineTag!)}${line(3)}${fetchTag} OK done\r\n`
  })
  try {
    const reader = await server.box.reader()
    const opened = await reader.open(INBOX, { filled: true })
    const uids: number[] = []
    const listed = await reader.list(({ uid }) => uids.push(uid))
    assert.deepEqual([opened.uidValidity, listed, uids], [7, { complete: true }, [3]])
  } finally {
    await server.stop()
  }
})

test('a folder that is refused takes the listing behind it along; the next one opens', async () => {
  const server = await scripted('', (command) => {
    if (command.includes('Gone')) return 'TAG NO [NONEXISTENT] no such folder\r\n'
    if (command.startsWith('UID FETCH')) return command.includes('BODY') ? undefined : 'TAG BAD no folder is open\r\n'
    return undefined
  })
  try {
    const reader = await server.box.reader()
    await assert.rejects(reader.open({ ...INBOX, name: 'Gone', path: ['Gone'] }, { filled: true }), /no such folder/)
    assert.equal((await reader.open(INBOX)).uidValidity > 0, true)
  } finally {
    await server.stop()
  }
})

test('another listing than the one that was sent ahead, or none: the first is heard out', async () => {
  const asked: string[] = []
  const server = await scripted('CONDSTORE', (command) => {
    if (command.startsWith('EXAMINE')) return OPENED
    if (!command.startsWith('UID FETCH')) return undefined
    asked.push(command)
    return command.includes('CHANGEDSINCE') ? `${line(5)}TAG OK done\r\n` : `${line(3)}${line(5)}TAG OK done\r\n`
  })
  try {
    const reader = await server.box.reader()
    await reader.open(INBOX, { filled: true })
    const uids: number[] = []
    const listed = await reader.list(({ uid }) => uids.push(uid), { modseq: '40' })
    assert.deepEqual([listed, uids, asked.length], [{ complete: false }, [5], 2])
    await reader.open(INBOX, { filled: true })
    await reader.open(INBOX)
    await reader.list(({ uid }) => uids.push(uid))
    assert.deepEqual([uids, asked.length], [[5, 3, 5], 4])
  } finally {
    await server.stop()
  }
})

test('a server that answers the listing before the opening, or breaks over both, is asked one thing after the other', async () => {
  for (const breaks of [false, true]) {
    let flights = 0
    const server = await scripted('', async (command, peer) => {
      if (command.startsWith('UID FETCH')) return `${line(3)}TAG OK done\r\n`
      if (!command.startsWith('EXAMINE')) return undefined
      // Was another command sent without waiting? It would be here by now.
      const behind = await Promise.race([peer.line(), new Promise<undefined>((resolve) => setTimeout(resolve, 300, undefined))])
      if (behind === undefined) return OPENED
      flights++
      if (breaks) peer.socket.destroy()
      return `${line(8)}${OPENED}${behind.split(' ')[0]} OK done\r\n`
    })
    try {
      const uids: number[] = []
      const look = async () => {
        const reader = await server.box.reader()
        await reader.open(INBOX, { filled: true })
        await reader.list(({ uid }) => uids.push(uid))
      }
      if (breaks) await assert.rejects(look())
      await look()
      assert.deepEqual([uids, flights], [[3], 1])
    } finally {
      await server.stop()
    }
  }
})

test('QRESYNC that was agreed to and not said back is not used', async () => {
  const { result, heard } = await listing(
    'CONDSTORE QRESYNC ENABLE',
    (command) => {
      if (command.startsWith('ENABLE')) return 'TAG OK done\r\n'
      if (command.startsWith('EXAMINE')) return OPENED
      return command.startsWith('UID FETCH') ? `${line(3)}TAG OK done\r\n` : undefined
    },
    { modseq: '40' },
  )
  assert.deepEqual(result, { complete: false })
  assert.ok(heard.some((command) => command.endsWith('(CHANGEDSINCE 40)')))
})

test('QRESYNC tells what has gone', async () => {
  const { result, uids } = await listing(
    'CONDSTORE QRESYNC ENABLE',
    (command) => {
      if (command.startsWith('ENABLE')) return '* ENABLED QRESYNC\r\nTAG OK done\r\n'
      if (command.startsWith('EXAMINE')) return OPENED
      return command.startsWith('UID FETCH') ? `* VANISHED (EARLIER) 1:2,9\r\n${line(3)}TAG OK done\r\n` : undefined
    },
    { modseq: '40' },
  )
  assert.deepEqual(
    [result, uids],
    [
      {
        complete: false,
        vanished: [
          [1, 2],
          [9, 9],
        ],
      },
      [3],
    ],
  )
})

test('CONDSTORE that is offered and not understood: all is listed', async () => {
  const { result, uids } = await listing(
    'CONDSTORE',
    (command) => {
      if (command.startsWith('EXAMINE')) return command.includes('CONDSTORE') ? 'TAG BAD what?\r\n' : OPENED
      if (command.includes('CHANGEDSINCE')) return 'TAG BAD what?\r\n'
      return command.startsWith('UID FETCH') ? `${line(3)}TAG OK done\r\n` : undefined
    },
    { modseq: '40' },
  )
  assert.deepEqual([result, uids], [{ complete: true }, [3]])
})

test('a hundred thousand messages', async () => {
  const { uids, messages } = await listing('', (command, peer, tag) => {
    if (!command.startsWith('UID FETCH')) return undefined
    for (let from = 1; from <= 100_000; from += 10_000) peer.send(Array.from({ length: 10_000 }, (_, i) => line(from + i)).join(''))
    return `${tag} OK done\r\n`
  })
  assert.equal(uids.length, 100_000)
  assert.equal(messages[99_999]!.size, 1_000_000)
  assert.equal(messages[0]!.flags, messages[99_999]!.flags)
})
