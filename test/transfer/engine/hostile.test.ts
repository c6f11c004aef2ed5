// Servers that lie or are broken: whatever they tell, nothing of the person's is removed and nothing is called there that is not.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ALL_RULES } from '../../../src/transfer/engine/request.ts'
import type { Appended, AppendGroup } from '../../../src/transfer/shapes.ts'
import { contents, type MemoryBox, memoryBox } from './memory-box.ts'
import { memoryRun } from './memory-run.ts'

const body = (n: number) => Buffer.from(`Subject: ${n}\r\n\r\n${'z'.repeat((n * 173) % 700)}\r\n`)
const date = (n: number) => `${String((n % 27) + 1).padStart(2, '0')}-May-2023 10:00:00 +0000`
const MIRROR = { ...ALL_RULES, mirror: true }

/** Its answers to APPEND become what `lie` makes of them; `true` as an answer's place: the message is not kept. */
function lying(box: MemoryBox, lie: (answers: readonly Appended[]) => readonly Appended[]): void {
  const { writer } = box
  box.writer = async () => {
    const made = await writer()
    return {
      ...made,
      append(folder) {
        const group: AppendGroup = made.append(folder)
        return { ...group, finish: async () => lie(await group.finish()) }
      },
    }
  }
}

const told = (to: (uid: number, at: number) => number) => (answers: readonly Appended[]) =>
  answers.map((one, at) => (one.ok && one.uid !== undefined ? { ...one, uid: to(one.uid, at) } : one))

describe('a target that lies', () => {
  for (const [what, lie] of [
    ['UIDs of messages that were there before', told((_, at) => (at % 10) + 1)],
    ['UIDs that no message has', told((uid) => uid + 4_000_000)],
    ['the same UID for all', told(() => 3)],
    ['the UIDs in another order', (answers: readonly Appended[]) => [...answers].reverse()],
  ] as const)
    it(`about UIDs (${what}) makes nobody remove a message that is not ours`, async () => {
      const source = memoryBox({ key: 'source' })
      const target = memoryBox({ key: 'target' })
      const [inbox, own] = [source.make('INBOX'), target.make('INBOX')]
      for (let n = 0; n < 12; n++) source.put(inbox, body(n), [], date(n))
      for (let n = 50; n < 60; n++) target.put(own, body(n), [], date(n))
      const before = contents(own)
      lying(target, lie)
      const job = memoryRun(source, target)
      try {
        await job.finish({ rules: MIRROR })
        assert.deepEqual(contents(own), [...before, ...contents(inbox)].sort(), 'all arrived, once')
        for (const mail of inbox.mails.slice(0, 6)) source.expunge(inbox, mail)
        await job.finish({ rules: MIRROR, options: { confirmed: true } })
        const left = contents(own)
        for (const one of before) assert.ok(left.includes(one), 'what was there before stays')
        for (const one of contents(inbox)) assert.ok(left.includes(one), 'what the source has stays')
        if (!what.includes('order')) assert.deepEqual(left, [...before, ...contents(inbox)].sort())
      } finally {
        job.end()
      }
    })

  it('says yes, tells no UID and keeps nothing: nothing is called there', async () => {
    let keeps = false
    const source = memoryBox({ key: 'source' })
    const target = memoryBox({ key: 'target', uidplus: false })
    const [inbox, own] = [source.make('INBOX'), target.make('INBOX')]
    for (let n = 0; n < 3; n++) source.put(inbox, body(n), [], date(n))
    const { put } = target
    target.put = (folder, ...more) => {
      const mail = put(folder, ...more)
      if (!keeps && folder === own) folder.mails.pop()
      return mail
    }
    const job = memoryRun(source, target)
    try {
      const outcome = await job.run()
      assert.deepEqual([own.mails.length, outcome.states.identical.messages], [0, 0])
      assert.equal(outcome.states.refused.messages + outcome.states.waiting.messages, 3)
    } finally {
      keeps = true
      job.end()
    }
  })

  it('gives the numbers of our messages to others, under the same UIDVALIDITY: they stay', async () => {
    const source = memoryBox({ key: 'source' })
    const target = memoryBox({ key: 'target' })
    const inbox = source.make('INBOX')
    for (let n = 0; n < 12; n++) source.put(inbox, body(n), [], date(n))
    const job = memoryRun(source, target)
    try {
      await job.finish()
      const own = target.folders.get('INBOX')!
      for (const mail of own.mails) mail.bytes = body(mail.uid + 300)
      const before = contents(own)
      source.expunge(inbox, inbox.mails[0]!)
      await job.finish({ rules: MIRROR, options: { confirmed: true } })
      const left = contents(own)
      for (const one of before) assert.ok(left.includes(one), 'stays')
    } finally {
      job.end()
    }
  })
})

describe('a source that is broken', () => {
  for (const more of [0, 2])
    it(`gives UIDs anew under the same UIDVALIDITY (${more} more): the new messages are copied`, async () => {
      const source = memoryBox({ key: 'source' })
      const target = memoryBox({ key: 'target' })
      const inbox = source.make('INBOX')
      for (let n = 0; n < 6; n++) source.put(inbox, body(n), [], date(n))
      const job = memoryRun(source, target)
      try {
        await job.finish()
        // Put back from a backup, without the oldest and with others.
        inbox.mails.splice(0)
        inbox.gone.splice(0)
        inbox.next = 1
        for (let n = 3; n < 9 + more; n++) source.put(inbox, body(n), [], date(n))
        await job.finish()
        const there = contents(target.folders.get('INBOX'))
        for (const one of contents(inbox)) assert.equal(there.filter((other) => other === one).length, 1)
      } finally {
        job.end()
      }
    })

  it('has more messages than it lists: that is said, each time, and nothing is taken out for it', async () => {
    const source = memoryBox({ key: 'source', condstore: false, qresync: false })
    const target = memoryBox({ key: 'target' })
    const inbox = source.make('INBOX')
    for (let n = 0; n < 8; n++) source.put(inbox, body(n), [], date(n))
    let hidden = 0
    const { reader } = source
    source.reader = async () => {
      const made = await reader()
      return { ...made, list: (each, more) => made.list((message) => message.uid !== hidden && each(message), more) }
    }
    const job = memoryRun(source, target)
    try {
      await job.finish({ rules: MIRROR })
      hidden = 3
      source.put(inbox, body(20), [], date(20))
      for (let run = 0; run < 2; run++) {
        const outcome = await job.run({ rules: MIRROR, options: { confirmed: true } })
        assert.deepEqual([outcome.ended, outcome.removed], ['refused', undefined])
        assert.match(outcome.why ?? '', /9 messages.*8/)
        assert.equal(target.folders.get('INBOX')!.mails.length, 9)
      }
      hidden = 0
      const outcome = await job.finish({ rules: MIRROR, options: { confirmed: true } })
      assert.deepEqual([outcome.states.identical.messages, outcome.states.gone.messages], [9, 0])
      assert.equal(target.folders.get('INBOX')!.mails.length, 9)
    } finally {
      job.end()
    }
  })

  it('has a message that it never lists: the copy is not called complete', async () => {
    const source = memoryBox({ key: 'source' })
    const target = memoryBox({ key: 'target' })
    const inbox = source.make('INBOX')
    for (let n = 0; n < 8; n++) source.put(inbox, body(n), [], date(n))
    const { reader } = source
    source.reader = async () => {
      const made = await reader()
      return { ...made, list: (each, more) => made.list((message) => message.uid !== 3 && each(message), more) }
    }
    const job = memoryRun(source, target)
    try {
      for (let run = 0; run < 2; run++) assert.equal((await job.run()).ended, 'refused')
      assert.equal(target.folders.get('INBOX')!.mails.length, 7)
    } finally {
      job.end()
    }
  })

  it('shows only so many of a folder: what it no longer shows is not taken out without a yes', async () => {
    const shown = 1_000
    const source = memoryBox({ key: 'source' })
    const target = memoryBox({ key: 'target' })
    const inbox = source.make('INBOX')
    for (let n = 0; n < shown; n++) source.put(inbox, Buffer.from(`${n}\r\n`), [], date(n))
    const job = memoryRun(source, target)
    try {
      await job.finish({ rules: MIRROR })
      for (let n = 0; n < 5; n++) {
        source.put(inbox, Buffer.from(`more ${n}\r\n`), [], date(n))
        source.expunge(inbox, inbox.mails[0]!)
      }
      const outcome = await job.finish({ rules: MIRROR })
      assert.deepEqual([outcome.removed, outcome.removalsWaiting], [undefined, 5])
      assert.equal(target.folders.get('INBOX')!.mails.length, shown + 5)
    } finally {
      job.end()
    }
  })
})
