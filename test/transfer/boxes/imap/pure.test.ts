// Words of real servers and what they mean; flags, names and UID sets that go and come back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sets } from '../../../../src/transfer/boxes/imap/fetch.ts'
import { flagsFor } from '../../../../src/transfer/boxes/imap/flags.ts'
import { nameOf, pathOf, readName } from '../../../../src/transfer/boxes/imap/names.ts'
import { brokenLine, type RefusedAct, refusalOf } from '../../../../src/transfer/boxes/imap/refusal.ts'
import { expandUidSet, uidSet } from '../../../../src/wire/imap-bodies.ts'
import { encodeMailbox } from '../../../../src/wire/imap-utf7.ts'

const SAID: readonly (readonly [RefusedAct, string, string | undefined, string, string])[] = [
  ['append', 'NO', 'OVERQUOTA', 'Quota exceeded (mailbox for user is full)', 'account'],
  ['append', 'NO', undefined, 'Quota exceeded', 'account'],
  ['append', 'NO', undefined, 'APPEND failed: mailbox is full', 'account'],
  ['append', 'NO', undefined, 'The user has exceeded their storage quota', 'account'],
  ['append', 'NO', 'LIMIT', 'Mail size is larger than the maximum size allowed by server configuration', 'message'],
  ['append', 'NO', 'TOOBIG', 'Message too large', 'message'],
  ['append', 'BAD', undefined, 'Command Argument Error. 11', 'message'],
  ['append', 'BAD', 'CLIENTBUG', 'Additional arguments found after last expected argument', 'message'],
  ['append', 'NO', undefined, 'Message contains NUL bytes', 'message'],
  ['append', 'BAD', undefined, 'Invalid system flag \\X-HAS-ATTACH', 'message'],
  ['append', 'NO', undefined, 'something new', 'message'],
  ['append', 'BAD', undefined, 'Request is throttled. Suggested Backoff Time: 299961 milliseconds', 'moment'],
  ['append', 'NO', 'UNAVAILABLE', 'Maximum number of connections from user+IP exceeded', 'moment'],
  ['append', 'NO', 'INUSE', 'Mailbox is locked', 'moment'],
  ['append', 'NO', 'SERVERBUG', 'Internal error occurred', 'moment'],
  ['append', 'NO', 'OVERQUOTA', 'Account exceeded command or bandwidth limits.', 'moment'],
  ['append', 'NO', undefined, 'Please try again later', 'moment'],
  ['append', 'NO', 'LIMIT', 'Too many simultaneous connections', 'moment'],
  ['append', 'NO', 'TRYCREATE', "Mailbox doesn't exist: Nowhere", 'folder'],
  ['append', 'NO', 'NOPERM', 'Permission denied', 'folder'],
  ['append', 'NO', undefined, 'Mailbox does not exist', 'folder'],
  ['append', 'BYE', undefined, 'Session expired, please login again.', 'connection'],
  ['create', 'NO', 'CANNOT', "Character not allowed in mailbox name: '/'", 'folder'],
  ['create', 'NO', 'CANNOT', 'Folder contains excess whitespace (Failure)', 'folder'],
  ['create', 'NO', 'LIMIT', 'Too deep', 'folder'],
  ['folder', 'NO', 'NONEXISTENT', "Mailbox doesn't exist", 'folder'],
  ['folder', 'BAD', undefined, 'User is authenticated but not connected.', 'moment'],
  ['fetch', 'NO', undefined, 'FETCH Server error while fetching messages', 'message'],
  ['fetch', 'NO', 'ALERT', 'Too many simultaneous connections. (Failure)', 'moment'],
]
for (const [act, status, code, text, meaning] of SAID)
  test(`${act} ${status} ${code ?? ''} ${text}: ${meaning}`, () => {
    const refusal = refusalOf({ status, text, ...(code && { code }) }, act)
    assert.deepEqual([refusal.meaning, refusal.said, refusal.code], [meaning, text, code])
  })

test('the time to wait is what was said', () => {
  assert.equal(refusalOf({ status: 'BAD', text: 'Request is throttled. Suggested Backoff Time: 299961 milliseconds' }).waitMs, 299_961)
  assert.equal(brokenLine('Suggested Backoff Time: 1 milliseconds').waitMs, 1)
  assert.equal(refusalOf({ status: 'NO', text: 'Backoff' }).waitMs, undefined)
})

test('flags: what a folder does not say it keeps stays behind, by name', () => {
  const all = ['\\seen', '\\Recent', 'Work', '$Forwarded', '\\FORWARDED', 'a b', 'x*', 'clé', 'work']
  assert.deepEqual(flagsFor(all, { flags: ['\\Seen', '$forwarded'], keywords: false }), {
    kept: ['\\Seen', '$Forwarded'],
    lost: ['Work', '\\FORWARDED', 'a b', 'x*', 'clé'],
  })
  assert.deepEqual(flagsFor(all, { flags: ['\\Answered'], keywords: true }).kept, ['Work', '$Forwarded'])
  assert.deepEqual(flagsFor(all, undefined).kept, ['\\Seen', 'Work', '$Forwarded'])
})

const part = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((text) => !text.includes('/') && text.toUpperCase() !== 'INBOX' && Buffer.from(text).toString() === text)

test('a path becomes a name and the same path again', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom('', 'INBOX/', 'Mail/'), (path, prefix) => {
      const root = { prefix, delimiter: '/' }
      const name = nameOf(path, root)!
      assert.deepEqual(pathOf(name, '/', root), path)
      assert.equal(readName(encodeMailbox(name), new Map()), name)
    }),
  )
})

test('names as servers have them', () => {
  const courier = { prefix: 'INBOX.', delimiter: '.' }
  assert.deepEqual(pathOf('INBOX', '.', courier), ['INBOX'])
  assert.deepEqual(pathOf('INBOX.Clients.2019', '.', courier), ['Clients', '2019'])
  assert.equal(nameOf(['INBOX'], courier), 'INBOX')
  assert.equal(nameOf(['Clients', '2019'], courier), 'INBOX.Clients.2019')
  assert.equal(nameOf(['v1.2 notes'], courier), null)
  assert.deepEqual(pathOf('Inbox/Sub', '/', { prefix: '', delimiter: '/' }), ['INBOX', 'Sub'])
  assert.equal(nameOf(['INBOX', 'Sub'], { prefix: '', delimiter: '/' }), 'INBOX/Sub')
  assert.deepEqual(pathOf('flat.name', null, { prefix: '', delimiter: null }), ['flat.name'])
  assert.equal(nameOf(['a', 'b'], { prefix: '', delimiter: null }), null)
})

test('a name that the server spells otherwise is asked for in its own spelling', () => {
  const spelled = new Map<string, string>()
  assert.equal(readName('Envoy\u00e9s', spelled), 'Envoy\u00e9s')
  assert.equal(spelled.get('Envoy\u00e9s'), 'Envoy\u00e9s')
  assert.equal(readName('Envoy&AOk-s', new Map()), 'Envoyés')
})

test('UID sets go and come back, in lines that are not too long', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 4_294_967_295 }), { minLength: 1, maxLength: 300 }),
      fc.boolean(),
      (some, close) => {
        const uids = (close ? [...new Set(some.map((uid) => 1 + (uid % 500)))] : some).sort((a, b) => a - b)
        assert.deepEqual(expandUidSet(uidSet(uids), uids.length), uids)
        assert.deepEqual([...sets(uids)].flat(), uids)
      },
    ),
  )
  const sparse = Array.from({ length: 20_000 }, (_, i) => 4_000_000_000 + 2 * i)
  const lines = [...sets(sparse)].map(uidSet)
  assert.ok(lines.every((line) => line.length < 8000))
  assert.ok(lines.length < 50, String(lines.length))
  assert.equal(expandUidSet('1:99999999', 1000), null)
  assert.equal(expandUidSet('1:', 10), null)
})
