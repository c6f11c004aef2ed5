// The import of Thunderbird's table: the same facts give the same bytes, and what changed is named.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { table as schema } from '../../src/knowledge/schema/table.ts'
import { REPOSITORY } from './repository.ts'

const { tableOf, printTable, changesOf } = await import(pathToFileURL(join(REPOSITORY, 'scripts/import-ispdb.mjs')).href)
const HEAD = { revision: 'abc 2026-03-12', imported: '2026-11-22' }

const server = (more: object) => ({ type: 'imap', host: 'Imap.Example.org', port: 993, socket: 'SSL', usernameForm: 'address', ...more })
const row = (domain: string, ...servers: object[]) => JSON.stringify({ domain, provider: 'p', displayName: 'Example', servers })

test('words of the table become words of the model; what is no mail server is left out', () => {
  const table = tableOf(
    [
      row(
        'b.org',
        server({}),
        server({ type: 'ews', port: undefined }),
        server({ type: 'smtp', socket: 'STARTTLS', port: 587, usernameForm: 'template' }),
      ),
      row('A.org', server({}), server({ type: 'smtp', socket: 'STARTTLS', port: 587, usernameForm: null })),
      row('none.org', server({ type: 'exchange' })),
      row('b.org', server({ host: 'other.example.org' })),
    ].join('\n'),
    HEAD,
  )
  assert.equal(schema.safeParse(table).success, true)
  assert.deepEqual(table.providers, [
    {
      name: 'Example',
      domains: ['a.org', 'b.org'],
      servers: [
        { protocol: 'imap', host: 'imap.example.org', port: 993, security: 'tls', username: 'full-address' },
        { protocol: 'smtp', host: 'imap.example.org', port: 587, security: 'starttls', username: 'other' },
      ],
    },
  ])
})

test('the order of the snapshot does not matter', () => {
  const rows = ['a.org', 'b.org', 'c.org', 'd.org'].map((domain, i) => row(domain, server({ port: 993 + (i % 2) })))
  const expected = printTable(tableOf(rows.join('\n'), HEAD))
  fc.assert(
    fc.property(
      fc.shuffledSubarray(rows, { minLength: rows.length }),
      (shuffled) => printTable(tableOf(shuffled.join('\n'), HEAD)) === expected,
    ),
  )
  assert.deepEqual(JSON.parse(expected), tableOf(rows.join('\n'), HEAD))
})

test('what came, went and changed is named', () => {
  const before = tableOf([row('a.org', server({})), row('b.org', server({}))].join('\n'), HEAD)
  const after = tableOf([row('a.org', server({ port: 994 })), row('c.org', server({}))].join('\n'), HEAD)
  assert.deepEqual(changesOf(before, after), { added: ['c.org'], removed: ['b.org'], changed: ['a.org'] })
  assert.deepEqual(changesOf(null, before), { added: ['a.org', 'b.org'], removed: [], changed: [] })
})
