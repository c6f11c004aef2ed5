// Two names that lead to one folder: pouring it into itself would take each message for its own copy.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Folder } from '../../../src/transfer/shapes.ts'
import { mergeFolders } from '../../../src/transfer/tidy/merge-folders.ts'
import { contents, memoryBox } from '../engine/memory-box.ts'

test('an alias of a folder is not poured into it, also after a run that was cut', async () => {
  const box = memoryBox()
  const sent = box.make('Sent')
  box.folders.set('Outbox', sent)
  for (let n = 0; n < 4; n++) box.put(sent, Buffer.from(`Subject: ${n}\r\n\r\n`))
  const before = contents(sent)
  const folder = (name: string): Folder => ({ name, path: [name], delimiter: '/', selectable: true, subscribed: true })
  const made = await box.writer()
  const writer = { ...made, copy: async () => assert.fail('nothing is copied') }
  const memory = {
    recall: async () => ({ from: sent.validity, keep: sent.validity, uidNext: 1 }),
    keep: async () => {},
    forget: async () => {},
  }
  const [here, there] = [await box.reader(), await box.reader()]
  const { signal } = new AbortController()
  await assert.rejects(mergeFolders({ here, there, writer, from: folder('Outbox'), keep: folder('Sent'), memory, signal }), /one folder/)
  assert.deepEqual(contents(sent), before)
})
