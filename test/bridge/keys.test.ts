// The bridge's keys when a sign-in has ended: the provider is asked once a minute, not at each knock, and a new sign-in counts at once.

import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { after, before, describe, it } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import { discover } from '../../src/oauth/discover.ts'
import { keysFrom } from '../../src/uses/bridge/keys.ts'
import { shutBy } from '../../src/uses/bridge/shut-by.ts'
import { grantShelf } from '../../src/uses/grant-shelf.ts'
import { memoryVault } from '../../src/vault/memory.ts'
import { value } from '../oauth/outcome.ts'
import { type OAuthServer, startOAuthServer } from '../oauth/server.ts'
import { accountAt, MARIE } from './many-account.ts'

describe('keys of the bridge', () => {
  it('who must act: the owner signs in again after a sign-in that lay unused, an administrator mends a client', () => {
    const kind = (code: string) => shutBy({ at: 'refresh', why: 'refused', error: 'invalid_grant', status: 400, code }).kind
    const owner = [700082, 70008, 70043, 50173, 50076, 50078, 50055, 50126, 50034]
    for (const code of owner.map((n) => `AADSTS${n}`)) assert.equal(kind(code), 'reauthorize', code)
    const administrator = [65001, 65004, 90094, 90095, 50105, 53000, 53001, 53002, 53003, 530032, 530035, 50097]
    const application = [7000215, 7000218, 7000222, 700025, 700027, 700022, 700016, 700011, 50194]
    for (const code of [...administrator, ...application].map((n) => `AADSTS${n}`)) assert.equal(kind(code), 'policy', code)
    assert.equal(kind('AADSTS1'), 'reauthorize', 'a number that nobody knows')
  })

  let oauth: OAuthServer
  before(async () => {
    oauth = await startOAuthServer()
  })
  after(() => oauth?.stop())

  it('when the sign-in has ended: asked for once a minute, and at once after a new one', async () => {
    const network = createNetwork({})
    const server = value(await discover(network, oauth.issuer))
    const shelf = grantShelf(memoryVault(), tmpdir())
    const keep = (made: string) =>
      shelf.write(
        {
          ...{ id: MARIE, address: MARIE, provider: null, server, clientId: 'desktop', flow: 'browser' as const, scopes: ['mail.read'] },
          ...{ made, refreshed: null, expires: '2020-01-01T00:00:00Z', refusal: null },
        },
        { access: new Secret('dead'), refresh: new Secret('dead too'), expires: '2020-01-01T00:00:00Z', scopes: ['mail.read'] },
      )
    const asked = () => oauth.seen.filter(({ path }) => path.startsWith('/token')).length
    await keep('2026-11-22T08:00:00Z')
    let time = 0
    const keys = keysFrom(memoryVault(), shelf, network, () => time)
    const knock = async () => {
      const outcome = await keys.key(accountAt(1), 'imap')
      return outcome.ok ? 'in' : outcome.shut.kind
    }
    assert.deepEqual([await knock(), await knock(), await knock(), asked()], ['reauthorize', 'reauthorize', 'reauthorize', 1])
    time = 60_001
    assert.deepEqual([await knock(), asked()], ['reauthorize', 2])
    await keep('2026-11-22T09:00:00Z')
    assert.deepEqual([await knock(), asked()], ['reauthorize', 3])
  })
})
