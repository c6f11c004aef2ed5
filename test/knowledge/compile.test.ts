// A good folder compiles to the shapes of the model, the same bytes each time, and is read back lazily.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeKnowledge } from '../../src/knowledge/compile.ts'
import { readCompiled } from '../../src/knowledge/load.ts'
import { runValidate, validate } from '../../src/knowledge/validate.ts'
import { SesameError } from '../../src/model/errors.ts'
import { CAUSE, CLIENT, HEAD, markdown, PROVIDER, withFolder } from './folder.ts'

const STEPS = `# Title

Why it is so.

1. {task: go}
2. {when: secret=app-password|oauth, webmail!=works} Delete the **old** one.
   > It is gone
   > from the list.
3. Type \`{imap.host}\` at https://example.org/x.

## Avoid
- Never turn TLS off.

## If it still fails
- Ask.
`
const FILES = {
  'providers/example.yaml': PROVIDER,
  'clients/app.yaml': CLIENT,
  'causes/auth.basic_disabled.yaml': CAUSE,
  'causes/auth.basic_disabled/child.yaml': CAUSE,
  'questions/webmail.yaml':
    'fact: webmail\nask: { en: "a?", fr: "b\u00a0?" }\nanswers:\n  - { value: works, label: { en: "y", fr: "o" } }\n  - { value: fails, label: { en: "n", fr: "n" } }\n',
  'replies/r.yaml': `${HEAD}replies:\n  - { id: r1, protocols: [imap], match: ['\\bNO\\b'], says: { en: "a", fr: "b" }, points: { net.dns: weak } }\n`,
  'messages/m.yaml': `clients: [app]\n${HEAD}messages:\n  - { id: m1, texts: { en: ["Hello %s", "Hi you"], fr: "Bonjour %s" }, points: [{ cause: net.dns, weight: some, when: { secret: none } }] }\n`,
  'procedures/auth.basic_disabled/general.en.md': markdown('cause: auth.basic_disabled', STEPS),
  'procedures/auth.basic_disabled/general.fr.md': markdown(
    'cause: auth.basic_disabled',
    STEPS.replace('Avoid', 'À éviter').replace('If it still fails', 'Si cela ne suffit pas'),
  ),
  'tasks/go/general.en.md': markdown('task: go', '# Go\n\n1. Go.\n'),
  'tasks/go/general.fr.md': markdown('task: go', '# Aller\n\n1. Allez.\n'),
}

test('a folder compiles and is read back', () => {
  withFolder(FILES, (root) => {
    const { draft, problems } = validate(root)
    assert.deepEqual(problems, [])
    const out = join(root, 'out.json')
    writeKnowledge(draft, out)
    const bytes = readFileSync(out, 'utf8')
    writeKnowledge(validate(root).draft, out)
    assert.equal(readFileSync(out, 'utf8'), bytes)
    const knowledge = readCompiled(out)
    assert.equal(knowledge.asOf, '2026-11-21')
    assert.deepEqual(
      knowledge.causes.map((c) => c.id),
      ['auth.basic_disabled', 'auth.basic_disabled/child'],
    )
    assert.deepEqual(knowledge.replies[0]?.points, [{ cause: 'net.dns', weight: 'weak' }])
    assert.equal(knowledge.replies[0]?.checked, '2026-11-21')
    assert.deepEqual(
      knowledge.messages[0]?.texts.map((t) => `${t.lang}:${t.text}`),
      ['en:Hello %s', 'en:Hi you', 'fr:Bonjour %s'],
    )
    assert.deepEqual(knowledge.messages[0]?.clients, ['app'])
    assert.deepEqual(knowledge.messages[0]?.points[0]?.when, { facts: { secret: ['none'] } })
    const procedure = knowledge.procedures.find((p) => p.lang === 'fr' && p.cause !== undefined)!
    assert.equal(procedure.id, 'auth.basic_disabled/general')
    assert.equal(procedure.why, 'Why it is so.')
    assert.deepEqual(procedure.steps, [
      { task: 'go' },
      {
        do: 'Delete the **old** one.',
        see: 'It is gone from the list.',
        when: { facts: { secret: ['app-password', 'oauth'] }, not: { facts: { webmail: ['works'] } } },
      },
      { do: 'Type `{imap.host}` at https://example.org/x.', copy: ['{imap.host}'] },
    ])
    assert.deepEqual([procedure.avoid, procedure.otherwise], [['Never turn TLS off.'], ['Ask.']])
  })
})

test('a part is read only when asked for, and a broken one is said to be unreadable', () => {
  withFolder(FILES, (root) => {
    const out = join(root, 'out.json')
    writeKnowledge(validate(root).draft, out)
    const knowledge = readCompiled(out)
    writeFileSync(join(root, 'out-ispdb.json'), '{"half":')
    assert.equal(knowledge.procedures.length, 4)
    assert.throws(
      () => knowledge.ispdb,
      (e) => e instanceof SesameError && e.code === 'file-unreadable',
    )
  })
})

test('a table is packed and unpacked without loss', () => {
  const server = { protocol: 'imap', host: 'imap.a.org', port: 993, security: 'tls', username: 'full-address' }
  const table = {
    source: 'https://example.org/table',
    licence: 'MPL-2.0',
    revision: 'r1',
    imported: '2026-11-21',
    providers: [{ name: 'A', domains: ['a.org', 'b.org'], servers: [server] }],
  }
  withFolder({ 'tables/ispdb.json': JSON.stringify(table) }, (root) => {
    const { draft, problems } = validate(root)
    assert.deepEqual(problems, [])
    writeKnowledge(draft, join(root, 'out.json'))
    assert.deepEqual(readCompiled(join(root, 'out.json')).ispdb, [
      { domain: 'a.org', name: 'A', servers: [server] },
      { domain: 'b.org', name: 'A', servers: [server] },
    ])
  })
})

test('the exit codes of the validator', () => {
  withFolder({ 'providers/example.yaml': PROVIDER }, (root) => {
    const printed: string[] = []
    assert.equal(
      runValidate([root], '2026-11-22', (line) => printed.push(line)),
      0,
    )
    assert.equal(
      runValidate([root, '--complete'], '2026-11-22', (line) => printed.push(line)),
      1,
    )
    assert.ok(printed.length > 40)
    assert.equal(
      runValidate([join(root, 'nowhere')], '2026-11-22', () => {}),
      2,
    )
  })
})
