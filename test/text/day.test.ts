// Days as people write them, in both languages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../src/text/day.ts'

test('a day is written out, the first of a month the French way; anything else stays', () => {
  assert.equal(day('2026-11-21', 'en-GB'), '21 November 2026')
  assert.equal(day('2026-11-21', 'fr-FR'), '21 novembre 2026')
  assert.equal(day('2027-04-01', 'fr-FR'), '1er avril 2027')
  for (const text of ['2026-11', '2026-13-45', 'soon', '']) assert.equal(day(text, 'fr-FR'), text)
})
