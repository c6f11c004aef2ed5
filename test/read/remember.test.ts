import assert from 'node:assert/strict'
import { test } from 'node:test'
import { remembered } from '../../src/diagnose/read/remember.ts'
import { emptyKnowledge } from '../../src/knowledge/knowledge.ts'

test('a text is read once for each context and knowledge; a long one is read again', () => {
  let times = 0
  const read = remembered(() => {
    times++
    return { facts: [], pointers: [], stop: false }
  })
  const [one, other] = [emptyKnowledge(), emptyKnowledge()]
  const context = { protocol: 'imap' }
  assert.equal(read(one, 'no', context), read(one, 'no', { protocol: 'imap' }))
  assert.equal(times, 1)
  read(one, 'no', { protocol: 'smtp' })
  read(one, 'no', { provider: 'imap' })
  read(other, 'no', context)
  assert.equal(times, 4)
  const long = 'x'.repeat(2_000)
  read(one, long, context)
  read(one, long, context)
  assert.equal(times, 6)
})

test('the memory has bounds', () => {
  let times = 0
  const read = remembered(() => {
    times++
    return { facts: [], pointers: [], stop: false }
  })
  const knowledge = emptyKnowledge()
  for (let n = 0; n < 12_000; n++) read(knowledge, `text ${n}`, {})
  read(knowledge, 'text 0', {})
  assert.equal(times, 12_001)
})
