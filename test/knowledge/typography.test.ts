// French texts for people: the slips that an editor makes are found, code is left alone, and the reader finds all texts.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readKnowledge } from '../../src/knowledge/read.ts'
import { frenchSlip } from '../../src/knowledge/rules/french-typography.ts'
import { sentences } from '../../src/knowledge/sentences.ts'
import { REPOSITORY } from './repository.ts'

test('a plain space, a straight apostrophe and a loose guillemet are slips; code is not', () => {
  for (const text of ['Ici : là', 'Quoi ?', '« mot »', "l'adresse"]) assert.ok(frenchSlip(text), text)
  for (const text of ['Ici\u00a0: là', '«\u00a0mot\u00a0»', 'l’adresse', 'tapez `a : b`', 'https://exemple.fr', '{task: add-account} puis'])
    assert.equal(frenchSlip(text), null, text)
})

test('every sentence of the repository is found with its place, in both languages', () => {
  const root = join(REPOSITORY, 'knowledge')
  const reading = readKnowledge(root)
  const found = [...sentences({ root, ...reading, stories: [], complete: true })]
  const of = (lang: string, ending: string) => found.filter((one) => one.lang === lang && one.file.endsWith(ending))
  for (const lang of ['en', 'fr']) for (const ending of ['.md', '.yaml']) assert.ok(of(lang, ending).length > 700, `${lang} ${ending}`)
  assert.ok(found.every(({ line, column }) => line >= 1 && column >= 1))
  assert.ok(found.filter(({ part }) => part === 'avoid').length > 50)
})
