// The whole of it on the lab, with the knowledge the program is built with: each of the lab's domains is held by whom the lab says.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { identify } from '../../src/identify/identify.ts'
import { providerOf } from '../../src/identify/recognise.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { createNetwork } from '../../src/net/create.ts'
import { addressOf } from './world.ts'

const HELD: readonly (readonly [address: string, family: string, account: string])[] = [
  ['marie@icloud.com', 'apple', 'personal'],
  ['marie@icloud-client.example', 'apple', 'personal'],
  ['marie@outlook.com', 'microsoft', 'personal'],
  ['marie@live.fr', 'microsoft', 'personal'],
  ['marie@contoso.example', 'microsoft', 'work'],
  ['marie@filtered.example', 'microsoft', 'work'],
  ['marie@gmail.com', 'google', 'personal'],
  ['marie@workspace-client.example', 'google', 'work'],
  ['marie@yahoo.fr', 'yahoo', 'personal'],
  ['marie@cpanel-client.example', 'cpanel', 'unknown'],
  ['marie@plesk-client.example', 'plesk', 'unknown'],
]

describe('identify on the lab', () => {
  let lab: Lab
  before(async () => {
    lab = await startLab()
  })
  after(() => lab.stop())

  for (const [address, family, account] of HELD)
    it(`${address}: ${family}, ${account}`, async () => {
      const knowledge = loadKnowledge()
      const identity = await identify(createNetwork({ ...lab.network }), knowledge, addressOf(address))
      assert.equal(providerOf(knowledge, identity.provider)?.family, family)
      assert.equal(identity.accountType, account)
      assert.ok(identity.confidence === 'certain' || identity.confidence === 'likely')
      assert.ok(identity.endpoints.some((e) => e.protocol === 'imap' && e.trust === 'named'))
    })

  it('names the filter in front of a mailbox', async () => {
    const identity = await identify(createNetwork({ ...lab.network }), loadKnowledge(), addressOf('marie@filtered.example'))
    assert.ok(identity.filter)
    assert.equal(identity.confidence, 'likely')
  })

  it('finds an own server by what its domain publishes', async () => {
    const identity = await identify(createNetwork({ ...lab.network }), loadKnowledge(), addressOf('marie@selfhost.example'))
    assert.equal(identity.provider, null)
    assert.equal(identity.endpoints[0]?.host, 'mail.selfhost.example')
    assert.equal(identity.endpoints[0]?.trust, 'named')
  })
})
