// Mail that others wrote, read as a source: their Maildirs, mboxes and .eml files, with the flags and dates that can be known.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { openFileBox } from '../../../src/transfer/boxes/files/open-file-box.ts'
import { parseMbox } from '../../../src/transfer/boxes/mbox/parse.ts'
import type { Box } from '../../../src/transfer/shapes.ts'
import { all, emptyFolder, folderAt, make, put } from './world.ts'

const place = emptyFolder()
after(() => place.remove())

function tree(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(place.folder, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text, 'latin1')
  }
  return root
}

async function seen(box: Box): Promise<Record<string, [string, string[], string | null][]>> {
  const out: Record<string, [string, string[], string | null][]> = {}
  for (const folder of (await box.inventory()).folders)
    out[folder.path.join('/')] = (await all(box, folder)).map(({ bytes, flags, date }) => [bytes.toString('latin1'), [...flags], date])
  return out
}

describe('Maildirs of others', () => {
  it('Maildir++: flags, keywords, order, names, subscriptions; links are left alone; UIDs stay', async () => {
    const root = tree('maildir', {
      'cur/100.M5P1.host:2,FS': 'Subject: second\n\nb\n',
      'cur/100.M4P1.host:2,PRab': 'Subject: first\r\n\r\na\n',
      'new/99.M4P1.host': 'Subject: oldest\n\n',
      'tmp/98.x': 'never',
      'dovecot-keywords': '0 $Junk\n1 Facture\n',
      subscriptions: 'V\t2\n\nA\tB\n',
      '.A.B/cur/1.x:2,': 'Subject: below\n\n',
      '.Envoy&AOk-s/new/1.x': 'Subject: sent\n\n',
    })
    for (const folder of ['new', '.A.B/new', '.A.B/cur', '.Envoy&AOk-s/cur']) mkdirSync(join(root, folder), { recursive: true })
    symlinkSync('/etc/passwd', join(root, 'cur', '101.link:2,S'))
    utimesSync(join(root, 'new/99.M4P1.host'), 837_596_665, 837_596_665)
    const box = await openFileBox(root)
    assert.equal(box.kind, 'maildir')
    const found = await seen(box)
    assert.deepEqual(Object.keys(found).sort(), ['A/B', 'Envoyés', 'INBOX'])
    assert.deepEqual(
      found.INBOX?.map(([bytes, flags]) => [bytes, flags]),
      [
        ['Subject: oldest\r\n\r\n', []],
        ['Subject: first\r\n\r\na\r\n', ['\\Answered', '$Junk', 'Facture', '$Forwarded']],
        ['Subject: second\r\n\r\nb\r\n', ['\\Flagged', '\\Seen']],
      ],
    )
    assert.equal(found.INBOX?.[0]?.[2], '17-Jul-1996 09:44:25 +0000')
    assert.equal((await folderAt(box, 'A', 'B')).subscribed, true)
    const first = (await folderAt(box, 'INBOX')).status
    assert.deepEqual((await folderAt(await openFileBox(root), 'INBOX')).status, first)
    writeFileSync(join(root, 'cur', '50.early:2,'), 'x')
    assert.notEqual((await folderAt(await openFileBox(root), 'INBOX')).status?.uidValidity, first?.uidValidity)
    await assert.rejects(box.writer(), { code: 'backup-foreign' })
  })

  it('Dovecot’s UIDs are kept', async () => {
    const root = tree('uidlist', {
      'cur/5.b:2,': 'Subject: b\n\n',
      'cur/6.a:2,S': 'Subject: a\n\n',
      'new/.keep': '',
      'dovecot-uidlist': '3 V1234567 N43 G0123456789abcdef\n7 :6.a\n42 W18 :5.b:2,\n',
    })
    const box = await openFileBox(root)
    const inbox = await folderAt(box, 'INBOX')
    assert.deepEqual(inbox.status, { messages: 2, uidValidity: 1_234_567, uidNext: 43, bytes: 24 })
    assert.deepEqual(
      (await all(box, inbox)).map(({ uid }) => uid),
      [7, 42],
    )
  })

  it('as Python’s mailbox module writes them', async () => {
    const root = join(place.folder, 'python')
    const script =
      'import mailbox,sys\nb=mailbox.Maildir(sys.argv[1])\nm=mailbox.MaildirMessage("Subject: p\\n\\nhello\\n"); m.set_subdir("cur"); m.set_flags("RS"); b.add(m); b.add_folder("Sub")\nx=mailbox.mbox(sys.argv[1]+".mbox"); y=mailbox.mboxMessage("Subject: q\\n\\nFrom me\\n\\nFrom you\\n"); y.set_flags("ROAF"); x.add(y); x.add(y); x.close()'
    execFileSync('python3', ['-c', script, root])
    assert.deepEqual(
      Object.entries(await seen(await openFileBox(root))).map(([name, mails]) => [name, mails.map(([bytes, flags]) => [bytes, flags])]),
      [
        ['INBOX', [['Subject: p\r\n\r\nhello\r\n', ['\\Answered', '\\Seen']]]],
        ['Sub', []],
      ],
    )
    const mbox = (await seen(await openFileBox(`${root}.mbox`))).python
    assert.equal(mbox?.length, 2)
    assert.match(mbox?.[0]?.[0] ?? '', /^Subject: q\r\nStatus: RO\r\nX-Status: (AF|FA)\r\n\r\nFrom me\r\n\r\nFrom you\r\n$/)
    assert.deepEqual([...(mbox?.[0]?.[1] ?? [])].sort(), ['\\Answered', '\\Flagged', '\\Seen'])
  })
})

describe('mboxes of others', () => {
  it('Thunderbird’s folders, with its own flags', async () => {
    const root = tree('thunderbird', {
      Inbox:
        'From - Wed Jul 17 09:44:25 1996\r\nX-Mozilla-Status: 1005\r\nX-Mozilla-Status2: 00000000\r\nX-Mozilla-Keys: $label1 $Junk   \r\nSubject: a\r\n\r\nbody\r\n\r\nFrom - \r\nDate: Tue, 2 Jan 2024 10:00:00 +0100\r\nX-Mozilla-Status: 0000\r\n\r\nx\r\n',
      'Inbox.msf': '// <!-- <mdb:mork',
      'Inbox.sbd/Work.sbd/Deep': 'From - Wed Jul 17 09:44:25 1996\n\n\n',
      'Inbox.sbd/Work': '',
      'Inbox.sbd/Work.msf': '',
      'filterlog.html': '<p>no</p>',
    })
    const found = await seen(await openFileBox(root))
    assert.deepEqual(Object.keys(found).sort(), ['INBOX', 'INBOX/Work', 'INBOX/Work/Deep'])
    assert.deepEqual(
      found.INBOX?.map(([, flags, date]) => [flags, date]),
      [
        [['\\Seen', '\\Flagged', '$Forwarded', '$label1', '$Junk'], '17-Jul-1996 09:44:25 +0000'],
        [[], ' 2-Jan-2024 10:00:00 +0100'],
      ],
    )
    assert.ok(found.INBOX?.[0]?.[0].startsWith('X-Mozilla-Status: 1005\r\n'), 'not a byte is taken out')
    assert.deepEqual(found['INBOX/Work/Deep']?.[0]?.[0], '\r\n')
  })

  it('Takeout’s labels, Apple’s folder, quoting and Content-Length', async () => {
    const takeout = tree('takeout', {
      'All mail.mbox':
        'From 1234567890@xxx Wed Jul 17 09:44:25 +0000 1996\r\nX-GM-THRID: 1\r\nX-Gmail-Labels: =?UTF-8?Q?Bo=C3=AEte_de_r=C3=A9ception,Unread,Clients?=\r\nSubject: a\r\n\r\n>From me\r\n',
    })
    const box = await openFileBox(join(takeout, 'All mail.mbox'))
    const [mail] = await listed(box)
    assert.deepEqual([mail?.labels, mail?.flags], [['Boîte de réception', 'Unread', 'Clients'], []])
    assert.match((await seen(box))['All mail']?.[0]?.[0] ?? '', /\r\n\r\nFrom me\r\n$/)
    const apple = tree('apple', { 'Sent.mbox/mbox': 'From a Wed Jul 17 09:44:25 1996\n\nhello\n', 'Sent.mbox/table_of_contents': 'binary' })
    assert.deepEqual(Object.keys(await seen(await openFileBox(apple))), ['Sent'])
    const lengths = tree('lengths', {
      mbox: 'From a Wed Jul 17 09:44:25 1996\nContent-Length: 43\n\nFrom me Wed Jul 17 09:44:25 1996\n>From you\n\nFrom b Wed Jul 17 09:44:25 1996\nContent-Length: 9999\n\n>>From them\nFrom here on it is text\n',
    })
    assert.deepEqual(
      (await seen(await openFileBox(join(lengths, 'mbox')))).mbox?.map(([bytes]) => bytes.slice(bytes.indexOf('\r\n\r\n') + 4)),
      ['From me Wed Jul 17 09:44:25 1996\r\n>From you\r\n', '>From them\r\nFrom here on it is text\r\n'],
    )
  })

  it('any bytes are read in messages that do not overlap', async () => {
    const piece = fc.constantFrom(
      'From a Wed Jul 17 09:44:25 1996\n',
      '\n',
      'Content-Length: 5\n',
      'From ',
      '>From x\n',
      'text\r\n',
      '\0',
      'Content-Length: 99999999999999\n\n',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        const file = join(place.folder, 'any.mbox')
        writeFileSync(file, `From a Wed Jul 17 09:44:25 1996\n${pieces.join('')}`)
        let end = 0
        let count = 0
        await parseMbox(file, ({ at, length }) => {
          assert.ok(at > end || count === 0)
          assert.ok(length >= 0)
          end = at + length
          count++
        })
        assert.ok(end <= statSync(file).size && count > 0)
      }),
      { numRuns: 60 },
    )
  })
})

describe('.eml files of others', () => {
  it('dates out of Received, then Date, then the file; CR LF stays, LF alone becomes it', async () => {
    const root = tree('eml', {
      'In/2.eml':
        'Received: from x by y;\r\n Tue, 2 Jan 2024 10:00:00 +0530 (IST)\r\nReceived: by z; Mon, 1 Jan 2024 10:00:00 +0000\r\nDate: Fri, 1 Jan 1999 00:00:00 +0000\r\n\r\nbare\nline\r\n',
      'In/10.eml': 'Date: 3 Mar 19 11:22 EST\nSubject: b\n\nx\n',
      'In/Deep/a.eml': 'Subject: c\n\n',
      'Empty/x.txt': 'no',
    })
    utimesSync(join(root, 'In/Deep/a.eml'), 837_596_665, 837_596_665)
    assert.deepEqual(await seen(await openFileBox(root)), {
      Empty: [],
      In: [
        [
          'Received: from x by y;\r\n Tue, 2 Jan 2024 10:00:00 +0530 (IST)\r\nReceived: by z; Mon, 1 Jan 2024 10:00:00 +0000\r\nDate: Fri, 1 Jan 1999 00:00:00 +0000\r\n\r\nbare\nline\r\n',
          [],
          ' 2-Jan-2024 10:00:00 +0530',
        ],
        ['Date: 3 Mar 19 11:22 EST\r\nSubject: b\r\n\r\nx\r\n', [], ' 3-Mar-2019 11:22:00 -0500'],
      ],
      'In/Deep': [['Subject: c\r\n\r\n', [], '17-Jul-1996 09:44:25 +0000']],
    })
  })

  it('Apple’s .emlx: its length, its flags, its date, and none of its folders', async () => {
    const message = 'Subject: a\n\nbody\n'
    const plist =
      '<?xml version="1.0"?><plist><dict><key>date-received</key><integer>837596665</integer><key>flags</key><integer>8590195717</integer></dict></plist>'
    const root = tree('apple-mail', {
      'INBOX.mbox/01234567-89AB-CDEF-0123-456789ABCDEF/Data/3/1/Messages/1301.emlx': `${message.length}     \n${message}${plist}`,
      'INBOX.mbox/01234567-89AB-CDEF-0123-456789ABCDEF/Data/Messages/7.emlx': `${message.length}\n${message}${plist}`,
      'INBOX.mbox/Info.plist': '',
    })
    const found = await seen(await openFileBox(root))
    assert.deepEqual(Object.keys(found), ['INBOX'])
    assert.deepEqual(found.INBOX?.[0], ['Subject: a\r\n\r\nbody\r\n', ['\\Seen', '\\Answered'], '17-Jul-1996 09:44:25 +0000'])
    assert.equal(found.INBOX?.length, 2)
  })
})

describe('files that others put beside a backup', () => {
  const added = 'Received: by x; Mon, 1 Jan 2024 10:00:00 +0000\n\nadded\n'
  const kept = { bytes: Buffer.from('Subject: kept\r\n\r\nFrom x\r\nbare\nend'), flags: ['\\Seen', 'word'] }
  const ways = {
    maildir: (root: string) => writeFileSync(join(root, 'new', '1704103200.other'), added),
    eml: (root: string) => writeFileSync(join(root, 'INBOX', 'added by hand.eml'), added),
    mbox: (root: string) => writeFileSync(join(root, 'INBOX'), `From a Mon Jan  1 10:00:00 2024\nStatus: RO\n${added}`, { flag: 'a' }),
  }
  for (const [format, add] of Object.entries(ways))
    it(`${format}: they are there with UIDs of their own, what was kept is as it was, and what was removed stays away`, async () => {
      const root = join(place.folder, `beside-${format}`)
      const box = await openFileBox(root, { format: format as 'mbox', create: true })
      const inbox = await folderAt(box, 'INBOX')
      await put(box, inbox, [kept, kept, { bytes: Buffer.from('gone\r\n') }, kept])
      const writer = await box.writer()
      await writer.remove(inbox, [3])
      await writer.store(inbox, [2], { add: ['\\Flagged'], remove: ['WORD'] })
      await box.close()
      add(root)
      for (let time = 0; time < 2; time++) {
        const again = await openFileBox(root)
        const folder = await folderAt(again, 'INBOX')
        const found = await all(again, folder)
        assert.deepEqual(
          found.map(({ uid, flags }) => [uid, flags]),
          [
            [1, ['\\Seen', 'word']],
            [2, ['\\Seen', '\\Flagged']],
            [4, ['\\Seen', 'word']],
            [5, format === 'mbox' ? ['\\Seen'] : []],
          ],
        )
        for (const { uid, bytes } of found) if (uid < 5) assert.deepEqual(bytes, kept.bytes)
        assert.match(found[3]!.bytes.toString(), /\r\n\r\nadded\r\n$/)
        assert.equal(folder.status?.uidNext, 6)
        await again.close()
      }
    })

  it('mutt rewrote an mbox of ours: other bytes are other messages, whose flags and dates are known all the same', async () => {
    const root = join(place.folder, 'rewritten')
    const box = await openFileBox(root, { format: 'mbox', create: true })
    const inbox = await folderAt(box, 'INBOX')
    await put(
      box,
      inbox,
      ['a', 'b', 'c'].map((text) => ({ bytes: Buffer.from(`Subject: ${text}\r\n\r\n${text}\r\n`), flags: [`k${text}`] })),
    )
    await box.close()
    const words = [
      'mutt',
      '-n',
      '-F',
      '/dev/null',
      '-f',
      join(root, 'INBOX'),
      '-e',
      'set delete=yes',
      '-e',
      'set mark_old=no',
      '-e',
      'push <first-entry><delete-message><sync-mailbox><exit>',
    ]
    execFileSync('script', ['-qec', words.map((word) => `'${word}'`).join(' '), '/dev/null'], {
      env: { ...process.env, TERM: 'xterm' },
      stdio: 'ignore',
    })
    const again = await openFileBox(root)
    const found = await all(again, await folderAt(again, 'INBOX'))
    assert.deepEqual(
      found.map(({ uid, flags, bytes }) => [uid, flags, bytes.toString().split('\r\n')[0]]),
      [
        [4, ['kb'], 'Subject: b'],
        [5, ['kc'], 'Subject: c'],
      ],
    )
    await again.close()
  })

  it('moves, renames and removals', async () => {
    for (const format of ['maildir', 'eml', 'mbox'] as const) {
      const root = join(place.folder, `moves-${format}`)
      const box = await openFileBox(root, { format, create: true })
      const from = await make(box, ['A'], [kept, { bytes: Buffer.from('other\r\n') }])
      const to = await make(box, ['A', 'B'])
      const writer = await box.writer()
      assert.deepEqual(await writer.move(from, [1, 9], to), [1, undefined])
      const renamed = await writer.rename(from, ['Z', 'y'])
      assert.deepEqual(renamed.path, ['Z', 'y'])
      await assert.rejects(writer.removeFolder(renamed), { name: 'BoxRefusal' })
      await assert.rejects(writer.rename(await folderAt(box, 'INBOX'), ['X']), { name: 'BoxRefusal' })
      await writer.remove(renamed, [2])
      await writer.removeFolder(renamed)
      await box.close()
      const again = await openFileBox(root)
      assert.deepEqual(
        (await again.inventory()).folders.map(({ path, status }) => [path.join('/'), status?.messages]),
        [
          ['INBOX', 0],
          ['Z/y/B', 1],
        ],
      )
      assert.deepEqual((await all(again, await folderAt(again, 'Z', 'y', 'B')))[0]?.bytes, kept.bytes)
      await again.close()
      if (format === 'maildir')
        assert.deepEqual(
          readdirSync(root).filter((name) => name.startsWith('.')),
          ['.Z.y.B'],
        )
    }
  })
})

async function listed(box: Box) {
  const [folder] = (await box.inventory()).folders
  const reader = await box.reader()
  await reader.open(folder!)
  const found: import('../../../src/transfer/shapes.ts').Message[] = []
  await reader.list((message) => found.push(message))
  reader.close()
  return found
}
