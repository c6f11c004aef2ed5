// Conditions: what an author writes is what the judgement gets, whatever the nesting; what is not in the vocabulary never passes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { condition } from '../../src/knowledge/schema/condition.ts'
import { hasNestedRepeat, regexFault } from '../../src/knowledge/schema/regex.ts'
import { readWhen, StepFault } from '../../src/knowledge/step.ts'
import { readYaml } from '../../src/knowledge/yaml-source.ts'
import type { FactValue } from '../../src/model/fact.ts'
import { FACTS } from '../../src/model/facts.ts'
import { fold } from '../../src/model/fold.ts'
import type { Condition } from '../../src/model/knowledge.ts'

const LISTED = Object.entries(FACTS).flatMap(([name, values]): [string, readonly FactValue[]][] =>
  typeof values === 'string' ? [] : [[name, values]],
)

const facts = fc
  .uniqueArray(
    fc.oneof(
      fc
        .constantFrom(...LISTED)
        .chain(([name, values]) =>
          fc
            .tuple(fc.constantFrom('', 'imap.', 'pop3.', 'smtp.'), fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }))
            .map(([prefix, some]) => [prefix + name, some] as const),
        ),
      fc.constantFrom('2024', '>=2024-09-16', '<2022-05').map((date) => ['date', [date]] as const),
      fc.constantFrom('16', '>=16.4', '<102.0.1').map((version) => ['client.version', [version]] as const),
    ),
    { minLength: 1, maxLength: 4, selector: ([name]) => name },
  )
  .map((entries) => ({ facts: Object.fromEntries(entries) }) as Condition)

const conditions = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    facts,
    fc.record(
      {
        all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
        any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
        not: tie('node'),
      },
      { requiredKeys: ['not'], noNullPrototype: true },
    ),
    fc.tuple(facts, tie('node')).map(([f, not]) => ({ ...f, not })),
  ),
})).node

/** As an author would write it: facts beside all, any and not; one value without brackets. */
function written(c: Condition): Record<string, unknown> {
  const values = Object.entries(c.facts ?? {}).map(([name, list]) => [name, list!.length === 1 ? list![0] : list])
  return {
    ...Object.fromEntries(values),
    ...(c.all ? { all: c.all.map(written) } : {}),
    ...(c.any ? { any: c.any.map(written) } : {}),
    ...(c.not ? { not: written(c.not) } : {}),
  }
}

test('a condition survives being written as YAML and read again', () => {
  fc.assert(
    fc.property(conditions, (c) => {
      const source = readYaml('x.yaml', stringify(written(c)))
      assert.deepEqual(source.syntax, [])
      assert.deepEqual(condition.parse(source.data), c)
    }),
  )
})

test('no name outside the vocabulary passes, and nothing throws', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (raw) => {
      const read = condition.safeParse(raw)
      if (read.success) for (const name of Object.keys(read.data.facts ?? {})) assert.ok(name.replace(/^(imap|pop3|smtp)\./, '') in FACTS)
    }),
  )
})

test('any text is YAML, or a fault with a place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      for (const fault of readYaml('x', text).syntax) assert.ok(fault.line >= 1 && fault.column >= 1)
    }),
  )
})

test('the short condition of a step', () => {
  assert.deepEqual(readWhen('secret=password, several-accounts=true'), { facts: { secret: ['password'], 'several-accounts': [true] } })
  assert.deepEqual(readWhen('date=>=2024-09-16'), { facts: { date: ['>=2024-09-16'] } })
  assert.throws(() => readWhen('secret'), StepFault)
  assert.throws(() => readWhen('secret=none, secret=oauth'), StepFault)
})

test('expressions that can run for ever are refused, harmless ones are not', () => {
  for (const bad of ['(a+)+b', '(a*)*x', '((ab)+c?)+x', '([a-z]+\\s*){3,}x', '(?:x|y+)*z']) assert.equal(hasNestedRepeat(bad), true, bad)
  for (const good of ['(^|\\.)mx\\d+\\.a\\.com$', '(ab)+c', '(a|b)*c', '[+*]+x', '\\(a+\\)+', '(a{1,3})+b', '(a+)?b']) {
    assert.equal(hasNestedRepeat(good), false, good)
    assert.equal(regexFault(good), null, good)
  }
})

test('folding is idempotent', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (s) => fold(fold(s)) === fold(s)))
  assert.equal(fold('  L’Œuvre «\u00a0ÇA»  marche – bien '), 'l\'oeuvre " ca" marche - bien')
})
