// A manifest over a long life: changes, removals, writing anew, looking again; what is cheap stays cheap.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { ownFile } from '../../../src/transfer/boxes/files/backup.ts'
import { readLine } from '../../../src/transfer/boxes/files/entry.ts'
import { manifestFile } from '../../../src/transfer/boxes/files/folder-store.ts'
import { FolderManifest } from '../../../src/transfer/boxes/files/manifest.ts'
import { openFileBox } from '../../../src/transfer/boxes/files/open-file-box.ts'
import type { Message } from '../../../src/transfer/shapes.ts'
import { REPOSITORY } from '../../knowledge/repository.ts'
import { all, emptyFolder, folderAt, put } from './world.ts'

const place = emptyFolder()
after(() => place.remove())
const mail = (number: number, size = 10) => ({
  bytes: Buffer.from(`Subject: ${number}\r\n\r\n${'From x\r\n'.repeat(size)}`),
  flags: [`k${number}`],
})

describe('a manifest', () => {
  for (const format of ['maildir', 'eml', 'mbox'] as const)
    it(`${format}: thousands of changes, written anew, say the same in fewer lines`, async () => {
      const root = join(place.folder, format)
      const box = await openFileBox(root, { format, create: true })
      const inbox = await folderAt(box, 'INBOX')
      const mails = Array.from({ length: 450 }, (_, at) => mail(at + 1, 400))
      await put(box, inbox, mails)
      const writer = await box.writer()
      const uids = mails.map((_, at) => at + 1)
      for (const change of [{ add: ['\\Seen'] }, { add: ['\\Flagged'] }, { remove: ['\\Seen'] }]) await writer.store(inbox, uids, change)
      const { modseq } = (await folderAt(box, 'INBOX')).status ?? {}
      await writer.remove(inbox, uids.slice(0, 440))
      const long = statSync(manifestFile(root, '1')).size
      await box.close()
      assert.ok(statSync(manifestFile(root, '1')).size < long / 10)
      // The bytes of what is gone go with it.
      if (format === 'mbox') assert.ok(statSync(join(root, 'INBOX')).size < 50_000)
      const again = await openFileBox(root)
      const folder = await folderAt(again, 'INBOX')
      assert.deepEqual([folder.status?.messages, folder.status?.uidNext], [10, 451])
      const kept = await all(again, folder)
      assert.deepEqual(
        kept.map(({ uid, flags, bytes }) => [uid, [...flags].sort(), bytes.equals(mails[uid - 1]!.bytes)]),
        uids.slice(440).map((uid) => [uid, ['\\Flagged', `k${uid}`], true]),
      )
      // What changed since then can no longer be told: everything is.
      const reader = await again.reader()
      await reader.open(folder)
      const listed: Message[] = []
      assert.equal((await reader.list((message) => listed.push(message), { modseq: modseq ?? '' })).complete, true)
      assert.equal(listed.length, 10)
      await put(again, folder, [mail(451)])
      await again.close()
      assert.equal((await folderAt(await openFileBox(root), 'INBOX')).status?.uidNext, 452)
    })

  it('tells what changed since a moment, and what went', async () => {
    const root = join(place.folder, 'changes')
    const box = await openFileBox(root, { format: 'eml', create: true })
    const inbox = await folderAt(box, 'INBOX')
    await put(
      box,
      inbox,
      [1, 2, 3, 4].map((number) => mail(number)),
    )
    const { modseq = '' } = (await folderAt(box, 'INBOX')).status ?? {}
    const writer = await box.writer()
    await writer.store(inbox, [2], { add: ['\\Seen'] })
    await writer.store(inbox, [1], { add: ['k1'] })
    await writer.remove(inbox, [3])
    await put(box, inbox, [mail(5)])
    const reader = await box.reader()
    await reader.open(inbox)
    const listed: Message[] = []
    const told = await reader.list((message) => listed.push(message), { modseq })
    assert.deepEqual(told, { complete: false, vanished: [[3, 3]] })
    assert.deepEqual(
      listed.map(({ uid, flags }) => [uid, [...flags]]),
      [
        [2, ['\\Seen', 'k2']],
        [5, ['k5']],
      ],
    )
    await box.close()
  })

  it('does as a plain list does, whatever happens to it', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('put' as const), count: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ do: fc.constant('remove' as const), at: fc.nat(20) }),
      fc.record({ do: fc.constant('flag' as const), at: fc.nat(20), word: fc.constantFrom('\\Seen', 'word', 'autre') }),
      fc.record({ do: fc.constant('again' as const) }),
      fc.record({ do: fc.constant('forget' as const) }),
    )
    let number = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.constantFrom('maildir', 'eml', 'mbox'), async (steps, format) => {
        const root = join(place.folder, `model-${++number}`)
        let box = await openFileBox(root, { format: format as 'eml', create: true })
        const inbox = await folderAt(box, 'INBOX')
        const model: { uid: number; flags: Set<string> }[] = []
        let next = 1
        for (const one of steps) {
          const target = 'at' in one ? model[one.at] : undefined
          if (one.do === 'put') {
            const mails = Array.from({ length: one.count }, (_, at) => mail(next + at))
            await put(box, inbox, mails)
            for (const { flags } of mails) model.push({ uid: next++, flags: new Set(flags) })
          } else if (one.do === 'again' || one.do === 'forget') {
            await box.close()
            if (one.do === 'forget') rmSync(ownFile(root, 'folders', '1.state.json'), { force: true })
            box = await openFileBox(root)
          } else if (target) {
            const writer = await box.writer()
            if (one.do === 'remove') {
              await writer.remove(inbox, [target.uid])
              model.splice(model.indexOf(target), 1)
            } else {
              await writer.store(inbox, [target.uid], { add: [one.word] })
              target.flags.add(one.word)
            }
          }
        }
        const found = await all(box, inbox)
        assert.deepEqual(
          found.map(({ uid, flags }) => [uid, [...flags].sort()]),
          model.map(({ uid, flags }) => [uid, [...flags].sort()]),
        )
        assert.deepEqual(
          found.map(({ bytes }) => bytes.toString()),
          model.map(({ uid }) => mail(uid).bytes.toString()),
        )
        const { status } = await folderAt(box, 'INBOX')
        assert.deepEqual(
          [status?.messages, status?.uidNext, status?.bytes],
          [model.length, next, found.reduce((sum, { size }) => sum + size, 0)],
        )
        await box.close()
        rmSync(root, { recursive: true })
      }),
      { numRuns: 20 },
    )
  })

  it('100,000 messages are listed as a stream', async () => {
    const file = join(place.folder, 'large.jsonl')
    const lines = ['{"sesame":"folder","version":1,"uidValidity":5,"nextUid":1,"lines":0,"since":0}']
    for (let uid = 1; uid <= 100_000; uid++) lines.push(`{"uid":${uid},"size":10,"flags":[],"keywords":[],"date":null,"file":"cur/${uid}"}`)
    writeFileSync(file, `${lines.join('\n')}\n`)
    const manifest = await FolderManifest.open(file)
    assert.deepEqual(manifest.totals, { messages: 100_000, bytes: 1_000_000, nextUid: 100_001, uidValidity: 5, lines: 100_000 })
    let count = 0
    await manifest.each(
      ({ uid }) => {
        count++
        assert.equal(uid, 50_000 + count)
      },
      { after: 50_000 },
    )
    assert.equal(count, 50_000)
    assert.deepEqual(
      (await manifest.find([99_999, 1, 200_000])).map(({ uid }) => uid),
      [99_999, 1],
    )
  })

  it('no text makes its reader fail with anything but what it says', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        readLine(text)
      }),
    )
    for (const hostile of ['{"uid":-1,"size":1}', '{"uid":1,"size":1e99}', '{"uid":1.5,"size":1}', '[]', 'null', '{"uid":1,"size":-1}'])
      assert.notEqual(readLine(hostile)?.kind, 'message')
    assert.throws(() => readLine('{"uid":1,"size":1,"file":"../x"}'), /leaves the backup/)
  })

  it('is read with jq as docs/backup.md says', async () => {
    const page = readFileSync(join(REPOSITORY, 'docs/backup.md'), 'utf8')
    const command = /```sh\n(jq .*)\n```/.exec(page)?.[1] ?? ''
    const root = join(place.folder, 'jq')
    const box = await openFileBox(root, { format: 'eml', create: true })
    await put(box, await folderAt(box, 'INBOX'), [mail(1)])
    await box.close()
    const said = execFileSync('sh', ['-c', command], { cwd: root, encoding: 'utf8' })
    assert.match(said, /^1\t17-Jul-1996 02:44:25 -0700\t94\tk1\t1996-07-17 0244 1 \(1\)\.eml\n$/)
  })
})
