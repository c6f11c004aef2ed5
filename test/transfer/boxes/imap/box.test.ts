// The IMAP box against Dovecot: what is put in comes out byte for byte, with flags and dates, by all ways that the server offers.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Box } from '../../../../src/transfer/shapes.ts'
import { type Dovecot, startDovecot } from '../../../real/dovecot.ts'
import { boxOn, folderOf, keeper, put, shaOf } from './boxes.ts'

const QUOTA = 'plugin {\n  quota_rule = *:storage=200M\n}\n'

const LETTERS = [
  { bytes: Buffer.from('Subject: plain\r\n\r\nhello\r\n'), flags: ['\\Seen', '$Forwarded', 'clé'], date: '17-Jul-1996 02:44:25 -0700' },
  {
    bytes: Buffer.from('Subject: 8-bit \xe9\xff\x80\r\n\r\n\x01\x02\xfe no end', 'latin1'),
    flags: ['\\Flagged', '\\Recent'],
    date: ' 1-Feb-2009 00:00:00 +0000',
  },
  {
    bytes: Buffer.from('no header at all, BODY[] {12}\r\n* 1 FETCH (UID 2)\r\nS5 OK done\r\n)\r\n'),
    flags: ['\\Answered', '\\X-Has-Attach', 'Junk'],
  },
  { bytes: Buffer.from(`Subject: long\r\n\r\n${'x'.repeat(300_000)}\r\n`), date: '03-Dec-2021 23:59:59 +0530' },
]

describe('an IMAP box on Dovecot', () => {
  let dovecot: Dovecot
  let box: Box
  before(async () => {
    dovecot = await startDovecot({ extra: QUOTA })
    box = boxOn(dovecot, dovecot.users[0]!)
  })
  after(async () => {
    await box?.close()
    await dovecot?.stop()
  })

  test('tells its folders and what it can do', async () => {
    const { folders, traits, prefix, delimiter } = await box.inventory()
    assert.deepEqual([prefix, delimiter], ['', '.'])
    const inbox = folders.find(({ name }) => name === 'INBOX')!
    assert.deepEqual([inbox.path, inbox.use, inbox.selectable, inbox.status?.messages], [['INBOX'], 'inbox', true, 0])
    assert.equal(folders.find(({ name }) => name === 'Sent')?.use, 'sent')
    assert.equal(folders.find(({ name }) => name === 'Sent')?.subscribed, true)
    const { quota, ...rest } = traits
    assert.deepEqual(rest, {
      groups: true,
      literals: 'plus',
      uidplus: true,
      condstore: true,
      qresync: true,
      move: true,
      idle: true,
      compress: false,
      specialUse: true,
      gmail: false,
    })
    assert.equal(quota?.limit, 200 * 1024 * 1024)
  })

  test('gives back what was put in', async () => {
    const writer = await box.writer()
    const folder = await writer.create(['Clients & Co', 'Été 2019 😀'])
    assert.deepEqual(folder.path, ['Clients & Co', 'Été 2019 😀'])
    await writer.open(folder)
    const group = writer.append(folder)
    for (const letter of LETTERS) await put(group, letter, 1000)
    const outcomes = await group.finish()
    assert.deepEqual(
      outcomes.map((outcome) => outcome.ok && [outcome.uid, outcome.flagsLost ?? []]),
      [
        [1, ['clé']],
        [2, []],
        [3, ['\\X-Has-Attach']],
        [4, []],
      ],
    )
    const reader = await box.reader()
    const opened = await reader.open(folder)
    assert.deepEqual([opened.messages, opened.uidNext], [4, 5])
    const listed: unknown[] = []
    assert.deepEqual(await reader.list((m) => listed.push([m.uid, m.size, [...m.flags].sort(), new Date(m.date!).toISOString()])), {
      complete: true,
    })
    const sink = keeper()
    await reader.fetch([4, 3, 2, 1, 99], sink)
    assert.deepEqual(
      sink.kept.map(({ sha }) => sha),
      LETTERS.map(({ bytes }) => shaOf(bytes)),
    )
    assert.deepEqual(listed, [
      [1, 25, ['$Forwarded', '\\Seen'], '1996-07-17T09:44:25.000Z'],
      [2, LETTERS[1]!.bytes.length, ['\\Flagged'], '2009-02-01T00:00:00.000Z'],
      [3, LETTERS[2]!.bytes.length, ['Junk', '\\Answered'], new Date(sink.kept[2]!.date!).toISOString()],
      [4, LETTERS[3]!.bytes.length, [], '2021-12-03T18:29:59.000Z'],
    ])
    assert.deepEqual(sink.kept[0]!.flags, ['\\Seen', '$Forwarded'])
    reader.close()
    writer.close()
    assert.equal((await folderOf(box, 'Clients & Co/Été 2019 😀')).status?.messages, 4)
  })
})
