// The lab's authorization servers, family by family, asked by hand: PKCE, refresh, revocation, devices, apps, and each thing that they must refuse.

import assert from 'node:assert/strict'
import { createHash, createPublicKey, sign, verify, X509Certificate } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { type Answer, ask, authorized, type Family, identity, post, question, REDIRECT, signedIn } from './oauth-client.ts'

const WORK = 'https://login.microsoftonline.com/organizations/oauth2/v2.0'
const PERSONAL = 'https://login.microsoftonline.com/consumers/oauth2/v2.0'
const OUTLOOK = 'https://outlook.office.com/'
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'
const PUBLIC = '5e5a3e00-1ab0-4000-8000-000000000001'

const work: Family = {
  name: 'Microsoft, work',
  authorize: `${WORK}/authorize`,
  token: `${WORK}/token`,
  client: PUBLIC,
  scope: `${OUTLOOK}IMAP.AccessAsUser.All ${OUTLOOK}SMTP.Send offline_access`,
  person: 'paul@contoso.example',
}
const personal: Family = {
  ...work,
  name: 'Microsoft, personal',
  authorize: `${PERSONAL}/authorize`,
  token: `${PERSONAL}/token`,
  person: 'claire@outlook.com',
}
const google: Family = {
  name: 'Google',
  authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  client: 'lab-desktop.apps.googleusercontent.com',
  secret: 'GOCSPX-lab-desktop',
  scope: 'https://mail.google.com/',
  person: 'luc@gmail.com',
  more: { access_type: 'offline' },
}
const plain: Family = {
  name: 'a server of one’s own',
  authorize: 'https://auth.oauth-host.example/authorize',
  token: 'https://auth.oauth-host.example/token',
  client: 'sesame-lab',
  scope: 'mail offline_access',
  person: 'marie@oauth-host.example',
}
const yahoo = (host: string, person: string): Family => ({
  name: host,
  authorize: `https://${host}/oauth2/request_auth`,
  token: `https://${host}/oauth2/get_token`,
  client: 'dj0yJmk9c2VzYW1lbGFi',
  secret: 'lab-client-secret-1',
  scope: 'mail-w',
  person,
})
const families: readonly Family[] = [
  work,
  personal,
  google,
  plain,
  yahoo('api.login.yahoo.com', 'luc@yahoo.com'),
  yahoo('api.login.yahoo.com', 'paul@att.net'),
  yahoo('api.login.aol.com', 'paul@aol.com'),
  {
    ...plain,
    name: 'Fastmail',
    authorize: 'https://api.fastmail.com/oauth/authorize',
    token: 'https://api.fastmail.com/oauth/refresh',
    scope: 'https://www.fastmail.com/dev/protocol-imap',
    person: 'paul@fastmail-client.example',
  },
  {
    ...yahoo('', 'paul@yandex.com'),
    name: 'Yandex',
    authorize: 'https://oauth.yandex.com/authorize',
    token: 'https://oauth.yandex.com/token',
    client: '5e5a3e001ab040008000000000000001',
    scope: 'mail:imap_full mail:smtp',
  },
  {
    ...yahoo('', 'paul@mail.ru'),
    name: 'Mail.ru',
    authorize: 'https://o2.mail.ru/login',
    token: 'https://o2.mail.ru/token',
    client: '5e5a3e001ab04000800000000000000a',
    scope: 'mail.imap',
  },
  {
    ...plain,
    person: 'paul@comcast.net',
    name: 'Comcast',
    authorize: 'https://oauth.xfinity.com/oauth/authorize',
    token: 'https://oauth.xfinity.com/oauth/token',
    client: 'sesame-lab',
    scope: 'https://email.comcast.net/ profile openid',
  },
]

const refresh = (lab: Lab, family: Family, token: unknown, more: Readonly<Record<string, string>> = {}) =>
  post(lab, family.token, { grant_type: 'refresh_token', refresh_token: String(token), ...identity(family), ...more })
const claimsOf = (token: unknown) =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
const codesOf = (answer: Answer) => answer.json.error_codes

describe('the authorization servers of the lab', { concurrency: 8 }, () => {
  let lab: Lab
  before(async () => {
    lab = await startLab({ deviceInterval: 0 })
  })
  after(() => lab?.stop())

  for (const family of families)
    test(`${family.name} (${family.person}): a code with PKCE gives tokens once; a refresh gives others; wrong ones give none`, async () => {
      const { verifier, parameters } = question(family)
      const { answer, back } = await authorized(lab, family, parameters)
      assert.equal(answer.status, 302)
      assert.equal(back.get('state'), 'state-1')
      const form = { grant_type: 'authorization_code', code: back.get('code') ?? '', redirect_uri: REDIRECT, ...identity(family) }
      const wrong = await post(lab, family.token, { ...form, code_verifier: 'a'.repeat(43) })
      assert.deepEqual([wrong.status, wrong.json.error], [400, 'invalid_grant'])
      const elsewhere = await post(lab, family.token, { ...form, redirect_uri: 'http://127.0.0.1:1/', code_verifier: verifier })
      assert.equal(elsewhere.status, 400)
      const right = await post(lab, family.token, { ...form, code_verifier: verifier })
      assert.equal(right.status, 200, right.body)
      assert.equal(right.headers['cache-control'], 'no-store')
      assert.equal(right.json.token_type, 'Bearer')
      assert.ok(Number(right.json.expires_in) >= 600)
      const again = await post(lab, family.token, { ...form, code_verifier: verifier })
      assert.deepEqual([again.status, again.json.error], [400, 'invalid_grant'])
      // At a plain server the second use of a code ends what it gave: a fresh sign-in is needed.
      const held =
        family.token.includes('oauth-host') || family.name === 'Fastmail' || ['Yandex', 'Mail.ru', 'Comcast'].includes(family.name)
          ? await signedIn(lab, family)
          : right
      const renewed = await refresh(lab, family, held.json.refresh_token)
      assert.equal(renewed.status, 200, renewed.body)
      assert.notEqual(renewed.json.access_token, held.json.access_token)
      assert.equal((await refresh(lab, family, 'nonsense')).json.error, 'invalid_grant')
    })

  test('tokens have the form of their provider', async () => {
    const [ours, theirs, googles] = [await signedIn(lab, work), await signedIn(lab, personal), await signedIn(lab, google)]
    const claims = claimsOf(ours.json.access_token)
    assert.equal(claims.aud, 'https://outlook.office.com')
    assert.equal(claims.scp, 'IMAP.AccessAsUser.All SMTP.Send')
    assert.equal(claims.upn, 'paul@contoso.example')
    assert.equal(claims.appid, PUBLIC)
    assert.match(String(theirs.json.access_token), /^EwB[A-Za-z0-9_-]{500}/)
    assert.match(String(googles.json.access_token), /^ya29\./)
  })

  test('Microsoft gives a new refresh token and lets the old one live; Google gives none; a plain server ends both when an old one comes back', async () => {
    const first = await signedIn(lab, work)
    const second = await refresh(lab, work, first.json.refresh_token)
    assert.notEqual(second.json.refresh_token, first.json.refresh_token)
    assert.equal((await refresh(lab, work, first.json.refresh_token)).status, 200)
    const googles = await signedIn(lab, google)
    assert.equal('refresh_token' in (await refresh(lab, google, googles.json.refresh_token)).json, false)
    const own = await signedIn(lab, plain)
    const next = await refresh(lab, plain, own.json.refresh_token)
    assert.equal(next.status, 200)
    assert.equal((await refresh(lab, plain, own.json.refresh_token)).json.error, 'invalid_grant')
    assert.equal((await refresh(lab, plain, next.json.refresh_token)).json.error, 'invalid_grant')
  })

  test('Google gives a refresh token only for access_type=offline, Microsoft only for offline_access', async () => {
    assert.equal('refresh_token' in (await signedIn(lab, { ...google, more: {} })).json, false)
    assert.equal('refresh_token' in (await signedIn(lab, { ...work, scope: `${OUTLOOK}IMAP.AccessAsUser.All` })).json, false)
  })

  test('one token is for one resource; a refresh token serves both that were consented to, and no third', async () => {
    const graph = 'https://graph.microsoft.com/Mail.Send'
    const both = { ...work, scope: `${OUTLOOK}SMTP.Send ${graph} offline_access` }
    const first = await signedIn(lab, both)
    assert.equal(claimsOf(first.json.access_token).aud, 'https://outlook.office.com')
    const other = await refresh(lab, both, first.json.refresh_token, { scope: graph })
    assert.equal(claimsOf(other.json.access_token).aud, 'https://graph.microsoft.com')
    assert.deepEqual(codesOf(await refresh(lab, both, first.json.refresh_token, { scope: `${graph} ${OUTLOOK}SMTP.Send` })), [28000])
    assert.deepEqual(codesOf(await refresh(lab, both, first.json.refresh_token, { scope: `${OUTLOOK}POP.AccessAsUser.All` })), [65001])
    assert.equal(
      (await refresh(lab, plain, (await signedIn(lab, plain)).json.refresh_token, { scope: 'calendar' })).json.error,
      'invalid_scope',
    )
  })

  test('the ID token is signed with the key that the server shows', async () => {
    const answer = await signedIn(lab, { ...work, scope: `openid ${OUTLOOK}SMTP.Send` }, { nonce: 'nonce-1' })
    const [head = '', body = '', signature = ''] = String(answer.json.id_token).split('.')
    const keys = (await ask(lab, 'https://login.microsoftonline.com/common/discovery/v2.0/keys')).json.keys as { kid: string }[]
    const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string }
    const key = createPublicKey({ key: keys.find((k) => k.kid === kid) as never, format: 'jwk' })
    assert.ok(verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')))
    assert.equal(claimsOf(answer.json.id_token).nonce, 'nonce-1')
  })

  const REFUSED: readonly [what: string, family: Family, changes: Readonly<Record<string, string>>, status: number, said: RegExp][] = [
    ['an unknown client', work, { client_id: 'nobody' }, 400, /unauthorized_client: AADSTS700016: /],
    ['an address that is not registered', work, { redirect_uri: 'https://thief.example/' }, 400, /AADSTS50011: /],
    [
      'a loopback address that only looks like one',
      google,
      { redirect_uri: 'http://127.0.0.1.thief.example/' },
      400,
      /redirect_uri_mismatch/,
    ],
    ['a user name in the address', plain, { redirect_uri: 'http://a@127.0.0.1/' }, 400, /redirect_uri/],
    [
      'a client for organisations only',
      personal,
      { client_id: '5e5a3e00-1ab0-4000-8000-000000000005' },
      400,
      /The client does not exist or is not enabled for consumers/,
    ],
    ['another tenant', { ...work, authorize: work.authorize.replace('organizations', 'nowhere.example') }, {}, 400, /AADSTS90002: /],
  ]
  for (const [what, family, changes, status, said] of REFUSED)
    test(`${what} ends on a page, and nobody is sent anywhere`, async () => {
      const { answer } = await authorized(lab, family, { ...question(family).parameters, ...changes })
      assert.equal(answer.status, status)
      assert.equal(answer.headers.location, undefined)
      assert.match(answer.body.replaceAll('&#39;', "'"), said)
    })

  const SENT_BACK: readonly [
    what: string,
    family: Family,
    changes: Readonly<Record<string, string>>,
    error: string,
    said: RegExp,
    word?: string,
  ][] = [
    ['the person says no', work, {}, 'access_denied', /^AADSTS65004: .* Trace ID: \S+ Correlation ID: \S+ Timestamp: \d{4}-/, 'deny'],
    ['another response type', plain, { response_type: 'token' }, 'unsupported_response_type', /./],
    ['no PKCE where it is wanted', plain, { code_challenge: '' }, 'invalid_request', /S256/],
    ['PKCE in clear', work, { code_challenge_method: 'plain' }, 'invalid_request', /./],
    ['an unknown scope', work, { scope: `${OUTLOOK}Everything` }, 'invalid_scope', /^AADSTS70011: /],
    ['a personal account at the door of organisations', work, { login_hint: 'claire@outlook.com' }, 'access_denied', /^AADSTS50020: /],
    ['somebody unknown', work, { login_hint: 'nobody@contoso.example' }, 'access_denied', /^AADSTS50034: /],
    ['an administrator must approve', work, { login_hint: 'admin-consent@oauth-cases.example' }, 'access_denied', /^AADSTS90094: /],
    ['a second factor', work, { login_hint: 'second-factor@oauth-cases.example' }, 'interaction_required', /^AADSTS50076: /],
    ['conditional access', work, { login_hint: 'conditional@oauth-cases.example' }, 'access_denied', /^AADSTS53003: /],
    ['an expired password', work, { login_hint: 'password-expired@oauth-cases.example' }, 'access_denied', /^AADSTS50055: /],
    ['a disabled account', work, { login_hint: 'disabled@oauth-cases.example' }, 'access_denied', /^AADSTS50057: /],
    ['a locked account', work, { login_hint: 'locked@oauth-cases.example' }, 'access_denied', /^AADSTS50053: /],
    [
      'somebody who is no tester',
      google,
      { client_id: 'lab-testing.apps.googleusercontent.com', login_hint: 'claire@gmail.com' },
      'access_denied',
      /^$/,
    ],
  ]
  for (const [what, family, changes, error, said, word] of SENT_BACK)
    test(`${what}: ${error} goes back to the client`, async () => {
      const { answer, back } = await authorized(lab, family, { ...question(family).parameters, ...changes }, word)
      assert.equal(answer.status, 302, answer.body)
      assert.deepEqual([back.get('error'), back.get('state'), back.get('code')], [error, 'state-1', null])
      assert.match(back.get('error_description') ?? '', said)
    })

  const DEAD: readonly [family: Family, person: string, error: string, code: number | undefined][] = [
    [work, 'idle@oauth-cases.example', 'invalid_grant', 700082],
    [work, 'changed@oauth-cases.example', 'invalid_grant', 50173],
    [work, 'frequent@oauth-cases.example', 'invalid_grant', 70043],
    [work, 'second-factor-later@oauth-cases.example', 'invalid_grant', 50076],
    [work, 'no-consent@oauth-cases.example', 'consent_required', 65001],
    [personal, 'changed@outlook.com', 'invalid_grant', 50173],
    [google, 'changed@gmail.com', 'invalid_grant', undefined],
    [google, 'again@workspace-client.example', 'invalid_grant', undefined],
    [plain, 'revoked@oauth-host.example', 'invalid_grant', undefined],
  ]
  for (const [family, person, error, code] of DEAD)
    test(`${person} signs in, and the refresh ends with ${code ?? error}`, async () => {
      const first = await signedIn(lab, { ...family, person })
      assert.equal(first.status, 200, first.body)
      const dead = await refresh(lab, family, first.json.refresh_token)
      assert.deepEqual([dead.status, dead.json.error, codesOf(dead)], [400, error, code && [code]])
    })

  const SECRETS: readonly [what: string, form: Readonly<Record<string, string>>, error: string, code: number][] = [
    ['no secret', { client_id: '5e5a3e00-1ab0-4000-8000-000000000002' }, 'invalid_client', 7000218],
    ['a wrong secret', { client_id: '5e5a3e00-1ab0-4000-8000-000000000002', client_secret: 'x' }, 'invalid_client', 7000215],
    [
      'a secret of the past',
      { client_id: '5e5a3e00-1ab0-4000-8000-000000000004', client_secret: 'lab-client-secret-3' },
      'invalid_client',
      7000222,
    ],
    ['a secret of a public client', { client_id: PUBLIC, client_secret: 'x' }, 'invalid_client', 700025],
    ['an unknown client', { client_id: 'nobody' }, 'unauthorized_client', 700016],
  ]
  for (const [what, form, error, code] of SECRETS)
    test(`${what} is refused with ${code}`, async () => {
      const answer = await post(lab, work.token, { grant_type: 'refresh_token', refresh_token: 'x', ...form })
      assert.deepEqual([answer.json.error, codesOf(answer)], [error, [code]])
      assert.equal(answer.json.error_uri, `https://login.microsoftonline.com/error?code=${code}`)
      assert.ok(String(answer.json.error_description).includes(String(answer.json.trace_id)))
    })

  test('an app signs in as itself with a secret: roles, no person, no refresh token; only at its own tenant and only with /.default', async () => {
    const { secret: app } = lab.oauth.apps()
    const token = (tenant: string) => `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`
    const form = {
      grant_type: 'client_credentials',
      client_id: app.id,
      client_secret: app.secret ?? '',
      scope: 'https://outlook.office365.com/.default',
    }
    const answer = await post(lab, token(app.tenant), form)
    assert.equal(answer.status, 200, answer.body)
    const claims = claimsOf(answer.json.access_token)
    assert.deepEqual(
      [claims.aud, claims.tid, claims.upn, 'refresh_token' in answer.json],
      ['https://outlook.office365.com', app.tenant, undefined, false],
    )
    assert.deepEqual(claims.roles, ['IMAP.AccessAsApp', 'POP.AccessAsApp', 'SMTP.SendAsApp'])
    assert.deepEqual(codesOf(await post(lab, token('common'), form)), [50059])
    assert.deepEqual(codesOf(await post(lab, token(app.tenant), { ...form, scope: `${OUTLOOK}SMTP.Send` })), [1002012])
    assert.equal((await post(lab, token(app.tenant), { ...form, client_id: PUBLIC, client_secret: '' })).json.error, 'unauthorized_client')
  })

  test('an app proves itself with its certificate, and with no other key, audience or time', async () => {
    const { certificate: app } = lab.oauth.apps()
    const endpoint = `https://login.microsoftonline.com/${app.tenant}/oauth2/v2.0/token`
    const x5t = createHash('sha256')
      .update(new X509Certificate(app.certificate ?? '').raw)
      .digest('base64url')
    const assertion = (changes: Readonly<Record<string, unknown>> = {}, print = x5t) => {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const now = Math.floor(Date.now() / 1000)
      const input = `${part({ alg: 'RS256', typ: 'JWT', 'x5t#S256': print })}.${part({ iss: app.id, sub: app.id, aud: endpoint, exp: now + 300, jti: 'j', ...changes })}`
      return `${input}.${sign('sha256', Buffer.from(input), app.key ?? '').toString('base64url')}`
    }
    const tried = (client_assertion: string) =>
      post(lab, endpoint, {
        grant_type: 'client_credentials',
        client_id: app.id,
        scope: 'https://outlook.office365.com/.default',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion,
      })
    assert.equal((await tried(assertion())).status, 200)
    const right = assertion()
    for (const wrong of [
      assertion({ aud: 'https://elsewhere.example' }),
      assertion({ exp: 1 }),
      assertion({ sub: 'x' }),
      assertion({}, 'x'),
      `${right.slice(0, -8)}AAAAAAAA`,
      'a.b.c',
      '',
    ])
      assert.deepEqual(codesOf(await tried(wrong)), [700027], wrong)
  })

  test('a device waits until the person has answered on the page, is told to ask less often, and gets its tokens once', async () => {
    const slow = await startLab({ providers: ['outlook-com'] })
    const started = await post(slow, `${WORK}/devicecode`, { client_id: PUBLIC, scope: work.scope })
    assert.match(
      String(started.json.message),
      /^To sign in, use a web browser to open the page https:\/\/microsoft\.com\/devicelogin and enter the code [A-Z]{8} /,
    )
    assert.deepEqual([started.json.interval, started.json.expires_in], [5, 900])
    const poll = (from: Lab, device: Answer) =>
      post(from, work.token, { grant_type: DEVICE, client_id: PUBLIC, device_code: String(device.json.device_code) })
    const pending = await poll(slow, started)
    assert.deepEqual([pending.json.error, codesOf(pending)], ['authorization_pending', [70016]])
    assert.equal((await poll(slow, started)).json.error, 'slow_down')
    slow.oauth.later(1000)
    assert.equal((await poll(slow, started)).json.error, 'expired_token')
    await slow.stop()

    const quick = await post(lab, `${WORK}/devicecode`, { client_id: PUBLIC, scope: work.scope })
    assert.equal((await poll(lab, quick)).json.error, 'authorization_pending')
    const page = await ask(lab, 'https://microsoft.com/devicelogin')
    assert.match(page.body, /<label for="user_code">/)
    const typed = await post(lab, 'https://microsoft.com/devicelogin', {
      user_code: String(quick.json.user_code).toLowerCase(),
      login: work.person,
      answer: 'allow',
    })
    assert.match(typed.body, /You are signed in on your device/)
    assert.equal((await poll(lab, quick)).status, 200)
    assert.equal((await poll(lab, quick)).status, 400)

    const denied = await post(lab, `${WORK}/devicecode`, { client_id: PUBLIC, scope: work.scope })
    assert.ok(lab.oauth.answerDevice(String(denied.json.user_code), work.person, false))
    assert.equal((await poll(lab, denied)).json.error, 'authorization_declined')
    const policy = await post(lab, `${WORK}/devicecode`, { client_id: PUBLIC, scope: work.scope })
    assert.ok(lab.oauth.answerDevice(String(policy.json.user_code), 'no-device@oauth-cases.example'))
    assert.deepEqual(codesOf(await poll(lab, policy)), [53003])
    const fast = await post(lab, `${WORK}/devicecode`, { client_id: PUBLIC, scope: work.scope }, { 'X-Sesame-Lab': `allow ${work.person}` })
    assert.equal((await poll(lab, fast)).json.error, 'authorization_pending')
    assert.equal((await poll(lab, fast)).status, 200)
  })

  test('Google gives no mail to a device', async () => {
    const answer = await post(lab, 'https://oauth2.googleapis.com/device/code', { client_id: google.client, scope: google.scope })
    assert.deepEqual([answer.status, answer.json.error], [400, 'invalid_scope'])
    const other = await post(lab, 'https://oauth2.googleapis.com/device/code', { client_id: google.client, scope: 'openid' })
    assert.equal(other.json.verification_url, 'https://www.google.com/device')
  })

  test('time passes: codes end after ten minutes, testing at Google after seven days, Microsoft’s refresh tokens after ninety', async () => {
    const own = await startLab({ providers: ['gmail', 'outlook-com'] })
    const { verifier, parameters } = question(personal)
    const { back } = await authorized(own, personal, parameters)
    const testing = { ...google, client: 'lab-testing.apps.googleusercontent.com', secret: 'GOCSPX-lab-testing' }
    const [theirs, googles, production] = [await signedIn(own, personal), await signedIn(own, testing), await signedIn(own, google)]
    own.oauth.later(601)
    const late = await post(own, personal.token, {
      grant_type: 'authorization_code',
      code: back.get('code') ?? '',
      redirect_uri: REDIRECT,
      code_verifier: verifier,
      client_id: PUBLIC,
    })
    assert.deepEqual(codesOf(late), [70008])
    own.oauth.later(7 * 86_400)
    assert.equal((await refresh(own, testing, googles.json.refresh_token)).json.error_description, 'Token has been expired or revoked.')
    assert.equal((await refresh(own, google, production.json.refresh_token)).status, 200)
    assert.equal((await refresh(own, personal, theirs.json.refresh_token)).status, 200)
    own.oauth.later(84 * 86_400)
    assert.deepEqual(codesOf(await refresh(own, personal, theirs.json.refresh_token)), [700082])
    await own.stop()
  })

  test('revoked is revoked, and introspection says so, to clients with a secret only', async () => {
    const tokens = await signedIn(lab, plain)
    const look = (more: Readonly<Record<string, string>>) =>
      post(lab, 'https://auth.oauth-host.example/introspect', { token: String(tokens.json.access_token), ...more })
    const server = { client_id: 'sesame-lab-server', client_secret: 'lab-client-secret-1' }
    const active = await look(server)
    assert.deepEqual([active.json.active, active.json.username, active.json.scope], [true, plain.person, 'mail offline_access'])
    assert.equal((await look({ client_id: 'sesame-lab' })).status, 401)
    assert.equal(
      (await post(lab, 'https://auth.oauth-host.example/revoke', { token: String(tokens.json.refresh_token), client_id: plain.client }))
        .status,
      200,
    )
    assert.deepEqual((await look(server)).json, { active: false })
    assert.equal((await refresh(lab, plain, tokens.json.refresh_token)).json.error, 'invalid_grant')
    assert.equal((await post(lab, 'https://auth.oauth-host.example/revoke', { token: 'unknown', client_id: plain.client })).status, 200)
    assert.equal((await post(lab, 'https://oauth2.googleapis.com/revoke', { token: 'unknown' })).json.error, 'invalid_token')
  })

  test('a person without the fast path sees a page that needs no script, answers it, and is sent back', async () => {
    const { parameters } = question(plain)
    const address = `${plain.authorize}?${new URLSearchParams(parameters)}`
    const page = await ask(lab, address)
    assert.match(page.body, /<label for="login">.*<select id="login" name="login"><option selected>marie@oauth-host\.example<\/option>/s)
    assert.match(page.body, /Sésame lab: this is not Own server with OAuth/)
    assert.ok(!/<script/i.test(page.body) && /default-src 'none'/.test(page.headers['content-security-policy'] ?? ''))
    const allowed = await post(lab, address, { login: plain.person, answer: 'allow' })
    const back = new URL(allowed.headers.location ?? '').searchParams
    assert.ok(back.get('code'))
    // RFC 9207 §2.
    assert.equal(back.get('iss'), 'https://auth.oauth-host.example')
    const shown = await fetch(lab.oauth.pageUrl(address))
    assert.equal(await shown.text(), page.body)
    const silent = await ask(lab, `${address}&prompt=none`)
    assert.ok(new URL(silent.headers.location ?? '').searchParams.get('code'))
  })
})
