// APPEND at servers of every kind: what waits for what, what is never sent, and whose outcome is whose.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Appended, Folder, Writer } from '../../../../src/transfer/shapes.ts'
import type { Peer } from '../../../wire/script.ts'
import { put } from './boxes.ts'
import { type Answer, scripted } from './scripted.ts'

const SENT: Folder = { name: 'Sent', path: ['Sent'], delimiter: '/', selectable: true, subscribed: true }
const letter = (n: number) => ({
  bytes: Buffer.from(`Subject: ${n}\r\n\r\nbody ${n}\r\n`),
  flags: ['\\Seen'],
  date: '17-Jul-1996 02:44:25 -0700',
})
const said = (outcomes: readonly Appended[]) =>
  outcomes.map((o) => (o.ok ? `ok ${o.uid ?? '-'}` : `${o.refusal.meaning}${o.group ? ' group' : ''}: ${o.refusal.said}`))

/** The lines of a message of `letter`. */
async function body(peer: Peer): Promise<string> {
  const lines = [await peer.line(), await peer.line(), await peer.line()]
  return lines[0] ?? ''
}

async function writing(capabilities: string, answer: Answer, act: (writer: Writer) => Promise<void>): Promise<readonly string[]> {
  const server = await scripted(capabilities, answer)
  try {
    const writer = await server.box.writer()
    await act(writer)
    return server.heard.filter((command) => command !== 'CAPABILITY')
  } finally {
    await server.stop()
  }
}

test('synchronizing: nothing goes out before the yes, and the next announcement does not wait for the answer', async () => {
  const order: string[] = []
  await writing(
    'UIDPLUS',
    async (command, peer, tag) => {
      if (!command.startsWith('APPEND')) return undefined
      order.push(command)
      await pause(20)
      assert.equal(peer.clear.length > 0 && /\}\r\n$/.test(peer.clear.at(-1)!.toString()), true, 'something followed the announcement')
      peer.send('+ go on\r\n')
      order.push(await body(peer))
      assert.equal(await peer.line(), '')
      // The answer comes after the next announcement has come in.
      const uid = order.length
      setTimeout(() => peer.send(`${tag} OK [APPENDUID 5 ${uid}] done\r\n`), 20)
      return ''
    },
    async (writer) => {
      const group = writer.append(SENT)
      for (const n of [1, 2, 3]) await put(group, letter(n))
      assert.deepEqual(said(await group.finish()), ['ok 2', 'ok 4', 'ok 6'])
    },
  )
  assert.deepEqual(
    order.map((line) => line.replace(/\{\d+\}/, '{n}')),
    [1, 2, 3].flatMap((n) => ['APPEND "Sent" (\\Seen) "17-Jul-1996 02:44:25 -0700" {n}', `Subject: ${n}`]),
  )
})

test('refused where it was announced: the message is swallowed, the next is sent', async () => {
  let count = 0
  const heard = await writing(
    '',
    async (command, peer, tag) => {
      if (!command.startsWith('APPEND')) return undefined
      if (++count === 2) return 'TAG NO [TOOBIG] Too big for me\r\n'
      peer.send('+\r\n')
      await body(peer)
      await peer.line()
      return `${tag} OK done\r\n`
    },
    async (writer) => {
      const group = writer.append(SENT)
      for (const n of [1, 2, 3]) {
        // All at once: what waits behind the announcement is kept, not lost.
        const { bytes, flags, date } = letter(n)
        group.begin({ size: bytes.length, flags, date, origin: { folder: 'x', uidValidity: 1, uid: n } })
        group.data(bytes)
        group.end()
      }
      assert.deepEqual(said(await group.finish()), ['ok -', 'message: Too big for me', 'ok -'])
    },
  )
  assert.ok(
    heard.every((command) => command.startsWith('APPEND') || command === 'LOGOUT'),
    heard.join('\n'),
  )
})

test('a group in one command; refused in the middle, all of it is', async () => {
  const seen: string[] = []
  await writing(
    'MULTIAPPEND LITERAL-',
    async (command, peer, tag) => {
      if (!command.startsWith('APPEND')) return undefined
      seen.push(command.replace(/\{\d+/, '{n'))
      for (let more = command; /\{\d+\+?\}$/.test(more); more = (await peer.line()) ?? '') {
        if (!more.endsWith('+}')) {
          seen.push('waits')
          if (seen.length > 3) return `${tag} NO [OVERQUOTA] no room\r\n`
          peer.send('+ yes\r\n')
          for (let i = 0; i < 102; i++) await peer.line()
        } else await body(peer)
      }
      return `${tag} OK [APPENDUID 5 7,9:10] done\r\n`
    },
    async (writer) => {
      // RFC 7888 §5: above 4,096 bytes a literal waits.
      const big = { bytes: Buffer.from(`Subject: b\r\n\r\n${`${'x'.repeat(78)}\r\n`.repeat(100)}`) }
      const group = writer.append(SENT)
      for (const one of [letter(1), big, letter(2)]) await put(group, one)
      const first = group.finish()
      const next = writer.append(SENT)
      for (const one of [letter(1), big, letter(2)]) await put(next, one)
      assert.deepEqual(said(await first), ['ok 7', 'ok 9', 'ok 10'])
      assert.deepEqual(said(await next.finish()), Array(3).fill('account group: no room'))
    },
  )
  assert.deepEqual(seen, ['APPEND "Sent" (\\Seen) "17-Jul-1996 02:44:25 -0700" {n+}', 'waits', seen[0], 'waits'])
})

test('a BAD behind a literal that nobody asked for ends the line: the message could be taken for commands', async () => {
  const heard = await writing(
    'LITERAL+',
    (command) => (command.startsWith('APPEND') ? 'TAG BAD Command Argument Error. 11\r\n' : undefined),
    async (writer) => {
      const group = writer.append(SENT)
      await put(group, letter(1))
      assert.deepEqual(said(await group.finish()), ['message: Command Argument Error. 11'])
      const next = writer.append(SENT)
      await put(next, letter(2))
      assert.match(said(await next.finish())[0]!, /^connection: /)
    },
  )
  assert.ok(heard.some((command) => command.startsWith('APPEND')))
})

test('hung up with words: they are in every outcome', async () => {
  await writing(
    'LITERAL+',
    (command, peer) => {
      if (!command.startsWith('APPEND')) return undefined
      peer.send('* BYE Connection closed. Suggested Backoff Time: 1500 milliseconds\r\n')
      peer.socket.end()
      return ''
    },
    async (writer) => {
      const group = writer.append(SENT)
      for (const n of [1, 2]) await put(group, letter(n))
      const outcomes = await group.finish()
      assert.deepEqual(said(outcomes), Array(2).fill('connection: Connection closed. Suggested Backoff Time: 1500 milliseconds'))
      assert.ok(outcomes.every((o) => !o.ok && o.refusal.waitMs === 1500))
    },
  )
})

test('UIDs that do not fit the messages are not believed', async () => {
  for (const uids of ['1:3', '4294967295:1', '1', 'x', '1:99999999999']) {
    await writing(
      'LITERAL+ MULTIAPPEND UIDPLUS',
      async (command, peer) => {
        if (!command.startsWith('APPEND')) return undefined
        await body(peer)
        await peer.line()
        await body(peer)
        await peer.line()
        return `TAG OK [APPENDUID 5 ${uids}] done\r\n`
      },
      async (writer) => {
        const group = writer.append(SENT)
        for (const n of [1, 2]) await put(group, letter(n))
        assert.deepEqual(said(await group.finish()), ['ok -', 'ok -'])
      },
    )
  }
})

test('more or fewer bytes than were announced never become a message', async () => {
  for (const size of [3, 300]) {
    await writing(
      'LITERAL+',
      () => undefined,
      async (writer) => {
        const group = writer.append(SENT)
        assert.throws(() => {
          group.begin({ size, flags: [], date: null, origin: { folder: 'x', uidValidity: 1, uid: 1 } })
          group.data(Buffer.from('hello'))
          group.end()
        }, /internal/)
        assert.match(said(await group.finish())[0]!, /^connection/)
      },
    )
  }
})

test('flags that the folder would refuse stay behind, by name', async () => {
  const heard = await writing(
    'LITERAL+',
    async (command, peer) => {
      if (!command.startsWith('APPEND')) return undefined
      await body(peer)
      await peer.line()
      return 'TAG OK done\r\n'
    },
    async (writer) => {
      await writer.open(SENT)
      const group = writer.append(SENT)
      await put(group, {
        ...letter(1),
        flags: ['\\Seen', '\\Recent', '$junk', 'Work', '\\Flagged', '\\X-Has-Attach', 'a b', 'x)y'],
        date: 'yesterday',
      })
      const [outcome] = await group.finish()
      assert.deepEqual(outcome?.ok && outcome.flagsLost, ['Work', '\\Flagged', '\\X-Has-Attach', 'a b', 'x)y'])
    },
  )
  assert.ok(
    heard.some((command) => /^APPEND "Sent" \(\\Seen \$junk\) \{\d+\+\}$/.test(command)),
    heard.join('\n'),
  )
})

test('a server that never answers is not waited for without end; one that is only sent slowly is', async () => {
  const server = await scripted('LITERAL+', () => undefined, { readMs: 1_000 })
  const writer = await server.box.writer()
  const group = writer.append(SENT)
  const { bytes } = letter(1)
  group.begin({ size: bytes.length, flags: [], date: null, origin: { folder: 'x', uidValidity: 1, uid: 1 } })
  group.data(bytes.subarray(0, 5))
  // Our own silence is not the server's.
  await pause(2_000)
  group.data(bytes.subarray(5))
  group.end()
  assert.deepEqual(said(await group.finish()), ['connection: timed-out'])
  await server.stop()
})

test('many small messages wait for a slow yes without filling the memory', async () => {
  let pushed = 0
  let most = 0
  let taken = 0
  await writing(
    '',
    async (command, peer, tag) => {
      if (!command.startsWith('APPEND')) return undefined
      if (taken < 3) await pause(50)
      most = Math.max(most, pushed - taken)
      peer.send('+\r\n')
      await peer.line()
      await peer.line()
      taken++
      return `${tag} OK done\r\n`
    },
    async (writer) => {
      const bytes = Buffer.from(`${'x'.repeat(998)}\r\n`)
      const group = writer.append(SENT)
      for (let i = 0; i < 400; i++) {
        await put(group, { bytes })
        pushed++
      }
      assert.ok((await group.finish()).every(({ ok }) => ok))
    },
  )
  assert.equal(taken, 400)
  assert.ok(most < 100, String(most))
})

test('a server that takes nothing more makes us wait, and sets us free when it goes', async () => {
  const server = await scripted('LITERAL+', (command, peer) => {
    if (!command.startsWith('APPEND')) return undefined
    peer.socket.pause()
    setTimeout(() => peer.socket.destroy(), 300)
    return ''
  })
  const writer = await server.box.writer()
  const group = writer.append(SENT)
  const chunk = Buffer.alloc(65_536, 'x')
  group.begin({ size: 1_000_000_000, flags: [], date: null, origin: { folder: 'x', uidValidity: 1, uid: 1 } })
  let sent = 0
  let wait: Promise<void> | undefined
  // The system takes some megabytes of its own.
  while (wait === undefined && sent < 200_000_000) {
    group.data(chunk)
    sent += chunk.length
    wait = group.ready()
    if (wait === undefined) await new Promise(setImmediate)
  }
  assert.ok(wait !== undefined, `${sent} bytes went nowhere`)
  while (wait) {
    await wait
    group.data(chunk)
    wait = group.ready()
  }
  assert.match(said(await group.finish())[0]!, /^connection/)
  await server.stop()
})
