// What a real server refuses, by groups and one by one, and that the connection is as good as before.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Appended, Box, Folder, Writer } from '../../../../src/transfer/shapes.ts'
import { BoxRefusal } from '../../../../src/transfer/shapes.ts'
import { type Dovecot, startDovecot } from '../../../real/dovecot.ts'
import { boxOn, folderOf, put } from './boxes.ts'

const LIMITS = 'plugin {\n  quota_rule = *:storage=5M\n  quota_max_mail_size = 2M\n}\n'
/** As at Gmail and iCloud: each literal waits for the server's yes, each message is a command of its own; Courier's prefix. */
const NARROW = `${LIMITS}
imap_capability = IMAP4rev1 NAMESPACE UIDPLUS IDLE QUOTA
namespace inbox {
  prefix = INBOX.
  separator = .
}
`
const small = { bytes: Buffer.from('Subject: small\r\n\r\nhello\r\n') }
const large = (bytes: number) => ({ bytes: Buffer.concat([Buffer.from('Subject: large\r\n\r\n'), Buffer.alloc(bytes, 'abcdefgh\r\n')]) })
const meanings = (outcomes: readonly Appended[]) =>
  outcomes.map((outcome) =>
    outcome.ok ? 'ok' : `${outcome.refusal.meaning} ${outcome.refusal.code ?? outcome.refusal.said}${outcome.group ? ' group' : ''}`,
  )

for (const [what, extra] of [
  ['LITERAL+ and MULTIAPPEND', LIMITS],
  ['synchronizing literals, one by one', NARROW],
] as const)
  describe(`refusals by ${what}`, () => {
    const grouped = extra === LIMITS
    let dovecot: Dovecot
    let box: Box
    let writer: Writer
    let folder: Folder
    before(async () => {
      dovecot = await startDovecot({ extra })
      box = boxOn(dovecot, dovecot.users[0]!)
      writer = await box.writer()
      folder = await writer.create(['Kept', 'Here'])
    })
    after(async () => {
      await box?.close()
      await dovecot?.stop()
    })
    const stored = async () => (await folderOf(box, 'Kept/Here')).status?.messages

    test('the box says what it is', async () => {
      const { traits, prefix } = await box.inventory()
      assert.deepEqual([traits.groups, traits.literals, prefix], grouped ? [true, 'plus', ''] : [false, 'sync', 'INBOX.'])
      assert.deepEqual(folder.path, ['Kept', 'Here'])
      assert.equal(folder.name, grouped ? 'Kept.Here' : 'INBOX.Kept.Here')
    })

    test('a message too large: it alone, or its group as a whole', async () => {
      const group = writer.append(folder)
      for (const letter of [small, large(2_500_000), small]) await put(group, letter)
      const first = group.finish()
      const next = writer.append(folder)
      await put(next, small)
      assert.deepEqual(meanings(await first), grouped ? Array(3).fill('message LIMIT group') : ['ok', 'message LIMIT', 'ok'])
      assert.deepEqual(meanings(await next.finish()), ['ok'])
      assert.equal(await stored(), grouped ? 1 : 3)
      const alone = writer.append(folder)
      await put(alone, large(2_500_000))
      assert.deepEqual(meanings(await alone.finish()), ['message LIMIT'])
      assert.equal(await stored(), grouped ? 1 : 3)
    })

    test('no more room: a group is taken whole or not at all', async () => {
      const before = (await stored())!
      const group = writer.append(folder)
      for (let i = 0; i < 4; i++) await put(group, large(1_600_000), 10_000)
      const outcomes = meanings(await group.finish())
      if (grouped) assert.deepEqual(outcomes, Array(4).fill('account OVERQUOTA group'))
      else assert.deepEqual(outcomes, ['ok', 'ok', 'ok', 'account OVERQUOTA'])
      assert.equal(await stored(), before + (grouped ? 0 : 3))
      const next = writer.append(folder)
      await put(next, small)
      assert.deepEqual(meanings(await next.finish()), ['ok'])
    })

    test('a folder that is not there, and a name that cannot be', async () => {
      const group = writer.append({ ...folder, name: `${folder.name}.Nowhere` })
      await put(group, small)
      await put(group, small)
      const outcomes = await group.finish()
      assert.deepEqual(meanings(outcomes), Array(2).fill(`folder TRYCREATE${grouped ? ' group' : ''}`))
      await assert.rejects(writer.open({ ...folder, name: 'Nowhere' }), (e) => e instanceof BoxRefusal && e.refusal.meaning === 'folder')
      await assert.rejects(writer.create(['~root']), (e) => e instanceof BoxRefusal && e.refusal.meaning === 'folder')
      await assert.rejects(writer.create(['a.b']), (e) => e instanceof BoxRefusal && e.about === 'create a.b')
    })

    test('a message without a byte', async () => {
      const group = writer.append(folder)
      await put(group, { bytes: Buffer.alloc(0) })
      assert.deepEqual((await group.finish()).length, 1)
      const next = writer.append(folder)
      await put(next, small)
      assert.deepEqual(meanings(await next.finish()), ['ok'])
    })

    test('cut in the middle of a message: nothing half is kept', async () => {
      const before = (await stored())!
      const cut = await box.writer()
      const group = cut.append(folder)
      if (grouped) await put(group, small)
      group.begin({ size: 90_000, flags: [], date: null, origin: { folder: 'x', uidValidity: 1, uid: 1 } })
      group.data(Buffer.alloc(30_000, 'x\r\n'))
      await group.ready()
      cut.abort()
      group.data(Buffer.alloc(60_000, 'x\r\n'))
      group.end()
      const outcomes = await group.finish()
      assert.deepEqual(
        outcomes.map((outcome) => !outcome.ok && [outcome.refusal.meaning, outcome.group]),
        Array(grouped ? 2 : 1).fill(['connection', false]),
      )
      assert.equal(await stored(), before)
    })
  })
