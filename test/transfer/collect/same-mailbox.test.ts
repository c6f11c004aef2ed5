// One mailbox under two names: an alias, or POP3 and IMAP of one account. What is found in the target is the source's own message, and the only one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadMailbox } from '../world/load.ts'
import { stopWorldAfterTests } from '../world/pair.ts'
import { collectWorld, digests, inboxOf, urlOf } from './collect-world.ts'

stopWorldAfterTests()

test('a mailbox that is collected into itself loses nothing, however it is told to remove', async () => {
  const world = await collectWorld()
  await loadMailbox(world.source, inboxOf(8, 61))
  const before = digests(await world.held(world.source))
  await world.add({ from: urlOf(world.source, 'pop3s'), into: urlOf(world.source), removeAfterDays: 0 })
  for (let round = 0; round < 2; round++) {
    const ran = await world.once({ again: true })
    assert.deepEqual([ran.messages, ran.states[0]?.removed], [0, 0])
    assert.deepEqual(digests(await world.held(world.source)), before)
  }
  world.close()
})
