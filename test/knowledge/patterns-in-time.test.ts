// No pattern of the knowledge takes long on a text made to hold it up: a hostile server or a pasted log must not stop the doctor.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadKnowledge } from '../../src/knowledge/load.ts'

const LENGTH = 50_000
/** A linear pattern needs a few; one that starts again at every letter needs seconds. */
const LIMIT_MS = 1_500
const SEEDS = ['a', 'a.', 'a ', ' ', '0', '1.', '-', 'ab1-', '"', '=', '[', 'x@', '5.7.', 'login failed ', 'http://', '\n', 'é']

function* patterns(): Generator<readonly [string, string]> {
  const { replies, words, providers, filters } = loadKnowledge()
  for (const { id, match } of [...replies, ...words]) for (const source of match) yield [id, source]
  for (const { id, mx } of filters) for (const source of mx) yield [id, source]
  for (const { id, recognise } of providers)
    for (const sources of Object.values(recognise)) for (const source of sources ?? []) yield [id, source]
}

/** The words of the pattern itself come close to a match again and again. */
function ownWords(source: string): string[] {
  const words = source.replace(/\\[a-zA-Z]/g, ' ').match(/[a-z]{3,}/gi) ?? []
  return [...words.slice(0, 2).map((word) => `${word} `), words.join(' ')].filter((word) => word.trim() !== '')
}

test('every pattern, on texts of fifty thousand letters', () => {
  const slow: string[] = []
  for (const [id, source] of patterns()) {
    const pattern = new RegExp(source, 'i')
    const start = performance.now()
    for (const seed of [...SEEDS, ...ownWords(source)]) pattern.test(seed.repeat(Math.ceil(LENGTH / seed.length)))
    const ms = performance.now() - start
    if (ms > LIMIT_MS) slow.push(`${id}: ${Math.round(ms)} ms: ${source}`)
  }
  assert.deepEqual(slow, [])
})
