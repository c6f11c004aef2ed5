// The judgement over whatever mechanisms say: total, stable, and never generous with trust.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { combine } from '../../src/identify/combine.ts'
import { readClientConfig } from '../../src/identify/config-xml.ts'
import type { Clue } from '../../src/identify/mechanism.ts'
import type { FoundEndpoint, Mechanism } from '../../src/model/identity.ts'
import { endpointUrl } from '../../src/model/protocol.ts'
import { KNOWLEDGE, PROVIDERS } from './catalogue.ts'
import { addressOf } from './world.ts'

const ADDRESS = addressOf('marie@atelier.fr')
const trust = fc.constantFrom('named' as const, 'hint' as const, 'guess' as const)
const endpoint: fc.Arbitrary<FoundEndpoint> = fc.record({
  protocol: fc.constantFrom('imap' as const, 'pop3' as const, 'smtp' as const),
  host: fc.constantFrom('imap.gmail.com', 'mail.atelier.fr', 'smtp.atelier.fr'),
  port: fc.constantFrom(993, 465, 587),
  security: fc.constantFrom('tls' as const, 'starttls' as const, 'plain' as const),
  username: fc.constant('full-address' as const),
  trust,
  source: fc.constant('x'),
})
const MECHANISMS: readonly Mechanism[] = [
  'ispdb',
  'preparation',
  'mx',
  'srv',
  'autoconfig',
  'pacc',
  'autodiscover',
  'spf',
  'cname',
  'guess',
]
const clue: fc.Arbitrary<Clue> = fc.record(
  {
    mechanism: fc.constantFrom(...MECHANISMS),
    status: fc.constantFrom('found' as const, 'nothing' as const, 'failed' as const, 'skipped' as const),
    source: fc.constant('x'),
    trust,
    ms: fc.nat(10),
    candidates: fc.uniqueArray(fc.constantFrom(...PROVIDERS.map((p) => p.id)), { maxLength: 3 }),
    endpoints: fc.array(endpoint, { maxLength: 3 }),
    hosts: fc.array(fc.constantFrom('mx.zoho.eu', 'ex5.mail.ovh.net', 'mx.atelier.fr'), { maxLength: 1 }),
  },
  { requiredKeys: ['mechanism', 'status', 'source', 'trust', 'ms'] },
)
const clues = fc.array(clue, { maxLength: 12 })

describe('combine', () => {
  it('property: names only known providers, keeps every finding, doubles no endpoint', () => {
    fc.assert(
      fc.property(clues, (said) => {
        const identity = combine(KNOWLEDGE, ADDRESS, said, 0)
        assert.ok(identity.provider === null || PROVIDERS.some((p) => p.id === identity.provider))
        assert.equal(identity.provider === null, identity.confidence === 'none')
        assert.equal(identity.findings.length, said.length)
        const urls = identity.endpoints.map(endpointUrl)
        assert.equal(new Set(urls).size, urls.length)
      }),
    )
  })

  it('property: an endpoint is never trusted more than whoever named it', () => {
    fc.assert(
      fc.property(clues, (said) => {
        for (const e of combine(KNOWLEDGE, ADDRESS, said, 0).endpoints) {
          if (e.source.startsWith('knowledge/')) continue
          assert.ok(
            said.some((c) => c.status === 'found' && c.endpoints?.some((o) => endpointUrl(o) === endpointUrl(e) && o.trust === e.trust)),
          )
        }
      }),
    )
  })

  it('property: within a protocol, trust only falls, and what carries no secret comes last', () => {
    const order = ['named', 'hint', 'guess']
    fc.assert(
      fc.property(clues, (said) => {
        const { endpoints } = combine(KNOWLEDGE, ADDRESS, said, 0)
        for (const protocol of ['imap', 'pop3', 'smtp']) {
          const ranks = endpoints
            .filter((e) => e.protocol === protocol)
            .map((e) => (e.security === 'plain' ? 3 : 0) + order.indexOf(e.trust))
          assert.deepEqual(
            ranks,
            [...ranks].sort((a, b) => a - b),
          )
        }
      }),
    )
  })

  it('property: a catalogued domain is certain unless its live exchanger says otherwise', () => {
    const listed: Clue = { mechanism: 'catalogue', status: 'found', source: 'x', trust: 'named', ms: 0, candidates: ['icloud'] }
    fc.assert(
      fc.property(clues, (said) => {
        const others = said.filter((c) => c.mechanism !== 'mx')
        const identity = combine(KNOWLEDGE, addressOf('marie@icloud.com'), [listed, ...others], 0)
        assert.equal(identity.provider, 'icloud')
        assert.equal(identity.confidence, 'certain')
      }),
    )
  })

  it('keeps a conflict visible', () => {
    const identity = combine(
      KNOWLEDGE,
      ADDRESS,
      [
        {
          mechanism: 'mx',
          status: 'found',
          source: 'dns',
          trust: 'hint',
          ms: 1,
          candidates: ['google-workspace'],
          hosts: ['aspmx.l.google.com'],
        },
        { mechanism: 'spf', status: 'found', source: 'dns', trust: 'hint', ms: 1, candidates: ['microsoft-365'] },
      ],
      1,
    )
    assert.equal(identity.provider, 'google-workspace')
    assert.deepEqual(
      identity.findings.map((f) => [f.provider, f.why]),
      [
        ['google-workspace', undefined],
        ['microsoft-365', 'overruled'],
      ],
    )
  })
})

describe('autoconfig documents', () => {
  it('property: any text is refused or read within its limits', () => {
    const piece = fc.constantFrom(
      '<clientConfig>',
      '</clientConfig>',
      '<emailProvider id="x">',
      '</emailProvider>',
      '<incomingServer type="imap">',
      '</incomingServer>',
      '<hostname>',
      '</hostname>',
      'mail.x.fr',
      '&amp;',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const config = readClientConfig(text, 'x.fr')
          assert.ok(config === null || config.servers.length <= 24)
        },
      ),
    )
  })

  it('names no host of the local network, no address, no single label', () => {
    const host = (name: string): number =>
      readClientConfig(
        `<clientConfig><emailProvider><incomingServer type="imap"><hostname>${name}</hostname><port>993</port><socketType>SSL</socketType></incomingServer></emailProvider></clientConfig>`,
        'x.fr',
      )?.servers.length ?? 0
    for (const name of ['localhost', '127.0.0.1', '[::1]', '0x7f.1', 'a b.example', 'evil.example/path', ''])
      assert.equal(host(name), 0, name)
    assert.equal(host('imap.bücher.example'), 1)
  })
})
