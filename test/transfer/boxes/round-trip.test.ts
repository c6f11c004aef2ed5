// What goes into a backup comes out of it: every byte, flag, keyword, date and name, in every format.

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { openFileBox } from '../../../src/transfer/boxes/files/open-file-box.ts'
import { all, digestOf, emptyFolder, folderAt, make, put } from './world.ts'

/** Bytes as mail has them at its worst. */
const piece = fc.oneof(
  fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    '\r\r\n',
    '\0',
    'From ',
    '>From ',
    '>>From ',
    '\nFrom me\n',
    'From',
    'F',
    '>',
    '\r\n.\r\n',
    'é',
    '\n\n',
    'Subject: x\r\n',
  ),
  fc.string({ maxLength: 8 }),
)
const message = fc.oneof(
  fc.array(piece, { maxLength: 30 }).map((pieces) => Buffer.from(pieces.join(''))),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
)
const flags = fc.uniqueArray(
  fc.constantFrom('\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft', '$Forwarded', '$Junk', 'été', 'b'),
  { maxLength: 6 },
)
const date = fc.constantFrom('17-Jul-1996 02:44:25 -0700', ' 1-Jan-2024 23:59:59 +0545', '31-Dec-1969 23:00:00 +0000', null)

for (const format of ['maildir', 'eml', 'mbox'] as const) {
  describe(`a backup as ${format}`, () => {
    const place = emptyFolder()
    after(() => place.remove())
    let number = 0

    it('gives back any bytes, flags and dates, in their order', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ bytes: message, flags, date }), { maxLength: 8 }),
          fc.integer({ min: 1, max: 9 }),
          async (given, size) => {
            const path = `${place.folder}/${format}-${++number}`
            const box = await openFileBox(path, { format, create: true })
            const inbox = await folderAt(box, 'INBOX')
            const outcomes = await put(box, inbox, given, size)
            assert.deepEqual(
              outcomes.map((outcome) => outcome.ok && outcome.uid),
              given.map((_, at) => at + 1),
            )
            await box.close()
            const again = await openFileBox(path)
            const folder = await folderAt(again, 'INBOX')
            assert.equal(folder.status?.messages, given.length)
            assert.equal(
              folder.status?.bytes,
              given.reduce((sum, { bytes }) => sum + bytes.length, 0),
            )
            const kept = await all(again, folder)
            assert.deepEqual(
              kept.map((one) => ({
                bytes: one.bytes.toString('latin1'),
                flags: [...one.flags].sort(),
                date: one.date,
                digest: one.digest,
                size: one.size,
              })),
              given.map((one) => ({
                bytes: one.bytes.toString('latin1'),
                flags: [...one.flags].sort(),
                date: one.date,
                digest: digestOf(one.bytes),
                size: one.bytes.length,
              })),
            )
            assert.deepEqual(again.damaged, [])
            await again.close()
          },
        ),
        { numRuns: 20 },
      )
    })

    it('gives back large messages, and those whose line ends are beyond counting', async () => {
      const path = `${place.folder}/large`
      const box = await openFileBox(path, { format, create: true })
      const given = [
        Buffer.from(`Subject: a\r\n\r\n${`${'>From x'.repeat(300)}\r\nFrom y\r\nbare\n`.repeat(1_500)}`),
        Buffer.from('From x\r\nbare\n\r\r\n'.repeat(5_000)),
        Buffer.alloc(1_500_000, '\n'),
        Buffer.alloc(700_000, '>'),
        Buffer.from('small\r\n'),
      ]
      assert.ok(
        (
          await put(
            box,
            await folderAt(box, 'INBOX'),
            given.map((bytes) => ({ bytes })),
            300_007,
          )
        ).every((outcome) => outcome.ok),
      )
      await box.close()
      const again = await openFileBox(path)
      const kept = await all(again, await folderAt(again, 'INBOX'))
      assert.deepEqual(
        kept.map(({ bytes }) => digestOf(bytes)),
        given.map(digestOf),
      )
      assert.deepEqual(readdirSync(`${path}/sesame-backup/spool`), [])
      await again.close()
    })

    it('keeps folders of any name apart, the empty ones too', async () => {
      const paths = [
        ['Clients', '2019'],
        ['Clients'],
        ['clients'],
        ['Envoyés'],
        ['下書き', 'a.b', 'c/d', 'e\\f'],
        ['..', '..', 'etc'],
        ['CON'],
        ['nul.txt'],
        ['x'.repeat(300)],
        [`${'x'.repeat(299)}y`],
        ['line\nbreak', 'nul\0l'],
        ['sesame-backup'],
        ['sesame'],
        ['e\u0301'],
        ['\u00e9'],
        ['a '],
        ['a.'],
        ['~a'],
        ['&'],
        ['INBOX', 'inbox'],
        [' '],
        ['Clients.sbd'],
        ['\ud800'],
      ]
      const path = `${place.folder}/names`
      const box = await openFileBox(path, { format, create: true })
      for (const [at, name] of paths.entries())
        await make(box, name, at % 2 === 0 ? [{ bytes: Buffer.from(`Subject: ${at}\r\n\r\n`) }] : [])
      await box.close()
      const again = await openFileBox(path)
      const { folders } = await again.inventory()
      assert.deepEqual(
        folders.map((folder) => folder.path),
        [['INBOX'], ...paths],
      )
      assert.equal(new Set(folders.map((folder) => folder.name)).size, paths.length + 1)
      for (const [at, folder] of folders.slice(1).entries())
        assert.deepEqual(
          (await all(again, folder)).map((one) => one.bytes.toString()),
          at % 2 === 0 ? [`Subject: ${at}\r\n\r\n`] : [],
        )
      await again.close()
    })
  })
}
