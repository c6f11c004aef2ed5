// Sources whose listing is wrong about sizes, who talk of other messages in between, and whose UIDs have holes of thousands; and a journal that was cut.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { SesameError } from '../../../src/model/errors.ts'
import { ALL_RULES } from '../../../src/transfer/engine/request.ts'
import { runTransfer } from '../../../src/transfer/engine/run-transfer.ts'
import { type Answer, scripted } from '../boxes/imap/scripted.ts'
import { contents, type MemoryBox, memoryBox } from '../engine/memory-box.ts'
import { memoryRun } from '../engine/memory-run.ts'

const DATE = '17-Jul-1996 02:44:25 -0700'
const folder = mkdtempSync(join(tmpdir(), 'sesame-traps-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const bodyOf = (uid: number) => `Subject: ${uid}\r\n\r\n${'s'.repeat(uid % 700)}\r\n`

/** Holds these UIDs; says of each the size that `size` gives, and `between` before each answer. */
function server(uids: readonly number[], size: (uid: number) => number, between: (uid: number) => string): Answer {
  return (command) => {
    if (command.startsWith('LIST ')) return '* LIST () "/" INBOX\r\nTAG OK done\r\n'
    if (command.startsWith('LSUB ')) return 'TAG OK done\r\n'
    const status = `MESSAGES ${uids.length} UIDNEXT ${Math.max(...uids) + 1} UIDVALIDITY 7`
    if (command.startsWith('STATUS ')) return `* STATUS INBOX (${status})\r\nTAG OK done\r\n`
    if (/^(EXAMINE|SELECT) /.test(command))
      return `* ${uids.length} EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT ${Math.max(...uids) + 1}] x\r\nTAG OK [READ-ONLY] done\r\n`
    const fetch = /^UID FETCH (\S+) \((.*)\)$/.exec(command)
    if (!fetch) return undefined
    const ranges = fetch[1]!.split(',').map((range) => range.split(':').map((n) => (n === '*' ? Number.POSITIVE_INFINITY : Number(n))))
    const wanted = uids.filter((uid) => ranges.some(([first, last]) => uid >= first! && uid <= (last ?? first!)))
    const lines = wanted.map((uid, i) => {
      const about = `* ${i + 1} FETCH (UID ${uid} FLAGS (\\Seen) INTERNALDATE "${DATE}"`
      const body = bodyOf(uid)
      return (
        between(uid) +
        (fetch[2]!.includes('BODY') ? `${about} BODY[] {${body.length}}\r\n${body})\r\n` : `${about} RFC822.SIZE ${size(uid)})\r\n`)
      )
    })
    return `${lines.join('')}TAG OK done\r\n`
  }
}

let journals = 0
async function copied(answer: Answer, target: MemoryBox, journal = join(folder, `${++journals}.db`)) {
  const source = await scripted('', answer)
  try {
    const outcome = await runTransfer({
      ...{ source: source.box, target, journal, rules: ALL_RULES, options: { patienceMs: 0, pauseMs: 1, quietMs: 1 } },
      pairs: (inventories) => inventories.source.folders.map((from) => ({ source: from, target: { path: from.path }, reason: 'made' })),
    })
    return { outcome, heard: source.heard, journal }
  } finally {
    await source.stop()
  }
}
const expected = (uids: readonly number[]) => {
  const box = memoryBox()
  const inbox = box.make('INBOX')
  for (const uid of uids) box.put(inbox, Buffer.from(bodyOf(uid)), ['\\Seen'], DATE)
  return contents(inbox, true)
}

describe('odd sources', () => {
  const few = Array.from({ length: 30 }, (_, i) => i * 3 + 1)
  for (const [what, size] of [
    ['less than comes', (uid: number) => Math.max(1, bodyOf(uid).length - 40)],
    ['more than comes', (uid: number) => bodyOf(uid).length + 1_000],
    ['the same for all', () => 77],
  ] as const)
    it(`T9: RFC822.SIZE is ${what}: every byte that came is announced and sent, a second run brings nothing, a lost journal neither`, async () => {
      for (const literals of ['plus', 'sync'] as const) {
        const target = memoryBox({ key: 'target', literals, groups: literals === 'plus' })
        const answer = server(few, size, () => '')
        const first = await copied(answer, target)
        assert.deepEqual([first.outcome.ended, first.outcome.states.identical.messages], ['complete', few.length])
        assert.deepEqual(contents(target.folders.get('INBOX'), true), expected(few))
        assert.equal((await copied(answer, target, first.journal)).outcome.copied.messages, 0)
        const anew = await copied(answer, target)
        assert.deepEqual([anew.outcome.copied.messages, anew.outcome.states['already-there'].messages], [0, few.length])
      }
    })

  it('T10: news of other messages, of the same one and of none, between all answers: each message comes once, with its own flags', async () => {
    const target = memoryBox({ key: 'target' })
    const between = (uid: number) =>
      `* ${uid + 1} FETCH (FLAGS (\\Deleted))\r\n* 40 EXISTS\r\n* ${uid} FETCH (MODSEQ (${uid}) UID ${uid} FLAGS (\\Seen))\r\n* 9 FETCH (UID 999999 FLAGS (\\Draft))\r\n`
    const { outcome } = await copied(
      server(few, (uid) => bodyOf(uid).length, between),
      target,
    )
    assert.deepEqual([outcome.ended, outcome.states.identical.messages], ['complete', few.length])
    assert.deepEqual(contents(target.folders.get('INBOX'), true), expected(few))
  })

  it('T10: UIDs with holes of thousands between them cost a few commands, not one for each hole', async () => {
    const uids = Array.from({ length: 400 }, (_, i) => 1 + i * 10_000 + (i % 7))
    const target = memoryBox({ key: 'target' })
    const { outcome, heard } = await copied(
      server(
        uids,
        (uid) => bodyOf(uid).length,
        () => '',
      ),
      target,
    )
    assert.equal(outcome.states.identical.messages, uids.length)
    const asked = heard.filter((command) => command.startsWith('UID FETCH'))
    assert.ok(asked.length < 20, `${asked.length} commands`)
  })
})

describe('a journal', () => {
  it('T4, T8: that was cut is said to be damaged, nothing is sent on what it says; without it everything is known by its bytes', async () => {
    const [source, target] = [memoryBox({ key: 'source' }), memoryBox({ key: 'target' })]
    const inbox = source.make('INBOX')
    for (let n = 1; n <= 300; n++) source.put(inbox, Buffer.from(bodyOf(n)), [], DATE)
    const job = memoryRun(source, target)
    try {
      await job.finish()
      // In the middle of a page, and between two.
      for (const bytes of [20_001, 8_192]) {
        for (const end of ['-wal', '-shm']) rmSync(job.journal + end, { force: true })
        truncateSync(job.journal, bytes)
        await assert.rejects(
          job.run(),
          (error) => error instanceof SesameError && error.code === 'store-damaged' && error.args.file === job.journal,
          String(bytes),
        )
        assert.deepEqual(contents(target.folders.get('INBOX')), contents(inbox))
      }
      for (const end of ['-wal', '-shm']) rmSync(job.journal + end, { force: true })
      rmSync(job.journal)
      const outcome = await job.finish()
      assert.deepEqual([outcome.copied.messages, outcome.states['already-there'].messages], [0, 300])
      assert.deepEqual(contents(target.folders.get('INBOX')), contents(inbox))
    } finally {
      job.end()
    }
  })
})
