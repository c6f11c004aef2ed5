// A message survives what people and screenshots do to it, at stated rates; prose about the same things is never taken for one.

import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readEvidence } from '../../src/diagnose/read/index.ts'
import { findMessages } from '../../src/diagnose/read/messages.ts'
import { fold } from '../../src/model/fold.ts'
import { amongButtons, besideColumn, broken, type Random, randomFrom, screenshot, slips } from './damage.ts'
import { knowledge } from './knowledge.ts'
import { PROSE, WORDS } from './prose.ts'

const wordsOf = (text: string) =>
  new Set(
    fold(text)
      .split(/[^\p{L}]+/u)
      .filter((word) => word.length > 3),
  )

/** Every third text of five words or more that say something, its holes filled. */
const texts = knowledge()
  .messages.flatMap((message) => message.texts.map(({ text }) => ({ id: message.id, shown: text.replaceAll('%s', 'mail.example.org') })))
  .filter(({ shown }) => shown.split(/[^\p{L}]+/u).filter((word) => word.length > 2 && !/mail|example|org/.test(word)).length >= 5)
  .filter((_, i) => i % 3 === 0)

/** Apps share their words: the message itself, or one of the same words. */
function isIt(id: string, of: (typeof texts)[number]): boolean {
  if (id === of.id) return true
  const wanted = wordsOf(of.shown)
  return (knowledge().messages.find((m) => m.id === id)?.texts ?? []).some(({ text }) => {
    const own = wordsOf(text)
    return [...own].filter((word) => wanted.has(word)).length >= 0.5 * Math.min(own.size, wanted.size)
  })
}

function rates(damage: (text: string, random: Random) => string): { readonly found: number; readonly wrong: number } {
  const random = randomFrom(7)
  let found = 0
  let wrong = 0
  for (const of of texts) {
    const ids = findMessages(knowledge(), fold(damage(of.shown, random))).map((match) => match.message.id)
    if (ids.some((id) => isIt(id, of))) found++
    else if (ids.length > 0) wrong++
  }
  return { found: found / texts.length, wrong: wrong / texts.length }
}

const KINDS: readonly (readonly [string, (text: string, random: Random) => string, number])[] = [
  ['as shown', (text) => text, 1],
  ['without accents', (text) => text.normalize('NFD').replace(/\p{Mn}/gu, ''), 1],
  ['one letter in twenty slips', (text, random) => slips(text, random, 0.05), 0.97],
  ['one letter in ten slips', (text, random) => slips(text, random, 0.1), 0.87],
  ['read off a screenshot', screenshot, 0.96],
  ['lines broken anywhere', broken, 0.99],
  ['buttons around it', amongButtons, 0.98],
  ['two columns mixed', besideColumn, 0.98],
  ['a screenshot with buttons and broken lines', (text, random) => amongButtons(screenshot(broken(text, random), random), random), 0.92],
  ['its first half', (text) => text.slice(0, Math.ceil(text.length / 2)), 0.72],
  ['its second half', (text) => text.slice(Math.floor(text.length / 2)), 0.68],
]

for (const [kind, damage, least] of KINDS) {
  test(`found ${kind}: ${Math.round(least * 100)} % or more, another message in fewer than one of a hundred`, () => {
    const { found, wrong } = rates(damage)
    assert.ok(found >= least, `found ${(found * 100).toFixed(1)} %`)
    assert.ok(wrong < 0.01, `another one in ${(wrong * 100).toFixed(1)} %`)
  })
}

test('sentences about the same things are no message', () => {
  for (const text of PROSE) {
    const [match] = findMessages(knowledge(), fold(text))
    assert.equal(match?.message.id, undefined, `"${text}" is read as ${match?.message.id} (${match?.quote})`)
  }
})

test('random prose is no message', () => {
  const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 8, maxLength: 40 }).map((words) => words.join(' '))
  fc.assert(
    fc.property(sentence, (text) => {
      const [match] = findMessages(knowledge(), fold(text))
      assert.equal(match?.message.id, undefined, `"${text}" is read as ${match?.message.id} (${match?.quote})`)
    }),
    { numRuns: 1500, seed: 20261122 },
  )
})

test('what stands after it changes nothing', () => {
  const long = texts.filter(({ shown }) => shown.split(' ').length >= 10)
  fc.assert(
    fc.property(fc.constantFrom(...long), fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }), (of, after) => {
      const ids = findMessages(knowledge(), fold(`${of.shown}\n${after.join(' ')}`)).map((match) => match.message.id)
      assert.ok(
        ids.some((id) => isIt(id, of)),
        `${of.shown} | ${after.join(' ')} is read as ${ids.join(', ')}`,
      )
    }),
    { numRuns: 300, seed: 20261122 },
  )
})

test('codes read off a screenshot, and numbers that are none', () => {
  const code = (text: string, client?: string) =>
    readEvidence(knowledge(), text, client === undefined ? {} : { client }).facts.find((fact) => fact.name === 'message')?.value
  assert.equal(code('Ox8OOCCC1A'), 'outlook-encryption-type')
  assert.equal(code('0xB00CCC1A'), 'outlook-encryption-type')
  assert.equal(code('0x800CCClA'), 'outlook-encryption-type')
  assert.equal(code('Erreur d’envoi 1102'), 'printer-login-error')
  assert.equal(code('Canon : #839'), 'canon-839')
  assert.equal(code('0x800CCC46'), undefined)
  assert.equal(code('there were 1102 messages and no error'), undefined)
  assert.equal(code('fixes #839'), undefined)
})
