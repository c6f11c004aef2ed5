import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { test } from 'node:test'
import dnsPacket from 'dns-packet'
import { createNetwork } from '../../src/net/create.ts'
import type { Network } from '../../src/net/network.ts'

type Zone = Record<string, dnsPacket.Answer[] | 'SERVFAIL' | 'silence'>

/** A name server on loopback; `name/TYPE` gives the answers, a missing name is NXDOMAIN, an empty list is NODATA. */
async function withZone(zone: Zone, use: (network: Network) => Promise<void>): Promise<void> {
  const socket = createSocket('udp4')
  socket.on('message', (message, from) => {
    const query = dnsPacket.decode(message)
    const { name = '', type = 'A' } = query.questions?.[0] ?? {}
    const found = zone[`${name.toLowerCase()}/${type}`]
    if (found === 'silence') return
    const known = Object.keys(zone).some((key) => key.startsWith(`${name.toLowerCase()}/`))
    const code = found === 'SERVFAIL' ? 2 : found || known ? 0 : 3
    const answers = Array.isArray(found) ? found : []
    socket.send(
      dnsPacket.encode({ type: 'response', id: query.id ?? 0, flags: 0x8180 | code, questions: query.questions ?? [], answers }),
      from.port,
      from.address,
    )
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  try {
    await use(createNetwork({ dns: `127.0.0.1:${socket.address().port}` }))
  } finally {
    await new Promise<void>((resolve) => socket.close(() => resolve()))
  }
}

test('records of each kind are read, and what is not there is a status', async () => {
  await withZone(
    {
      'example.test/MX': [
        { type: 'MX', name: 'example.test', data: { exchange: 'mx2.example.test', preference: 20 } },
        { type: 'MX', name: 'example.test', data: { exchange: 'mx1.example.test', preference: 10 } },
      ],
      '_imaps._tcp.example.test/SRV': [
        { type: 'SRV', name: '_imaps._tcp.example.test', data: { target: 'imap.example.test', port: 993, priority: 1, weight: 2 } },
      ],
      'example.test/TXT': [{ type: 'TXT', name: 'example.test', data: ['v=spf1 include:a', '.example -all'] }],
      'autodiscover.example.test/CNAME': [{ type: 'CNAME', name: 'autodiscover.example.test', data: 'autodiscover.outlook.com' }],
      'mail.example.test/A': [{ type: 'A', name: 'mail.example.test', data: '192.0.2.1' }],
      'mail.example.test/AAAA': [{ type: 'AAAA', name: 'mail.example.test', data: '2001:db8::1' }],
      'xn--mnchen-3ya.example/A': [{ type: 'A', name: 'xn--mnchen-3ya.example', data: '192.0.2.7' }],
      'broken.test/MX': 'SERVFAIL',
    },
    async (network) => {
      const mx = await network.mx('example.test')
      assert.equal(mx.status, 'ok')
      assert.deepEqual(mx.records.map((r) => `${r.priority} ${r.exchange}`).sort(), ['10 mx1.example.test', '20 mx2.example.test'])
      assert.deepEqual((await network.srv('_imaps._tcp.example.test')).records, [
        { name: 'imap.example.test', port: 993, priority: 1, weight: 2 },
      ])
      assert.deepEqual((await network.txt('example.test')).records, ['v=spf1 include:a.example -all'])
      assert.deepEqual((await network.cname('autodiscover.example.test')).records, ['autodiscover.outlook.com'])
      assert.deepEqual((await network.addresses('mail.example.test')).records, [
        { address: '2001:db8::1', family: 6 },
        { address: '192.0.2.1', family: 4 },
      ])
      assert.equal((await network.addresses('münchen.example')).records[0]?.address, '192.0.2.7')
      assert.equal((await network.mx('mail.example.test')).status, 'nodata')
      assert.equal((await network.mx('nowhere.test')).status, 'nxdomain')
      assert.equal((await network.addresses('nowhere.test')).status, 'nxdomain')
      assert.equal((await network.addresses('example.test')).status, 'nodata')
      assert.equal((await network.mx('broken.test')).status, 'servfail')
      assert.deepEqual((await network.mx('nowhere.test')).records, [])
    },
  )
})

test('a silent server is a timeout within five seconds', async () => {
  await withZone({ 'slow.test/MX': 'silence' }, async (network) => {
    const answer = await network.mx('slow.test')
    assert.equal(answer.status, 'timeout')
    assert.ok(answer.ms < 5500)
  })
})

test('a connection is not held up by a look-up longer than its own limit', async () => {
  await withZone({ 'slow.test/A': 'silence', 'slow.test/AAAA': 'silence' }, async (network) => {
    const lookUp = network.addresses('slow.test')
    const outcome = network.connect('slow.test', 993, { timeoutMs: 200 })
    assert.equal(await Promise.race([lookUp.then(() => 'the look-up'), outcome.then(() => 'the connection')]), 'the connection')
    const { socket, dns } = await outcome
    assert.deepEqual([socket, dns], [null, 'timeout'])
    await lookUp
  })
})

test('no server at all is "none"', async () => {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  const network = createNetwork({ dns: `127.0.0.1:${port}` })
  assert.equal((await network.mx('example.test')).status, 'none')
  assert.equal((await network.addresses('example.test')).status, 'none')
})

test('addresses and localhost are known without asking', async () => {
  await withZone({}, async (network) => {
    assert.deepEqual(await network.addresses('192.0.2.5'), { status: 'ok', records: [{ address: '192.0.2.5', family: 4 }], ms: 0 })
    assert.equal((await network.addresses('[2001:db8::5]')).records[0]?.family, 6)
    assert.equal((await network.addresses('localhost')).status, 'ok')
  })
})
