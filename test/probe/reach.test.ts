// Names and both address families, with a real resolver on the other side: what a probe says when one of them does not work.

import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { after, before, describe, it } from 'node:test'
import packet from 'dns-packet'
import { createNetwork } from '../../src/net/create.ts'
import { probeEndpoint } from '../../src/probe/index.ts'
import { type ScriptedServer, scripted } from './scripted.ts'

/** Hosts of the test's zone; everything else does not exist. */
const ZONE: Readonly<Record<string, readonly { type: 'A' | 'AAAA'; data: string }[]>> = {
  'both.example.org': [
    { type: 'A', data: '127.0.0.1' },
    { type: 'AAAA', data: '::1' },
  ],
  'four.example.org': [{ type: 'A', data: '127.0.0.1' }],
  'empty.example.org': [],
}

describe('reaching a host', () => {
  const dns = createSocket('udp4')
  let server: ScriptedServer

  before(async () => {
    dns.on('message', (query, from) => {
      const { id, questions = [] } = packet.decode(query)
      const { name = '', type } = questions[0] ?? {}
      const records = ZONE[name.toLowerCase()]
      const answers = (records ?? []).filter((record) => record.type === type).map(({ type, data }) => ({ name, type, data, ttl: 1 }))
      dns.send(
        packet.encode({ id: id!, type: 'response', flags: packet.RECURSION_AVAILABLE | (records ? 0 : 3), questions, answers }),
        from.port,
        from.address,
      )
    })
    await new Promise<void>((resolve) => dns.bind(0, '127.0.0.1', resolve))
    // Listens on 127.0.0.1 only: the other family is refused.
    server = await scripted({ greeting: '+OK ready', hears: (_, { say }) => say('+OK\r\n.\r\n') })
  })
  after(async () => {
    dns.close()
    await server.close()
  })

  const look = (host: string) => {
    const network = createNetwork({ dns: `127.0.0.1:${dns.address().port}` })
    const endpoint = { protocol: 'pop3' as const, host, port: server.port, security: 'starttls' as const, trust: 'named' as const }
    return probeEndpoint(network, endpoint, { timeoutMs: 2_000 })
  }
  const values = ({ facts }: Awaited<ReturnType<typeof look>>, name: string) =>
    facts.filter((fact) => fact.name === name).map(({ value }) => value)

  it('a family that fails while the other works: tcp=ipv6-only-fails beside ok', async () => {
    assert.deepEqual(values(await look('both.example.org'), 'tcp').sort(), ['ipv6-only-fails', 'ok'])
    assert.deepEqual(values(await look('four.example.org'), 'tcp'), ['ok'])
  })

  it('a name that does not exist, and one without an address', async () => {
    const missing = await look('missing.example.org')
    assert.deepEqual([values(missing, 'dns'), missing.outcome], [['nxdomain'], 'unreachable'])
    assert.deepEqual(values(await look('empty.example.org'), 'dns'), ['nodata'])
  })
})
