// A backup is read by programs that never heard of us: Dovecot, mutt, notmuch and Python's mailbox module.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openFileBox } from '../../../src/transfer/boxes/files/open-file-box.ts'
import { type Dovecot, startDovecot } from '../../real/dovecot.ts'
import { all, emptyFolder, folderAt, type Given, make, put } from './world.ts'

const DATES = ['17-Jul-1996 02:44:25 -0700', ' 1-Jan-2024 23:59:59 +0545', '29-Feb-2012 12:00:00 +0000']
const MAILS: Given[] = [
  {
    bytes: mail('first', 'plain\r\nFrom here on\r\n>From there\r\n'),
    flags: ['\\Seen', '$Forwarded', 'Invoice'],
    date: DATES[0] as string,
  },
  { bytes: mail('second', 'no line end'), flags: ['\\Answered', '\\Flagged'], date: DATES[1] as string },
  {
    bytes: mail('third', `${'x'.repeat(5_000)}\r\n\r\n.\r\n`),
    flags: ['\\Draft', '\\Deleted', 'Invoice', '$Junk'],
    date: DATES[2] as string,
  },
]
/** Each as Python's imaplib writes it. */
const LOOK = `
import imaplib, json, sys, re
box = imaplib.IMAP4('127.0.0.1', int(sys.argv[1])) if False else imaplib.IMAP4_SSL('127.0.0.1', int(sys.argv[1]), ssl_context=__import__('ssl')._create_unverified_context())
box.login(sys.argv[2], sys.argv[3])
out = {'folders': [x.decode() for x in box.list()[1]], 'subscribed': [x.decode() for x in box.lsub()[1] if x]}
for name in json.loads(sys.argv[4]):
    box.select('"' + name.replace('\\\\', '\\\\\\\\') + '"', readonly=True)
    found = []
    for n in box.search(None, 'ALL')[1][0].split():
        answer = box.fetch(n, '(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])')[1]
        text = answer[0][0].decode() + answer[1].decode()
        found.append({'head': text, 'body': answer[0][1].decode('latin1')})
    out[name] = found
print(json.dumps(out))
`

function mail(subject: string, body: string): Buffer {
  return Buffer.from(
    `From: a@example.test\r\nTo: b@example.test\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@example.test>\r\n\r\n${body}`,
  )
}

function run(program: string, args: readonly string[], env: Record<string, string> = {}): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  })
}

interface Seen {
  readonly head: string
  readonly body: string
}

describe('a backup as a Maildir in other programs', () => {
  const place = emptyFolder()
  let dovecot: Dovecot
  let home: string
  before(async () => {
    dovecot = await startDovecot()
    home = join(dovecot.mail, 'marie@example.test', 'Maildir')
    mkdirSync(join(home, '..'), { recursive: true })
    const box = await openFileBox(join(place.folder, 'maildir'), { format: 'maildir', create: true })
    await put(box, await folderAt(box, 'INBOX'), MAILS)
    for (const path of [['Clients', '2019'], ['Envoyés'], ['下書き']]) await make(box, path, [MAILS[0] as Given])
    await make(box, ['a.b/c'], [MAILS[1] as Given])
    const writer = await box.writer()
    await writer.subscribe(await folderAt(box, 'Envoyés'))
    await writer.subscribe(await folderAt(box, 'Clients', '2019'))
    writer.close()
    await box.close()
  })
  after(async () => {
    await dovecot.stop()
    place.remove()
  })

  it('Dovecot reads the same bytes, sizes, flags, keywords, dates, folders and subscriptions, and warns of nothing', () => {
    cpSync(join(place.folder, 'maildir'), home, { recursive: true, preserveTimestamps: true })
    give(join(home, '..'))
    const marie = dovecot.users[0]!
    const names = ['INBOX', 'Clients.2019', 'Envoy&AOk-s', '&Tgtm+DBN-', 'a\\2eb\\2fc']
    const seen = JSON.parse(
      run('python3', ['-c', LOOK, String(dovecot.ports.imaps), marie.user, marie.password, JSON.stringify(names)]),
    ) as Record<string, Seen[]>
    const listed = (seen.folders as unknown as string[]).map((line) => /"\." "?(.*?)"?$/.exec(line)?.[1]?.replaceAll('\\\\', '\\')).sort()
    // `Clients` is no folder of its own; Dovecot's tests make `Sent` by themselves.
    assert.deepEqual(listed, ['&Tgtm+DBN-', 'Clients', 'Clients.2019', 'Envoy&AOk-s', 'INBOX', 'Sent', 'a\\2eb\\2fc'])
    const subscribed = (seen.subscribed as unknown as string[]).map((line) => /"\." "?(.*?)"?$/.exec(line)?.[1]).sort()
    assert.deepEqual(subscribed, ['Clients.2019', 'Envoy&AOk-s', 'Sent'])
    const inbox = seen.INBOX as Seen[]
    assert.deepEqual(
      inbox.map(({ body }) => body),
      MAILS.map(({ bytes }) => bytes.toString('latin1')),
    )
    for (const [at, { head }] of inbox.entries()) {
      const given = MAILS[at]!
      assert.match(head, new RegExp(`RFC822.SIZE ${given.bytes.length}\\b`))
      const flags = (/FLAGS \(([^)]*)\)/.exec(head)?.[1] ?? '').split(' ').filter((flag) => flag !== '\\Recent')
      assert.deepEqual(flags.sort(), [...given.flags!].sort())
      assert.equal(Date.parse(/INTERNALDATE "([^"]*)"/.exec(head)?.[1] ?? ''), Date.parse(given.date!))
    }
    assert.deepEqual(
      names.slice(1).map((name) => seen[name]?.length),
      [1, 1, 1, 1],
    )
    assert.doesNotMatch(dovecot.log(), /Error|Warning|Corrupted|Panic/)
  })

  it('what Dovecot changed is taken over: flags and keywords', async () => {
    const marie = dovecot.users[0]!
    const change = `
import imaplib, sys, ssl
box = imaplib.IMAP4_SSL('127.0.0.1', int(sys.argv[1]), ssl_context=ssl._create_unverified_context())
box.login(sys.argv[2], sys.argv[3])
box.select('INBOX')
box.store('2', '+FLAGS', '(\\\\Seen New)')
box.store('1', '-FLAGS', '(Invoice)')
box.close(); box.logout()`
    run('python3', ['-c', change, String(dovecot.ports.imaps), marie.user, marie.password])
    const box = await openFileBox(home)
    const kept = await all(box, await folderAt(box, 'INBOX'))
    await box.close()
    // CLOSE removed the third, which was marked as deleted.
    assert.deepEqual(
      kept.map(({ uid, flags }) => [uid, [...flags].sort()]),
      [
        [1, ['$Forwarded', '\\Seen']],
        [2, ['New', '\\Answered', '\\Flagged', '\\Seen']],
      ],
    )
    assert.deepEqual(kept[1]?.bytes, MAILS[1]?.bytes)
  })

  it('mutt reads it', () => {
    // A Maildir has no order of its own: mutt takes the files as the disk gives them.
    assert.deepEqual(mutt(join(place.folder, 'maildir')).sort(), ['first', 'second', 'third'])
    assert.deepEqual(mutt(join(place.folder, 'maildir', '.Clients.2019')), ['first'])
  })

  it('notmuch indexes and finds it', () => {
    const root = join(place.folder, 'maildir')
    const config = join(place.folder, 'notmuch-config')
    writeFileSync(
      config,
      `[database]\npath=${root}\n[user]\nname=a\nprimary_email=a@example.test\n[new]\ntags=new\n[maildir]\nsynchronize_flags=true\n`,
    )
    const env = { NOTMUCH_CONFIG: config, HOME: place.folder }
    run('notmuch', ['new', '--quiet'], env)
    assert.equal(run('notmuch', ['count', 'subject:third'], env).trim(), '1')
    assert.equal(run('notmuch', ['search', '--output=files', 'subject:first'], env).trim().split('\n').length, 4)
    assert.equal(run('notmuch', ['count', 'tag:flagged and tag:replied'], env).trim(), '1')
  })

  it('Python reads it', () => {
    const script =
      'import mailbox,sys,json\nb=mailbox.Maildir(sys.argv[1],create=False)\nprint(json.dumps(sorted([[m["subject"],m.get_flags(),m.get_date()] for m in b])+[sorted(b.list_folders())]))'
    const seen = JSON.parse(run('python3', ['-c', script, join(place.folder, 'maildir')])) as unknown[]
    assert.deepEqual(
      seen
        .slice(0, 3)
        .map((one) => (one as string[]).slice(0, 2).map((text) => text.replace(/[a-z]+$/, (small) => (small.length > 3 ? small : '')))),
      [
        ['first', 'PS'],
        ['second', 'FR'],
        ['third', 'DT'],
      ],
    )
  })
})

describe('a backup as mbox in other programs', () => {
  const place = emptyFolder()
  const root = join(place.folder, 'mbox')
  before(async () => {
    const box = await openFileBox(root, { format: 'mbox', create: true })
    await put(box, await folderAt(box, 'INBOX'), MAILS)
    await make(box, ['Clients'], [MAILS[1] as Given])
    await make(box, ['Clients', '2019'], [MAILS[0] as Given])
    await box.close()
  })
  after(() => place.remove())

  it('lies as Thunderbird has it, for the owner only', () => {
    assert.deepEqual(readdirSync(root).sort(), ['Clients', 'Clients.sbd', 'INBOX', 'sesame-backup'])
    assert.deepEqual(readdirSync(join(root, 'Clients.sbd')), ['2019'])
    assert.equal(statSync(join(root, 'INBOX')).mode & 0o777, 0o600)
    assert.equal(statSync(join(root, 'Clients.sbd')).mode & 0o777, 0o700)
  })

  it('mutt reads it', () => {
    assert.deepEqual(mutt(join(root, 'INBOX')), ['first', 'second', 'third'])
    assert.deepEqual(mutt(join(root, 'Clients.sbd', '2019')), ['first'])
  })

  it('Python reads it, and no header was added', () => {
    const script =
      'import mailbox,sys,json\nprint(json.dumps([[list(m.keys()), m.get_payload()] for m in mailbox.mbox(sys.argv[1],create=False)]))'
    const seen = JSON.parse(run('python3', ['-c', script, join(root, 'INBOX')])) as [string[], string][]
    assert.deepEqual(
      seen.map(([keys]) => keys),
      MAILS.map(() => ['From', 'To', 'Subject', 'Message-ID']),
    )
    // Python undoes no quoting: it is seen as the format has it.
    assert.equal(seen[0]?.[1], 'plain\n>From here on\n>>From there\n')
  })
})

/** Subjects in the order of mutt's index: it copies all that it sees into an mbox. */
function mutt(folder: string): string[] {
  const out = join(folder, '..', `seen-by-mutt-${Math.random()}`)
  const words = ['mutt', '-n', '-F', '/dev/null', '-R', '-f', folder]
  for (const set of ['sort=mailbox-order', 'wait_key=no', 'confirmcreate=no', 'confirmappend=no']) words.push('-e', `set ${set}`)
  words.push('-e', `push <tag-pattern>~A<enter><tag-prefix><copy-message>${out}<enter><exit>`)
  run('script', ['-qec', words.map((word) => `'${word}'`).join(' '), '/dev/null'], { TERM: 'xterm' })
  const text = readFileSync(out, 'utf8')
  rmSync(out)
  return [...text.matchAll(/^Subject: (\w+)/gm)].map(([, subject]) => subject as string)
}

/** Debian's Dovecot reads mail as the user `mail`. */
function give(folder: string): void {
  if (process.getuid?.() !== 0) return
  chownSync(folder, 8, 8)
  chmodSync(folder, 0o700)
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) chownSync(join(folder, name), 8, 8)
}
