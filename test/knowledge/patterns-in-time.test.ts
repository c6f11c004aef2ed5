// No pattern of the knowledge takes long on a text made to hold it up: a hostile server or a pasted log must not stop the doctor.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { cpuClock } from '../cpu.ts'

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

/** Written once into flat bytes: thousands of texts put together on the fly would be gigabytes of rubbish. */
const longText = (seed: string): string => Buffer.from(seed.repeat(Math.ceil(LENGTH / seed.length)), 'latin1').toString('latin1')

test('every pattern, on texts of fifty thousand letters', async () => {
  const slow: string[] = []
  const common = SEEDS.map(longText)
  for (const [id, source] of patterns()) {
    // A breath between patterns, for whatever else runs in this process.
    await setImmediate()
    const pattern = new RegExp(source, 'i')
    const spent = cpuClock()
    for (const text of common) pattern.test(text)
    for (const seed of ownWords(source)) pattern.test(longText(seed))
    const ms = spent()
    if (ms > LIMIT_MS) slow.push(`${id}: ${Math.round(ms)} ms: ${source}`)
  }
  assert.deepEqual(slow, [])
})
