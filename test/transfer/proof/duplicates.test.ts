import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { findDuplicates } from '../../../src/transfer/proof/duplicates.ts'
import { removeDuplicates } from '../../../src/transfer/proof/remove-duplicates.ts'
import { wayTo, worldBox } from '../world/box.ts'
import { signIn } from '../world/load.ts'
import { sharedServer, stopWorldAfterTests } from '../world/pair.ts'
import type { Account } from '../world/server.ts'
import { fill, letter } from './planted.ts'

stopWorldAfterTests()

const signal = new AbortController().signal

async function mailbox(): Promise<Account> {
  const server = await sharedServer({ special: 'en', specialMade: true, compress: true })
  const account = server.account()
  const other = letter(3, { body: 'Line one of 7\r\n' })
  await fill(account, [
    ['INBOX', letter(1)],
    ['INBOX', letter(2)],
    ['INBOX', letter(1)],
    ['INBOX', { ...letter(1), flags: ['\\Flagged', 'Facture'] }],
    // The same size, the same Message-ID, other bytes.
    ['INBOX', letter(3, { body: 'Line one of 8\r\n' })],
    ['INBOX', other],
    ['Kept', letter(2)],
    ['Kept', letter(4)],
    ['Kept', { ...letter(4), flags: ['\\Deleted'] }],
  ])
  return account
}

test('exact duplicates of a folder are found, with their bytes; what is alike only, deleted already, or in another folder is none', async () => {
  const box = worldBox(wayTo(await mailbox()))
  try {
    const found = await findDuplicates({ box, connections: 2, signal }, true)
    const size = letter(1).bytes.length
    assert.deepEqual([found.groups, found.extra, found.bytes, found.across], [1, 2, size * 2, 1])
    assert.deepEqual(
      [...found.each()].map(({ folder, keep, extra, flags, subject }) => [folder.name, keep, extra, flags, subject]),
      [['INBOX', 1, [3, 4], ['\\Flagged', 'Facture'], 'Letter 1']],
    )
    assert.deepEqual(
      [...found.eachAcross()].map(({ folders, subject }) => [subject, [...folders].sort()]),
      [['Letter 2', ['INBOX', 'Kept']]],
    )
    found.close()
  } finally {
    await box.close()
  }
})

test('removed is what is too many, one of each stays with the flags of all', async () => {
  const account = await mailbox()
  const box = worldBox(wayTo(account))
  try {
    const found = await findDuplicates({ box, connections: 1, signal })
    const removed = await removeDuplicates(box, found.each(), signal)
    assert.deepEqual(removed, { messages: 2, bytes: letter(1).bytes.length * 2, left: 0 })
    found.close()
    const talk = await signIn(account)
    await talk.ask('EXAMINE INBOX')
    const told = await talk.ask('UID FETCH 1:* (FLAGS)')
    talk.end()
    assert.deepEqual(
      [...told.matchAll(/UID (\d+)/g)].map(([, uid]) => uid),
      ['1', '2', '5', '6'],
    )
    assert.match(
      told,
      /UID 1 FLAGS \([^)]*\\Flagged[^)]*Facture|UID 1 FLAGS \([^)]*Facture[^)]*\\Flagged|FLAGS \([^)]*\\Flagged[^)]*Facture[^)]*\)\)?/,
    )
    const again = await findDuplicates({ box, connections: 1, signal })
    assert.equal(again.groups, 0)
    again.close()
  } finally {
    await box.close()
  }
})

test('nothing is removed of a group whose message to keep is gone meanwhile, is to be deleted, or is not the one that was listed', async () => {
  const account = await mailbox()
  const box = worldBox(wayTo(account))
  try {
    const found = await findDuplicates({ box, connections: 1, signal })
    const [group] = [...found.each()]
    found.close()
    for (const wrong of [
      { ...group!, digest: '0'.repeat(64) },
      { ...group!, uidValidity: 1 },
      { ...group!, keep: 99 },
    ])
      assert.deepEqual(await removeDuplicates(box, [wrong], signal), { messages: 0, bytes: 0, left: 1 })
    const talk = await signIn(account)
    await talk.ask('SELECT INBOX')
    await talk.ask('UID STORE 1 +FLAGS (\\Deleted)')
    assert.deepEqual(await removeDuplicates(box, [group!], signal), { messages: 0, bytes: 0, left: 1 })
    assert.match(await talk.ask('STATUS INBOX (MESSAGES)'), /MESSAGES 6/)
    talk.end()
  } finally {
    await box.close()
  }
})
