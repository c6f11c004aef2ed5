// The import of what domains need: the same facts give the same bytes, the schema takes them, and what changed is named with the fact.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { preparationOf } from '../../src/knowledge/preparation.ts'
import { preparations as schema } from '../../src/knowledge/schema/table.ts'
import { REPOSITORY } from './repository.ts'

const script = (name: string) => import(pathToFileURL(join(REPOSITORY, 'scripts', name)).href)
const { tableOf } = await script('import-preparation.mjs')
const { printTable, reportOf } = await script('import-table.mjs')
const HEAD = { revision: 'abc 2026-04-22', imported: '2026-11-22' }
const knowledge = loadKnowledge()

const NONE = { appPassword: false, enableAccessInWebmail: false, oauthRequired: false }
const row = (domain: string, more: object = {}) =>
  JSON.stringify({
    domain,
    provider: 'example',
    status: 'PREPARATION',
    servers: [{ type: 'imap', socket: 'SSL', host: 'Imap.Example.org', port: 993, usernameForm: 'localpart' }],
    needs: { ...NONE, appPassword: true },
    lastChecked: '2021-08-15',
    website: 'https://example.org/',
    ...more,
  })

test('words of the snapshot become words of the model', () => {
  const lines = [
    row('a.org'),
    row('*.b.org', { needs: NONE, status: 'OK', servers: [], website: 'b.org' }),
    row('-no domain'),
    row('c.org', { status: '?' }),
  ]
  const table = tableOf(lines.join('\n'), HEAD)
  assert.equal(schema.safeParse(table).success, true)
  assert.deepEqual(table.providers, [
    { name: 'example', domains: ['*.b.org'], status: 'ok', servers: [], needs: [], checked: '2021-08' },
    {
      name: 'example',
      domains: ['a.org'],
      status: 'preparation',
      servers: [{ protocol: 'imap', host: 'imap.example.org', port: 993, security: 'tls', username: 'local-part' }],
      needs: ['app-password'],
      checked: '2021-08',
      website: 'https://example.org/',
    },
  ])
})

test('a way in clear is kept only where there is no other', () => {
  const server = (type: string, socket: string) => ({ type, socket, host: 'a.org', port: 1, usernameForm: 'address' })
  const table = tableOf(row('a.org', { servers: [server('imap', 'plain'), server('imap', 'SSL'), server('smtp', 'plain')] }), HEAD)
  assert.deepEqual(
    table.providers[0].servers.map((s: { protocol: string; security: string }) => `${s.protocol} ${s.security}`),
    ['imap tls', 'smtp plain'],
  )
})

test('the order of the snapshot does not matter', () => {
  const rows = ['a.org', 'b.org', 'c.org'].map((domain, i) => row(domain, { status: i % 2 ? 'OK' : 'BROKEN' }))
  const expected = printTable(tableOf(rows.join('\n'), HEAD))
  fc.assert(fc.property(fc.shuffledSubarray(rows, { minLength: 3 }), (some) => printTable(tableOf(some.join('\n'), HEAD)) === expected))
})

test('the report names what came, what went, and in which facts a domain changed', () => {
  const before = tableOf([row('a.org'), row('b.org')].join('\n'), HEAD)
  const after = tableOf([row('a.org', { needs: { ...NONE, oauthRequired: true }, lastChecked: '2026-01' }), row('c.org')].join('\n'), HEAD)
  assert.deepEqual(reportOf(before, after), ['added: 1 (c.org)\n', 'removed: 1 (b.org)\n', 'changed: 1 (a.org: needs and checked)\n'])
  assert.deepEqual(reportOf(null, after), ['added: 2\n', 'removed: 0\n', 'changed: 0\n'])
})

test('the table in the repository is read, with whose it is', () => {
  assert.deepEqual(
    knowledge.tables.map(({ id }) => id),
    ['ispdb', 'preparation'],
  )
  for (const head of knowledge.tables) assert.match(head.licence, /MPL-2\.0/)
  assert.ok(knowledge.preparation.length >= 518)
  assert.deepEqual(preparationOf(knowledge, 'ukr.net')?.needs, ['switch-on'])
  assert.equal(preparationOf(knowledge, 'HEY.com')?.status, 'broken')
  assert.equal(preparationOf(knowledge, 'node7.hermes.radio')?.name, 'hermes.radio')
  assert.equal(preparationOf(knowledge, 'nobody.example'), undefined)
})

test('no table sends anybody to a connection in clear where there is an encrypted one', () => {
  for (const { domain, servers } of [...knowledge.ispdb, ...knowledge.preparation])
    for (const { protocol, security } of servers)
      if (security === 'plain') assert.ok(!servers.some((s) => s.protocol === protocol && s.security !== 'plain'), `${domain} ${protocol}`)
})
