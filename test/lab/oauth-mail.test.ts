// Tokens that the lab gave a moment ago, at the lab's mail servers: who gets in with which, and the servers' own words for each refusal. Also by Python's imaplib and by oauth4webapi.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import * as oauth from 'oauth4webapi'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { ask, type Family, post, REDIRECT, signedIn } from './oauth-client.ts'
import { imap, portOf, RawClient, smtp, xoauth2 } from './raw-client.ts'

const OUTLOOK = 'https://outlook.office.com/'
const MAIL = ['IMAP.AccessAsUser.All', 'POP.AccessAsUser.All', 'SMTP.Send'].map((s) => OUTLOOK + s)
const CHALLENGE = `+ ${Buffer.from('{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}').toString('base64')}`

describe('tokens at the mail servers of the lab', { concurrency: 8 }, () => {
  let lab: Lab
  before(async () => {
    lab = await startLab()
  })
  after(() => lab?.stop())

  async function byImap(host: string, user: string, token: string): Promise<string[]> {
    const client = await RawClient.tls(lab, host, 993)
    await client.line()
    // In two steps, since not every server has SASL-IR.
    await imap(client, 'AUTHENTICATE XOAUTH2')
    client.send(xoauth2(user, token))
    const said = (await client.until(/^(T |\+ )/)).map((line) => line.replace(/^T /, ''))
    if (said.at(-1)?.startsWith('+ ')) {
      client.send('')
      said.push(...(await client.until(/^T /)).map((line) => line.slice(2)))
    }
    client.close()
    return said
  }

  async function byPop(host: string, user: string, token: string): Promise<string> {
    const client = await RawClient.tls(lab, host, 995)
    await client.line()
    client.send('AUTH XOAUTH2')
    assert.equal(await client.line(), '+ ')
    client.send(xoauth2(user, token))
    const said = (await client.line()) ?? ''
    client.close()
    return said
  }

  /** The answer to AUTH, and to MAIL FROM when there is one. */
  async function bySmtp(host: string, user: string, token: string, from = user): Promise<string[]> {
    const client = await RawClient.plain(lab, host, 587)
    await client.line()
    await smtp(client, 'EHLO lab')
    await smtp(client, 'STARTTLS')
    await client.startTls()
    await smtp(client, 'EHLO lab')
    const said = (await smtp(client, `AUTH XOAUTH2 ${xoauth2(user, token)}`)).slice(-1)
    if (said[0]?.startsWith('235')) {
      for (const line of [`MAIL FROM:<${from}>`, `RCPT TO:<${user}>`, 'DATA']) await smtp(client, line)
      said.push(...(await smtp(client, `From: ${from}\r\n\r\nHello\r\n.`)).slice(-1))
    }
    client.close()
    return said
  }

  const tokenFor = (person: string, scopes: readonly string[] = MAIL) => lab.oauth.tokenFor(person, scopes) ?? ''
  const HOST = 'outlook.office365.com'

  test('Microsoft: the right token opens all three; the fixed tokens of before still do', async () => {
    for (const token of [tokenFor('paul@contoso.example'), 'lab-token-paul']) {
      assert.equal((await byImap(HOST, 'paul@contoso.example', token)).at(-1), 'OK AUTHENTICATE completed.')
      assert.equal(await byPop(HOST, 'paul@contoso.example', token), '+OK User successfully authenticated.')
      assert.match(
        (await bySmtp('smtp.office365.com', 'paul@contoso.example', token)).join(),
        /^235 2\.7\.0 Authentication successful,250 /,
      )
    }
  })

  test('Microsoft: another scope, Graph, an ended and a revoked token are refused in Exchange’s words', async () => {
    const wrong: readonly (readonly string[])[] = [
      [`${OUTLOOK}SMTP.Send`],
      ['IMAP.AccessAsUser.All'],
      ['https://graph.microsoft.com/Mail.Send'],
    ]
    for (const scopes of wrong)
      assert.deepEqual(await byImap(HOST, 'paul@contoso.example', tokenFor('paul@contoso.example', scopes)), ['NO AUTHENTICATE failed.'])
    const imapOnly = tokenFor('paul@contoso.example', MAIL.slice(0, 1))
    assert.match(
      (await bySmtp('smtp.office365.com', 'paul@contoso.example', imapOnly))[0] ?? '',
      /^535 5\.7\.3 Authentication unsuccessful \[/,
    )
    assert.equal(await byPop(HOST, 'paul@contoso.example', imapOnly), '-ERR Authentication failure: unknown user name or bad password.')
    const old = await startLab({ providers: ['microsoft365'] })
    const ended = old.oauth.tokenFor('paul@contoso.example', MAIL) ?? ''
    const changed = old.oauth.tokenFor('marie@contoso.example', MAIL) ?? ''
    old.oauth.passwordChanged('marie@contoso.example')
    old.oauth.later(5000)
    for (const [user, token] of [
      ['paul', ended],
      ['marie', changed],
    ]) {
      const client = await RawClient.tls(old, HOST, 993)
      await client.line()
      assert.deepEqual(await imap(client, `AUTHENTICATE XOAUTH2 ${xoauth2(`${user}@contoso.example`, token ?? '')}`), [
        'NO AUTHENTICATE failed.',
      ])
      client.close()
    }
    await old.stop()
  })

  test('Microsoft: somebody else’s token is authenticated but not connected; a delegate’s opens the shared mailbox, and sends in the delegate’s own name', async () => {
    const [paul, marie] = [tokenFor('paul@contoso.example'), tokenFor('marie@contoso.example')]
    const team = 'team@contoso.example'
    assert.equal((await byImap(HOST, team, paul)).at(-1), 'OK AUTHENTICATE completed.')
    assert.equal(await byPop(HOST, team, paul), '+OK User successfully authenticated.')
    assert.equal((await byImap(HOST, team, marie)).at(-1), 'BAD User is authenticated but not connected.')
    assert.match((await bySmtp('smtp.office365.com', team, paul))[0] ?? '', /^535 5\.7\.3 /)
    assert.match((await bySmtp('smtp.office365.com', 'paul@contoso.example', paul, team)).at(-1) ?? '', /^250 2\.0\.0 OK /)
    assert.match(
      (await bySmtp('smtp.office365.com', 'marie@contoso.example', marie, team)).at(-1) ?? '',
      /^554 5\.2\.0 STOREDRV\..*SendAsDenied/,
    )
  })

  test('Microsoft: an app opens the mailboxes it was given, by the protocols of its roles', async () => {
    const { secret, certificate } = lab.oauth.apps()
    const asked = await post(lab, `https://login.microsoftonline.com/${secret.tenant}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: secret.id,
      client_secret: secret.secret ?? '',
      scope: 'https://outlook.office365.com/.default',
    })
    const token = String(asked.json.access_token)
    assert.notEqual(certificate.id, secret.id)
    assert.equal((await byImap(HOST, 'team@contoso.example', token)).at(-1), 'OK AUTHENTICATE completed.')
    assert.match((await bySmtp('smtp.office365.com', 'paul@contoso.example', token))[0] ?? '', /^235 /)
    assert.equal((await byImap(HOST, 'marie@contoso.example', token)).at(-1), 'BAD User is authenticated but not connected.')
    assert.equal((await byImap(HOST, 'paul@imap-off.example', token)).at(-1), 'BAD User is authenticated but not connected.')
  })

  test('Google: a token of another person or scope gets the challenge, then the words of a wrong password', async () => {
    const mail = ['https://mail.google.com/']
    assert.match(
      (await byImap('imap.gmail.com', 'luc@gmail.com', tokenFor('luc@gmail.com', mail))).at(-1) ?? '',
      /^OK luc@gmail\.com authenticated/,
    )
    for (const [user, token] of [
      ['luc@gmail.com', tokenFor('claire@gmail.com', mail)],
      ['luc@gmail.com', tokenFor('luc@gmail.com', ['https://www.googleapis.com/auth/gmail.send'])],
      ['luc@gmail.com', tokenFor('luc@yahoo.com', ['mail-w'])],
    ])
      assert.deepEqual(await byImap('imap.gmail.com', user ?? '', token ?? ''), [
        CHALLENGE,
        'NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)',
      ])
  })

  const OTHERS: readonly [host: string, smtpHost: string, person: string, scopes: readonly string[]][] = [
    ['imap.mail.yahoo.com', 'smtp.mail.yahoo.com', 'luc@yahoo.com', ['mail-w']],
    ['imap.mail.att.net', '', 'paul@att.net', ['mail-w']],
    ['imap.aol.com', '', 'paul@aol.com', ['mail-w']],
    [
      'imap.fastmail.com',
      'smtp.fastmail.com',
      'paul@fastmail-client.example',
      ['https://www.fastmail.com/dev/protocol-imap', 'https://www.fastmail.com/dev/protocol-smtp'],
    ],
    ['imap.yandex.com', 'smtp.yandex.com', 'paul@yandex.com', ['mail:imap_full', 'mail:smtp']],
    ['imap.mail.ru', 'smtp.mail.ru', 'paul@mail.ru', ['mail.imap']],
    ['imap.comcast.net', 'smtp.comcast.net', 'paul@comcast.net', ['https://email.comcast.net/']],
    ['mail.oauth-host.example', 'mail.oauth-host.example', 'marie@oauth-host.example', ['mail']],
  ]
  for (const [host, smtpHost, person, scopes] of OTHERS)
    test(`${host} takes the token of ${person} and not one without its scope`, async () => {
      assert.match((await byImap(host, person, tokenFor(person, scopes))).at(-1) ?? '', /^OK /)
      assert.match((await byImap(host, person, tokenFor(person, ['openid']))).at(-1) ?? '', /^NO /)
      if (smtpHost) assert.match((await bySmtp(smtpHost, person, tokenFor(person, scopes)))[0] ?? '', /^235 /)
    })

  test('Python’s imaplib opens the INBOX with a token given a moment ago', async () => {
    const family: Family = {
      name: 'Microsoft',
      authorize: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
      token: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
      client: lab.oauthClients['outlook-com']?.id ?? '',
      scope: `${MAIL.join(' ')} offline_access`,
      person: 'claire@outlook.com',
    }
    const given = await signedIn(lab, family)
    const script = `
import imaplib, ssl, sys
port, ca, user, token = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.stdin.read()
context = ssl.create_default_context(cadata=ca)
class Led(imaplib.IMAP4_SSL):
    def _create_socket(self, timeout=None):
        import socket
        return context.wrap_socket(socket.create_connection(('127.0.0.1', port)), server_hostname='outlook.office365.com')
box = Led('outlook.office365.com', 993, ssl_context=context)
box.authenticate('XOAUTH2', lambda _: f'user={user}\\x01auth=Bearer {token}\\x01\\x01'.encode())
print(box.select('INBOX'))
box.logout()
`
    const run = promisify(execFile)('python3', ['-c', script, String(portOf(lab, HOST, 993)), lab.network.cacert, family.person])
    run.child.stdin?.end(String(given.json.access_token))
    assert.match((await run).stdout, /^\('OK', \[b'3'\]\)/)
  })

  test('oauth4webapi finds a plain server, signs in with PKCE, nonce and issuer, refreshes, and takes the permission back', async () => {
    const issuer = new URL('https://auth.oauth-host.example')
    const options = { [oauth.customFetch]: (url: string, init: RequestInit) => led(lab, url, init) } as const
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' }))
    const client: oauth.Client = { client_id: 'sesame-lab' }
    const [verifier, state, nonce] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState(), oauth.generateRandomNonce()]
    const question = new URL(as.authorization_endpoint ?? '')
    const challenge = await oauth.calculatePKCECodeChallenge(verifier)
    for (const [name, value] of Object.entries({
      client_id: client.client_id,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: 'openid mail offline_access',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      state,
      nonce,
      login_hint: 'marie@oauth-host.example',
    }))
      question.searchParams.set(name, value)
    const sent = await ask(lab, question.href, { headers: { 'X-Sesame-Lab': 'allow' } })
    const parameters = oauth.validateAuthResponse(as, client, new URL(sent.headers.location ?? ''), state)
    const response = await oauth.authorizationCodeGrantRequest(as, client, oauth.None(), parameters, REDIRECT, verifier, options)
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, { expectedNonce: nonce, requireIdToken: true })
    await oauth.validateApplicationLevelSignature(as, response, options)
    assert.equal(oauth.getValidatedIdTokenClaims(tokens)?.email, 'marie@oauth-host.example')
    const again = await oauth.processRefreshTokenResponse(
      as,
      client,
      await oauth.refreshTokenGrantRequest(as, client, oauth.None(), tokens.refresh_token ?? '', options),
    )
    assert.ok(again.access_token && again.refresh_token)
    await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, oauth.None(), again.refresh_token, options))
    const dead = await oauth.refreshTokenGrantRequest(as, client, oauth.None(), again.refresh_token, options)
    await assert.rejects(oauth.processRefreshTokenResponse(as, client, dead), { error: 'invalid_grant' })
  })

  for (const [fault, why] of [
    ['wrong-issuer', 'issuer'],
    ['wrong-state', 'state'],
  ] as const)
    test(`oauth4webapi refuses an answer with ${fault}`, async () => {
      const issuer = `https://auth.oauth-${fault}.fault.example`
      const as = { issuer, authorization_response_iss_parameter_supported: true }
      const query = new URLSearchParams({
        client_id: 'sesame-lab',
        redirect_uri: REDIRECT,
        response_type: 'code',
        scope: 'mail',
        state: 's'.repeat(43),
        code_challenge: 'a'.repeat(43),
        code_challenge_method: 'S256',
      })
      const sent = await ask(lab, `${issuer}/authorize?${query}`, {
        headers: { 'X-Sesame-Lab': `allow marie@oauth-${fault}.fault.example` },
      })
      assert.throws(
        () => oauth.validateAuthResponse(as, { client_id: 'sesame-lab' }, new URL(sent.headers.location ?? ''), 's'.repeat(43)),
        new RegExp(why),
      )
    })
})

/** `fetch` by the lab's ports. */
async function led(lab: Lab, url: string, { method, headers, body }: RequestInit): Promise<Response> {
  const given = Object.fromEntries(new Headers(headers).entries())
  const answer = await ask(lab, url, {
    method: method ?? 'GET',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...given },
    ...(body != null && { body: String(body) }),
  })
  return new Response(answer.body, { status: answer.status, headers: { 'content-type': answer.headers['content-type'] ?? '' } })
}
