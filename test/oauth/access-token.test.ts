// One refresh for all who need a token at once, in one process and in several; kept before it is used; a refusal is remembered until it is over.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import { accessTokenFor } from '../../src/oauth/access-token.ts'
import { signInByBrowser } from '../../src/oauth/browser-flow.ts'
import { discover } from '../../src/oauth/discover.ts'
import { introspect } from '../../src/oauth/revoke.ts'
import type { AuthorizationServer, Grant, GrantShelf, Tokens } from '../../src/oauth/shapes.ts'
import { grantShelf } from '../../src/uses/grant-shelf.ts'
import { makeVault } from '../../src/vault/make.ts'
import { memoryVault } from '../../src/vault/memory.ts'
import { openVault } from '../../src/vault/open.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { goThrough } from './agent.ts'
import { refusal, value } from './outcome.ts'
import { type OAuthServer, SECRET, startOAuthServer } from './server.ts'

const MARIE = 'marie@example.test'
const WORKER = fileURLToPath(new URL('./refresh-worker.js', import.meta.url))

describe('a live token', () => {
  const network = createNetwork({})
  let real: OAuthServer
  let server: AuthorizationServer
  let folder: string
  let shelf: GrantShelf
  let made: Tokens

  before(async () => {
    real = await startOAuthServer()
    server = value(await discover(network, real.issuer))
    folder = mkdtempSync(join(tmpdir(), 'sesame-token-'))
  })
  after(async () => {
    await real?.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    shelf = grantShelf(memoryVault(), folder)
    made = await put(shelf)
  })
  afterEach(() => real.straight())

  /** A sign-in whose access token has just ended. */
  async function put(on: GrantShelf): Promise<Tokens> {
    const outcome = await signInByBrowser({
      ...{ network, server, client: { id: 'desktop' }, scopes: ['openid', 'offline_access', 'mail.read'], lang: 'en' },
      open: (url) => void goThrough(url, { login: MARIE }),
    })
    const tokens = { ...value(outcome), expires: new Date(Date.now() - 1_000).toISOString() }
    await on.write(grantOf(tokens), tokens)
    return tokens
  }

  function grantOf({ scopes, expires }: Tokens): Grant {
    const now = new Date().toISOString()
    return {
      id: MARIE,
      address: MARIE,
      provider: null,
      server,
      clientId: 'desktop',
      flow: 'browser',
      scopes,
      made: now,
      refreshed: null,
      expires: expires ?? null,
      refusal: null,
    }
  }

  const live = async (token: Secret) =>
    value(await introspect({ network, server, client: { id: 'desktop-with-secret', secret: new Secret(SECRET) } }, token)).active

  test('fifty at once: one refresh, and the same live token for all', async () => {
    const before = real.refreshes()
    const all = await Promise.all(Array.from({ length: 50 }, () => accessTokenFor({ shelf, network, id: MARIE })))
    assert.equal(real.refreshes() - before, 1)
    assert.equal(new Set(all.map((one) => value(one!).token.reveal())).size, 1)
    assert.equal(await live(value(all[0]!).token), true)
    assert.equal(value((await accessTokenFor({ shelf, network, id: MARIE }))!).token.reveal(), value(all[0]!).token.reveal())
    assert.equal(real.refreshes() - before, 1, 'what is fresh is not asked for')
  })

  test('four processes at once, one vault: one refresh, and the server never sees a refresh token twice', async () => {
    const place = join(folder, 'shared')
    await makeVault({ folder: place, passphrase: new Secret('four processes'), cost: { log2n: 10, r: 8, p: 1 } })
    const file = join(folder, 'passphrase')
    writeFileSync(file, 'four processes\n', { mode: 0o600 })
    const env = { SESAME_VAULT_PASSPHRASE_FILE: file }
    const vault: Vault = await openVault({ folder: place, env })
    try {
      await put(grantShelf(vault, place))
      const before = real.refreshes()
      const said = await Promise.all(Array.from({ length: 4 }, () => worker([place, MARIE], env)))
      assert.equal(real.refreshes() - before, 1)
      assert.equal(new Set(said).size, 1, said.join('\n'))
      assert.match(said[0]!, /^ok [0-9a-f]{16}$/)
      assert.equal(await live((await grantShelf(vault, place).read(MARIE))!.tokens.access), true)
    } finally {
      vault.close()
    }
  })

  test('the new refresh token is on the shelf before anybody has the new access token', async () => {
    const order: string[] = []
    const watched: GrantShelf = {
      ...shelf,
      write: async (grant, tokens) => {
        await new Promise((resolve) => setTimeout(resolve, 30))
        await shelf.write(grant, tokens)
        order.push('kept')
      },
    }
    const token = value((await accessTokenFor({ shelf: watched, network, id: MARIE }))!)
    order.push('used')
    assert.deepEqual(order, ['kept', 'used'])
    const { tokens, grant } = (await shelf.read(MARIE))!
    assert.equal(tokens.access.reveal(), token.token.reveal())
    assert.notEqual(tokens.refresh!.reveal(), made.refresh!.reveal())
    assert.ok(grant.refreshed !== null && Date.parse(grant.expires!) > Date.now())
  })

  test('a full disk: nobody gets a token that could not be kept', async () => {
    const full: GrantShelf = {
      ...shelf,
      write: async () => {
        throw new Error('ENOSPC')
      },
    }
    await assert.rejects(accessTokenFor({ shelf: full, network, id: MARIE }), /ENOSPC/)
  })

  test('a token that a server has just refused is not given again', async () => {
    const first = value((await accessTokenFor({ shelf, network, id: MARIE }))!)
    const second = value((await accessTokenFor({ shelf, network, id: MARIE, notThis: first.token }))!)
    assert.notEqual(second.token.reveal(), first.token.reveal())
  })

  test('revoked: refused, remembered, and forgotten when it works again; a server that is away changes nothing', async () => {
    await real.revokeAll()
    const refused = refusal((await accessTokenFor({ shelf, network, id: MARIE }))!)
    assert.deepEqual([refused.at, refused.error], ['refresh', 'invalid_grant'])
    assert.equal((await shelf.read(MARIE))!.grant.refusal?.error, 'invalid_grant')
    await put(shelf)
    assert.ok((await accessTokenFor({ shelf, network, id: MARIE }))!.ok)
    assert.equal((await shelf.read(MARIE))!.grant.refusal, null)
    const { grant, tokens } = (await shelf.read(MARIE))!
    const away = { ...grant, server: { ...server, token: 'http://127.0.0.1:1/token' } }
    await shelf.write(away, { ...tokens, expires: new Date(0).toISOString() })
    assert.equal(refusal((await accessTokenFor({ shelf, network, id: MARIE }))!).why, 'unreachable')
    assert.equal((await shelf.read(MARIE))!.grant.refusal, null)
  })

  test('a token of another service by the same sign-in: beside the first, which stays', async () => {
    const mail = value((await accessTokenFor({ shelf, network, id: MARIE }))!)
    const other = value((await accessTokenFor({ shelf, network, id: MARIE, scopes: ['mail.read'] }))!)
    assert.notEqual(other.token.reveal(), mail.token.reveal())
    assert.equal(value((await accessTokenFor({ shelf, network, id: MARIE, scopes: ['mail.read'] }))!).token.reveal(), other.token.reveal())
    assert.equal(value((await accessTokenFor({ shelf, network, id: MARIE }))!).token.reveal(), mail.token.reveal())
    assert.equal(await accessTokenFor({ shelf, network, id: 'nobody@example.test' }), null)
  })
})

function worker(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, [WORKER, ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  return new Promise((resolve) => child.once('close', () => resolve(said.trim())))
}
