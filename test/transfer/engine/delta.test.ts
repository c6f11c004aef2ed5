// Passes after the first: whatever happened in the source in between, the target follows, moves are moves, and what the person did in the target stays.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ALL_RULES, type TransferRequest } from '../../../src/transfer/engine/request.ts'
import { contents, type MemoryBox, type MemoryFolder, memoryBox } from './memory-box.ts'
import { memoryRun } from './memory-run.ts'

/** More of them by hand: SESAME_RUNS=1000. */
const RUNS = Number(process.env.SESAME_RUNS ?? 25)
const body = (n: number) => Buffer.from(`Subject: ${n}\r\n\r\n${'y'.repeat((n * 131) % 900)}\r\n`)
const date = (n: number) => `${String((n % 27) + 1).padStart(2, '0')}-Apr-2022 10:00:00 +0000`
const MIRROR = { ...ALL_RULES, mirror: true }

type Step = {
  readonly what: 'put' | 'expunge' | 'flag' | 'move' | 'rename' | 'revalidate' | 'again' | 'run'
  readonly a: number
  readonly b: number
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('put', 'put', 'expunge', 'flag', 'move', 'move', 'rename', 'revalidate', 'again', 'run', 'run'),
  a: fc.nat(1_000),
  b: fc.nat(1_000),
})

function take(box: MemoryBox, { what, a, b }: Step): void {
  const folders = [...box.folders.values()]
  const folder = folders[a % folders.length]!
  const mail = folder.mails[b % Math.max(1, folder.mails.length)]
  if (what === 'put') box.put(folder, body(b % 12), b % 3 ? [] : ['\\Seen'], date(b % 12))
  else if (what === 'rename') {
    if (folder.name === 'INBOX') return
    box.folders.delete(folder.name)
    folder.name = `Renamed ${b}`
    box.folders.set(folder.name, folder)
  } else if (what === 'revalidate') box.revalidate(folder)
  else if (mail === undefined) return
  else if (what === 'expunge') box.expunge(folder, mail)
  else if (what === 'flag') box.flag(folder, mail, b % 2 ? ['\\Seen', 'Label'] : ['\\Flagged'])
  else if (what === 'again') {
    // As apps do that write anew what they change.
    box.expunge(folder, mail)
    box.put(folder, mail.bytes, mail.flags, mail.date)
  } else if (what === 'move') {
    const to = folders[(a + 1) % folders.length]!
    box.expunge(folder, mail)
    box.put(to, mail.bytes, mail.flags, mail.date)
  }
}

/** Where no UID is told, what was moved is found by its bytes; it once kept the flags that it had before. */
const MOVED_AND_FLAGGED: [Step[], { condstore: boolean; qresync: boolean; uidplus: boolean; groups: boolean }] = [
  [
    { what: 'put', a: 740, b: 0 },
    { what: 'run', a: 0, b: 0 },
    { what: 'move', a: 95, b: 0 },
    { what: 'flag', a: 0, b: 0 },
  ],
  { condstore: false, qresync: false, uidplus: false, groups: false },
]

describe('the passes after the first', () => {
  it('leave the target exactly as the source is, after any history, however much the servers can', async () => {
    const traits = fc.record({ condstore: fc.boolean(), qresync: fc.boolean(), uidplus: fc.boolean(), groups: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), traits, async (steps, { condstore, qresync, uidplus, groups }) => {
        const source = memoryBox({ key: 'source', condstore, qresync: condstore && qresync })
        const target = memoryBox({ key: 'target', uidplus, groups })
        for (const name of ['INBOX', 'A', 'B']) source.make(name)
        const job = memoryRun(source, target)
        const mirror = { rules: MIRROR, options: { confirmed: true } }
        try {
          for (const one of steps)
            if (one.what === 'run') await job.finish(mirror)
            else take(source, one)
          await job.finish(mirror)
          for (const folder of source.folders.values())
            assert.deepEqual(contents(target.folders.get(folder.name), true), contents(folder, true), folder.name)
          for (const folder of target.folders.values())
            if (!source.folders.has(folder.name)) assert.deepEqual(contents(folder), [], folder.name)
          const outcome = await job.run(mirror)
          assert.equal(outcome.copied.messages, 0)
        } finally {
          job.end()
        }
      }),
      { numRuns: RUNS, examples: [MOVED_AND_FLAGGED] },
    )
  })

  it('follow moves and renames without sending a byte again, and merge flags', async () => {
    const source = memoryBox({ key: 'source' })
    const target = memoryBox({ key: 'target' })
    const [inbox, clients] = [source.make('INBOX'), source.make('Clients')]
    const mails = [1, 2, 3, 4, 5].map((n) => source.put(inbox, body(n), ['\\Seen'], date(n)))
    source.put(clients, body(9), [], date(9))
    const job = memoryRun(source, target)
    try {
      await job.finish()
      const sent = target.calls.literal
      // The person's own flag in the target.
      const there = target.folders.get('INBOX') as MemoryFolder
      target.flag(there, there.mails[0]!, ['\\Seen', 'Mine'])
      source.flag(inbox, mails[0]!, ['\\Flagged'])
      source.expunge(inbox, mails[4]!)
      source.put(clients, mails[4]!.bytes, mails[4]!.flags, mails[4]!.date)
      source.folders.delete('Clients')
      clients.name = 'Customers'
      source.folders.set('Customers', clients)
      await job.finish()
      assert.equal(target.calls.literal, sent, 'nothing is sent')
      assert.equal(target.calls.rename, 1)
      assert.equal(target.calls.moved, 1)
      assert.deepEqual([...target.folders.keys()].sort(), ['Customers', 'INBOX'])
      assert.deepEqual(contents(target.folders.get('Customers'), true), contents(clients, true))
      assert.deepEqual([...there.mails[0]!.flags].sort(), ['Mine', '\\Flagged'].sort())
    } finally {
      job.end()
    }
  })

  it('take nothing out without mirror, and much only after a yes', async () => {
    const source = memoryBox({ key: 'source' })
    const target = memoryBox({ key: 'target' })
    const inbox = source.make('INBOX')
    for (let n = 0; n < 40; n++) source.put(inbox, body(n), [], date(n))
    const own = target.make('INBOX')
    target.put(own, body(777), [], date(7))
    const job = memoryRun(source, target)
    try {
      await job.finish()
      source.expunge(inbox, inbox.mails[0]!)
      await job.finish()
      assert.equal(own.mails.length, 41, 'without mirror it stays')
      let outcome = await job.finish({ rules: MIRROR })
      assert.deepEqual([own.mails.length, outcome.removed], [40, 1])
      for (const mail of inbox.mails.slice(0, 20)) source.expunge(inbox, mail)
      outcome = await job.finish({ rules: MIRROR })
      assert.deepEqual([own.mails.length, outcome.removalsWaiting, outcome.removed], [40, 20, undefined])
      outcome = await job.finish({ rules: MIRROR, options: { confirmed: true } })
      assert.deepEqual([own.mails.length, outcome.removed], [20, 20])
      assert.ok(
        own.mails.some(({ bytes }) => bytes.equals(body(777))),
        'what we did not put is not ours',
      )
    } finally {
      job.end()
    }
  })

  it('believe a folder that comes back, and flags that were changed back', async () => {
    let broken = false
    const source = memoryBox({ key: 'source' })
    const target = memoryBox({ key: 'target' })
    const [inbox, away] = [source.make('INBOX'), source.make('Away')]
    const mail = source.put(inbox, body(1), [], date(1))
    source.put(away, body(2), [], date(2))
    const job = memoryRun(source, target)
    const { writer } = target
    target.writer = async () => {
      const made = await writer()
      const store: typeof made.store = (...args) =>
        broken ? Promise.reject(new Error('the disk of the world is full')) : made.store(...args)
      return { ...made, store }
    }
    try {
      await job.finish()
      // A server that leaves a folder out of one listing.
      source.folders.delete('Away')
      assert.equal((await job.finish({ rules: MIRROR })).removalsWaiting, 1)
      source.folders.set('Away', away)
      const outcome = await job.finish({ rules: MIRROR })
      assert.deepEqual([outcome.states.gone.messages, outcome.states.identical.messages, outcome.removed], [0, 2, undefined])
      source.flag(inbox, mail, ['\\Flagged'])
      broken = true
      await assert.rejects(job.run(), /disk of the world/)
      broken = false
      source.flag(inbox, mail, [])
      await job.finish()
      assert.deepEqual(contents(target.folders.get('INBOX'), true), contents(inbox, true))
    } finally {
      job.end()
    }
  })

  it('bring of a folder that shows all messages only what no other folder has', async () => {
    const source = memoryBox({ key: 'source', emailIds: true, gmail: true })
    const target = memoryBox({ key: 'target' })
    const [inbox, all] = [source.make('INBOX'), source.make('All')]
    for (const n of [1, 2, 3]) source.put(all, body(n), [], date(n))
    for (const n of [1, 2]) source.put(inbox, body(n), [], date(n))
    const job = memoryRun(source, target)
    const pairs: TransferRequest['pairs'] = ({ source: from }) =>
      from.folders.map((one) => ({ source: one, target: { path: one.path }, reason: one.name === 'All' ? 'label' : 'made' }))
    try {
      const outcome = await job.finish({ pairs })
      assert.deepEqual([outcome.states.identical.messages, outcome.states.excluded.messages], [3, 2])
      assert.deepEqual(
        contents(target.folders.get('All')),
        contents(all).filter((one) => one.includes('04-Apr')),
      )
    } finally {
      job.end()
    }
  })
})
