// What a plan has just seen is not looked at again, and whatever happens between the plan and the copy is seen all the same.

import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { planTransfer } from '../../../src/transfer/engine/plan-transfer.ts'
import { ALL_RULES } from '../../../src/transfer/engine/request.ts'
import type { PlanFacts } from '../../../src/transfer/plan/shapes.ts'
import { contents, type MemoryBox, memoryBox } from './memory-box.ts'
import { type MemoryRun, memoryRun } from './memory-run.ts'

const RUNS = Number(process.env.SESAME_RUNS ?? 40)
const body = (n: number) => Buffer.from(`Subject: ${n}\r\n\r\n${'z'.repeat((n * 97) % 700)}\r\n`)
const date = (n: number) => `${String((n % 27) + 1).padStart(2, '0')}-May-2023 09:00:00 +0000`

type Between = { readonly what: 'put' | 'expunge' | 'flag' | 'revalidate' | 'both'; readonly a: number; readonly b: number }

const between: fc.Arbitrary<Between> = fc.record({
  what: fc.constantFrom('put', 'expunge', 'flag', 'revalidate', 'both'),
  a: fc.nat(100),
  b: fc.nat(100),
})

function happen(box: MemoryBox, { what, a, b }: Between): void {
  const folders = [...box.folders.values()]
  const folder = folders[a % folders.length]!
  const mail = folder.mails[b % Math.max(1, folder.mails.length)]
  if (what === 'put' || what === 'both') box.put(folder, body(200 + b), [], date(b))
  if (what === 'revalidate') box.revalidate(folder)
  // One comes and one goes: as many as before.
  else if (mail && (what === 'expunge' || what === 'both')) box.expunge(folder, mail)
  else if (mail && what === 'flag') box.flag(folder, mail, ['\\Flagged', 'Later'])
}

function filled(condstore: boolean): MemoryBox {
  const source = memoryBox({ key: 'source', condstore, qresync: condstore })
  for (const name of ['INBOX', 'A', 'B']) {
    const folder = source.make(name)
    for (let n = 0; n < 12; n++) source.put(folder, body(n), n % 2 ? ['\\Seen'] : [], date(n))
  }
  return source
}

async function planned(job: MemoryRun, source: MemoryBox, target: MemoryBox) {
  const pairs: Parameters<typeof planTransfer>[0]['pairs'] = (inventories) =>
    inventories.source.folders.map((from) => {
      const there = inventories.target.folders.find(({ name }) => name === from.name)
      return { source: from, target: there ?? { path: from.path }, reason: there ? 'same-name' : 'made' }
    })
  return planTransfer({ source, target, journal: job.journal, pairs, rules: ALL_RULES })
}

const toSend = ({ pairs }: PlanFacts) => pairs.reduce((sum, { messages, already }) => sum + messages - (already?.messages ?? 0), 0)

describe('a copy behind its plan', () => {
  it('lists nothing again, asks nothing twice, and leaves nothing of the plan behind', async () => {
    const [source, target] = [filled(true), memoryBox({ key: 'target' })]
    const job = memoryRun(source, target)
    try {
      const plan = await planned(job, source, target)
      assert.equal(source.calls.list, 3)
      const outcome = await job.run({ looked: plan.looked })
      assert.deepEqual([outcome.ended, outcome.states.identical.messages, source.calls.list], ['complete', 36, 3])
      const own = plan.looked.journal!
      assert.equal(existsSync(own), true)
      plan.close()
      assert.equal(existsSync(own), false)
      for (const [name, folder] of source.folders) assert.deepEqual(contents(target.folders.get(name), true), contents(folder, true))
      // The next one finds all as it left it.
      await job.finish()
      assert.equal(source.calls.list, 3)
    } finally {
      job.end()
    }
  })

  it('takes away what a plan left behind that was killed, of its own journal only', async () => {
    const [source, target] = [filled(true), memoryBox({ key: 'target' })]
    const job = memoryRun(source, target)
    try {
      const killed = await planned(job, source, target)
      const other = `${job.journal}2.plan-00000000`
      writeFileSync(other, '')
      const plan = await planned(job, source, target)
      assert.deepEqual(
        [killed, plan].map(({ looked }) => existsSync(looked.journal!)),
        [false, true],
      )
      plan.close()
      assert.deepEqual([existsSync(other), existsSync(`${killed.looked.journal}-wal`)], [true, false])
    } finally {
      job.end()
    }
  })

  it('has nothing to say where nothing changed: the journal is neither copied nor written', async () => {
    const [source, target] = [filled(true), memoryBox({ key: 'target' })]
    const job = memoryRun(source, target)
    try {
      await job.finish()
      const before = readFileSync(job.journal)
      const plan = await planned(job, source, target)
      assert.deepEqual([plan.facts.pairs.length, toSend(plan.facts)], [3, 0])
      assert.deepEqual([plan.looked.journal, readFileSync(job.journal).equals(before)], [undefined, true])
      source.put(source.folders.get('B')!, body(99), [], date(9))
      const more = await planned(job, source, target)
      assert.equal(toSend(more.facts), 1)
      more.close()
    } finally {
      job.end()
    }
  })

  it('lists a folder again where the number is the same and nobody counts changes', async () => {
    const [source, target] = [filled(false), memoryBox({ key: 'target' })]
    const job = memoryRun(source, target)
    try {
      const plan = await planned(job, source, target)
      source.flag(source.folders.get('A')!, source.folders.get('A')!.mails[0]!, ['\\Flagged'])
      await job.run({ looked: plan.looked })
      plan.close()
      assert.deepEqual(contents(target.folders.get('A'), true), contents(source.folders.get('A'), true))
    } finally {
      job.end()
    }
  })

  it('brings what came, leaves what went and follows what changed in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(between, { maxLength: 8 }), fc.boolean(), async (steps, condstore) => {
        const [source, target] = [filled(condstore), memoryBox({ key: 'target' })]
        const job = memoryRun(source, target)
        try {
          const plan = await planned(job, source, target)
          for (const step of steps) happen(source, step)
          await job.run({ looked: plan.looked })
          plan.close()
          await job.finish({ rules: { ...ALL_RULES, mirror: true }, options: { confirmed: true } })
          for (const [name, folder] of source.folders)
            assert.deepEqual(contents(target.folders.get(name), true), contents(folder, true), name)
        } finally {
          job.end()
        }
      }),
      { numRuns: RUNS },
    )
  })
})
