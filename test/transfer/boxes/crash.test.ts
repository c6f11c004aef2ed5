// Killed in the middle of writing, again and again: what was confirmed is there, nothing is there twice, nothing is half there.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { ownFile } from '../../../src/transfer/boxes/files/backup.ts'
import { manifestFile } from '../../../src/transfer/boxes/files/folder-store.ts'
import { openFileBox } from '../../../src/transfer/boxes/files/open-file-box.ts'
import type { BoxRefusal } from '../../../src/transfer/shapes.ts'
import { all, digestOf, emptyFolder, folderAt, put } from './world.ts'

const MESSAGES = 300
const KILLS = 4

function message(number: number): Buffer {
  // Line ends of all kinds, lines to quote, and some that are larger than a write.
  const body = `From ${number}\r\nbare\nend\r\r\n`.repeat(number % 50 === 0 ? 8_000 : 1 + (number % 40))
  return Buffer.from(`Subject: message ${number}\r\n\r\n${body}`)
}

/** Writes, in groups of seven, what is not there yet, and says what was confirmed. */
const WRITER = (root: string, format: string) => `
import { openFileBox } from ${JSON.stringify(new URL('../../../src/transfer/boxes/files/open-file-box.js', import.meta.url).href)}
const message = (number) => { const body = ('From ' + number + '\\r\\nbare\\nend\\r\\r\\n').repeat(number % 50 === 0 ? 8000 : 1 + (number % 40)); return Buffer.from('Subject: message ' + number + '\\r\\n\\r\\n' + body) }
const box = await openFileBox(${JSON.stringify(root)}, { format: ${JSON.stringify(format)}, create: true })
const [inbox] = (await box.inventory()).folders
const reader = await box.reader()
await reader.open(inbox)
const there = new Set()
await reader.list(({ uid, digest, flags }) => there.add(flags[0]))
const writer = await box.writer()
let group = [], going = []
const send = () => {
  const numbers = group; group = []
  const append = writer.append(inbox)
  for (const number of numbers) {
    const bytes = message(number)
    append.begin({ size: bytes.length, flags: ['n' + number], date: '17-Jul-1996 02:44:25 -0700', origin: { folder: 'INBOX', uidValidity: 1, uid: number } })
    for (let at = 0; at < bytes.length; at += 1000) append.data(bytes.subarray(at, at + 1000))
    append.end()
  }
  return append.finish().then((outcomes) => process.stdout.write(numbers.map((number, at) => number + ' ' + outcomes[at].uid + '\\n').join('')))
}
for (let number = 1; number <= ${MESSAGES}; number++) {
  if (there.has('n' + number)) continue
  group.push(number)
  if (group.length < 7) continue
  going.push(send())
  if (going.length > 1) await going.shift()
}
if (group.length) going.push(send())
await Promise.all(going)
await box.close()
process.stdout.write('done\\n')
`

function child(code: string): { readonly process: ChildProcess; said(): string; readonly ended: Promise<unknown> } {
  const started = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  started.stdout?.on('data', (chunk) => {
    said += chunk
  })
  return { process: started, said: () => said, ended: new Promise((resolve) => started.once('close', resolve)) }
}

for (const format of ['maildir', 'eml', 'mbox'] as const) {
  describe(`a backup as ${format} whose writer is killed`, () => {
    const place = emptyFolder()
    after(() => place.remove())
    const root = join(place.folder, 'box')

    it(`${KILLS} times: nothing lost, nothing doubled, nothing half`, async () => {
      const confirmed = new Map<number, number>()
      for (let kill = 0; kill <= KILLS; kill++) {
        const writer = child(WRITER(root, format))
        if (kill < KILLS) {
          // Once so many groups were confirmed, and then at any moment.
          const enough = 5 + kill * 2
          while (writer.said().split('\n').length < enough * 7 && !writer.said().includes('done')) await pause(2)
          await pause(Math.random() * 12)
          writer.process.kill('SIGKILL')
        }
        await writer.ended
        for (const [, number, uid] of writer.said().matchAll(/^(\d+) (\d+)$/gm)) confirmed.set(Number(number), Number(uid))
        const box = await openFileBox(root)
        const inbox = await folderAt(box, 'INBOX')
        const kept = await all(box, inbox)
        assert.deepEqual(box.damaged, [])
        assert.equal(inbox.status?.messages, kept.length)
        const numbers = kept.map(({ flags }) => Number(flags[0]?.slice(1)))
        assert.equal(new Set(numbers).size, numbers.length, 'one is there twice')
        for (const [at, { bytes }] of kept.entries()) assert.equal(digestOf(bytes), digestOf(message(numbers[at] as number)))
        for (const [number, uid] of confirmed) assert.equal(kept[numbers.indexOf(number)]?.uid, uid, `message ${number} was confirmed`)
        await box.close()
        if (kill === KILLS) assert.equal(kept.length, MESSAGES)
      }
      const writer = await openFileBox(root)
      await (await writer.writer()).close()
      await writer.close()
      assert.deepEqual(readdirSync(ownFile(root, 'spool')), [])
      if (format === 'maildir') assert.equal(readdirSync(join(root, 'cur')).length, MESSAGES)
      if (format === 'eml') assert.equal(readdirSync(join(root, 'INBOX')).length, MESSAGES)
    })

    it('a last line that was cut is not believed, and the next one is whole', async () => {
      const cut = join(place.folder, 'cut')
      const first = await openFileBox(cut, { format, create: true })
      await put(first, await folderAt(first, 'INBOX'), [{ bytes: message(1) }])
      await first.close()
      appendFileSync(manifestFile(cut, '1'), '{"uid":2,"size":12,"sha2')
      const second = await openFileBox(cut)
      await put(second, await folderAt(second, 'INBOX'), [{ bytes: message(2) }])
      await second.close()
      const third = await openFileBox(cut)
      assert.deepEqual(
        (await all(third, await folderAt(third, 'INBOX'))).map(({ uid, bytes }) => [uid, digestOf(bytes)]),
        [
          [1, digestOf(message(1))],
          [2, digestOf(message(2))],
        ],
      )
      await third.close()
      for (const line of readFileSync(manifestFile(cut, '1'), 'utf8').trimEnd().split('\n')) JSON.parse(line)
    })

    it('a file that is not what was kept is never handed on, and is named', async () => {
      const hurt = join(place.folder, 'hurt')
      const first = await openFileBox(hurt, { format, create: true })
      await put(
        first,
        await folderAt(first, 'INBOX'),
        [1, 2, 3].map((number) => ({ bytes: message(number) })),
      )
      await first.close()
      damage(hurt, format)
      const box = await openFileBox(hurt)
      const inbox = await folderAt(box, 'INBOX')
      await assert.rejects(all(box, inbox), (error: BoxRefusal) => {
        assert.deepEqual([error.uids, error.refusal.meaning, error.refusal.code], [[2], 'message', 'CORRUPTION'])
        return true
      })
      assert.deepEqual(
        box.damaged.map(({ uid, folder }) => [uid, folder]),
        [[2, 'INBOX']],
      )
      await box.close()
    })
  })
}

/** One byte of the second message becomes another. */
function damage(root: string, format: string): void {
  const folder = join(root, format === 'maildir' ? 'cur' : format === 'eml' ? 'INBOX' : '.')
  const name = format === 'mbox' ? 'INBOX' : readdirSync(folder).find((file) => /U2\.|\(2\)/.test(file))
  const file = join(folder, name as string)
  const bytes = readFileSync(file)
  const at = bytes.indexOf('message 2')
  bytes[at] = 'M'.charCodeAt(0)
  truncateSync(file)
  writeFileSync(file, bytes)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
