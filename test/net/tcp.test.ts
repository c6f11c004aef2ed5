import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:net'
import { test } from 'node:test'
import { createNetwork } from '../../src/net/create.ts'
import { interleave, raceAddresses } from '../../src/net/tcp.ts'

async function listening(host = '127.0.0.1'): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.on('error', () => {}))
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return { server, port: (server.address() as { port: number }).port }
}
const closed = (server: Server) => new Promise((resolve) => server.close(resolve))

test('RFC 8305: the families take turns, IPv6 first', () => {
  const four = (n: number) => ({ address: `192.0.2.${n}`, family: 4 as const })
  const six = (n: number) => ({ address: `2001:db8::${n}`, family: 6 as const })
  assert.deepEqual(interleave([four(1), four(2), four(3), six(1), six(2)]), [six(1), four(1), six(2), four(2), four(3)])
})

test('an address that refuses is reported, and the next one wins at once', async (t) => {
  const { server, port } = await listening()
  // RFC 8305 §5: the stagger is a timer; a refusal must start the next attempt without it.
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { socket, attempts } = await raceAddresses(
    [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ],
    port,
    { timeoutMs: 60_000 },
  )
  assert.ok(socket)
  socket.destroy()
  assert.deepEqual(
    attempts.map((a) => [a.family, a.result === 'ok']),
    [
      [6, false],
      [4, true],
    ],
  )
  assert.match(attempts[0]!.result, /^(refused|unreachable)$/)
  await closed(server)
})

test('an address that says nothing does not hold the others up', async () => {
  const { server, port } = await listening()
  // 192.0.2.0/24 (RFC 5737) is nobody's: silence, or at once unreachable where there is no route.
  const { socket, attempts } = await raceAddresses(
    [
      { address: '192.0.2.1', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ],
    port,
    { timeoutMs: 60_000 },
  )
  assert.equal(socket?.remoteAddress, '127.0.0.1')
  socket?.destroy()
  assert.equal(attempts.length, 2)
  assert.equal(attempts.find((a) => a.address === '127.0.0.1')?.result, 'ok')
  await closed(server)
})

test('refused, unknown name and abort are outcomes', async () => {
  const { server, port } = await listening()
  await closed(server)
  const network = createNetwork({ connectTo: [`there.example.test::127.0.0.1:${port}`] })
  const refused = await network.connect('there.example.test', 993, { timeoutMs: 60_000 })
  assert.equal(refused.socket, null)
  assert.equal(refused.dns, 'ok')
  assert.deepEqual(
    refused.attempts.map((a) => a.result),
    ['refused'],
  )
  const aborted = await network.connect('127.0.0.1', port, { timeoutMs: 60_000, signal: AbortSignal.abort() })
  assert.equal(aborted.socket, null)
})

test('a full queue that never answers is a timeout', async () => {
  const { attempts, socket } = await raceAddresses([{ address: '192.0.2.1', family: 4 }], 9, { timeoutMs: 300 })
  assert.equal(socket, null)
  assert.match(attempts[0]!.result, /^(timeout|unreachable|refused)$/)
})
