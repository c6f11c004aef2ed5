import assert from 'node:assert/strict'
import { createServer as plainServer, type Server, type Socket } from 'node:net'
import { test } from 'node:test'
import tls from 'node:tls'
import { createNetwork } from '../../src/net/create.ts'
import type { Network, TlsOutcome } from '../../src/net/network.ts'
import { createAuthority, type Issued, selfSigned } from './pki.ts'

const HOST = 'mail.example.test'
const root = createAuthority('Sesame TLS Root')
const stranger = createAuthority('A Stranger')

/** `patienceMs`: only how long a busy machine may take, where nobody is silent. */
async function against(server: Server, host = HOST, network?: Network, patienceMs = 60_000): Promise<TlsOutcome> {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => open.add(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const door = network ?? createNetwork({ cacert: root.cert, connectTo: [`:${port}:127.0.0.1:${port}`] })
  const tcp = await (network ? createNetwork({ connectTo: [`:${port}:127.0.0.1:${port}`] }) : door).connect(host, port, {
    timeoutMs: 60_000,
  })
  const outcome = await door.secure(tcp.socket!, host, { timeoutMs: patienceMs })
  outcome.socket?.destroy()
  for (const socket of open) socket.destroy()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return outcome
}

function serving(issued: Issued, chain = '', options: tls.TlsOptions = {}): Server {
  const server = tls.createServer({ key: issued.key, cert: issued.cert + chain, ...options }, (socket) => socket.on('error', () => {}))
  server.on('tlsClientError', () => {})
  return server
}

test('a good certificate', async () => {
  const outcome = await against(serving(root.issue({ names: [HOST] })))
  assert.deepEqual([outcome.result, outcome.trusted, outcome.certificate, outcome.problems], ['ok', true, 'ok', undefined])
  assert.equal(outcome.version, 'TLSv1.3')
  assert.ok(outcome.cipher)
  assert.equal(outcome.chain?.subject.CN, HOST)
})

test('every way a certificate can be wrong, by its name', async () => {
  const between = root.intermediate('Sesame TLS Intermediate')
  const cases: [string, Server, string[]][] = [
    ['name', serving(root.issue({ names: ['other.example.test'] })), ['name']],
    ['expired', serving(root.issue({ names: [HOST], from: -40, to: -10 })), ['expired']],
    ['not yet valid', serving(root.issue({ names: [HOST], from: 10, to: 40 })), ['not-yet-valid']],
    ['self-signed', serving(selfSigned({ names: [HOST] })), ['self-signed']],
    ['self-signed, expired, wrong name', serving(selfSigned({ names: ['x.test'], from: -9, to: -1 })), ['self-signed', 'expired', 'name']],
    ['own root sent along', serving(stranger.issue({ names: [HOST] }), stranger.cert), ['untrusted']],
    ['own root sent along, expired', serving(stranger.issue({ names: [HOST], from: -9, to: -1 }), stranger.cert), ['untrusted', 'expired']],
    ['intermediate not sent', serving(between.issue({ names: [HOST] })), ['chain-incomplete']],
    ['expired and wrong name', serving(root.issue({ names: ['x.test'], from: -9, to: -1 })), ['expired', 'name']],
  ]
  for (const [what, server, problems] of cases) {
    const outcome = await against(server)
    assert.deepEqual([outcome.result, outcome.trusted, outcome.certificate], ['ok', false, problems[0]], what)
    assert.deepEqual(outcome.problems, problems, what)
  }
  const complete = await against(serving(between.issue({ names: [HOST] }), between.cert))
  assert.equal(complete.trusted, true)
})

test('the name checked is the one that was asked, for addresses too', async () => {
  assert.equal((await against(serving(root.issue({ names: ['127.0.0.1'] })), '127.0.0.1')).trusted, true)
  assert.equal((await against(serving(root.issue({ names: [HOST] })), '127.0.0.1')).certificate, 'name')
  assert.equal((await against(serving(root.issue({ names: ['*.example.test'] })), HOST)).trusted, true)
  assert.equal((await against(serving(root.issue({ names: ['*.example.test'] })), 'a.b.example.test')).certificate, 'name')
})

test('extra trust comes on top: without it the same server is untrusted, and public authorities stay', async () => {
  const nobody = createNetwork()
  assert.equal((await against(serving(root.issue({ names: [HOST] }), root.cert), HOST, nobody)).certificate, 'untrusted')
})

test('a plain greeting where TLS was expected', async () => {
  for (const words of ['* OK IMAP4 ready\r\n', '220 mail ESMTP\r\n', '+OK POP3\r\n', 'HTTP/1.1 400 Bad Request\r\n\r\n']) {
    const outcome = await against(plainServer((socket) => socket.write(words)))
    assert.deepEqual([outcome.result, outcome.socket, outcome.certificate], ['not-tls', null, 'none'], words)
    assert.match(outcome.error ?? '', /^ERR_SSL_/)
  }
})

test('a server that hangs up, and one that says nothing', async () => {
  assert.equal((await against(plainServer((socket) => socket.end()))).result, 'closed')
  // It stays silent for as long as this runs: an answer at all means that nobody waited for it.
  assert.equal((await against(plainServer(), HOST, undefined, 300)).result, 'timeout')
})

test('a server that only speaks versions of the last century', async () => {
  const old: tls.TlsOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }
  const outcome = await against(serving(root.issue({ names: [HOST] }), '', old))
  assert.deepEqual([outcome.result, outcome.version, outcome.socket], ['handshake', 'old', null])
})

test('NODE_EXTRA_CA_CERTS is kept when an authority is added', async () => {
  const { writeFileSync, rmSync, mkdtempSync } = await import('node:fs')
  const folder = mkdtempSync('/tmp/sesame-extra-')
  writeFileSync(`${folder}/extra.pem`, stranger.cert)
  const both = createNetwork({ cacert: root.cert }, { NODE_EXTRA_CA_CERTS: `${folder}/extra.pem` })
  // Of the environment that was given, too, which is not the one that Node itself read at its start.
  assert.equal((await against(serving(stranger.issue({ names: [HOST] })), HOST, both)).trusted, true)
  assert.equal((await against(serving(root.issue({ names: [HOST] })), HOST, both)).trusted, true)
  rmSync(folder, { recursive: true })
})
