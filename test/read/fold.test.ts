// Folding: what may differ between two tellings of one text differs no more.

import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { asSeen, wordsOf } from '../../src/diagnose/read/retyped.ts'
import { fold } from '../../src/model/fold.ts'

test('accents, quotes, dashes, spaces and ligatures', () => {
  assert.equal(fold('  L’Échec\u00a0: « Cœur »\u202f— ﬁn\u200b ß '), `l'echec : " coeur " - fin ss`)
})

test('folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      assert.equal(fold(fold(text)), fold(text))
    }),
    { numRuns: 2000 },
  )
})

test('letters read off a screenshot', () => {
  assert.deepEqual(wordsOf(fold('ma|l V\ufffdrifiez r?seau')), ['mall', 'vrifiez', 'rseau'])
  assert.deepEqual(wordsOf(fold('a | b, why? 0x800CCC0E port 110')), ['a', 'b', 'why', '0x800ccc0e', 'port', '110'])
  assert.equal(asSeen('passw0rd'), asSeen('password'))
  assert.equal(asSeen('rece1ved'), asSeen('received'))
  assert.equal(asSeen('extemal'), asSeen('external'))
})

test('a word parted at the end of a line is whole again', () => {
  assert.deepEqual(wordsOf(fold('impo-\nstazione - e-mail')), ['impostazione', 'e', 'mail'])
})
