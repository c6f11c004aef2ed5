import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { DEFAULT_LIMITS, type WireLimits } from '../../src/wire/limits.ts'
import { WireStream } from '../../src/wire/stream.ts'
import { codeOf } from './script.ts'

async function pair(
  limits: Partial<WireLimits> = {},
): Promise<{ far: Socket; near: Socket; stream: WireStream; stop: () => Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const near = connect((server.address() as { port: number }).port, '127.0.0.1')
  const [[far]] = (await Promise.all([once(server, 'connection'), once(near, 'connect')])) as [[Socket], unknown]
  far.setNoDelay(true)
  far.on('error', () => {})
  const all = { ...DEFAULT_LIMITS, ...limits }
  const stream = new WireStream(near, 'host', all, performance.now() + all.sessionMs)
  const stop = () =>
    new Promise<void>((resolve) => {
      near.destroy()
      far.destroy()
      server.close(() => resolve())
    })
  return { far, near, stream, stop }
}

test('lines and counted bytes come out the same however the bytes are cut', async () => {
  const { far, stream, stop } = await pair()
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 30 }).map((a) => ({ line: Buffer.from(a.filter((b) => b !== 10 && b !== 13)) })),
    fc.uint8Array({ minLength: 1, maxLength: 50 }).map((a) => ({ bytes: Buffer.from(a) })),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 12 }),
      fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 40 }),
      async (pieces, cuts) => {
        const all = Buffer.concat(pieces.flatMap((p) => ('line' in p ? [p.line, Buffer.from('\r\n')] : [p.bytes])))
        let at = 0
        for (const cut of cuts) {
          far.write(all.subarray(at, at + cut))
          at = Math.min(all.length, at + cut)
        }
        far.write(all.subarray(at))
        for (const p of pieces) {
          if ('line' in p) assert.deepEqual(Buffer.from(await stream.readLine()), p.line)
          else assert.deepEqual(Buffer.from(await stream.readBytes(p.bytes.length)), p.bytes)
        }
        assert.equal(stream.buffered, 0)
      },
    ),
    { numRuns: 60 },
  )
  await stop()
})

test('a bare LF ends a line too', async () => {
  const { far, stream, stop } = await pair()
  far.write('one\ntwo\r\n')
  assert.equal((await stream.readLine()).toString(), 'one')
  assert.equal((await stream.readLine()).toString(), 'two')
  await stop()
})

test('a server that sends faster than it is read has to wait', async () => {
  const { far, near, stream, stop } = await pair()
  const chunk = Buffer.alloc(65_536, 'x')
  let sent = 0
  while (far.write(chunk) && sent < 20_000_000) sent += chunk.length
  await new Promise((resolve) => setTimeout(resolve, 100))
  assert.ok(stream.buffered < 1_000_000, `${stream.buffered} bytes are kept`)
  assert.ok(near.isPaused())
  await stop()
})

test('a line that drips for ever ends with the time of one read', async () => {
  const { far, stream, stop } = await pair({ readMs: 150 })
  const drip = setInterval(() => far.write('x'), 10)
  // It drips until it is stopped below: an end at all means that nobody waited for one.
  assert.equal(await codeOf(() => stream.readLine()), 'timed-out')
  clearInterval(drip)
  await stop()
})

test('the whole connection has an end, whatever single reads take', async () => {
  const { far, stream, stop } = await pair({ readMs: 60_000, sessionMs: 200 })
  const drip = setInterval(() => far.write('a line\r\n'), 20)
  assert.equal(
    await codeOf(async () => {
      for (;;) await stream.readLine()
    }),
    'timed-out',
  )
  clearInterval(drip)
  await stop()
})

test('a line too long is refused before it ends', async () => {
  const { far, stream, stop } = await pair({ lineBytes: 1000 })
  far.write('x'.repeat(5000))
  assert.equal(await codeOf(() => stream.readLine()), 'limit-exceeded')
  assert.equal(await codeOf(() => stream.write('still there?')), 'limit-exceeded')
  await stop()
})

test('what a server said before it closed its side is read, then it is closed', async () => {
  const { far, stream, stop } = await pair()
  far.end('last words\r\nhalf a li')
  assert.equal((await stream.readLine()).toString(), 'last words')
  assert.equal(await codeOf(() => stream.readLine()), 'connection-closed')
  await stop()
})

test('an abort ends a read at once', async () => {
  const server = createServer((socket) => socket.on('error', () => {}))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const near = connect((server.address() as { port: number }).port, '127.0.0.1')
  const abort = new AbortController()
  const stream = new WireStream(near, 'host', DEFAULT_LIMITS, Number.POSITIVE_INFINITY, abort.signal)
  const code = codeOf(() => stream.readLine())
  abort.abort()
  assert.equal(await code, 'interrupted')
  await new Promise((resolve) => server.close(resolve))
})
