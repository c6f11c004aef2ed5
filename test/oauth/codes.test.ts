// What tokens and refusals say, read by their codes, whatever the bytes; and what of it is never shown.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Secret } from '../../src/model/secret.ts'
import { claimsOfTokens, readClaims } from '../../src/oauth/claims.ts'
import { readRefusal } from '../../src/oauth/refusal.ts'
import { tokenFacts, tokenTroubles } from '../../src/oauth/token-facts.ts'

const jwt = (payload: unknown, header: unknown = { alg: 'none' }) =>
  [...[header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')), 'c2ln'].join('.')
const json = (body: unknown) => ({ status: 400, body: JSON.stringify(body) })

describe('a token, read without belief', () => {
  test('Microsoft’s, delegated and of an app; a guest; a general one', () => {
    const people = readClaims(
      jwt({
        aud: 'https://outlook.office.com',
        scp: 'IMAP.AccessAsUser.All SMTP.Send',
        upn: 'marie@contoso.example',
        tid: 't1',
        appid: 'a1',
        iat: 1_700_000_000,
        exp: 1_700_003_600,
        iss: 'https://sts.windows.net/t1/',
      }),
    )
    assert.deepEqual(people, {
      audience: ['https://outlook.office.com'],
      scopes: ['IMAP.AccessAsUser.All', 'SMTP.Send'],
      roles: [],
      user: 'marie@contoso.example',
      tenant: 't1',
      client: 'a1',
      issuer: 'https://sts.windows.net/t1/',
      issued: '2023-11-14T22:13:20.000Z',
      expires: '2023-11-14T23:13:20.000Z',
    })
    assert.deepEqual(readClaims(jwt({ aud: 'x', roles: ['IMAP.AccessAsApp'], azp: 'a2' })), {
      audience: ['x'],
      scopes: [],
      roles: ['IMAP.AccessAsApp'],
      client: 'a2',
    })
    assert.equal(readClaims(jwt({ unique_name: 'live.com#paul@outlook.com' }))?.user, 'paul@outlook.com')
    assert.deepEqual(readClaims(jwt({ aud: ['a', 'b'], scope: 'mail.read' }))?.audience, ['a', 'b'])
  })

  test('what is no JWT says nothing, whatever the bytes', () => {
    for (const text of [
      'ya29.a0AfH6SMC-opaque',
      'EwBoA8l6BAAU',
      '',
      'a.b.c',
      jwt([1]),
      jwt({}, { typ: 'JWT' }),
      `${jwt({})}.x.y`,
      'x'.repeat(100_000),
    ]) {
      assert.equal(readClaims(text), null, text.slice(0, 40))
    }
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'binary' }),
          fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map((p) => p.join('.')),
        ),
        (text) => {
          readClaims(text)
        },
      ),
    )
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('aud', 'scp', 'scope', 'roles', 'upn', 'exp', 'iat', 'tid', 'appid', 'iss'), fc.jsonValue()),
        (payload) => {
          const claims = readClaims(jwt(payload))
          assert.ok(claims && [...claims.audience, ...claims.scopes, ...claims.roles].every((word) => typeof word === 'string'))
          for (const date of [claims.issued, claims.expires]) assert.ok(date === undefined || !Number.isNaN(Date.parse(date)))
        },
      ),
    )
  })

  test('an opaque one: what was granted and who signed in come from the answer around it', () => {
    const tokens = {
      access: new Secret('ya29.opaque'),
      id: new Secret(jwt({ email: 'nina@gmail.com' })),
      scopes: ['openid'],
      expires: '2030-01-01T00:00:00.000Z',
    }
    assert.deepEqual(claimsOfTokens(tokens), {
      audience: [],
      scopes: ['openid'],
      roles: [],
      user: 'nina@gmail.com',
      expires: '2030-01-01T00:00:00.000Z',
    })
  })
})

describe('a token against what a mailbox needs', () => {
  const scopes = {
    imap: 'https://outlook.office.com/IMAP.AccessAsUser.All',
    pop3: 'https://outlook.office.com/POP.AccessAsUser.All',
    smtp: 'https://outlook.office.com/SMTP.Send',
  }
  const needs = { address: 'marie@contoso.example', protocols: ['imap', 'smtp'] as const, scopes, now: '2026-11-22T08:00:00.000Z' }
  const good = {
    audience: ['https://outlook.office.com'],
    scopes: ['IMAP.AccessAsUser.All', 'SMTP.Send'],
    roles: [],
    user: 'marie@contoso.example',
    expires: '2026-11-22T09:00:00.000Z',
  }
  const faults = (claims: Partial<typeof good> & { roles?: string[] }, more = {}) =>
    tokenTroubles({ ...good, ...claims }, { ...needs, ...more }).map(({ fault, protocol }) => (protocol ? `${fault} ${protocol}` : fault))

  test('a good one has no fault; each fault has its word', () => {
    assert.deepEqual(faults({}), [])
    assert.deepEqual(faults({ audience: ['https://outlook.office365.com/'] }), [], 'another name of the same service')
    assert.deepEqual(faults({ audience: ['00000002-0000-0ff1-ce00-000000000000'] }), [])
    assert.deepEqual(faults({ expires: '2026-11-22T07:59:00.000Z' }), ['expired'])
    assert.deepEqual(faults({ audience: ['00000003-0000-0000-c000-000000000000'] }), ['audience imap', 'audience smtp'])
    assert.deepEqual(faults({ scopes: ['IMAP.AccessAsUser.All'] }), ['scope smtp'])
    assert.deepEqual(faults({ user: 'paul@contoso.example' }), ['user'])
    assert.deepEqual(faults({ user: 'marie@contoso.onmicrosoft.com' }), [], 'directories have names of their own')
    assert.deepEqual(faults({ user: 'paul@contoso.example' }, { shared: true }), ['sender smtp'])
    const app = { audience: good.audience, scopes: [], expires: good.expires }
    assert.deepEqual(
      tokenTroubles({ ...app, roles: ['Mail.Read'] }, needs).map((t) => `${t.fault} ${t.protocol}`),
      ['role imap', 'role smtp'],
    )
    assert.deepEqual(tokenTroubles({ ...app, roles: ['IMAP.AccessAsApp', 'SMTP.SendAsApp'] }, needs), [])
  })

  test('the facts are those of the vocabulary, each once', () => {
    const values = (claims: object) => tokenFacts({ ...good, ...claims }, needs).map(({ name, value }) => `${name}=${value}`)
    assert.deepEqual(values({ expires: '2020-01-01T00:00:00.000Z' }), ['token-is=expired'])
    assert.deepEqual(values({ audience: ['https://graph.microsoft.com'] }), ['token-is=for-other-rights'])
    assert.deepEqual(values({ user: 'paul@contoso.example' }), ['token-is=of-another'])
    assert.deepEqual(values({}), [])
  })

  test('permissions that are whole addresses, or plain words', () => {
    const google = { ...needs, scopes: { imap: 'https://mail.google.com/' }, protocols: ['imap'] as const }
    const claims = { audience: [], roles: [] }
    assert.deepEqual(tokenTroubles({ ...claims, scopes: ['https://mail.google.com/', 'openid'] }, google), [])
    assert.deepEqual(
      tokenTroubles({ ...claims, scopes: ['openid'] }, google).map((t) => t.fault),
      ['scope'],
    )
    assert.deepEqual(tokenTroubles({ ...claims, scopes: ['mail-w'] }, { ...google, scopes: { imap: 'mail-w' } }), [])
  })
})

describe('a refusal, by its codes', () => {
  test('RFC words, Microsoft’s numbers, Google’s subtypes', () => {
    const entra = readRefusal(
      'refresh',
      json({
        error: 'invalid_grant',
        error_description: 'AADSTS50173: The provided grant has expired.',
        error_codes: [50173],
        suberror: 'bad_token',
      }),
    )
    assert.deepEqual(
      [entra.why, entra.error, entra.code, entra.suberror, entra.status],
      ['refused', 'invalid_grant', 'AADSTS50173', 'bad_token', 400],
    )
    assert.equal(
      readRefusal('token', json({ error: 'interaction_required', error_description: 'AADSTS50076: Due to a configuration change …' })).code,
      'AADSTS50076',
    )
    const google = readRefusal(
      'refresh',
      json({ error: 'invalid_grant', error_subtype: 'invalid_rapt', error_description: 'reauth related error (invalid_rapt)' }),
    )
    assert.deepEqual([google.error, google.suberror], ['invalid_grant', 'invalid_rapt'])
    assert.equal(readRefusal('device', json({ error_code: 'rate_limit_exceeded' })).error, 'rate_limit_exceeded')
    assert.equal(
      readRefusal('token', json({ error: { code: 403, status: 'PERMISSION_DENIED', message: 'no' } })).error,
      'PERMISSION_DENIED',
    )
    assert.equal(readRefusal('token', { status: 429, body: '', headers: { 'retry-after': '30' } }).retryAfter, 30)
    assert.equal(readRefusal('authorize', { status: 200, body: '<html>… AADSTS700016: Application …' }).code, 'AADSTS700016')
  })

  test('the person, the policy, the clock of the code', () => {
    const why = (at: 'authorize' | 'device' | 'token', body: Record<string, string>) =>
      readRefusal(at, { body: new URLSearchParams(body) }).why
    assert.equal(why('authorize', { error: 'access_denied' }), 'denied')
    assert.equal(why('authorize', { error: 'access_denied', error_description: 'AADSTS65004: User declined' }), 'denied')
    assert.equal(why('authorize', { error: 'access_denied', error_description: 'AADSTS53003: blocked by policy' }), 'refused')
    assert.equal(why('device', { error: 'authorization_declined' }), 'denied')
    assert.equal(why('device', { error: 'expired_token' }), 'expired')
    assert.equal(why('token', { error: 'access_denied' }), 'refused')
  })

  test('the prose never decides', () => {
    const { error, code, suberror, why } = readRefusal(
      'refresh',
      json({ error: 'invalid_grant', error_description: 'access_denied expired_token user cancelled invalid_client' }),
    )
    assert.deepEqual({ error, code, suberror, why }, { error: 'invalid_grant', code: undefined, suberror: undefined, why: 'refused' })
  })

  test('secrets are struck out of what was said, in every form, and so is whatever looks like a token', () => {
    const secret = new Secret('S3cret/planted+value=')
    const forms = [
      secret.reveal(),
      encodeURIComponent(secret.reveal()),
      Buffer.from(secret.reveal()).toString('base64'),
      jwt({ sub: 'x' }),
      'a'.repeat(60),
    ]
    for (const form of forms) {
      const { said = '' } = readRefusal('token', json({ error: 'invalid_grant', error_description: `The value ${form} is wrong.` }), [
        secret,
      ])
      assert.equal(said, 'The value ••• is wrong.', form)
    }
    const kept = 'AADSTS50076 Trace ID: 34ca241d-13c7-45a1-983a-cd41d43d003c see https://login.microsoftonline.com/error?code=50076'
    assert.equal(readRefusal('token', json({ error: 'x', error_description: kept })).said, kept)
  })

  test('whatever the bytes: no exception, short words, at most 500 characters', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json(),
          fc.string().map((s) => JSON.stringify({ error: s, error_description: s, suberror: s, error_codes: [s] })),
        ),
        (body) => {
          const { error, suberror, said } = readRefusal('token', { status: 400, body })
          for (const word of [error, suberror]) assert.ok(word === undefined || /^[\x21-\x7e]{1,80}$/.test(word))
          assert.ok((said?.length ?? 0) <= 500)
        },
      ),
    )
  })
})
