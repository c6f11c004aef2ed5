// Every way to a token, against a real authorization server: what is given, what is refused, and what is never told.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, afterEach, before, describe, test } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import { signInAsApp } from '../../src/oauth/app-flow.ts'
import { type BrowserSignIn, signInByBrowser } from '../../src/oauth/browser-flow.ts'
import { readClaims } from '../../src/oauth/claims.ts'
import { type DevicePrompt, signInByDevice } from '../../src/oauth/device-flow.ts'
import { discover } from '../../src/oauth/discover.ts'
import { refresh } from '../../src/oauth/refresh.ts'
import { introspect, revoke } from '../../src/oauth/revoke.ts'
import type { AuthorizationServer } from '../../src/oauth/shapes.ts'
import { createAuthority } from '../net/pki.ts'
import { goThrough, type Person } from './agent.ts'
import { refusal, value } from './outcome.ts'
import { rsaPair } from './rsa-pair.ts'
import { type OAuthServer, SECRET, startOAuthServer } from './server.ts'

const MARIE = 'marie@example.test'
const SCOPES = ['openid', 'offline_access', 'email', 'mail.read', 'mail.send']

describe('signing in', () => {
  const network = createNetwork({})
  const pair = rsaPair()
  let real: OAuthServer
  let server: AuthorizationServer

  before(async () => {
    real = await startOAuthServer({ daemonKey: pair.key })
    server = value(await discover(network, real.issuer))
  })
  after(() => real?.stop())
  afterEach(() => real.straight())

  function browser(person: Person, more: Partial<BrowserSignIn> = {}) {
    let page: Promise<{ status: number; body: string; headers: Headers }> | undefined
    let url = ''
    const outcome = signInByBrowser({
      network,
      server,
      client: { id: 'desktop' },
      scopes: SCOPES,
      hint: MARIE,
      lang: 'en',
      open: (asked) => {
        url = asked
        page = goThrough(asked, person)
        page.catch(() => {})
      },
      ...more,
    })
    return outcome.then(async (result) => ({ result, url: new URL(url), page: await page! }))
  }

  test('its own document names the endpoints', () => {
    assert.equal(server.issuer, real.issuer)
    assert.ok(server.authorize && server.device && server.revocation && server.introspection && server.keys)
    assert.equal(server.namesItself, true)
  })

  test('in the browser: PKCE, state, nonce and a free port; the page tells it and holds nothing of it', async () => {
    const { result, url, page } = await browser({ login: MARIE })
    const tokens = value(result)
    assert.equal(url.searchParams.get('code_challenge_method'), 'S256')
    assert.match(url.searchParams.get('redirect_uri')!, /^http:\/\/127\.0\.0\.1:\d+$/)
    assert.equal(url.searchParams.get('login_hint'), MARIE)
    assert.ok(url.searchParams.get('state')!.length >= 40 && url.searchParams.get('nonce')!.length >= 40)
    assert.ok(tokens.refresh && tokens.id && tokens.expires)
    assert.equal(readClaims(tokens.id!)?.user, MARIE)
    assert.equal(page.status, 200)
    assert.match(page.body, /You are signed in/)
    assert.match(page.body, /You may close this window/)
    assert.match(page.body, new RegExp(MARIE))
    for (const secret of [tokens.access, tokens.refresh!, tokens.id!]) assert.ok(!page.body.includes(secret.reveal()))
    const style = /<style>([\s\S]*)<\/style>/.exec(page.body)?.[1] ?? ''
    assert.ok(page.headers.get('content-security-policy')?.includes(`'sha256-${createHash('sha256').update(style).digest('base64')}'`))
    assert.doesNotMatch(page.body, /<script|https?:|javascript:/)
    const live = value(
      await introspect({ network, server, client: { id: 'desktop-with-secret', secret: new Secret(SECRET) } }, tokens.access),
    )
    assert.equal(live.active, true)
    assert.equal(live.sub, MARIE)
  })

  test('with a path that was registered, and with localhost in both families', async () => {
    const path = await browser({ login: MARIE }, { client: { id: 'desktop', redirect: 'http://127.0.0.1/done' } })
    assert.ok(path.result.ok)
    assert.match(path.url.searchParams.get('redirect_uri')!, /:\d+\/done$/)
    const named = await browser({ login: MARIE }, { client: { id: 'desktop', redirect: 'http://localhost' }, lang: 'fr' })
    assert.ok(named.result.ok)
    assert.match(named.url.searchParams.get('redirect_uri')!, /^http:\/\/localhost:\d+$/)
    assert.match(named.page.body, /<html lang="fr">[\s\S]*Vous êtes connecté/)
  })

  test('with what is called the secret of a desktop client', async () => {
    const client = { id: 'desktop-with-secret', secret: new Secret(SECRET) }
    assert.ok((await browser({ login: MARIE }, { client })).result.ok)
    const wrong = (await browser({ login: MARIE }, { client: { ...client, secret: new Secret('wrong-secret-value') } })).result
    assert.deepEqual(refusal(wrong), {
      at: 'token',
      why: 'refused',
      error: 'invalid_client',
      said: 'client authentication failed',
      status: 401,
    })
  })

  test('the person says no: denied, and the page says so', async () => {
    const { result, page } = await browser({ login: MARIE, deny: true })
    assert.equal(refusal(result).why, 'denied')
    assert.equal(refusal(result).error, 'access_denied')
    assert.match(page.body, /did not succeed[\s\S]*did not give the permission[\s\S]*<code>access_denied<\/code>/)
  })

  test('a wrong state, a wrong or missing issuer: a mismatch, and no code is redeemed', async () => {
    const change = (name: string, to: string | null) => (url: string) => {
      const at = new URL(url)
      if (!at.searchParams.has('code')) return url
      if (to === null) at.searchParams.delete(name)
      else at.searchParams.set(name, to)
      return at.href
    }
    const before = real.seen.filter(({ path }) => path === '/token').length
    for (const [name, to] of [
      ['iss', 'http://127.0.0.1:1'],
      ['iss', null],
    ] as const) {
      const { result, page } = await browser({ login: MARIE, divert: change(name, to) })
      assert.deepEqual(refusal(result), { at: 'authorize', why: 'mismatch' }, name)
      assert.match(page.body, /not for this sign-in/)
    }
    for (const to of ['forged', null]) {
      const { result, page } = await browser({ login: MARIE, divert: change('state', to) }, { graceMs: 50 })
      assert.deepEqual(refusal(result), { at: 'authorize', why: 'mismatch' })
      assert.equal(page.status, 400)
    }
    assert.equal(real.seen.filter(({ path }) => path === '/token').length, before)
  })

  test('an ID token with another nonce, another issuer or a broken signature is thrown away', async () => {
    const other = (change: (claims: Record<string, unknown>) => void) => (body: Record<string, unknown>) => {
      const [head, claims = '', signature] = String(body.id_token).split('.')
      const read = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>
      change(read)
      return { ...body, id_token: [head, Buffer.from(JSON.stringify(read)).toString('base64url'), signature].join('.') }
    }
    const changes = {
      nonce: (claims: Record<string, unknown>) => Object.assign(claims, { nonce: 'other' }),
      issuer: (claims: Record<string, unknown>) => Object.assign(claims, { iss: 'https://other.example' }),
      audience: (claims: Record<string, unknown>) => Object.assign(claims, { aud: 'other' }),
      signature: (claims: Record<string, unknown>) => Object.assign(claims, { email: 'other@example.test' }),
    }
    for (const [name, change] of Object.entries(changes)) {
      real.tamper('/token', other(change))
      const { result } = await browser({ login: MARIE })
      assert.equal(result.ok, false, name)
      assert.ok(['mismatch', 'invalid'].includes(refusal(result).why), name)
    }
    real.tamper('/token', ({ id_token: _, ...body }) => body)
    assert.equal((await browser({ login: MARIE })).result.ok, false, 'asked for and missing')
  })

  test('with a code on another device: shown, asked for at its pace, given', async () => {
    let prompt: DevicePrompt | undefined
    const result = await signInByDevice({
      network,
      server,
      client: { id: 'desktop' },
      scopes: SCOPES,
      secondMs: 20,
      show: async (shown) => {
        prompt = shown
        void goThrough(shown.completeUrl!, { login: MARIE })
      },
    })
    const tokens = value(result)
    assert.equal(readClaims(tokens.id!)?.user, MARIE)
    assert.ok(prompt?.userCode && prompt.url.startsWith(real.issuer) && Date.parse(prompt.expires) > Date.now())
    assert.ok(!JSON.stringify(prompt).includes(tokens.access.reveal()))
  })

  test('the code: refused by the person, run out, asked for too fast, broken off', async () => {
    const ask = (show: (prompt: DevicePrompt) => void, more = {}) =>
      signInByDevice({ network, server, client: { id: 'desktop' }, scopes: SCOPES, secondMs: 10, show, ...more })
    const denied = await ask(({ completeUrl }) => void goThrough(completeUrl!, { login: MARIE, deny: true }))
    assert.equal(refusal(denied).why, 'denied')
    let asked = 0
    real.tamper('/device/auth', (body) => ({ ...body, expires_in: 1 }))
    real.tamper('/token', (body) => {
      asked++
      return body.error === 'authorization_pending' ? { ...body, error: 'slow_down' } : body
    })
    const expired = await ask(() => {})
    assert.deepEqual([refusal(expired).why, refusal(expired).error], ['expired', 'expired_token'])
    // Each "slow down" adds five seconds (RFC 8628 §3.5): 10, 15, 20 ... of ten milliseconds.
    assert.ok(asked >= 1 && asked < 10, `${asked} requests`)
    real.straight()
    const stop = new AbortController()
    const broken = ask(() => stop.abort(), { signal: stop.signal })
    assert.equal(refusal(await broken).why, 'timeout')
  })

  test('an app as itself: by secret, and by an assertion that its certificate signed', async () => {
    const app = (id: string, more: object) => signInAsApp({ network, server, client: { id, ...more }, scopes: ['mail.read'] })
    assert.ok((await app('daemon', { secret: new Secret(SECRET) })).ok)
    assert.deepEqual(refusal(await app('daemon', { secret: new Secret('not-the-secret') })).error, 'invalid_client')
    const tokens = value(await app('daemon-key', { key: new Secret(pair.key), certificate: pair.certificate }))
    assert.equal(tokens.refresh, undefined)
    assert.equal(refusal(await app('daemon-key', { key: new Secret(rsaPair().key) })).error, 'invalid_client')
  })

  test('a refresh rotates; a refresh token that was used before ends everything', async () => {
    const first = value((await browser({ login: MARIE })).result)
    const client = { id: 'desktop' }
    const second = value(await refresh({ network, server, client, tokens: first }))
    assert.notEqual(second.refresh!.reveal(), first.refresh!.reveal())
    assert.notEqual(second.access.reveal(), first.access.reveal())
    const reused = refusal(await refresh({ network, server, client, tokens: first }))
    assert.deepEqual([reused.at, reused.why, reused.error], ['refresh', 'refused', 'invalid_grant'])
    assert.equal(refusal(await refresh({ network, server, client, tokens: second })).error, 'invalid_grant', 'the whole family is dead')
  })

  test('no new refresh token in the answer: the old one goes on', async () => {
    const first = value((await browser({ login: MARIE })).result)
    real.tamper('/token', ({ refresh_token: _, ...body }) => body)
    const second = value(await refresh({ network, server, client: { id: 'desktop' }, tokens: first }))
    assert.equal(second.refresh!.reveal(), first.refresh!.reveal())
  })

  test('revoked: the server knows neither token any more', async () => {
    const tokens = value((await browser({ login: MARIE })).result)
    const about = { network, server, client: { id: 'desktop' } }
    assert.deepEqual(await revoke(about, tokens), { ok: true, value: true })
    assert.equal(refusal(await refresh({ ...about, tokens })).error, 'invalid_grant')
    const checker = { network, server, client: { id: 'desktop-with-secret', secret: new Secret(SECRET) } }
    assert.equal(value(await introspect(checker, tokens.access)).active, false)
    const { revocation: _, ...without } = server
    assert.equal(await revoke({ ...about, server: without }, tokens), null)
  })

  test('over https every override of the network applies: another place, our own authority, and nothing under a bad certificate', async () => {
    const authority = createAuthority()
    const tls = authority.issue({ names: ['auth.example.test'] })
    const secure = await startOAuthServer({ tls, name: 'auth.example.test' })
    try {
      const connectTo = ['auth.example.test::127.0.0.1:']
      const known = createNetwork({ connectTo, cacert: authority.cert })
      const found = value(await discover(known, secure.issuer))
      assert.ok((await signInAsApp({ network: known, server: found, client: { id: 'daemon', secret: new Secret(SECRET) }, scopes: [] })).ok)
      const stranger = createNetwork({ connectTo })
      const before = secure.seen.length
      const refusedThere = await signInAsApp({
        network: stranger,
        server: found,
        client: { id: 'daemon', secret: new Secret(SECRET) },
        scopes: [],
      })
      assert.deepEqual(refusal(refusedThere), { at: 'app', why: 'certificate' })
      assert.equal(secure.seen.length, before)
    } finally {
      await secure.stop()
    }
  })

  test('plain http to another computer, a server that is away, a page instead of an answer', async () => {
    const far = { ...server, token: 'http://auth.example.test/token' }
    const ask = (one: AuthorizationServer) =>
      signInAsApp({ network, server: one, client: { id: 'daemon', secret: new Secret(SECRET) }, scopes: [] })
    assert.equal(refusal(await ask(far)).why, 'invalid')
    assert.equal(refusal(await ask({ ...server, token: 'http://127.0.0.1:1/token' })).why, 'unreachable')
    real.tamper('/token', () => '<html>busy</html>')
    assert.equal(refusal(await ask(server)).why, 'invalid')
    assert.equal(refusal(await discover(network, 'http://example.test')).why, 'invalid')
    assert.equal(refusal(await discover(network, 'http://127.0.0.1:1')).why, 'unreachable')
  })
})
