// Targets that write into what they are given: a header on every message, another date. Named for what it is, never brought again, and never a good end by itself.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openJournal } from '../../../src/store/transfer.ts'
import { provedMessages } from '../../../src/transfer/engine/proved-messages.ts'
import { acceptedStates, notAccepted } from '../../../src/uses/transfer/accept.ts'
import { type MemoryBoxOptions, memoryBox } from '../engine/memory-box.ts'
import { memoryRun } from '../engine/memory-run.ts'

const COUNT = 12
const body = (n: number) => Buffer.from(`Message-ID: <${n}@old.example>\r\nSubject: ${n}\r\n\r\n${'w'.repeat(n * 10)}\r\n`)
const date = (n: number) => `${String((n % 27) + 1).padStart(2, '0')}-Jun-2024 10:00:00 +0000`
/** As Domino and Exchange do: a header of their own, another Message-ID. */
const rewritten = (bytes: Buffer) =>
  Buffer.from(`X-Server: seen\r\n${bytes.toString('latin1').replace(/@old\.example/, '@new.example')}`, 'latin1')

function scene(options: MemoryBoxOptions) {
  const source = memoryBox({ key: 'source' })
  const target = memoryBox({ key: 'target', changes: rewritten, ...options })
  const inbox = source.make('INBOX')
  for (let n = 1; n <= COUNT; n++) source.put(inbox, body(n), [], date(n))
  const job = memoryRun(source, target)
  return { source, target, inbox, job, there: () => target.folders.get('INBOX')?.mails.length ?? 0 }
}

async function proved(journal: string) {
  const open = await openJournal(journal)
  try {
    return [...provedMessages(open)]
  } finally {
    open.close()
  }
}

describe('a server that rewrites what it is given', () => {
  for (const options of [{}, { uidplus: false }, { uidplus: false, groups: false }] as const)
    it(`T3: with ${JSON.stringify(options)} a second run brings nothing, and each message says how it was changed`, async () => {
      const { job, source, inbox, there } = scene(options)
      try {
        const outcome = await job.finish()
        assert.deepEqual([outcome.states.changed.messages, outcome.states.identical.messages, there()], [COUNT, 0, COUNT])
        assert.deepEqual(notAccepted(outcome, acceptedStates(undefined)), ['changed'])
        assert.deepEqual(notAccepted(outcome, acceptedStates('changed')), [])
        for (const message of await proved(job.journal)) {
          assert.ok(message.change === 'header' || message.change === 'body', message.change)
          assert.match(message.how ?? '', /\d+ bytes instead of \d+|byte \d+/)
        }
        for (let again = 0; again < 2; again++) assert.equal((await job.finish()).copied.messages, 0)
        source.put(inbox, body(40), [], date(3))
        assert.equal((await job.finish()).copied.messages, 1)
        assert.equal(there(), COUNT + 1)
      } finally {
        job.end()
      }
    })

  it('T3: without UIDs it is known among other messages, and what is nowhere is not called identical', async () => {
    const { job, target, there } = scene({ uidplus: false })
    const own = target.make('INBOX')
    for (let n = 1; n <= 5; n++) target.put(own, body(n + 100), [], `05-Jul-2024 10:00:0${n} +0000`)
    // Another moment than ours, another size: nothing that is there could be it.
    const put = target.put.bind(target)
    target.put = (folder, bytes, flags, when) =>
      put(folder, bytes, flags, bytes.includes('Subject: 7\r\n') ? '01-Jan-1999 00:00:00 +0000' : when)
    try {
      const outcome = await job.finish()
      assert.deepEqual([outcome.states.changed.messages, outcome.states.identical.messages, there()], [COUNT, 0, COUNT + 5])
      const lost = (await proved(job.journal)).filter((message) => message.target === undefined)
      assert.deepEqual(
        lost.map(({ state, how }) => [state, how]),
        [['changed', 'the server said yes; these bytes are not in the folder']],
      )
      assert.equal((await job.finish()).copied.messages, 0)
      assert.equal(there(), COUNT + 5)
    } finally {
      job.end()
    }
  })

  it('T3: cut off in the middle of groups that are taken whole or not at all, it has each message once', async () => {
    for (const every of [5, 11, 23, 37]) {
      let calls = 0
      let cuts = 0
      const breaks = () => ++calls % every === 0 && cuts++ < 6
      const { job, there } = scene({ breaks })
      try {
        await job.finish()
        assert.ok(cuts > 0)
        assert.equal(there(), COUNT, String(every))
      } finally {
        job.end()
      }
    }
  })

  it('T13: one that ignores the date of arrival is told message by message; sizes that it tells wrongly are no change', async () => {
    const { job, target } = scene({ changes: (bytes) => bytes })
    const put = target.put.bind(target)
    target.put = (folder, bytes, flags) => put(folder, bytes, flags, '22-Nov-2026 12:00:00 +0000')
    const { reader } = target
    target.reader = async () => {
      const made = await reader()
      return { ...made, list: (each, more) => made.list((message) => each({ ...message, size: message.size + 2 }), more) }
    }
    try {
      const outcome = await job.finish()
      assert.equal(outcome.states.identical.messages, COUNT)
      const told = await proved(job.journal)
      assert.ok(told.every(({ targetDate, date: own }) => targetDate === '22-Nov-2026 12:00:00 +0000' && own !== targetDate))
      assert.equal((await job.finish()).copied.messages, 0)
    } finally {
      job.end()
    }
  })
})
