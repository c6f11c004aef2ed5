// The file of client ids: what one registration leaves of another, and that nothing is written which would shut the file.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { parseAddress } from '../../src/model/address.ts'
import type { SesameError } from '../../src/model/errors.ts'
import { Secret } from '../../src/model/secret.ts'
import { grantShelf } from '../../src/uses/grant-shelf.ts'
import { keepOwnClient } from '../../src/uses/keep-sign-in.ts'
import type { Keys } from '../../src/uses/keys.ts'
import { chooseClient, keepClient, readClients } from '../../src/uses/oauth-clients.ts'
import type { SignInPlan } from '../../src/uses/sign-in-plan.ts'
import { memoryVault } from '../../src/vault/memory.ts'

describe('the file of clients', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-clients-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('another id of the same name never shows the secret, the key or the redirect of the one before', async () => {
    const before = { name: 'work', provider: 'm365', id: 'old', secret: 'oauth-client/work', key: 'k', certificate: 'PEM' }
    await keepClient(folder, { ...before, redirect: 'http://127.0.0.1:8400/done', addresses: ['marie@contoso.example'] })
    await keepClient(folder, { name: 'work', provider: 'm365', id: 'old', made: '2026-11-22' })
    assert.equal((await readClients(folder))[0]?.secret, 'oauth-client/work')
    await keepClient(folder, { name: 'work', provider: 'm365', id: 'new' })
    const { made, ...left } = (await readClients(folder))[0]!
    assert.deepEqual(left, { name: 'work', provider: 'm365', id: 'new', addresses: ['marie@contoso.example'] })
  })

  it('a name, a directory or a certificate that could not be read back is refused by its option, and the file stays whole', async () => {
    const good = { name: 'good', provider: 'gmail', id: 'x' }
    await keepClient(folder, good)
    for (const [option, wrong] of [
      ['--client', { name: 'Pro/Perso' }],
      ['--client', { name: '' }],
      ['--tenant', { tenant: 'a b' }],
      ['--client-certificate', { certificate: 'x'.repeat(30_000) }],
    ] as const)
      await assert.rejects(
        keepClient(folder, { ...good, ...wrong }),
        (error: SesameError) => error.code === 'option-invalid' && error.args.option === option,
      )
    assert.ok((await readClients(folder)).some(({ name }) => name === 'good'))
  })

  it('who signs in as itself stands beside the one that people sign in with, and is taken where it is wanted', () => {
    const people = { name: 'm365', provider: 'm365', id: 'people' }
    const app = { name: 'app', provider: 'm365', id: 'app', domains: ['contoso.example'], secret: 's', app: true }
    const wanted = { address: 'marie@contoso.example', provider: 'm365', family: 'microsoft', familyOf: () => 'microsoft' }
    const chosen = (flow?: string, clients = [app, people]) => chooseClient(clients, { ...wanted, flow })?.name
    assert.deepEqual([chosen(), chosen('browser'), chosen('device'), chosen('app')], ['m365', 'm365', 'm365', 'app'])
    assert.deepEqual([chosen(undefined, [app]), chosen('browser', [app])], ['app', undefined])
  })

  it('a client named on the command line: a new one for this domain, a known one for all that it was for', async () => {
    const vault = memoryVault()
    const keys: Keys = { folder, vault, shelf: grantShelf(vault, folder), forgets: false, close: () => {} }
    const server = { issuer: 'http://[::1]:8080', token: 'http://[::1]:8080/token' }
    const plan = { provider: null, server, client: { id: 'own' }, record: null } as unknown as SignInPlan
    const address = parseAddress('marie@example.org')!
    await keepOwnClient(keys, plan, address, { clientId: 'own', issuer: server.issuer })
    const made = (await readClients(folder)).find(({ id }) => id === 'own')
    assert.deepEqual([made?.domains, made?.issuer], [['example.org'], server.issuer])

    const forAll = { name: 'for-all', provider: 'gmail', id: 'all' }
    await keepClient(folder, forAll)
    const again = { ...plan, client: { id: 'all' }, record: forAll } as unknown as SignInPlan
    await keepOwnClient(keys, again, address, { clientId: 'all', clientSecret: new Secret('planted') })
    const kept = (await readClients(folder)).find(({ id }) => id === 'all')
    assert.deepEqual([kept?.domains, kept?.secret], [undefined, 'oauth-client/for-all'])
  })
})
