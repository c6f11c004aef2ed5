// What nobody should send to the lab's authorization servers, and what they send when they misbehave: all of it bounded.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { type Asking, ask, post } from './oauth-client.ts'

const TOKEN = 'https://auth.oauth-host.example/token'
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const FAULTS = 'unavailable garbage html cut redirected endless no-refresh other-token-type wrong-nonce clock certificate'.split(' ')

describe('hostile to the authorization servers, and hostile ones', { concurrency: 8 }, () => {
  let lab: Lab
  before(async () => {
    lab = await startLab({ providers: ['oauth-host', 'microsoft365', ...FAULTS.map((f) => `oauth-${f}`)] })
  })
  after(() => lab?.stop())

  const REQUESTS: readonly [what: string, address: string, asking: Asking, status: number][] = [
    ['a form of a megabyte', TOKEN, { method: 'POST', headers: FORM, body: Buffer.alloc(1 << 20, 'a=b&') }, 413],
    ['random bytes', TOKEN, { method: 'POST', headers: FORM, body: Buffer.from([0, 255, 254, 37, 0, 61, 38, 128]) }, 400],
    [
      'JSON in the place of a form',
      TOKEN,
      { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"grant_type":"x"}' },
      400,
    ],
    ['a parameter twice', TOKEN, { method: 'POST', headers: FORM, body: 'grant_type=refresh_token&grant_type=authorization_code' }, 400],
    ['nothing', TOKEN, { method: 'POST', headers: FORM, body: '' }, 400],
    ['GET', `${TOKEN}?grant_type=refresh_token`, {}, 405],
    ['another method', TOKEN, { method: 'PROPFIND' }, 405],
    ['another method at the page', 'https://auth.oauth-host.example/authorize', { method: 'DELETE' }, 405],
    [
      'a tenant that climbs',
      'https://login.microsoftonline.com/..%2f..%2fetc/oauth2/v2.0/token',
      { method: 'POST', headers: FORM, body: 'grant_type=x' },
      400,
    ],
    [
      'a tenant that is no text',
      'https://login.microsoftonline.com/%ff%fe/oauth2/v2.0/token',
      { method: 'POST', headers: FORM, body: 'grant_type=x' },
      400,
    ],
    [
      'the name of a property of objects',
      'https://login.microsoftonline.com/__proto__/oauth2/v2.0/token',
      { method: 'POST', headers: FORM, body: 'grant_type=__proto__&client_id=constructor' },
      400,
    ],
    ['a path that is not there', 'https://auth.oauth-host.example/nothing', {}, 404],
  ]
  for (const [what, address, asking, status] of REQUESTS)
    test(`${what}: ${status}`, async () => {
      const answer = await ask(lab, address, asking).catch((error: NodeJS.ErrnoException) => error)
      // Who still sends when the answer comes may find the connection closed.
      if (answer instanceof Error) assert.ok(status === 413 && ['EPIPE', 'ECONNRESET'].includes(answer.code ?? ''), String(answer))
      else assert.equal(answer.status, status, answer.body)
    })

  test('whatever a form holds, the answer is a refusal in JSON', async () => {
    const names = fc.constantFrom(
      'grant_type',
      'code',
      'client_id',
      'client_secret',
      'refresh_token',
      'client_assertion',
      'client_assertion_type',
      'device_code',
      'scope',
      'x',
    )
    const values = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(
        'authorization_code',
        'refresh_token',
        'client_credentials',
        'sesame-lab',
        'sesame-lab-server',
        'mail',
        'e30.e30.e30',
      ),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(names, values),
        fc.constantFrom(TOKEN, 'https://login.microsoftonline.com/common/oauth2/v2.0/token'),
        async (form, address) => {
          const answer = await post(lab, address, form)
          assert.ok(answer.status === 400 || answer.status === 401, `${answer.status}`)
          assert.equal(typeof answer.json.error, 'string')
        },
      ),
      { numRuns: 40 },
    )
  })

  test('what a person’s page shows of a request is text, never mark-up', async () => {
    const evil = '"><script>alert(1)</script>'
    const query = new URLSearchParams({ client_id: evil, redirect_uri: evil, login_hint: evil, scope: evil, state: evil })
    for (const address of [
      `https://auth.oauth-host.example/authorize?${query}`,
      `https://auth.oauth-host.example/activate?user_code=${encodeURIComponent(evil)}`,
    ])
      assert.ok(!(await ask(lab, address)).body.includes('<script'), address)
  })

  test('what was asked is noted without codes, tokens and secrets', async () => {
    await post(lab, TOKEN, {
      grant_type: 'refresh_token',
      refresh_token: 'planted-secret',
      client_id: 'sesame-lab',
      client_secret: 'planted-secret',
    })
    await ask(lab, 'https://auth.oauth-host.example/authorize?code_challenge=planted-secret')
    const { commands } = lab.seen('auth.oauth-host.example')
    assert.ok(commands.includes(`POST ${TOKEN} grant_type=refresh_token`))
    assert.ok(!commands.join().includes('planted-secret'))
  })

  const SHOWN: readonly [fault: string, shows: RegExp | number][] = [
    ['unavailable', 503],
    ['garbage', /^\0\{"access_token":$/],
    ['html', /<title>Sign in to the network/],
    ['cut', /^\{"error":"invalid_gr?a?n?t?[^}]*$/],
    ['redirected', 307],
    ['endless', /^\{"access_token":"a{1000}/],
  ]
  for (const [fault, shows] of SHOWN)
    test(`the token endpoint with the fault ${fault}`, async () => {
      const answer = await post(lab, `https://auth.oauth-${fault}.fault.example/token`, {
        grant_type: 'refresh_token',
        refresh_token: 'x',
        client_id: 'sesame-lab',
      })
      if (typeof shows === 'number') assert.equal(answer.status, shows)
      else assert.match(answer.body, shows)
    })

  test('an authorization server may have a certificate that ended', async () => {
    await assert.rejects(ask(lab, 'https://auth.oauth-certificate.fault.example/token'), { code: 'CERT_HAS_EXPIRED' })
  })

  test('each client is known by the name that knowledge has for its provider, and each provider with open sign-in has one', async () => {
    const all = await startLab()
    const { oauthClients } = all
    const { providers } = loadKnowledge()
    const addresses = providers.flatMap(({ oauth }) =>
      [oauth?.authorize, oauth?.device, oauth?.revocation].flatMap((a) => a?.replace('{tenant}', 'common') ?? []),
    )
    const tokens = providers.flatMap((p) => (p.id in oauthClients ? (p.oauth?.token?.replace('{tenant}', 'common') ?? []) : []))
    for (const address of new Set([...addresses, ...tokens])) assert.notEqual((await ask(all, address)).status, 404, address)
    await all.stop()
    for (const name of Object.keys(oauthClients))
      if (!name.startsWith('https://'))
        assert.ok(
          providers.some((p) => p.id === name),
          name,
        )
    assert.deepEqual(
      providers.filter((p) => p.oauth?.token && !(p.id in oauthClients)).map((p) => p.id),
      [],
    )
  })
})
