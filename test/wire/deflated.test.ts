// DEFLATE between two sides: what one writes the other reads, in both directions, at once; what is no DEFLATE ends the line.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { connect, createServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { test } from 'node:test'
import fc from 'fast-check'
import { deflated } from '../../src/wire/deflated.ts'

async function pair(): Promise<{ near: Socket; far: Socket; stop(): void }> {
  let far: Socket | undefined
  const server = createServer((socket) => {
    far = socket
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const near = connect((server.address() as { port: number }).port, '127.0.0.1')
  await new Promise((resolve) => near.once('connect', resolve))
  while (far === undefined) await new Promise(setImmediate)
  return {
    near,
    far,
    stop() {
      near.destroy()
      far?.destroy()
      server.close()
    },
  }
}

function read(stream: Duplex, count: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const take = (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size >= count) done()
    }
    const done = () => {
      stream.off('data', take)
      resolve(Buffer.concat(chunks))
    }
    stream.on('data', take)
    stream.setMaxListeners(0)
    stream.once('close', () => reject(new Error('closed')))
    if (count === 0) done()
  })
}

test('what one side writes the other reads, at once', async () => {
  const { near, far, stop } = await pair()
  const [a, b] = [deflated(near, Buffer.alloc(0)), deflated(far, Buffer.alloc(0))]
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 2000, minLength: 1 }), { maxLength: 6 }), async (writes) => {
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const all = Buffer.concat(writes)
        const got = read(to, all.length)
        for (const bytes of writes) from.write(bytes)
        assert.deepEqual(await got, all)
      }
    }),
    { numRuns: 40 },
  )
  stop()
})

test('much, against a side that reads slowly', async () => {
  const { near, far, stop } = await pair()
  const [a, b] = [deflated(near, Buffer.alloc(0)), deflated(far, Buffer.alloc(0))]
  const block = randomBytes(100_000)
  b.pause()
  let pending = 0
  for (let i = 0; i < 50; i++) {
    pending++
    a.write(block, () => pending--)
  }
  // Compressed it fits nowhere: the writer has to wait.
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.ok(pending > 0)
  b.resume()
  const got = await read(b, 50 * block.length)
  assert.equal(pending, 0)
  assert.equal(got.length, 50 * block.length)
  assert.deepEqual(got.subarray(-block.length), block)
  stop()
})

test('what is no DEFLATE ends the line', async () => {
  const { near, far, stop } = await pair()
  const a = deflated(near, Buffer.alloc(0))
  a.on('error', () => {})
  a.resume()
  const closed = new Promise((resolve) => a.once('close', resolve))
  far.write(Buffer.alloc(1000, 0xff))
  await closed
  assert.ok(near.destroyed)
  stop()
})
