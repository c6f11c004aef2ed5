import { strict as assert } from 'node:assert'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Ran, sesame } from '../../cli/spawn.ts'

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

test('duplicates: none in a mailbox of the lab, and looking removes nothing', async () => {
  const looked = await run('duplicates', 'marie@contoso.example', '--lab', '--remove')
  assert.equal(looked.code, 0, looked.stderr)
  assert.match(looked.stdout, /has no exact duplicates/)
})
