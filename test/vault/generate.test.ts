// Generated secrets: drawn without favour, of the asked length and classes, and no stronger than is said.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { generatePassword } from '../../src/vault/generate/password.ts'
import { generatePhrase, wordsOf } from '../../src/vault/generate/phrase.ts'
import { below, type RandomBytes } from '../../src/vault/generate/random.ts'
import { strengthOf } from '../../src/vault/generate/strength.ts'

/** The same bytes in each run, so that a test of chance never fails by chance. */
function seeded(seed: string): RandomBytes {
  let block = Buffer.alloc(0)
  let n = 0
  return (count) => {
    while (block.length < count) block = Buffer.concat([block, createHash('sha256').update(`${seed}${n++}`).digest()])
    const bytes = block.subarray(0, count)
    block = block.subarray(count)
    return bytes
  }
}

/** Pearson's; for many degrees of freedom k it lies within k ± 5·√(2k) nearly always. */
function assertEven(counts: readonly number[], what: string): void {
  const total = counts.reduce((a, b) => a + b, 0)
  const expected = total / counts.length
  const chi = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
  const k = counts.length - 1
  assert.ok(Math.abs(chi - k) < 5 * Math.sqrt(2 * k) + 5, `${what}: chi-square ${chi.toFixed(1)} for ${k} degrees`)
}

function tally(symbols: string, drawn: string): number[] {
  const counts = new Map([...symbols].map((c) => [c, 0]))
  for (const char of drawn) if (counts.has(char)) counts.set(char, counts.get(char)! + 1)
  return [...counts.values()]
}

describe('a random number', () => {
  test('below any bound is even, also where the bound does not divide the range', () => {
    for (const bound of [2, 3, 10, 62, 1000]) {
      const random = seeded(`bound ${bound}`)
      const counts = new Array<number>(bound).fill(0)
      for (let i = 0; i < Math.max(20_000, bound * 30); i++) counts[below(bound, random)]!++
      assertEven(counts, `below ${bound}`)
    }
  })

  test('throws away what would favour the small', () => {
    const bytes = [
      [255, 255, 255, 255],
      [255, 255, 255, 254],
      [0, 0, 0, 7],
    ]
    assert.equal(
      below(5 * 2 ** 29, () => Uint8Array.from(bytes.shift()!)),
      7,
      'both first draws lie above the last whole multiple',
    )
    assert.equal(bytes.length, 0)
  })
})

describe('a password', () => {
  const SYMBOLS = '-_.+=*?!'

  test('has its length and every class, no look-alikes, and begins with a letter or digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 128 }), fc.boolean(), fc.boolean(), fc.string(), (length, plain, lookAlikes, seed) => {
        const password = generatePassword({ length, plain, lookAlikes }, seeded(seed)).secret.reveal()
        assert.equal(password.length, length)
        for (const wanted of [/[a-z]/, /[A-Z]/, /[0-9]/, ...(plain ? [] : [/[-_.+=*?!]/])]) assert.match(password, wanted)
        assert.match(password, plain ? /^[a-zA-Z0-9]+$/ : /^[a-zA-Z0-9][-a-zA-Z0-9_.+=*?!]+$/)
        if (!lookAlikes) assert.doesNotMatch(password, /[0O1lI]/)
      }),
    )
  })

  test('draws every sign equally often, class by class and place by place', () => {
    const random = seeded('passwords')
    const all = Array.from({ length: 3000 }, () => generatePassword({ length: 20 }, random).secret.reveal())
    const later = all.map((p) => p.slice(1)).join('')
    for (const symbols of ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', SYMBOLS])
      assertEven(tally(symbols, later), symbols)
    assertEven(tally('abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ', all.map((p) => p[0]).join('')), 'the first sign')
    // Whole passwords are drawn anew, so no place has more digits than another.
    assertEven(
      Array.from({ length: 19 }, (_, i) => all.filter((p) => /[2-9]/.test(p[i + 1]!)).length * 1),
      'digits by place',
    )
    assert.equal(new Set(all).size, all.length)
  })

  test('is said to be as strong as it is: the bits are those of all passwords that could come', () => {
    const all = 24 + 24 + 8 + 8
    for (const length of [12, 20, 40]) {
      const { bits } = generatePassword({ length })
      const most = Math.log2(all - 8) + (length - 1) * Math.log2(all)
      assert.ok(bits < most && bits > most - 1, `${length}: ${bits} of at most ${most}`)
    }
    // Counted one by one where that can be done: of all draws of 12 plain signs, the share that holds every class.
    const { bits } = generatePassword({ length: 12, plain: true })
    const random = seeded('share')
    const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
    let whole = 0
    const tries = 20_000
    for (let i = 0; i < tries; i++) {
      const drawn = Array.from({ length: 12 }, () => alphabet[below(alphabet.length, random)]).join('')
      if (/[a-z]/.test(drawn) && /[A-Z]/.test(drawn) && /[2-9]/.test(drawn)) whole++
    }
    assert.ok(Math.abs(bits - (12 * Math.log2(alphabet.length) + Math.log2(whole / tries))) < 0.15)
  })
})

describe('a pass phrase', () => {
  for (const lang of ['en', 'fr'] as const)
    test(`in ${lang} has words that any keyboard types, none twice in the list, each as likely`, async () => {
      const words = await wordsOf(lang)
      assert.equal(words.length, 2048)
      assert.equal(new Set(words).size, 2048)
      assert.ok(words.every((word) => /^[a-z]+$/.test(word)))
      const random = seeded(lang)
      const counts = new Map(words.map((word) => [word, 0]))
      for (let i = 0; i < 8000; i++) {
        const { secret, bits } = generatePhrase(6, words, random)
        const chosen = secret.reveal().split('-')
        assert.equal(chosen.length, 6)
        assert.equal(bits, 66)
        for (const word of chosen) counts.set(word, counts.get(word)! + 1)
      }
      assertEven([...counts.values()], lang)
    })

  test('is called strong from six words on, and never more than it is', () => {
    assert.deepEqual([44, 55, 66, 77, 88].map(strengthOf), ['online', 'fair', 'strong', 'strong', 'lasting'])
  })
})
