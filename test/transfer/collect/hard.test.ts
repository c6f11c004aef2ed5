// What happens to those who collect: killed in the middle, and turned away by a server that keeps its clock.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Peer, script, TRUSTED } from '../../wire/script.ts'
import { startFaultProxy } from '../world/fault-proxy.ts'
import { loadMailbox } from '../world/load.ts'
import { stopWorldAfterTests } from '../world/pair.ts'
import type { ProcessWork } from './collect-process.ts'
import { type CollectWorld, collectWorld, connectTo, digests, inboxOf, urlOf } from './collect-world.ts'

stopWorldAfterTests()

/** Killed as soon as so many bytes went up to the target; false when it ended before. */
async function killed(world: CollectWorld, seen: { readonly up: number }, after: number): Promise<boolean> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./collect-process.js', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const ended = new Promise<boolean>((resolve) => child.once('exit', (code) => resolve(code === null)))
  const { data, request, source, target } = world
  const passwords = [source, target].map(({ user, password, server }) => [`password/${user}@${server.host}`, password] as const)
  const work: ProcessWork = { data, flags: { ...request.flags }, passwords }
  child.stdin.write(`${JSON.stringify(work)}\n`)
  const from = seen.up
  const watch = setInterval(() => seen.up - from > after && child.kill('SIGKILL'), 2)
  try {
    return await ended
  } finally {
    clearInterval(watch)
  }
}

test('killed in the middle, again and again: nothing is lost, nothing comes twice, and what was removed is in the target', async () => {
  for (const protocol of ['imaps', 'pop3s'] as const) {
    const world = await collectWorld()
    await loadMailbox(world.source, inboxOf(40, 21))
    await world.add({ from: urlOf(world.source, protocol), removeAfterDays: 0 })
    const whole = digests(await world.held(world.source))
    const proxy = await startFaultProxy(world.target.server.dovecot.ports.imaps, () => ({ bytesPerSecond: 2_000_000 }))
    world.detours.push(connectTo(world.target, 'imaps', proxy.port))
    let kills = 0
    for (const after of [30_000, 90_000]) if (await killed(world, proxy.seen, after)) kills++
    assert.ok(kills >= 2, `${protocol}: ${kills} kills`)
    for (let round = 0; round < 2; round++) await world.once({ again: true })
    const arrived = digests(await world.held(world.target))
    assert.equal(arrived.length, 40, protocol)
    if (protocol === 'imaps') assert.deepEqual(arrived, whole)
    assert.equal((await world.held(world.source)).length, 0, protocol)
    assert.deepEqual(await world.sql('SELECT count(*), count(removed) FROM collected'), [[40, 40]])
    await proxy.close()
    world.close()
  }
})

const MESSAGE = 'From: a@example.test\r\nSubject: one\r\n\r\nHello\r\n'

interface Strict {
  /** Sign-ins that it took, and those that came too soon. */
  in: number
  early: number
  delay: number
  last: number
  words: string
  messages: string[]
}

/** RFC 2449 §6.5: whoever signs in sooner than allowed is refused, and told so by its code. */
function strictServer(state: Strict) {
  return script(async (peer: Peer) => {
    peer.send('+OK ready\r\n')
    for (let line = await peer.line(); line !== undefined; line = await peer.line()) {
      const [verb = '', number = ''] = line.toUpperCase().split(' ')
      const list = (of: (text: string, i: number) => string) => `+OK\r\n${state.messages.map(of).join('')}.\r\n`
      switch (verb) {
        case 'CAPA':
          peer.send(`+OK\r\nUIDL\r\nSASL PLAIN\r\nRESP-CODES\r\nLOGIN-DELAY ${state.delay}\r\n.\r\n`)
          break
        case 'AUTH':
          // With an initial response or without (RFC 5034 §4).
          if (line.split(' ').length < 3) {
            peer.send('+ \r\n')
            await peer.line()
          }
          if (performance.now() - state.last < state.delay * 1000) {
            state.early++
            peer.send(`${state.words}\r\n`)
          } else {
            state.in++
            state.last = performance.now()
            peer.send('+OK in\r\n')
          }
          break
        case 'LIST':
          peer.send(list((text, i) => `${i + 1} ${text.length}\r\n`))
          break
        case 'UIDL':
          peer.send(list((text, i) => `${i + 1} ${createHash('sha256').update(text).digest('hex').slice(0, 20)}\r\n`))
          break
        case 'RETR':
          peer.send(`+OK\r\n${state.messages[Number(number) - 1]}.\r\n`)
          break
        case 'QUIT':
          peer.send('+OK bye\r\n')
          peer.socket.end()
          return
        default:
          peer.send('+OK 1 1\r\n')
      }
    }
  }, 'tls')
}

test('LOGIN-DELAY: the next round is exactly when the server allows it, and nobody knocks before', async () => {
  const world = await collectWorld()
  const state: Strict = {
    in: 0,
    early: 0,
    delay: 1_800,
    last: -1e9,
    words: '-ERR [LOGIN-DELAY] minimum time between sign-ins',
    messages: [MESSAGE],
  }
  const server = await strictServer(state)
  const { host } = world.source.server
  world.detours.push(`${host}:995:127.0.0.1:${server.port}`)
  const flags = { ...world.request.flags, cacert: world.request.flags.cacert + TRUSTED }
  const from = `pop3s://${world.source.user}@${host}`
  await world.sql(
    'INSERT INTO collection (name, made, told) VALUES (?, ?, ?)',
    ...([
      'strict',
      1,
      JSON.stringify({
        name: 'strict',
        from,
        into: world.into,
        protocol: 'pop3',
        folder: ['INBOX'],
        junk: false,
        every: 5,
        removeAfterDays: null,
        keepFlags: false,
        made: 1,
      }),
    ] as const),
  )
  const good = await world.once({ flags })
  const first = good.states[0]
  assert.deepEqual([good.messages, first?.trouble], [1, null])
  // Every five minutes was wished for; the server wants thirty.
  assert.ok((first?.next ?? 0) - (first?.last?.at ?? 0) >= 1_800_000)
  const early = await world.once({ flags })
  const second = early.states[0]
  assert.equal(state.early, 1)
  assert.deepEqual([second?.trouble?.kind, second?.trouble?.side], ['later', 'from'])
  assert.equal((second?.next ?? 0) - ((second?.last?.at ?? 0) + (second?.last?.ms ?? 0)), 1_800_000)
  assert.deepEqual(
    (await world.once({ flags })).events.map(({ kind }) => kind),
    ['skipped'],
  )
  assert.deepEqual([state.in, state.early], [1, 1])
  // Microsoft's way to say it.
  state.words = '-ERR [SYS/TEMP] Request is throttled. Suggested Backoff Time: 299961 milliseconds'
  const throttled = (await world.once({ flags, again: true })).states[0]
  assert.deepEqual(
    [throttled?.trouble?.kind, throttled?.trouble?.said],
    ['later', 'Request is throttled. Suggested Backoff Time: 299961 milliseconds'],
  )
  assert.equal((throttled?.next ?? 0) - ((throttled?.last?.at ?? 0) + (throttled?.last?.ms ?? 0)), 299_961)
  await server.stop()
  world.close()
})
