// What makes two messages one: their bytes in their folder, and nothing else. Not a Message-ID, not a UID, not a UIDVALIDITY.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { ALL_RULES } from '../../../src/transfer/engine/request.ts'
import { contents, type MemoryBox, memoryBox } from '../engine/memory-box.ts'
import { memoryRun } from '../engine/memory-run.ts'

const letter = (id: string | null, text: string) =>
  Buffer.from(`${id === null ? '' : `Message-ID: ${id}\r\n`}Subject: x\r\n\r\n${text}\r\n`)
const DAY = '02-Jul-2024 10:00:00 +0000'

const same = (source: MemoryBox, target: MemoryBox) => {
  for (const folder of source.folders.values())
    assert.deepEqual(contents(target.folders.get(folder.name), true), contents(folder, true), folder.name)
}

describe('the identity of a message', () => {
  it('T1, T2, T5, T6: one Message-ID for many, none at all, exact duplicates, in one folder and across: all come, nothing is added, nothing comes again', async () => {
    const [source, target] = [memoryBox({ key: 'source' }), memoryBox({ key: 'target' })]
    for (const name of ['INBOX', 'Lists', 'Archive']) {
      const folder = source.make(name)
      // The same header, size and moment; only the body tells them apart.
      for (const text of ['one', 'two', 'six']) source.put(folder, letter('<same@list.example>', text), [], DAY)
      for (const text of ['aaa', 'bbb']) source.put(folder, letter(null, text), [], DAY)
      for (let copies = 0; copies < 3; copies++) source.put(folder, letter('<thrice@x.example>', 'again'), ['\\Seen'], DAY)
    }
    const job = memoryRun(source, target)
    try {
      const outcome = await job.finish()
      assert.deepEqual([outcome.states.identical.messages, outcome.copied.messages], [24, 24])
      assert.deepEqual(
        outcome.folders.map(({ duplicates }) => duplicates),
        [2, 2, 2],
      )
      same(source, target)
      assert.equal((await job.finish()).copied.messages, 0)
      same(source, target)
    } finally {
      job.end()
    }
  })

  it('T7: all folders have one UIDVALIDITY and the same UIDs: no message stands for another, and no folder is taken for a renamed one', async () => {
    const [source, target] = [memoryBox({ key: 'source' }), memoryBox({ key: 'target' })]
    for (const name of ['INBOX', 'A', 'B']) {
      const folder = source.make(name)
      folder.validity = 1
      for (const n of [1, 2, 3]) source.put(folder, letter(null, `${name} ${n}`), [], DAY)
    }
    const job = memoryRun(source, target)
    try {
      assert.equal((await job.finish()).states.identical.messages, 9)
      same(source, target)
      // One goes, another comes: the same number, the same UIDs, another content.
      source.folders.delete('B')
      const other = source.make('C')
      other.validity = 1
      for (const n of [1, 2, 3]) source.put(other, letter(null, `quite another ${n}`), [], '03-Jul-2024 10:00:00 +0000')
      assert.equal((await job.finish()).copied.messages, 3)
      assert.equal(target.calls.rename ?? 0, 0)
      assert.equal(contents(target.folders.get('B')).length, 3, 'what is in the target stays there')
      same(source, target)
    } finally {
      job.end()
    }
  })

  it('T7: a new UIDVALIDITY again and again, with all UIDs other: nothing is sent a second time', async () => {
    const [source, target] = [memoryBox({ key: 'source' }), memoryBox({ key: 'target' })]
    const inbox = source.make('INBOX')
    for (let n = 0; n < 20; n++) source.put(inbox, letter(null, `m ${n % 15}`), [], DAY)
    const job = memoryRun(source, target)
    try {
      await job.finish()
      for (const box of [source, target, source]) {
        for (const folder of box.folders.values()) box.revalidate(folder)
        const outcome = await job.finish({ rules: { ...ALL_RULES, mirror: true } })
        assert.equal(outcome.copied.messages, 0)
        same(source, target)
      }
    } finally {
      job.end()
    }
  })

  it('T7: what is refused lies aside under a name of its own, though folder names look alike and UIDVALIDITY and UID are the same', async () => {
    const refuses = () => ({ meaning: 'message' as const, said: 'no' })
    const [source, target] = [memoryBox({ key: 'source' }), memoryBox({ key: 'target', refuses })]
    const texts: string[] = []
    for (const name of ['A/B', 'A-B', 'a-b', 'A?B', 'A:B', `${'x'.repeat(70)}1`, `${'x'.repeat(70)}2`, 'INBOX']) {
      const folder = source.make(name)
      folder.validity = 1
      texts.push(source.put(folder, letter(null, name), [], DAY).bytes.toString())
    }
    const job = memoryRun(source, target)
    try {
      assert.equal((await job.run()).states.refused.messages, texts.length)
      const aside = join(job.folder, 'aside')
      const files = readdirSync(aside)
      assert.deepEqual(files.map((name) => readFileSync(join(aside, name), 'utf8')).sort(), texts.sort())
      // Also where a file system takes capitals for the same.
      assert.equal(new Set(files.map((name) => name.toLowerCase())).size, texts.length)
    } finally {
      job.end()
    }
  })
})
