import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { compilePattern } from '../../src/diagnose/read/pattern.ts'
import { sieve } from '../../src/diagnose/read/sieve.ts'
import { fold } from '../../src/model/fold.ts'
import { realKnowledge } from './world.ts'

const sources = ['\\bworks? (fine|well)\\b', 'quota', '\\b\\d{3}\\b', 'wor(k|ld)|mail', '(start)?tls mandatory', 'aaa']

describe('the sieve of patterns', () => {
  const patterns = sources.map(compilePattern)
  const candidates = sieve(patterns)

  it('never loses a pattern that matches', () => {
    const piece = fc.constantFrom(
      'works',
      'work',
      ' fine',
      'quota',
      '535',
      'world',
      'mail',
      'tls mandatory',
      'start',
      'aa',
      'aaa',
      ' ',
      'x',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = fold(pieces.join(''))
        const kept = candidates(text)
        patterns.forEach((pattern, index) => {
          if (pattern.exec(text) !== null) assert.ok(kept.includes(index), `${sources[index]} on ${text}`)
        })
        assert.deepEqual(
          kept,
          [...kept].sort((a, b) => a - b),
        )
      }),
    )
  })

  it('keeps every example of the words that we know', () => {
    for (const words of realKnowledge().words) {
      const own = words.match.map(compilePattern)
      const kept = sieve(own)
      for (const example of words.examples) {
        const text = fold(example)
        const matching = own.flatMap((pattern, index) => (pattern.exec(text) === null ? [] : [index]))
        assert.ok(
          matching.every((index) => kept(text).includes(index)),
          `${words.id}: ${example}`,
        )
      }
    }
  })

  it('lets through what has nothing to hold on to, and little else', () => {
    assert.deepEqual(candidates(''), [2])
    assert.deepEqual(candidates('the quota'), [1, 2])
  })
})
