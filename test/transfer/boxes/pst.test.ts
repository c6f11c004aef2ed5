// Outlook's .pst through the real readpst, on a real .pst of our own making; and what is said where readpst is not.

import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { SesameError } from '../../../src/model/errors.ts'
import { en } from '../../../src/text/en.ts'
import { fr } from '../../../src/text/fr.ts'
import { openFileBox } from '../../../src/transfer/boxes/files/open-file-box.ts'
import { pstBox } from '../../../src/transfer/boxes/pst/pst-box.ts'
import { pstFile } from './pst-file.ts'
import { all, emptyFolder, folderAt } from './world.ts'

const HEADERS =
  'From: Paul <paul@example.test>\r\nTo: marie@example.test\r\nSubject: Hello\r\nDate: Wed, 17 Jul 1996 02:44:25 -0700\r\nReceived: from x by y; Wed, 17 Jul 1996 09:45:00 +0000\r\n\r\n'
const sent = new Date('2024-01-01T00:00:00Z')

describe('an Outlook .pst', () => {
  const place = emptyFolder()
  after(() => place.remove())
  const file = join(place.folder, 'archive.pst')
  const many = Array.from({ length: 10 }, (_, at) => ({ subject: `number ${at + 1}`, body: `${at}\r\n`, read: false, sent }))
  writeFileSync(
    file,
    pstFile([
      {
        name: 'Inbox',
        mails: [{ subject: 'Hello', headers: HEADERS, body: 'Good day\r\nFrom Paul\r\n', read: true, sent }],
        folders: [{ name: 'Deep', mails: many }],
      },
      { name: 'Drafts', mails: [{ subject: 'Draft', body: 'never travelled\r\n', read: false, sent }] },
    ]),
  )

  it('comes as folders of mails that were rebuilt, the same at each conversion, and nothing of it stays', async () => {
    const within = join(place.folder, 'passing')
    mkdirSync(within)
    // A run that was killed left its folder: no process has so high a number.
    mkdirSync(join(within, 'sesame-pst-99999999-abc', 'Store'), { recursive: true })
    const digests: string[][] = []
    for (let time = 0; time < 2; time++) {
      const box = await pstBox(file, { within })
      assert.equal(box.kind, 'pst')
      assert.equal(box.reconstructed, true)
      assert.deepEqual(
        (await box.inventory()).folders.map(({ path, status }) => [path.join('/'), status?.messages]),
        [
          ['Drafts', 1],
          ['Inbox', 1],
          ['Inbox/Deep', 10],
        ].map(([name, count]) => [name === 'Inbox' ? 'INBOX' : (name as string).replace(/^Inbox/, 'INBOX'), count]),
      )
      const [hello] = await all(box, await folderAt(box, 'INBOX'))
      assert.deepEqual([hello?.flags, hello?.date], [['\\Seen'], '17-Jul-1996 09:45:00 +0000'])
      assert.match(hello?.bytes.toString() ?? '', /^From: Paul <paul@example.test>\r\n[\s\S]*\r\nGood day\r\nFrom Paul\r\n/)
      const deep = await all(box, await folderAt(box, 'INBOX', 'Deep'))
      assert.deepEqual(
        deep.map(({ bytes }) => /^Subject: (.*)\r$/m.exec(bytes.toString())?.[1]),
        many.map(({ subject }) => subject),
      )
      const [draft] = await all(box, await folderAt(box, 'Drafts'))
      assert.deepEqual([draft?.flags, draft?.date], [[], ' 1-Jan-2024 00:00:00 +0000'])
      digests.push([hello, ...deep, draft].map((one) => one?.digest ?? ''))
      await assert.rejects(box.writer(), { code: 'backup-foreign' })
      await box.close()
      assert.deepEqual(readdirSync(within), [])
    }
    assert.deepEqual(digests[0], digests[1])
  })

  it('is recognised by what it is, whatever its name', async () => {
    const other = join(place.folder, 'outlook.backup')
    writeFileSync(other, pstFile([{ name: 'A', mails: many.slice(0, 1) }]))
    const box = await openFileBox(other)
    assert.deepEqual([box.kind, (await box.inventory()).folders.length], ['pst', 1])
    await box.close()
  })

  it('without readpst, the command to install it is said', async () => {
    for (const [platform, command] of [
      ['linux', 'apt-get install pst-utils'],
      ['darwin', 'brew install libpst'],
      ['win32', 'wsl'],
    ] as const) {
      const error = await pstBox(file, { searchPath: join(place.folder, 'no-such-folder'), platform }).catch((one: unknown) => one)
      assert.ok(error instanceof SesameError && error.code === 'readpst-missing')
      for (const text of [en, fr]) assert.ok(text.error('readpst-missing', error.args).next.includes(command))
    }
  })

  it('what readpst cannot convert is said in its words, and nothing stays', async () => {
    const broken = join(place.folder, 'broken.pst')
    writeFileSync(broken, Buffer.concat([Buffer.from('!BDN'), Buffer.alloc(600)]))
    const within = join(place.folder, 'broken-passing')
    mkdirSync(within)
    await assert.rejects(pstBox(broken, { within }), { code: 'readpst-failed' })
    // A program of ours in its place: it ends with another code than 0.
    const fake = join(place.folder, 'fake')
    mkdirSync(fake)
    writeFileSync(join(fake, 'readpst'), '#!/bin/sh\necho "first" >&2\necho "not enough memory" >&2\nexit 3\n')
    chmodSync(join(fake, 'readpst'), 0o755)
    await assert.rejects(pstBox(file, { within, searchPath: fake }), (error: SesameError) => {
      assert.deepEqual([error.code, error.args.why], ['readpst-failed', 'not enough memory'])
      return true
    })
    assert.deepEqual(readdirSync(within), [])
    await assert.rejects(pstBox(join(place.folder, 'missing.pst')), { code: 'file-unreadable' })
    assert.ok(existsSync(file))
  })
})
