import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import type { ProofLine } from '../../../src/transfer/proof/shapes.ts'
import { stopWorldAfterTests } from '../world/pair.ts'
import { comparePlanted } from './compare-planted.ts'
import { BODY_SECRET } from './planted.ts'

stopWorldAfterTests()

/** Everything about a line that is not as it should be, in a few words. */
function tell(line: ProofLine): string | undefined {
  const { state, source, target, subject, change, how, because, flagsLost, targetFlags, targetDate } = line
  if (state === 'identical' && targetFlags === undefined && targetDate === undefined) return undefined
  const parts = [
    state,
    `${source?.folder ?? '-'} > ${target?.folder ?? '-'}`,
    subject,
    change,
    how,
    because,
    flagsLost && `lost ${flagsLost}`,
    targetFlags && `now ${targetFlags}`,
    targetDate,
  ]
  return parts.filter((part) => part !== undefined).join(' | ')
}

const FOUND = [
  'missing | INBOX > - | Facture décembre',
  'missing | INBOX > - | Letter 22',
  'identical | INBOX > INBOX | Letter 26 | lost \\Seen,Facture | now \\Flagged',
  'identical | INBOX > INBOX | Letter 27 | 22-Nov-2026 08:00:00 +0000',
  'changed | INBOX > INBOX | Letter 30 | header | byte 0: header: added x-added',
  'changed | INBOX > INBOX | Letter 40 | body | byte 15 of the body: other bytes, 171 bytes instead of 171',
  'moved | INBOX.Archives > Deep/Clients/Étienne | Letter 70',
  'doubled | - > INBOX | Letter 24',
  'extra | - > INBOX | Letter 31 | newer',
  'extra | - > INBOX | Mine alone',
]

test('every planted difference is found and named, and nothing else', async () => {
  await comparePlanted({}, ({ summary, lines: told }) => {
    const lines = [...told()]
    assert.deepEqual(
      lines.map(tell).filter((said) => said !== undefined),
      FOUND,
    )
    assert.equal(summary.verdict, 'different')
    assert.deepEqual(Object.fromEntries(Object.entries(summary.states).map(([state, { messages }]) => [state, messages])), {
      identical: 42,
      missing: 2,
      changed: 2,
      moved: 1,
      doubled: 1,
      extra: 2,
    })
    assert.deepEqual(summary.differing, { flags: 1, dates: 1, order: 1, duplicates: 1 })
    assert.equal(summary.bodies, 1)
    assert.deepEqual(summary.untold, [])
    const sent = summary.folders.find(({ source }) => source.includes('INBOX.Envoyés'))
    assert.equal(sent?.target, 'Sent')
    assert.match(summary.source.greeting ?? '', /Dovecot/)
    assert.ok(lines.every(({ read, digest }) => read && digest?.length === 64))
    assert.ok(!JSON.stringify([summary, lines]).includes(BODY_SECRET), 'no body is told')
  })
})

test('a mailbox is the same as itself, at each level', async () => {
  for (const level of ['counted', 'sampled', 'full'] as const)
    await comparePlanted({ level, same: true }, ({ summary, lines: told }) => {
      const lines = [...told()]
      assert.equal(summary.verdict, 'same')
      assert.deepEqual(
        lines.map(tell).filter((said) => said),
        [],
      )
      assert.deepEqual(Object.keys(summary.states), ['identical'])
      if (level === 'sampled') assert.deepEqual({ ...summary.sample, seed: '' }, { seed: '', read: 47, of: 47, differing: 0, fewerThan: 1 })
    })
})

test('sizes and dates alone find all but what they cannot show: another body of the same size', async () => {
  await comparePlanted({ level: 'counted' }, ({ summary, lines: told }) => {
    const lines = [...told()]
    assert.deepEqual(
      lines.map(tell).filter((said) => said),
      FOUND.filter((said) => !said.includes('Letter 40')),
    )
    assert.equal(summary.verdict, 'different')
  })
})

test('a sample that holds every message finds that too', async () => {
  await comparePlanted({ level: 'sampled' }, ({ summary, lines: told }) => {
    const lines = [...told()]
    assert.deepEqual(
      lines.map(tell).filter((said) => said),
      FOUND,
    )
    assert.equal(summary.sample?.differing, 1)
    assert.equal(summary.sample?.fewerThan, undefined)
  })
})

test('what a rule leaves out is named so, and is no difference', async () => {
  await comparePlanted({ rules: { exclude: ['INBOX'] }, accepted: ['moved'] }, ({ summary, lines: told }) => {
    const lines = [...told()]
    assert.equal(summary.verdict, 'same')
    assert.equal(summary.states.excluded?.messages, 32)
    assert.deepEqual(new Set(lines.filter(({ state }) => state === 'excluded').map(({ because }) => because)), new Set(['rule']))
  })
})

test('changed, moved, flags and dates may be accepted; missing and doubled may not', async () => {
  await comparePlanted({ accepted: ['changed', 'body', 'moved', 'flags', 'dates'] }, ({ summary }) =>
    assert.equal(summary.verdict, 'different'),
  )
})
