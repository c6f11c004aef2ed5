// What providers forget, refuse and show several times: told before, named after, never exit 0 with a loss. On the lab, with the words of the real ones.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Lab, startLab } from '../../../src/lab/lab.ts'
import { ALL_RULES } from '../../../src/transfer/engine/request.ts'
import { type MoveRequest, move } from '../../../src/uses/transfer/move.ts'
import { sesame } from '../../cli/spawn.ts'
import { imap, RawClient } from '../../lab/raw-client.ts'

const shaOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const letter = (n: number, body = `body ${n}`) =>
  `From: a@x.example\r\nMessage-ID: <${n}@x.example>\r\nDate: Mon, 3 Jun 2024 10:00:0${n} +0000\r\nSubject: ${n}\r\n\r\n${body}\r\n`

/** Flagged with a keyword, unseen, and one with a line that Exchange does not take, as Dovecot and others keep them on the disk. */
function maildir(dir: string): string {
  for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(dir, name), { recursive: true })
  writeFileSync(join(dir, 'dovecot-keywords'), '0 Work\n')
  writeFileSync(join(dir, 'cur', '1717408801.M1P1.x:2,FSa'), letter(1))
  writeFileSync(join(dir, 'cur', '1717408802.M1P1.x:2,'), letter(2))
  writeFileSync(join(dir, 'cur', '1717408803.M1P1.x:2,S'), letter(3, 'x'.repeat(11_000)))
  writeFileSync(join(dir, 'cur', '1717408804.M1P1.x:2,S'), letter(4, 'y'.repeat(12_000)))
  return dir
}

/** Every message of a backup as EML: the folder it lies in, and its digest. */
function lettersBelow(dir: string): { readonly folder: string; readonly digest: string }[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.eml'))
    .map((name) => ({ folder: name.split('/').slice(0, -1).join('/'), digest: shaOf(readFileSync(join(dir, name))) }))
}

describe('providers', () => {
  let lab: Lab
  let folder: string
  before(async () => {
    lab = await startLab({ providers: ['microsoft365', 'gmail'] })
    folder = mkdtempSync(join(tmpdir(), 'sesame-providers-'))
  })
  after(async () => {
    await lab?.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const { signal } = new AbortController()
  const moved = (kind: MoveRequest['kind'], from: string, to: string, more: Partial<MoveRequest> = {}) =>
    move(
      {
        ...{ kind, from, to, rules: ALL_RULES, options: {}, level: 'counted', compress: false, dryRun: false, reports: [] },
        ...{ version: '0', command: [kind, from, to], stop: signal },
        room: { flags: {}, lab: true, env: {}, running: lab, lang: 'en', signal },
        ...more,
      },
      () => {},
    )

  it('T12, T14, T20: Exchange: lost keywords and read receipts are told before, \\Flagged is stored after, a refused message is no good end', async () => {
    const dir = maildir(join(folder, 'mail'))
    const rules = { ...ALL_RULES, under: ['Old'] }
    const done = await moved('restore', dir, 'paul@contoso.example', { rules })
    const found = new Map(done.plan.findings.map((one) => [one.kind, one]))
    assert.deepEqual(found.get('keywords-lost'), { kind: 'keywords-lost', severity: 'loses', messages: 1, flags: ['Work'] })
    assert.deepEqual(found.get('receipts'), { kind: 'receipts', severity: 'know', unseen: 1 })
    assert.equal(done.outcome?.ended, 'complete')
    assert.deepEqual([done.outcome?.states.identical.messages, done.outcome?.states.refused.messages], [2, 2])
    assert.deepEqual(done.notAccepted, ['refused'])
    assert.ok(done.refused.every(({ said, aside }) => /Argument Error\. 11/.test(said) && /-\d+-[34]\.eml$/.test(aside ?? '')))
    const back = join(folder, 'back')
    await moved('backup', 'paul@contoso.example', back, { format: 'maildir', rules: { ...ALL_RULES, include: ['Old', 'Old/**'] } })
    const names = readdirSync(back, { recursive: true, encoding: 'utf8' }).filter((name) => /(^|\/)(cur|new)\/./.test(name))
    assert.deepEqual(names.map((name) => name.split(':2,')[1] ?? '').sort(), ['', 'FS'])
  })

  it('T20, T23: on the command line: exit 1, what was not copied by its reason, and where it lies', async () => {
    const dir = maildir(join(folder, 'more'))
    const ran = await sesame(['restore', dir, 'paul@contoso.example', '--lab', '--yes'])
    assert.equal(ran.code, 1, ran.stderr)
    assert.match(ran.stdout, /2\smessages: “Command Argument Error\. 11”/)
    assert.match(ran.stdout, /They lie aside as \.eml files/)
    assert.doesNotMatch(ran.stdout, /Everything is there/)
  })

  it('T18: Gmail: a message goes into each of its labels, All Mail brings only what has none, and nothing is multiplied by a second run', async () => {
    const client = await RawClient.tls(lab, 'imap.gmail.com', 993)
    await client.line()
    const secret = lab.accounts.find(({ address }) => address === 'claire@gmail.com')?.secrets['app-password']
    await imap(client, `LOGIN claire@gmail.com ${secret}`)
    const append = (box: string, text: string) => imap(client, `APPEND ${box} {${text.length}+}\r\n${text}`)
    const [both, archived] = [letter(5), letter(6)]
    await append('INBOX', both)
    await imap(client, 'SELECT INBOX')
    assert.match((await imap(client, 'COPY * "Re&AOc-us"')).at(-1) ?? '', /^OK/)
    await append('"[Gmail]/All Mail"', archived)
    const dir = join(folder, 'gmail')
    for (let again = 0; again < 2; again++) {
      const done = await moved('backup', 'claire@gmail.com', dir, { format: 'eml' })
      assert.deepEqual(done.notAccepted, [])
      const letters = lettersBelow(dir)
      const placesOf = (text: string) =>
        letters
          .filter(({ digest }) => digest === shaOf(Buffer.from(text)))
          .map((one) => one.folder)
          .sort()
      assert.equal(placesOf(both).length, 2, placesOf(both).join(', '))
      assert.ok(
        placesOf(both).includes('INBOX') && !placesOf(both).some((place) => /All Mail|Archive/.test(place)),
        placesOf(both).join(', '),
      )
      assert.equal(placesOf(archived).length, 1, placesOf(archived).join(', '))
      assert.equal(
        new Set(letters.map(({ folder: at, digest }) => `${at} ${digest}`)).size,
        letters.length,
        'no folder has a message twice',
      )
    }
  })
})
