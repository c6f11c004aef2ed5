// The order of a folder is kept where several connections begin at the same moment: each takes a folder of its own.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { contents, memoryBox } from './memory-box.ts'
import { memoryRun } from './memory-run.ts'

it('several lanes that begin at once do not share a folder whose order is kept', async () => {
  const [source, target] = [memoryBox({ key: 'source' }), memoryBox({ key: 'target' })]
  for (const name of ['INBOX', 'A', 'B', 'C']) {
    const folder = source.make(name)
    // More than goes out in one piece while nobody knows how fast the line is.
    for (let n = 0; n < 12; n++) source.put(folder, Buffer.alloc(700_000, `${name}${n}\r\n`))
  }
  const job = memoryRun(source, target, { connections: 4 })
  try {
    await job.finish({ onNarrow: () => {} })
    for (const [name, folder] of source.folders) {
      const firsts = (of: typeof folder) => of.mails.map(({ bytes }) => bytes.toString('latin1', 0, 8))
      assert.deepEqual(firsts(target.folders.get(name)!), firsts(folder), name)
      assert.equal(contents(target.folders.get(name)).length, 12)
    }
  } finally {
    job.end()
  }
})
