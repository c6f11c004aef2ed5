// The limits of providers as movers read them: numbers where something is known, nothing where nothing is.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limitsFor } from '../../src/knowledge/limits.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { providerById } from '../../src/knowledge/lookup.ts'
import type { Limits } from '../../src/transfer/journey.ts'

const of = (id: string): Limits => limitsFor(providerById(loadKnowledge(), id))

test('Gmail: fifteen connections, volumes a day, the largest message, names', () => {
  assert.deepEqual(of('gmail'), {
    connections: 15,
    downloadPerDay: 2_500_000_000,
    uploadPerDay: 500_000_000,
    messageBytes: 35_651_584,
    reservedNames: ['Trash'],
    forbiddenInNames: '^',
    plainBlanks: true,
    deletesAtOnce: true,
  })
})

test('Microsoft forgets a flag that comes with a message, and takes four a second', () => {
  const { pace, flagsByStore, reservedNames, caseSensitive, connections } = of('m365')
  assert.deepEqual(
    { pace, flagsByStore, reservedNames, caseSensitive, connections },
    {
      pace: 4,
      flagsByStore: ['\\Flagged'],
      reservedNames: ['Files'],
      caseSensitive: false,
      connections: 20,
    },
  )
})

test('Yahoo wants a line end and shows ten thousand messages of a folder', () => {
  const { finalLineEnd, shownPerFolder, messageBytes } = of('yahoo')
  assert.deepEqual({ finalLineEnd, shownPerFolder, messageBytes }, { finalLineEnd: true, shownPerFolder: 10_000, messageBytes: 41_697_280 })
})

test('of whom nobody knows there are no limits', () => {
  assert.deepEqual(limitsFor(undefined), {})
  assert.deepEqual(of('posteo'), {})
})

test('every provider that says how it treats messages says where that is from', () => {
  for (const { id, transfer } of loadKnowledge().providers) if (transfer !== undefined) assert.ok(transfer.sources.length > 0, id)
})
