// Sources that disagree about a provider are all kept: what a table says otherwise than our file must be written in the file's conflicts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Disagreement, disagreements } from '../../src/knowledge/disagreements.ts'
import { emptyKnowledge } from '../../src/knowledge/knowledge.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import type { AuthRule, PreparationRow, Provider, ProviderServer } from '../../src/model/knowledge.ts'

const line = ({ provider, table, about, ours, theirs, domains }: Disagreement): string =>
  `${provider}: ${about} is ${ours}, but ${theirs} in ${table} (${domains.join(', ')})`

test('every disagreement with a table is written down', () => {
  const missing = disagreements(loadKnowledge()).filter(({ recorded }) => !recorded)
  assert.deepEqual(missing.map(line), [])
})

test('every conflict is dated on one side at least, and says why in both languages', () => {
  for (const { id, conflicts = [] } of loadKnowledge().providers)
    for (const { about, says, why } of conflicts) {
      assert.ok(
        says.some(({ date }) => date !== undefined),
        `${id} ${about}`,
      )
      assert.ok(why.en !== why.fr, `${id} ${about}`)
    }
})

const imap: ProviderServer = { protocol: 'imap', host: 'imap.a.example', port: 993, security: 'tls', username: 'full-address' }
const rule: AuthRule = { protocols: ['imap'], password: 'accepted', appPassword: 'refused', oauth: 'refused', sources: ['a test'] }
const provider = (more: Partial<Provider> = {}): Provider => ({
  id: 'a',
  name: 'A',
  operator: 'A',
  kind: 'isp',
  accountType: 'personal',
  slugs: [],
  family: 'a',
  domains: ['a.example', 'b.example'],
  recognise: {},
  servers: [imap],
  auth: [rule],
  checked: '2026-11-22',
  sources: ['a test'],
  ...more,
})
const ispdb = (more: Partial<ProviderServer>, domain = 'a.example') => ({ domain, name: 'A', servers: [{ ...imap, ...more }] })
const needs = (more: Partial<PreparationRow>): PreparationRow => ({
  domain: 'a.example',
  name: 'A',
  status: 'preparation',
  servers: [],
  needs: [],
  checked: '2024-08',
  ...more,
})
const found = (parts: object, ours = provider()) =>
  disagreements({ ...emptyKnowledge(), asOf: '2026-11-22', providers: [ours], ...parts }).map((d) => `${d.about}: ${d.ours} / ${d.theirs}`)

test('hosts, ports and sign-in names are compared, the rest of a table is silent', () => {
  assert.deepEqual(found({ ispdb: [ispdb({})] }), [])
  assert.deepEqual(found({ ispdb: [ispdb({ host: 'x.example' })] }), ['servers.imap.host: imap.a.example / x.example'])
  assert.deepEqual(found({ ispdb: [ispdb({ port: 143, security: 'starttls' })] }), ['servers.imap.port: 993 tls / 143 starttls'])
  assert.deepEqual(found({ ispdb: [ispdb({ username: 'local-part' })] }), ['servers.imap.username: full-address / local-part'])
  assert.deepEqual(found({ ispdb: [ispdb({ host: '%DOMAIN%' })] }), [])
  assert.deepEqual(found({ ispdb: [ispdb({ protocol: 'pop3' })] }), [])
  assert.deepEqual(found({ ispdb: [{ ...ispdb({}), domain: 'elsewhere.example' }] }), [])
})

test('needs are compared with the rules of the day', () => {
  assert.deepEqual(found({ preparation: [needs({ needs: ['app-password'] })] }), ['auth.password: password / app-password'])
  assert.deepEqual(found({ preparation: [needs({ needs: ['oauth-required'], status: 'broken' })] }), ['auth.password: password / oauth'])
  assert.deepEqual(found({ preparation: [needs({ needs: ['switch-on'] })] }), ['switchOn.imap: on / switch-on'])
  assert.deepEqual(found({ preparation: [needs({ status: 'ok' })] }), [])
  const former = provider({ auth: [{ ...rule, password: 'refused', appPassword: 'accepted' }, rule] })
  assert.deepEqual(found({ preparation: [needs({ needs: ['app-password'] })] }, former), ['auth.password: password / app-password'])
})

test('a disagreement that is written down says so, and one is told once for all its domains', () => {
  const says = [
    { value: 'imap.a.example', source: 'a test' },
    { value: 'x.example', source: 'another' },
  ]
  const conflicts = [{ about: 'servers.imap.host', says, chosen: 'imap.a.example', why: { en: 'a', fr: 'b' } }]
  const rows = [ispdb({ host: 'x.example' }), ispdb({ host: 'x.example' }, 'b.example')]
  const [only, ...more] = disagreements({ ...emptyKnowledge(), providers: [provider({ conflicts })], ispdb: rows })
  assert.deepEqual([only?.recorded, only?.domains, more], [true, ['a.example', 'b.example'], []])
})
