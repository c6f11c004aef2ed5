// Many addresses in one run: input order, bounded concurrency, one look a domain, and nobody gets another's sign-in name.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { identifyMany } from '../../src/identify/identify-many.ts'
import type { Network } from '../../src/net/network.ts'
import { KNOWLEDGE } from './catalogue.ts'
import { addressOf, inWorld } from './world.ts'

describe('identifyMany', () => {
  it('keeps the order and asks each domain once', async () => {
    const zone = { 'a.example': ['MX 1 aspmx.l.google.com'], 'b.example': ['MX 1 mx.zoho.eu'] }
    await inWorld(zone, {}, async ({ network, questions }) => {
      const addresses = Array.from({ length: 60 }, (_, i) => addressOf(`user${i}@${i % 2 ? 'a' : 'b'}.example`))
      const seen: string[] = []
      for await (const identity of identifyMany(network, KNOWLEDGE, addresses, { concurrency: 4 }))
        seen.push(`${identity.address.text} ${identity.provider}`)
      assert.deepEqual(
        seen,
        addresses.map((a, i) => `${a.text} ${i % 2 ? 'google-workspace' : 'zoho'}`),
      )
      assert.equal(questions.filter((q) => q === 'MX a.example').length, 1)
    })
  })

  it('asks at most so many domains at once', async () => {
    await inWorld({}, {}, async ({ network }) => {
      let now = 0
      let most = 0
      const counting: Network = {
        ...network,
        mx: async (name) => {
          now += 1
          most = Math.max(most, now)
          await new Promise((resolve) => setTimeout(resolve, 5))
          now -= 1
          return network.mx(name)
        },
      }
      const addresses = Array.from({ length: 12 }, (_, i) => addressOf(`a@d${i}.example`))
      for await (const _ of identifyMany(counting, KNOWLEDGE, addresses, { concurrency: 3 })) assert.ok(most <= 3)
      assert.equal(most, 3)
    })
  })

  it("never hands one person's sign-in name to another", async () => {
    const body = (name: string): string =>
      `<clientConfig><emailProvider id="x"><incomingServer type="imap"><hostname>imap.atelier.fr</hostname><port>993</port><socketType>SSL</socketType><username>${name}</username></incomingServer></emailProvider></clientConfig>`
    const url = 'https://autoconfig.atelier.fr/mail/config-v1.1.xml'
    const names = async (page: string): Promise<readonly (string | undefined)[]> => {
      const found: (string | undefined)[] = []
      await inWorld({ 'atelier.fr': ['MX 1 mx.atelier.fr'] }, { [url]: page }, async ({ network }) => {
        for await (const { endpoints } of identifyMany(network, KNOWLEDGE, [addressOf('marie@atelier.fr'), addressOf('paul@atelier.fr')]))
          found.push(endpoints[0]?.usernameText)
      })
      return found
    }
    assert.deepEqual(await names(body('m.durand')), ['m.durand', undefined])
    assert.deepEqual(await names(body('box-%EMAILLOCALPART%')), ['box-marie', 'box-paul'])
  })

  it('works offline, and takes a stream of addresses', async () => {
    async function* stream() {
      yield addressOf('a@icloud.com')
      yield addressOf('b@gmail.com')
    }
    await inWorld({}, {}, async ({ network, questions }) => {
      const seen: (string | null)[] = []
      for await (const identity of identifyMany(network, KNOWLEDGE, stream(), { offline: true })) seen.push(identity.provider)
      assert.deepEqual(seen, ['icloud', 'gmail'])
      assert.deepEqual(questions, [])
    })
  })
})
