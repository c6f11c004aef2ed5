// What the knowledge tells a probe: names to sign in with, replies that end it, whose server to expect, who intercepts.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseAddress } from '../../src/model/address.ts'
import type { FoundEndpoint } from '../../src/model/identity.ts'
import type { Provider, Reply } from '../../src/model/knowledge.ts'
import type { Protocol } from '../../src/model/protocol.ts'
import { hintsOf, replyPolicy, signInNames, signInOrder } from '../../src/probe/hints.ts'
import { interceptorOf } from '../../src/probe/interceptors.ts'
import { isForeign } from '../../src/probe/operator.ts'
import { STAGES } from '../../src/probe/stages.ts'

const dated = { checked: '2026-11-21', sources: ['test'] }
const provider: Provider = {
  ...dated,
  ...{ id: 'apple', name: 'Apple', operator: 'Apple', kind: 'consumer', accountType: 'personal', slugs: [], family: 'apple', domains: [] },
  recognise: { greeting: ['iscream'] },
  servers: [
    { protocol: 'imap', host: 'imap.mail.me.com', port: 993, security: 'tls', username: 'local-part' },
    { protocol: 'smtp', host: 'smtp.mail.me.com', port: 587, security: 'starttls', username: 'full-address' },
  ],
  auth: [],
}
const found = (protocol: Protocol, more: Partial<FoundEndpoint> = {}): FoundEndpoint => ({
  ...{
    protocol,
    host: `${protocol}.mail.me.com`,
    port: protocol === 'imap' ? 993 : 587,
    security: protocol === 'imap' ? 'tls' : 'starttls',
  },
  ...{ username: protocol === 'imap' ? 'local-part' : 'full-address', trust: 'named', source: 'test' },
  ...more,
})

describe('sign-in names', () => {
  const marie = parseAddress('marie@icloud.com')!

  it('follow the endpoint; the other form only where the provider itself is not of one mind', () => {
    assert.deepEqual(signInNames(marie, found('imap'), provider), { user: 'marie', otherUser: 'marie@icloud.com' })
    assert.deepEqual(signInNames(marie, found('smtp'), provider), { user: 'marie@icloud.com', otherUser: 'marie' })
    assert.deepEqual(signInNames(marie, found('imap'), null), { user: 'marie' })
    assert.deepEqual(signInNames(marie, found('imap', { usernameText: 'm.dupont' }), provider), { user: 'm.dupont' })
  })
})

describe('hints', () => {
  it('name the operator and the STARTTLS that must be there', () => {
    const hints = hintsOf(provider, found('smtp'))
    assert.equal(hints.starttlsKnown, true)
    assert.deepEqual(hints.operator, { greeting: ['iscream'], domains: ['imap.mail.me.com', 'smtp.mail.me.com'] })
    assert.deepEqual(hintsOf(null, found('smtp')), {})
    assert.equal(hintsOf(provider, found('smtp', { host: 'mail.example.org' })).starttlsKnown, undefined)
  })

  it('a stranger is one who names himself, and only then', () => {
    const operator = { greeting: ['iscream'], domains: ['imap.mail.me.com'] }
    const foreign = (greeting: string) => isForeign(greeting, 'imap.mail.me.com', operator)
    assert.equal(foreign('220 p3plcpnl0123.prod.phx3.secureserver.net ESMTP Exim'), true)
    assert.equal(foreign('220 mr11p00im.me.com ESMTP'), false)
    assert.equal(foreign('* OK [CAPABILITY IMAP4rev1] iSCREAM ready at relay.example.com'), false)
    assert.equal(foreign('* OK IMAP4 ready, version 1.2.beta'), false)
    assert.equal(isForeign('220 anything.example.com', 'mail.example.org', undefined), false)
  })
})

describe('replies', () => {
  const reply = (id: string, match: string, more: Partial<Reply>): Reply => ({
    ...dated,
    ...{ id, protocols: ['imap'], match: [match], says: { en: '', fr: '' }, points: [] },
    ...more,
  })
  const policy = replyPolicy([
    reply('locked', 'account abnormal', { stop: true }),
    reply('off', 'imap is off', { points: [{ cause: 'auth.protocol_disabled_user', weight: 'certain' }] }),
    reply('either', 'or imap is disabled', {
      points: [
        { cause: 'auth.protocol_disabled_user', weight: 'strong' },
        { cause: 'auth.app_password_required', weight: 'some' },
      ],
    }),
  ])

  it('that lock end every attempt, as the knowledge or the words have it', () => {
    for (const text of ['NO account abnormal', '454 4.7.0 Too many login attempts, please try again later.', 'BAD Request is throttled.']) {
      assert.equal(policy.isStop(text), true, text)
    }
    for (const text of ['NO [AUTHENTICATIONFAILED] Authentication failed.', '535 5.7.8 Username and Password not accepted']) {
      assert.equal(policy.isStop(text), false, text)
    }
  })

  it('that speak of one protocol let another try, unless they may mean the secret as well', () => {
    assert.equal(policy.isProtocolOnly('NO IMAP is off', 'imap'), true)
    assert.equal(policy.isProtocolOnly('NO IMAP is off', 'smtp'), false)
    assert.equal(policy.isProtocolOnly('NO invalid credentials or IMAP is disabled', 'imap'), false)
    assert.equal(policy.isProtocolOnly('NO wrong', 'imap'), false)
  })
})

describe('the order of sign-ins', () => {
  it('keeps all, the first first, then the other direction', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Protocol>('imap', 'pop3', 'smtp'), { minLength: 1, maxLength: 6 }), (protocols) => {
        const endpoints = protocols.map((protocol, i) => ({ protocol, i }))
        const order = signInOrder(endpoints)
        assert.deepEqual(
          [...order].sort((a, b) => a.i - b.i),
          endpoints,
        )
        assert.equal(order[0], endpoints[0])
        if (new Set(protocols.map((p) => p === 'smtp')).size === 2)
          assert.notEqual(order[1]!.protocol === 'smtp', order[0]!.protocol === 'smtp')
      }),
    )
  })
})

describe('interceptors', () => {
  it('are known by the issuer, and public authorities are not taken for them', () => {
    const names = {
      'Avast Web/Mail Shield Root / Avast Web/Mail Shield': 'Avast',
      'AVG Web/Mail Shield Root': 'AVG',
      'Kaspersky Anti-Virus Personal Root Certificate / AO Kaspersky Lab': 'Kaspersky',
      'ESET SSL Filter CA / ESET, spol. s r. o.': 'ESET',
      'Bitdefender Personal CA.Net-Defender': 'Bitdefender',
      'Norton Web/Mail Shield Root': 'Norton',
      'Zscaler Intermediate Root CA': 'Zscaler',
      'FGT60F / Fortinet': 'Fortinet',
    }
    for (const [issuer, name] of Object.entries(names)) assert.equal(interceptorOf(issuer)?.name, name)
    const publicOnes = [
      "R11 / Let's Encrypt",
      'WR2 / Google Trust Services',
      'DigiCert Global G2 TLS RSA SHA256 2020 CA1 / DigiCert Inc',
      'Sectigo RSA Domain Validation Secure Server CA',
      'Apple Public Server RSA CA 12 - G1 / Apple Inc.',
      'GlobalSign GCC R6 AlphaSSL CA 2023',
      'Amazon RSA 2048 M02',
      'Gandi RSA Domain Validation Secure Server CA 3',
      'Certum Domain Validation CA SHA2',
      'Cloudflare TLS Issuing RSA CA 1',
    ]
    for (const issuer of publicOnes) assert.equal(interceptorOf(issuer), null, issuer)
  })
})

describe('the stages', () => {
  it('need only what comes before them, and what uses the secret needs a verified connection', () => {
    for (const [i, stage] of STAGES.entries()) {
      for (const need of stage.needs) assert.ok(STAGES.findIndex(({ id }) => id === need) < i, `${stage.id} needs ${need}`)
    }
    assert.ok(STAGES.find(({ id }) => id === 'sign-in')?.needs.includes('secure'))
    assert.deepEqual(
      STAGES.filter(({ touches }) => touches === 'mailbox').map(({ id }) => id),
      ['send-to-self'],
    )
  })
})
