// What should be read again: files that a change has overtaken, files that grew old by importance, changes that are near.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readKnowledge } from '../../src/knowledge/read.ts'
import { printStale, staleness } from '../../src/knowledge/stale.ts'
import { runValidate } from '../../src/knowledge/validate.ts'
import { CAUSE, HEAD, markdown, PROVIDER, withFolder } from './folder.ts'

const POLICIES = `${HEAD}policies:
  - { id: ends, date: "2027-01-15", providers: [example], what: { en: "It ends.", fr: "Cela prend fin." }, strength: thread, sources: ["https://example.org/page"] }
  - { id: later, date: "2027-06-01", providers: [example], what: { en: "It ends.", fr: "Cela prend fin." }, strength: thread, sources: ["https://example.org/page"] }
`
const FILES = {
  'providers/example.yaml': PROVIDER,
  'policies.yaml': POLICIES,
  'causes/net.dns.yaml': CAUSE.replace('2026-11-21', '2025-06-01'),
  'tasks/wait/example.en.md': markdown('task: wait\nproviders: [example]', '# T\n\n1. Wait.\n'),
}
const report = (today: string) => withFolder(FILES, (root) => ({ root, ...staleness(readKnowledge(root), today) }))

test('a change after the check makes the provider’s file and its texts due, others not', () => {
  const before = report('2027-01-14')
  assert.deepEqual(before.overtaken, [])
  assert.deepEqual(
    before.coming.map(({ id, inDays, providers }) => [id, inDays, providers]),
    [['ends', 1, ['example']]],
  )
  const { root, overtaken, coming } = report('2027-01-15')
  assert.deepEqual(
    overtaken.map(({ file, line, column, by }) => [file.replace(`${root}/`, ''), line, column, by.id]),
    [
      ['providers/example.yaml', 15, 10, 'ends'],
      ['tasks/wait/example.en.md', 4, 10, 'ends'],
    ],
  )
  assert.deepEqual(coming, [])
})

test('old files stand by importance and age, and what is due is said once', () => {
  const { old, ageing, due } = report('2026-12-01')
  assert.deepEqual(
    old.map(({ importance, days }) => [importance, days]),
    [['tells-people', 548]],
  )
  assert.deepEqual([ageing.length, due.length], [0, 1])
  const later = report('2028-11-22')
  assert.deepEqual(
    later.old.map(({ importance }) => importance),
    ['opens-mailboxes', 'opens-mailboxes', 'opens-mailboxes', 'tells-people'],
  )
  assert.equal(new Set(later.due).size, later.due.length)
})

test('as text and as JSON, with 1 when something is due', () => {
  withFolder(FILES, (root) => {
    const said = (args: readonly string[]) => {
      const lines: string[] = []
      const code = runValidate([root, '--stale', ...args], '2026-01-01', (line) => lines.push(line.replaceAll(`${root}/`, '')))
      return { code, text: lines.join('\n') }
    }
    assert.deepEqual(said([]), {
      code: 0,
      text: 'Older than half a year: what people are told\n  causes/net.dns.yaml:10:10 checked 2025-06-01',
    })
    const { code, text } = said(['--today', '2027-02-01', '--json'])
    assert.equal(code, 1)
    assert.equal(JSON.parse(text).overtaken[0].by.date, '2027-01-15')
    assert.match(
      said(['--today', '2027-02-01']).text,
      /^Overtaken: .*\n {2}providers\/example\.yaml:15:10 checked 2026-11-21, ends of 2027-01-15\n/,
    )
    assert.match(printStale(staleness(readKnowledge(root), '2027-05-01')).at(-1) ?? '', /2027-06-01 \(in 31 days\) later: example$/)
  })
})
