// French texts for people: no-break spaces before « : ; ? ! » and inside guillemets, curly apostrophes. An editor's plain space breaks a line in two.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadKnowledge } from '../../src/knowledge/load.ts'

/** What servers and apps say is quoted as they say it. */
const QUOTED = new Set(['texts', 'match', 'examples'])

test('French texts of the knowledge have French spaces and apostrophes', () => {
  const { procedures, letters, questions, causes, replies, providers, clients, policies } = loadKnowledge()
  const found = [
    ...frenchOf({ letters, questions, causes, replies, providers, clients, policies }),
    ...procedures.filter((p) => p.lang === 'fr').flatMap((p) => textsOf([p.title, p.why, p.steps, p.avoid, p.otherwise])),
  ]
  assert.ok(found.length > 1500, 'the texts are found')
  assert.deepEqual(found.filter(slip), [])
})

test('a plain space, a straight apostrophe and a loose guillemet are slips; code is not', () => {
  for (const text of ['Ici : là', 'Quoi ?', '« mot »', "l'adresse"]) assert.ok(slip(text), text)
  for (const text of ['Ici\u00a0: là', '«\u00a0mot\u00a0»', 'l’adresse', 'tapez `a : b`', 'https://exemple.fr'])
    assert.ok(!slip(text), text)
})

function slip(text: string): boolean {
  return / [:;?!»](\s|$)|« |\p{L}'\p{L}/u.test(text.replace(/`[^`]*`/g, '`'))
}

function frenchOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(frenchOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    QUOTED.has(key) ? [] : key === 'fr' && typeof inner === 'string' ? [inner] : frenchOf(inner),
  )
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
