import assert from 'node:assert/strict'
import { createServer as httpServer, type RequestListener, type Server } from 'node:http'
import { createServer as httpsServer } from 'node:https'
import { test } from 'node:test'
import { createNetwork } from '../../src/net/create.ts'
import type { HttpOutcome, Network } from '../../src/net/network.ts'
import { createAuthority } from './pki.ts'

const root = createAuthority('Sesame Fetch Root')
const names = ['a.example.test', 'b.example.test']
const identity = root.issue({ names })

/** Both servers answer under the names, at the usual ports. */
async function withServers(https: RequestListener, http: RequestListener, use: (network: Network) => Promise<void>): Promise<void> {
  const servers: Server[] = [httpsServer(identity, https), httpServer(http)]
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))),
    ),
  )
  const network = createNetwork({ cacert: root.cert, connectTo: [`:443:127.0.0.1:${ports[0]}`, `:80:127.0.0.1:${ports[1]}`] })
  try {
    await use(network)
  } finally {
    for (const server of servers) server.closeAllConnections()
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  }
}
const none: RequestListener = (_, response) => response.writeHead(500).end()
const why = (outcome: HttpOutcome) => (outcome.ok ? `ok ${outcome.reply.status}` : outcome.why)

test('a document over https, with what was sent and received', async () => {
  await withServers(
    (request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        response.setHeader('X-Two', ['a', 'b'])
        response.end(`${request.method} ${request.url} ${request.headers.host} ${request.headers['content-type'] ?? ''} ${body} é`)
      })
    },
    none,
    async (network) => {
      const got = await network.fetch('https://a.example.test/x?y=1', { timeoutMs: 60_000 })
      assert.ok(got.ok)
      assert.deepEqual([got.reply.status, got.reply.body], [200, 'GET /x?y=1 a.example.test   é'])
      assert.equal(got.reply.headers['x-two'], 'a, b')
      const posted = await network.fetch('https://b.example.test/', {
        timeoutMs: 60_000,
        method: 'POST',
        body: 'hé',
        headers: { 'Content-Type': 'text/xml' },
      })
      assert.ok(posted.ok)
      assert.equal(posted.reply.body, 'POST / b.example.test text/xml hé é')
    },
  )
})

test('redirects: to https, at most three, never to http', async () => {
  await withServers(
    (request, response) => {
      const step = Number(/step=(\d+)/.exec(request.url ?? '')?.[1] ?? 0)
      if (request.url === '/down') response.writeHead(302, { location: 'http://a.example.test/' }).end()
      else if (request.url === '/user') response.writeHead(302, { location: 'https://x:y@a.example.test/' }).end()
      else if (step > 0) response.writeHead(302, { location: `/?step=${step - 1}` }).end()
      else response.end('here')
    },
    (_, response) => response.writeHead(301, { location: 'https://b.example.test/' }).end(),
    async (network) => {
      const up = await network.fetch('http://a.example.test/', { timeoutMs: 60_000 })
      assert.ok(up.ok)
      assert.deepEqual([up.reply.url, up.reply.body], ['https://b.example.test/', 'here'])
      assert.equal(why(await network.fetch('https://a.example.test/?step=3', { timeoutMs: 60_000 })), 'ok 200')
      assert.equal(why(await network.fetch('https://a.example.test/?step=4', { timeoutMs: 60_000 })), 'redirect-refused')
      assert.equal(why(await network.fetch('https://a.example.test/down', { timeoutMs: 60_000 })), 'redirect-refused')
      assert.equal(why(await network.fetch('https://a.example.test/user', { timeoutMs: 60_000 })), 'redirect-refused')
      assert.equal(why(await network.fetch('https://a.example.test/?step=1', { timeoutMs: 60_000, redirects: 0 })), 'redirect-refused')
    },
  )
})

test('what goes wrong is a word: size, time, certificate, no such name, nobody there, no http', async () => {
  await withServers(
    (request, response) => {
      if (request.url === '/big') response.end('x'.repeat(5000))
      else if (request.url === '/cut') {
        response.writeHead(200, { 'content-length': '100' })
        response.write('ten bytes.')
        setTimeout(() => response.destroy(), 20)
      } else if (request.url === '/drip') {
        response.write('x')
        const timer = setInterval(() => response.write('x'), 20)
        response.on('close', () => clearInterval(timer))
      }
      // Anything else is never answered.
    },
    none,
    async (network) => {
      assert.equal(why(await network.fetch('https://a.example.test/big', { timeoutMs: 60_000, limit: 4999 })), 'too-large')
      assert.equal(why(await network.fetch('https://a.example.test/big', { timeoutMs: 60_000, limit: 5000 })), 'ok 200')
      assert.equal(why(await network.fetch('https://a.example.test/cut', { timeoutMs: 60_000 })), 'unreachable')
      // Neither ever ends by itself.
      assert.equal(why(await network.fetch('https://a.example.test/silent', { timeoutMs: 200 })), 'timeout')
      assert.equal(why(await network.fetch('https://a.example.test/drip', { timeoutMs: 200 })), 'timeout')
      assert.equal(why(await network.fetch('https://c.example.test/', { timeoutMs: 60_000 })), 'certificate')
      assert.equal(why(await network.fetch('gopher://a.example.test/', { timeoutMs: 60_000 })), 'invalid')
      assert.equal(why(await network.fetch('http://127.0.0.1:1/', { timeoutMs: 60_000 })), 'unreachable')
      assert.equal(why(await network.fetch('https://a.example.test/silent', { timeoutMs: 60_000, signal: AbortSignal.abort() })), 'timeout')
    },
  )
})
