import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isUnverified } from '../../src/identify/unverified.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { parseAddress } from '../../src/model/address.ts'
import type { Provider } from '../../src/model/knowledge.ts'

const server = (provider: Provider, protocol: string) => provider.servers.find((one) => one.protocol === protocol)!
const of = (id: string): Provider => loadKnowledge().providers.find((provider) => provider.id === id)!
const doubt = (provider: Provider, protocol: string, address: string) =>
  isUnverified(provider, server(provider, protocol), parseAddress(address)!)

describe('servers that nobody checked', () => {
  it('get no secret on our word alone', () => {
    assert.equal(doubt(of('dreamhost'), 'imap', 'me@example.org'), true)
  })

  it('may, under the very domain of the address', () => {
    assert.equal(doubt(of('frontier'), 'imap', 'me@frontier.com'), false)
    assert.equal(doubt(of('frontier'), 'imap', 'me@myfrontier.com'), true)
  })

  it('are told apart by protocol', () => {
    const provider: Provider = { ...of('gmail'), unverified: ['pop3 and smtp hosts', 'limits'] }
    assert.equal(doubt(provider, 'imap', 'me@example.org'), false)
    assert.equal(doubt(provider, 'smtp', 'me@example.org'), true)
  })

  it('are none where something else was not checked', () => {
    const provider: Provider = {
      ...of('gmail'),
      unverified: ['host names of hosting companies', 'limits', 'everything in this file but the hosts'],
    }
    assert.equal(doubt(provider, 'imap', 'me@example.org'), false)
  })
})
