// The movers' engine from one backup into the next, through every format and back: the last is as the first was.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { openFileBox } from '../../../src/transfer/boxes/files/open-file-box.ts'
import { ALL_RULES } from '../../../src/transfer/engine/request.ts'
import { runTransfer } from '../../../src/transfer/engine/run-transfer.ts'
import { mapFolders } from '../../../src/transfer/folders/map-folders.ts'
import type { TransferOutcome } from '../../../src/transfer/journey.ts'
import { all, digestOf, emptyFolder, make } from './world.ts'

describe('a backup of a backup', () => {
  const place = emptyFolder()
  after(() => place.remove())
  const at = (name: string) => join(place.folder, name)

  async function copy(from: string, to: string, format: 'maildir' | 'eml' | 'mbox'): Promise<TransferOutcome> {
    const source = await openFileBox(at(from))
    const target = await openFileBox(at(to), { format, create: true })
    try {
      return await runTransfer({
        source,
        target,
        journal: at(`${to}.journal`),
        rules: ALL_RULES,
        pairs: (inventories, kept) => mapFolders({ ...inventories, rules: ALL_RULES, kept, limits: {} }).pairs,
        options: { subscriptions: true },
      })
    } finally {
      await source.close()
      await target.close()
    }
  }

  /** Everything that IMAP knows, but for the order of folders. */
  async function everything(name: string) {
    const box = await openFileBox(at(name))
    const found = []
    for (const folder of (await box.inventory()).folders) {
      const messages = await all(box, folder)
      found.push({
        path: folder.path,
        use: folder.use,
        subscribed: folder.subscribed,
        messages: messages.map(({ bytes, flags, date }) => [digestOf(bytes), [...flags].sort(), date]),
      })
    }
    await box.close()
    return found.sort((a, b) => (JSON.stringify(a.path) < JSON.stringify(b.path) ? -1 : 1))
  }

  it('eml, mbox, Maildir, eml: bytes, flags, dates, order, duplicates, folders, uses and subscriptions; a second run costs nothing', async () => {
    const first = await openFileBox(at('a'), { format: 'eml', create: true })
    const odd = (number: number) => ({
      bytes: Buffer.from(`Subject: ${number % 5}\r\n\r\n${'From x\nbare\r\r\n'.repeat(number % 40)}`),
      flags: ['\\Seen', `k${number % 3}`],
      date: ' 1-Jan-2024 23:59:59 +0545',
    })
    for (const path of [['INBOX'], ['a/b.c', '下書き'], ['CON'], ['con'], ['Empty'], [' x ']])
      await make(first, path, path[0] === 'Empty' ? [] : Array.from({ length: 60 }, (_, number) => odd(number)))
    const writer = await first.writer()
    await writer.subscribe(await writer.create(['Envoyés', '2019'], 'sent'))
    await first.close()
    const before = await everything('a')
    const messages = before.reduce((sum, folder) => sum + folder.messages.length, 0)
    for (const [from, to, format] of [
      ['a', 'b', 'mbox'],
      ['b', 'c', 'maildir'],
      ['c', 'd', 'eml'],
    ] as const) {
      const outcome = await copy(from, to, format)
      assert.deepEqual([outcome.ended, outcome.states.identical.messages], ['complete', messages])
      assert.deepEqual(await everything(to), before, format)
      assert.equal((await copy(from, to, format)).copied.messages, 0)
    }
  })
})
