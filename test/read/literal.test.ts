// The cheap test before an expression must never hide a match.

import assert from 'node:assert/strict'
import test from 'node:test'
import { requiredLiterals } from '../../src/diagnose/read/literal.ts'
import { compilePattern } from '../../src/diagnose/read/pattern.ts'
import { fold } from '../../src/model/fold.ts'
import { knowledge } from './knowledge.ts'

test('the literals of an expression', () => {
  assert.deepEqual(requiredLiterals('\\bno login failed\\b'), ['no login failed'])
  assert.deepEqual(requiredLiterals('foo|barbaz'), ['foo', 'barbaz'])
  assert.deepEqual(requiredLiterals('colou?r'), ['colo'])
  assert.deepEqual(requiredLiterals('a(?:left|right)b?'), ['left', 'right'])
  assert.deepEqual(requiredLiterals('5\\.7\\.139'), ['5.7.139'])
  assert.equal(requiredLiterals('\\d{3}'), null)
  assert.equal(requiredLiterals('(?=lookahead)\\w+'), null)
  assert.deepEqual(requiredLiterals('(optional)?needed'), ['needed'])
})

test('what an expression finds, it finds behind its literals', () => {
  for (const words of knowledge().words) {
    const samples = [...words.examples, ...(words.not ?? [])].map(fold)
    for (const source of words.match) {
      const pattern = compilePattern(source)
      const plain = new RegExp(source, 'i')
      for (const sample of samples) {
        assert.equal(pattern.exec(sample) !== null, plain.test(sample), `${source} on "${sample}"`)
        if (pattern.demands === null || !plain.test(sample)) continue
        const meets = pattern.demands.some((lists) => lists.every((list) => list.some((literal) => sample.includes(literal))))
        assert.ok(meets, `${source} does not need "${JSON.stringify(pattern.demands)}" on "${sample}"`)
      }
    }
  }
})
