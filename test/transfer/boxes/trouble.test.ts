// A full disk, a folder without rights, a manifest that lies, two writers at once: said clearly, and what was kept stays.

import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ownFile } from '../../../src/transfer/boxes/files/backup.ts'
import { manifestFile } from '../../../src/transfer/boxes/files/folder-store.ts'
import { openFileBox } from '../../../src/transfer/boxes/files/open-file-box.ts'
import { all, emptyFolder, folderAt, make, put } from './world.ts'

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0
const FORMATS = ['maildir', 'eml', 'mbox'] as const
const mail = (text: string) => ({ bytes: Buffer.from(`Subject: ${text}\r\n\r\n${text}\r\n`) })

describe('a backup on a full disk', () => {
  const place = emptyFolder()
  let mounted = false
  before(() => {
    if (!isRoot) return
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', place.folder], { stdio: 'ignore' })
      mounted = true
    } catch {}
  })
  after(() => {
    if (mounted) execFileSync('umount', [place.folder])
    place.remove()
  })

  for (const format of FORMATS)
    it(`${format}: the group is refused whole as the account's, and the next one fits again`, async (t) => {
      if (!mounted) return t.skip('a small file system can be mounted by root only')
      const root = join(place.folder, format)
      const box = await openFileBox(root, { format, create: true })
      const inbox = await folderAt(box, 'INBOX')
      await put(box, inbox, [mail('first')])
      const large = { bytes: Buffer.alloc(1_400_000, 'y') }
      const refused = await put(box, inbox, [mail('lost'), large, large, large])
      assert.equal(refused.length, 4)
      for (const outcome of refused)
        assert.ok(!outcome.ok && outcome.refusal.meaning === 'account' && /no room left .*ENOSPC/.test(outcome.refusal.said))
      assert.deepEqual(readdirSync(ownFile(root, 'spool')), [])
      assert.deepEqual(
        (await put(box, inbox, [mail('second')])).map((outcome) => outcome.ok && outcome.uid),
        [2],
      )
      await box.close()
      const again = await openFileBox(root)
      assert.deepEqual(
        (await all(again, await folderAt(again, 'INBOX'))).map(({ bytes }) => bytes.toString().trim().split('\n').at(-1)),
        ['first', 'second'],
      )
      await again.close()
      rmSync(root, { recursive: true })
    })
})

describe('a backup in trouble', () => {
  const place = emptyFolder()
  after(() => place.remove())
  const made = async (name: string, format: (typeof FORMATS)[number] = 'maildir') => {
    const root = join(place.folder, name)
    const box = await openFileBox(root, { format, create: true })
    await put(box, await folderAt(box, 'INBOX'), [mail('kept')])
    await make(box, ['Clients'], [mail('client')])
    await box.close()
    return root
  }

  it('files are for the owner only', async () => {
    for (const format of FORMATS) {
      const root = await made(`private-${format}`, format)
      for (const name of ['', ...readdirSync(root, { recursive: true, encoding: 'utf8' })]) {
        const stat = statSync(join(root, name))
        assert.equal(stat.mode & 0o777, stat.isDirectory() ? 0o700 : 0o600, name)
      }
    }
  })

  it('without the right to write it is read, and a change says which path', async () => {
    const root = await made('read-only')
    const names = ['', ...readdirSync(root, { recursive: true, encoding: 'utf8' })]
    chmodSync(place.folder, 0o755)
    for (const name of names) {
      if (isRoot) chownSync(join(root, name), NOBODY, NOBODY)
      chmodSync(join(root, name), statSync(join(root, name)).isDirectory() ? 0o500 : 0o400)
    }
    const script = `
      import { openFileBox } from ${JSON.stringify(new URL('../../../src/transfer/boxes/files/open-file-box.js', import.meta.url).href)}
      ${isRoot ? `process.setegid(${NOBODY}); process.seteuid(${NOBODY})` : ''}
      const box = await openFileBox(${JSON.stringify(root)})
      const { folders } = await box.inventory()
      const reader = await box.reader()
      await reader.open(folders[0])
      await reader.fetch([1], { begin: (m) => console.log('size ' + m.size), data() {}, end() {}, ready() {} })
      try { await box.writer() } catch (error) { console.log(error.code + ' ' + error.args.file + ' ' + error.args.why) }
      await box.close()`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    await new Promise((resolve) => child.once('close', resolve))
    for (const name of names.reverse()) chmodSync(join(root, name), 0o700)
    assert.match(said, /^size 23\nbackup-unwritable \S*sesame-backup\S* EACCES\n$/)
  })

  it('one writes at a time, others may read', async () => {
    const root = await made('busy')
    const first = await openFileBox(root)
    await first.writer()
    const second = await openFileBox(root)
    await assert.rejects(second.writer(), { code: 'lock-busy' })
    assert.equal((await all(second, await folderAt(second, 'INBOX'))).length, 1)
    await second.close()
    await first.close()
    const third = await openFileBox(root)
    await (await third.writer()).close()
    await third.close()
  })

  it('a manifest or a list of folders that leads out of the backup is refused', async () => {
    const root = await made('hostile')
    writeFileSync(join(place.folder, 'secret'), 'Subject: secret\n\nsecret\n')
    for (const file of ['../../secret', '/etc/passwd', 'cur/../../../secret', 'a\0b', './x']) {
      const hostile = join(place.folder, 'hostile-file')
      cpSync(root, hostile, { recursive: true })
      const manifest = readFileSync(manifestFile(hostile, '1'), 'utf8').replace(/"file":"[^"]*"/, `"file":${JSON.stringify(file)}`)
      writeFileSync(manifestFile(hostile, '1'), manifest)
      const box = await openFileBox(hostile)
      await assert.rejects(box.inventory(), { code: 'backup-damaged' }, file)
      await box.close()
      rmSync(hostile, { recursive: true })
    }
    for (const place of ['../..', '/etc', 'a/../..', '']) {
      const list = JSON.parse(readFileSync(ownFile(root, 'backup.json'), 'utf8'))
      list.folders[1].place = place
      const text = JSON.stringify(list)
      const hostile = `${root}-place`
      cpSync(root, hostile, { recursive: true })
      writeFileSync(ownFile(hostile, 'backup.json'), text)
      await assert.rejects(openFileBox(hostile), { code: 'backup-damaged' }, place)
      rmSync(hostile, { recursive: true })
    }
  })

  it('links are not followed out of it', async () => {
    const root = await made('links')
    const outside = join(place.folder, 'outside')
    mkdirSync(outside)
    renameSync(join(root, '.Clients'), join(outside, 'Clients'))
    symlinkSync(join(outside, 'Clients'), join(root, '.Clients'))
    const [name] = readdirSync(join(root, 'cur'))
    renameSync(join(root, 'cur', name as string), join(outside, 'message'))
    symlinkSync(join(outside, 'message'), join(root, 'cur', name as string))
    const box = await openFileBox(root)
    await assert.rejects(box.inventory(), { code: 'backup-damaged' })
    const reader = await box.reader()
    await reader.open({ name: 'INBOX', path: ['INBOX'], delimiter: '/', selectable: true, subscribed: false })
    await assert.rejects(reader.fetch([1], { begin: () => assert.fail('it was handed on'), data() {}, end() {}, ready: () => undefined }), {
      name: 'BoxRefusal',
    })
    await box.close()
  })

  it('what holds no mail, or comes from tomorrow, is said', async () => {
    const nothing = join(place.folder, 'nothing')
    mkdirSync(nothing)
    writeFileSync(join(nothing, 'notes.txt'), 'From time to time, I write.\n')
    await assert.rejects(openFileBox(nothing), { code: 'backup-unknown' })
    await assert.rejects(openFileBox(nothing, { create: true }), { code: 'backup-unknown' })
    await assert.rejects(openFileBox(join(place.folder, 'missing')), { code: 'file-unreadable' })
    const root = await made('newer')
    await assert.rejects(openFileBox(root, { format: 'eml' }), { code: 'option-invalid' })
    writeFileSync(ownFile(root, 'backup.json'), JSON.stringify({ sesame: 'backup', version: 99 }))
    await assert.rejects(openFileBox(root), { code: 'backup-newer' })
    writeFileSync(ownFile(root, 'backup.json'), '{"sesame":')
    await assert.rejects(openFileBox(root), { code: 'backup-damaged' })
  })

  it('a group that is given up leaves nothing', async () => {
    for (const format of FORMATS) {
      const root = await made(`given-up-${format}`, format)
      const box = await openFileBox(root)
      const writer = await box.writer()
      const group = writer.append(await folderAt(box, 'INBOX'))
      group.begin({ size: 400_000, flags: [], date: null, origin: { folder: 'x', uidValidity: 1, uid: 1 } })
      group.data(Buffer.alloc(300_000))
      writer.abort()
      await box.close()
      assert.deepEqual(readdirSync(ownFile(root, 'spool')), [])
      const again = await openFileBox(root)
      assert.equal((await folderAt(again, 'INBOX')).status?.messages, 1)
      await again.close()
    }
  })
})
