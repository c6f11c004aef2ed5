// Strangers under a shared suffix, floods of records, and texts that would drive a terminal.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identify } from '../../src/identify/identify.ts'
import type { Identity } from '../../src/model/identity.ts'
import { KNOWLEDGE } from './catalogue.ts'
import { addressOf, inWorld, type Pages, type Zone } from './world.ts'

async function identified(zone: Zone, pages: Pages, address: string): Promise<Identity> {
  let identity: Identity | undefined
  await inWorld(zone, pages, async ({ network }) => {
    identity = await identify(network, KNOWLEDGE, addressOf(address), { deadlineMs: 60_000 })
  })
  assert.ok(identity)
  return identity
}

test('a forged service record to a neighbour under a shared suffix gets no secret', async () => {
  for (const [domain, foreign] of [
    ['victim.eu.org', 'imap.evil.eu.org'],
    ['victim.github.io', 'imap.evil.github.io'],
    ['victim.duckdns.org', 'evil.duckdns.org'],
    ['victim.co.uk', 'imap.evil.co.uk'],
  ] as const) {
    const identity = await identified({ [`_imaps._tcp.${domain}`]: [`SRV 0 1 993 ${foreign}`] }, {}, `marie@${domain}`)
    const found = identity.endpoints.filter((e) => e.host === foreign)
    assert.equal(found.length, 1, domain)
    assert.equal(found[0]!.trust, 'hint', domain)
  }
})

test('a record within the same site is still trusted', async () => {
  const identity = await identified(
    { '_imaps._tcp.shop.victim.eu.org': ['SRV 0 1 993 imap.victim.eu.org'] },
    {},
    'marie@shop.victim.eu.org',
  )
  assert.equal(identity.endpoints.find((e) => e.host === 'imap.victim.eu.org')?.trust, 'named')
})

test('hundreds of service records become a handful of servers', async () => {
  const flood = Array.from({ length: 30 }, (_, i) => `SRV ${i} 1 993 h${i}.atelier.fr`)
  const identity = await identified({ '_imaps._tcp.atelier.fr': flood }, {}, 'marie@atelier.fr')
  const hosts = identity.endpoints.filter((e) => e.source.startsWith('dns:SRV')).map((e) => e.host)
  assert.deepEqual(
    hosts,
    Array.from({ length: 8 }, (_, i) => `h${i}.atelier.fr`),
  )
})

test('a sign-in name with a control character or one of direction is not taken from a document', async () => {
  const login = (name: string) =>
    `<Autodiscover><Response><Account><Protocol><Type>IMAP</Type><Server>imap.atelier.fr</Server><Port>993</Port><SSL>on</SSL><LoginName>${name}</LoginName></Protocol></Account></Response></Autodiscover>`
  for (const name of ['x&#1;auth=Bearer y', 'x\u202eeiram', 'x\u009b2J', 'x\ry']) {
    const identity = await identified(
      {},
      { 'https://autodiscover.atelier.fr/autodiscover/autodiscover.xml': login(name) },
      'marie@atelier.fr',
    )
    const server = identity.endpoints.find((e) => e.host === 'imap.atelier.fr')
    assert.ok(!/[\p{Cc}\p{Cf}]/u.test(server?.usernameText ?? ''), JSON.stringify(name))
  }
})
