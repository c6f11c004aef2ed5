// Where folders were about to go is known to the next run: a folder that was made for one of them, and of which nobody heard, does not look like the place of another.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ALL_RULES, type KeptPair, type TransferRequest } from '../../../src/transfer/engine/request.ts'
import { memoryBox } from './memory-box.ts'
import { memoryRun } from './memory-run.ts'

it('a run that broke before anything was copied leaves its map to the next, by the same rules', async () => {
  let broken = true
  const source = memoryBox({ key: 'source' })
  const target = memoryBox({ key: 'target' })
  const { writer } = target
  target.writer = async () => {
    const own = await writer()
    const { create } = own
    own.create = async (path, use) => {
      const made = await create(path, use)
      // It was made, and the answer never came.
      if (broken) throw new Error('killed')
      return made
    }
    return own
  }
  for (const name of ['Sent Items', 'Envoyés']) source.put(source.make(name), Buffer.from(`Subject: ${name}\r\n\r\n`))
  const job = memoryRun(source, target)
  const heard: KeptPair[][] = []
  const pairs: TransferRequest['pairs'] = (inventories, kept) => {
    heard.push([...kept])
    const before = new Map(kept.map((one) => [one.source, one.path]))
    return inventories.source.folders.map((from) => {
      // As a map does that knows names: what is called Sent Items is the place of what was sent.
      const sent = inventories.target.folders.find(({ name }) => name === 'Sent Items')
      const path = before.get(from.name) ?? (from.name === 'Envoyés' && sent ? sent.path : from.path)
      const there = inventories.target.folders.find(({ name }) => name === path.join('/'))
      return { source: from, target: there ?? { path }, reason: there ? 'same-name' : 'made' }
    })
  }
  try {
    await assert.rejects(job.run({ pairs, options: { connections: 1 } }), /killed/)
    broken = false
    const other = { ...ALL_RULES, under: ['Old'] }
    await job.finish({ pairs })
    assert.deepEqual(
      heard.map((kept) => kept.map((one) => [one.source, ...one.path])),
      [
        [],
        [
          ['Sent Items', 'Sent Items'],
          ['Envoyés', 'Envoyés'],
        ],
      ],
    )
    assert.deepEqual([...target.folders].map(([name, { mails }]) => [name, mails.length]).sort(), [
      ['Envoyés', 1],
      ['Sent Items', 1],
    ])
    // What has its place keeps it, whatever the rules; what was only wanted does not.
    source.put(source.make('New'), Buffer.from('Subject: new\r\n\r\n'))
    broken = true
    await assert.rejects(job.run({ pairs }), /killed/)
    broken = false
    await job.finish({ pairs, rules: other })
    assert.deepEqual(
      heard.at(-1)!.map((one) => one.source),
      ['Sent Items', 'Envoyés'],
    )
  } finally {
    job.end()
  }
})
