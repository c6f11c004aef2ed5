// The rules as a whole: each has its tests, they are listed for authors, and nothing that a file says stops them.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { RULES } from '../../src/knowledge/rules/index.ts'
import { runValidate } from '../../src/knowledge/validate.ts'
import { REPOSITORY } from './repository.ts'
import { P, printed, ruleOfLine, say } from './rule-cases.ts'

test('every rule has a file, a test and a line in CONTRIBUTING.md', () => {
  const files = readdirSync(join(REPOSITORY, 'src/knowledge/rules')).map((file) => file.replace(/\.ts$/, ''))
  const tests = readdirSync(join(REPOSITORY, 'test/knowledge')).filter((file) => /^rules-.*\.test\.ts$/.test(file))
  const tested = tests.map((file) => readFileSync(join(REPOSITORY, 'test/knowledge', file), 'utf8')).join('\n')
  const told = readFileSync(join(REPOSITORY, 'CONTRIBUTING.md'), 'utf8')
  for (const { name } of RULES) {
    assert.ok(files.includes(name), name)
    assert.ok(tested.includes(`'${name}': [`), `${name} has no test`)
    assert.ok(told.includes(`| \`${name}\` |`), `${name} is not in CONTRIBUTING.md`)
  }
  assert.equal(files.length, RULES.length + 1)
})

test('--rules lists each with its reason, and wrong options are wrong usage', () => {
  const lines: string[] = []
  assert.equal(
    runValidate(['--rules'], '2026-11-22', (line) => lines.push(line)),
    0,
  )
  for (const { name, why } of RULES) assert.ok(lines.includes(`${name}\n    ${why}`))
  for (const args of [['--ruls'], ['--today'], ['--today', 'soon'], ['nowhere-at-all']])
    assert.equal(
      runValidate(args, '2026-11-22', () => {}),
      2,
      args.join(' '),
    )
})

test('a rule waits for files that can be read only where it compares them', () => {
  const broken = { ...say('Turn off SSL.'), 'providers/broken.yaml': 'name: x\n' }
  const names = new Set(printed(broken).map((line) => ruleOfLine(line)))
  assert.deepEqual([...names].sort(), ['no-weakening', 'shape'])
})

test('every kind of nonsense in a file is a problem, never an exception', () => {
  for (const text of ['', '[]', 'null', '1', '- a', 'a: &x [*x]', 'servers: 3', '{ auth: [null], recognise: { mx: [3] } }', '---\n---\n'])
    for (const path of [
      P,
      'clients/app.yaml',
      'policies.yaml',
      'filters.yaml',
      'replies/x.yaml',
      'words/x.yaml',
      'procedures/net.dns/general.en.md',
      'stories/x.jsonl',
      'tables/ispdb.json',
    ])
      assert.ok(Array.isArray(printed({ [path]: text }, true)))
})
