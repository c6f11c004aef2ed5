import assert from 'node:assert/strict'
import { connect, createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { createNetwork } from '../../src/net/create.ts'
import type { TcpOutcome } from '../../src/net/network.ts'

const GREETING = '* OK ready\r\n'
type Handler = (socket: Socket, first: Buffer) => void

async function server(onConnection: (socket: Socket) => void): Promise<{ port: number; stop: () => Promise<void> }> {
  const open = new Set<Socket>()
  const listening = createServer((socket) => {
    open.add(socket.on('error', () => {}))
    socket.on('close', () => open.delete(socket))
    onConnection(socket)
  })
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  return {
    port: (listening.address() as { port: number }).port,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        listening.close(() => resolve())
      }),
  }
}

const proxyServer = (handler: Handler) => server((socket) => socket.once('data', (first) => handler(socket, first)))

async function firstWords(outcome: TcpOutcome): Promise<string> {
  assert.ok(outcome.socket, outcome.proxy)
  const { socket } = outcome
  // Some time passes before a session listens: nothing may be lost meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 30))
  const words = await new Promise<Buffer>((resolve) => socket.once('data', resolve))
  socket.destroy()
  return words.toString()
}

test('HTTP CONNECT: the name goes to the proxy, a greeting in the same segment is kept', async () => {
  let heard = ''
  const proxy = await proxyServer((socket, first) => {
    heard = first.toString()
    socket.write(`HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n${GREETING}`)
  })
  const network = createNetwork({ proxy: `http://user:p%40ss@127.0.0.1:${proxy.port}` })
  const outcome = await network.connect('imap.example.test', 143, { timeoutMs: 60_000 })
  assert.equal(await firstWords(outcome), GREETING)
  assert.match(heard, /^CONNECT imap\.example\.test:143 HTTP\/1\.1\r\nHost: imap\.example\.test:143\r\n/)
  assert.ok(heard.includes(`Proxy-Authorization: Basic ${Buffer.from('user:p@ss').toString('base64')}`))
  await proxy.stop()
})

test('HTTP CONNECT: a refusal is told, the credentials are not', async () => {
  for (const [answer, result] of [
    ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'unreachable'],
    [`HTTP/1.1 403 user:s3cr3t ${Buffer.from('user:s3cr3t').toString('base64')}\r\n\r\n`, 'unreachable'],
    ['HTTP/1.1 504 Gateway Timeout\r\n\r\n', 'timeout'],
    ['220 this is a mail server\r\n\r\n', 'unreachable'],
  ] as const) {
    const proxy = await proxyServer((socket) => socket.write(answer))
    const network = createNetwork({ proxy: `http://user:s3cr3t@127.0.0.1:${proxy.port}` })
    const outcome = await network.connect('imap.example.test', 143, { timeoutMs: 60_000 })
    assert.equal(outcome.socket, null)
    assert.equal(outcome.attempts.at(-1)?.result, result)
    assert.ok(outcome.proxy)
    assert.ok(!inspect(outcome, { depth: 9 }).includes('s3cr3t'))
    assert.ok(!inspect(outcome, { depth: 9 }).includes(Buffer.from('user:s3cr3t').toString('base64')))
    await proxy.stop()
  }
})

test('SOCKS5: with a name and a password, and the greeting kept', async () => {
  const heard: Buffer[] = []
  const proxy = await server((socket) => {
    let step = 0
    socket.on('data', (chunk) => {
      heard.push(chunk)
      step++
      if (step === 1) socket.write(Buffer.from([5, 2]))
      else if (step === 2) socket.write(Buffer.from([1, 0]))
      else socket.write(Buffer.concat([Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 1]), Buffer.from(GREETING)]))
    })
  })
  const network = createNetwork({ proxy: `socks5h://marie:s3cr3t@127.0.0.1:${proxy.port}` })
  const outcome = await network.connect('imap.example.test', 993, { timeoutMs: 60_000 })
  assert.equal(await firstWords(outcome), GREETING)
  assert.ok(heard[2]?.includes('imap.example.test'), 'the name goes to the proxy')
  await proxy.stop()
})

test('SOCKS5: a refusal is told, the credentials are not', async () => {
  const proxy = await server((socket) => {
    let step = 0
    socket.on('data', () => socket.write(step++ === 0 ? Buffer.from([5, 0]) : Buffer.from([5, 5, 0, 1, 0, 0, 0, 0, 0, 0])))
  })
  const network = createNetwork({ proxy: `socks5h://marie:s3cr3t@127.0.0.1:${proxy.port}` })
  const outcome = await network.connect('imap.example.test', 993, { timeoutMs: 60_000 })
  assert.equal(outcome.socket, null)
  assert.equal(outcome.attempts.at(-1)?.result, 'refused')
  assert.ok(!inspect(outcome, { depth: 9 }).includes('s3cr3t'))
  await proxy.stop()
})

test('SOCKS5 with names resolved here sends the address', async () => {
  const heard: Buffer[] = []
  const target = await server((socket) => socket.write(GREETING))
  const proxy = await server((socket) => {
    let step = 0
    socket.on('data', (chunk) => {
      heard.push(chunk)
      if (step++ === 0) socket.write(Buffer.from([5, 0]))
      else if (step === 2) {
        socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 1]))
        connect(target.port, '127.0.0.1')
          .on('error', () => {})
          .pipe(socket)
      }
    })
  })
  const network = createNetwork({ proxy: `socks5://127.0.0.1:${proxy.port}` })
  const outcome = await network.connect('localhost', target.port, { timeoutMs: 60_000 })
  assert.equal(await firstWords(outcome), GREETING)
  assert.deepEqual([...heard[1]!.subarray(0, 8)], [5, 1, 0, 1, 127, 0, 0, 1])
  await Promise.all([proxy.stop(), target.stop()])
})

test('a proxy that is not there', async () => {
  const gone = await server(() => {})
  await gone.stop()
  const outcome = await createNetwork({ proxy: `socks5h://127.0.0.1:${gone.port}` }).connect('x.example.test', 1, { timeoutMs: 60_000 })
  assert.equal(outcome.socket, null)
  assert.match(outcome.proxy ?? '', /cannot be reached/)
})
