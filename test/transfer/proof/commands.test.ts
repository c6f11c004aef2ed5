import { strict as assert } from 'node:assert'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openFileBox } from '../../../src/transfer/boxes/files/open-file-box.ts'
import { type Ran, sesame } from '../../cli/spawn.ts'
import { folderAt, put } from '../boxes/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'sesame-compare-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: readonly string[]): Promise<Ran> => sesame(args, { cwd: folder, env: { SESAME_DATA: join(folder, 'data') } })

test('compare: exit 0 for the same, 1 and names for what differs, in both languages, and a report that holds', async () => {
  const same = await run('compare', 'marie@contoso.example', 'marie@contoso.example', '--lab', '--level', 'counted', '--json')
  assert.equal(same.code, 0, same.stderr)
  const told = JSON.parse(same.stdout) as { verdict: string; states: { identical: { messages: number } } }
  assert.deepEqual([told.verdict, told.states.identical.messages], ['same', 12])
  const french = await run('compare', 'marie@contoso.example', 'marie@gmail.com', '--lab', '--lang', 'fr', '--report', 'preuve.html')
  assert.equal(french.code, 1, french.stderr)
  assert.match(french.stdout, /Les deux ne sont pas pareilles\u00a0: 9 manquants/)

  const checked = await run('proof', 'check', 'preuve.html')
  assert.equal(checked.code, 0, checked.stdout)
  assert.match(checked.stdout, /The list is whole: 18 messages/)
  const again = await run('proof', 'check', 'preuve.json', '--against', 'marie@gmail.com', '--lab')
  assert.equal(again.code, 0, again.stdout + again.stderr)
  assert.match(again.stdout, /9 messages still there/)
  const list = join(folder, 'preuve.jsonl')
  writeFileSync(list, readFileSync(list, 'utf8').replace('missing', 'identical'))
  const tampered = await run('proof', 'check', 'preuve.json', '--json', '--key', '0'.repeat(40))
  assert.equal(tampered.code, 1)
  const { lines, signer } = JSON.parse(tampered.stdout) as { lines: string; signer: string }
  assert.deepEqual([lines, signer], ['changed', 'other'])
})

test('compare: what cannot be, is said with its exit code; no secret is in any answer', async () => {
  const option = await run('compare', 'marie@contoso.example', 'marie@gmail.com', '--lab', '--accept', 'missing')
  assert.equal(option.code, 2)
  assert.match(option.stderr, /changed, body, moved, flags, dates, all/)
  const nothing = await run('proof', 'check', 'nowhere.json')
  assert.equal(nothing.code, 2)
  const secret = 'planted-secret-9317'
  const shut = await sesame(['compare', 'marie@contoso.example', 'marie@gmail.com', '--lab', '--password-stdin', '--report', 'shut'], {
    cwd: folder,
    env: { SESAME_DATA: join(folder, 'data') },
    input: `${secret}\n${secret}\n`,
  })
  assert.notEqual(shut.code, 0)
  assert.ok(!`${shut.stdout}${shut.stderr}`.includes(secret))
  assert.ok(!existsSync(join(folder, 'shut.json')))
})

test('duplicates: only looked at, then removed with a yes and a list; one of each stays', async () => {
  const backup = join(folder, 'backup')
  const box = await openFileBox(backup, { format: 'maildir', create: true })
  const date = '17-Jul-1996 02:44:25 -0700'
  const [one, other] = ['one', 'other'].map((subject) => Buffer.from(`From: a@example.test\r\nSubject: ${subject}\r\n\r\ntext\r\n`)) as [
    Buffer,
    Buffer,
  ]
  const twice = [one, other, one, one].map((bytes) => ({ bytes, flags: [], date }))
  await put(box, await folderAt(box, 'INBOX'), twice, 1000)
  await box.close()

  const looked = await run('duplicates', backup)
  assert.equal(looked.code, 1, looked.stderr)
  assert.match(looked.stdout, /kept: UID 1; too many: UID 3, 4/)
  assert.match(looked.stdout, /Nothing was removed/)
  const unasked = await run('duplicates', backup, '--remove', '--list', 'first.jsonl')
  assert.match(unasked.stderr, /that takes a clear yes/)
  const removed = await run('duplicates', backup, '--remove', '--yes', '--list', 'removed.jsonl')
  assert.equal(removed.code, 0, removed.stderr)
  assert.match(removed.stdout, /2 copies removed/)
  assert.deepEqual(
    readFileSync(join(folder, 'removed.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => (JSON.parse(line) as { extra: number[] }).extra),
    [[3, 4]],
  )
  const left = await openFileBox(backup)
  assert.equal((await folderAt(left, 'INBOX')).status?.messages, 2)
  await left.close()
})
