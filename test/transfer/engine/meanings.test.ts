// What a server's no means to the engine, and what a person may do while it runs.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openJournal } from '../../../src/store/transfer.ts'
import { transferControl } from '../../../src/transfer/engine/control.ts'
import { provedMessages } from '../../../src/transfer/engine/proved-messages.ts'
import { ALL_RULES } from '../../../src/transfer/engine/request.ts'
import type { TransferEvent } from '../../../src/transfer/journey.ts'
import { BoxRefusal } from '../../../src/transfer/shapes.ts'
import { contents, type MemoryBoxOptions, memoryBox } from './memory-box.ts'
import { memoryRun } from './memory-run.ts'

const body = (n: number) => Buffer.from(`Subject: ${n}\r\n\r\n${'z'.repeat(n * 10)}\r\n`)
const date = (n: number) => `${String((n % 27) + 1).padStart(2, '0')}-May-2023 10:00:00 +0000`

function pair(options: MemoryBoxOptions = {}, count = 20) {
  const source = memoryBox({ key: 'source' })
  const target = memoryBox({ key: 'target', ...options })
  const inbox = source.make('INBOX')
  for (let n = 1; n <= count; n++) source.put(inbox, body(n), [], date(n))
  const job = memoryRun(source, target)
  return { source, target, inbox, job, there: () => contents(target.folders.get('INBOX')) }
}

describe('the engine and a server that says no', () => {
  it('finds the one message of a group that is refused, sets it aside, and brings the others', async () => {
    for (const groups of [true, false]) {
      const refuses = (bytes: Buffer) => (bytes.equals(body(7)) ? { meaning: 'message' as const, said: 'NUL in it' } : undefined)
      const { job, there, inbox } = pair({ groups, refuses })
      try {
        const outcome = await job.run()
        assert.deepEqual([outcome.ended, outcome.states.refused.messages, outcome.states.identical.messages], ['complete', 1, 19])
        assert.equal(there().length, 19)
        const [name] = readdirSync(join(job.folder, 'aside'))
        assert.match(name!, new RegExp(`^INBOX-${inbox.validity}-7\\.eml$`))
        assert.deepEqual(readFileSync(join(job.folder, 'aside', name!)), body(7))
      } finally {
        job.end()
      }
    }
  })

  it('waits exactly as long as it is told', async () => {
    let times = 2
    const refuses = () =>
      times-- > 0 ? { meaning: 'moment' as const, said: 'Suggested Backoff Time: 30 milliseconds', waitMs: 30 } : undefined
    const { job, there, inbox } = pair({ refuses, groups: false, literals: 'sync' })
    const waits: number[] = []
    try {
      const listener = (event: TransferEvent) => event.kind === 'waiting' && waits.push(event.ms)
      const outcome = await job.run({ listener, options: { connections: 1, patienceMs: 60_000 } })
      assert.deepEqual(there(), contents(inbox))
      assert.equal(outcome.ended, 'complete')
      assert.ok(waits.length > 0 && waits.every((ms) => ms === 30), String(waits))
    } finally {
      job.end()
    }
  })

  it('ends when the account is full, without trying what might still fit', async () => {
    let room = 5
    const refuses = () => (room-- > 0 ? undefined : { meaning: 'account' as const, said: 'Quota exceeded', code: 'OVERQUOTA' })
    const { job } = pair({ refuses, groups: false, quota: { used: 900, limit: 1_000 } })
    try {
      const outcome = await job.run()
      assert.deepEqual([outcome.ended, outcome.why], ['full', 'Quota exceeded'])
      assert.equal(outcome.states.identical.messages, 5)
      assert.equal(outcome.missingRoom, outcome.states.waiting.bytes - 100)
    } finally {
      job.end()
    }
  })

  it('makes a folder again that vanishes under its hands', async () => {
    let once = true
    const holder: { target?: ReturnType<typeof memoryBox> } = {}
    const refuses = () => {
      if (!once) return undefined
      once = false
      holder.target!.folders.delete('INBOX')
      return { meaning: 'folder' as const, said: 'no such mailbox', code: 'TRYCREATE' }
    }
    const { job, there, inbox, target } = pair({ refuses })
    holder.target = target
    try {
      assert.equal((await job.finish()).ended, 'complete')
      assert.deepEqual(there(), contents(inbox))
    } finally {
      job.end()
    }
  })

  it('says so when it is not let in any more, and goes on with a new sign-in', async () => {
    const { job, there, inbox, target } = pair()
    const { writer } = target
    target.writer = async () => {
      throw new BoxRefusal({ meaning: 'account', said: 'AUTHENTICATIONFAILED' }, 'sign in')
    }
    try {
      const outcome = await job.run()
      assert.deepEqual([outcome.ended, outcome.why], ['refused', 'AUTHENTICATIONFAILED'])
      target.writer = writer
      await job.finish()
      assert.deepEqual(there(), contents(inbox))
    } finally {
      job.end()
    }
  })

  it('names what the server changed, and never brings it a second time', async () => {
    const changes = (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replaceAll('\r\r\n', '\r\n'), 'latin1')
    for (const uidplus of [true, false]) {
      const { job, source, target, inbox } = pair({ changes, uidplus }, 3)
      source.put(inbox, Buffer.from('Subject: odd\r\n\r\none\r\r\ntwo\r\n'), [], date(20))
      try {
        const outcome = await job.finish()
        assert.deepEqual([outcome.states.changed.messages, outcome.states.identical.messages], [1, 3])
        const journal = await openJournal(job.journal)
        const odd = [...provedMessages(journal)].find(({ state }) => state === 'changed')
        journal.close()
        assert.equal(odd?.change, 'line-ends')
        assert.equal(odd?.targetDigest, createHash('sha256').update('Subject: odd\r\n\r\none\r\ntwo\r\n').digest('hex'))
        const again = memoryRun(source, target)
        const found = await again.finish()
        again.end()
        assert.equal(found.copied.messages, 0)
        assert.equal(target.folders.get('INBOX')!.mails.length, 4)
      } finally {
        job.end()
      }
    }
  })

  it('takes out the second copy of what a server stored after we had looked', async () => {
    const { job, target, there, inbox } = pair({}, 6)
    const { writer } = target
    let late: (() => void) | undefined
    let groups = 0
    target.writer = async () => {
      const made = await writer()
      const { append } = made
      // The line breaks just when the first group was heard whole; the server stores it a good while later.
      return {
        ...made,
        append(folder) {
          const group = append(folder)
          if (groups++ > 0) return group
          return {
            ...group,
            async finish() {
              late = () => {
                for (const mail of inbox.mails) target.put(target.folders.get('INBOX')!, mail.bytes, mail.flags, mail.date)
              }
              return inbox.mails.map(() => ({
                ok: false as const,
                refusal: { meaning: 'connection' as const, said: 'broke' },
                group: false,
              }))
            },
          }
        },
      }
    }
    const listener = (event: TransferEvent) => {
      if (event.kind !== 'progress') return
      late?.()
      late = undefined
    }
    try {
      await job.finish({ listener })
      assert.ok(target.folders.get('INBOX')!.gone.length === 6, 'the second copies were there')
      assert.deepEqual(there(), contents(inbox))
    } finally {
      job.end()
    }
  })
})

describe('the engine and the person', () => {
  it('pauses, goes on, stops between two messages and takes it up again', async () => {
    const { job, there, inbox } = pair({ groups: false }, 60)
    const control = transferControl()
    control.pause()
    const stop = new AbortController()
    try {
      const running = job.run({ control, signal: stop.signal })
      await new Promise((resolve) => setTimeout(resolve, 60))
      assert.ok(there().length < 60)
      stop.abort()
      assert.equal((await running).ended, 'stopped')
      assert.equal((await job.finish()).ended, 'complete')
      assert.deepEqual(there(), contents(inbox))
    } finally {
      job.end()
    }
  })

  it('counts the bytes of a day over all runs and ends where the limit is', async () => {
    const { job, there, inbox } = pair({ literals: 'sync', groups: false }, 120)
    const total = inbox.mails.reduce((sum, { bytes }) => sum + bytes.length, 0)
    const limits = { target: { uploadPerDay: Math.floor(total / 2) } }
    try {
      const outcome = await job.run({ limits, options: { whenUsedUp: 'end', connections: 1 } })
      assert.deepEqual([outcome.ended, outcome.why], ['budget', 'upload-per-day'])
      const first = there().length
      assert.ok(first > 0 && first < 120)
      assert.equal((await job.run({ limits, options: { whenUsedUp: 'end' } })).copied.messages, 0)
      await job.finish()
      assert.deepEqual(there(), contents(inbox))
    } finally {
      job.end()
    }
  })

  it('keeps the order of arrival, or brings the newest first', async () => {
    const { job, inbox, target } = pair({}, 30)
    const newest = pair({}, 1_200)
    try {
      await job.run({ rules: { ...ALL_RULES, order: 'kept' } })
      assert.deepEqual(
        target.folders.get('INBOX')!.mails.map(({ bytes }) => bytes.length),
        inbox.mails.map(({ bytes }) => bytes.length),
      )
      await newest.job.run({ rules: { ...ALL_RULES, order: 'newest' } })
      const arrived = newest.target.folders.get('INBOX')!.mails.map(({ bytes }) => bytes.length)
      assert.equal(arrived.length, 1_200)
      assert.ok(arrived[0]! > arrived.at(-1)!, 'the first block is the newest')
    } finally {
      job.end()
      newest.job.end()
    }
  })

  it('leaves out by rules, names the rule, and judges anew when the rule is another', async () => {
    const { job, source, inbox, there } = pair({}, 20)
    source.put(inbox, body(1), ['\\Deleted'], date(1))
    try {
      const outcome = await job.run({ rules: { ...ALL_RULES, largest: body(10).length, deleted: 'leave' } })
      assert.deepEqual([outcome.states.identical.messages, outcome.states.excluded.messages], [10, 11])
      const journal = await openJournal(job.journal)
      const reasons = new Set([...provedMessages(journal)].map(({ said }) => said))
      journal.close()
      assert.deepEqual(reasons, new Set([undefined, 'largest', 'deleted']))
      await job.finish()
      assert.deepEqual(there(), contents(inbox))
    } finally {
      job.end()
    }
  })
})
