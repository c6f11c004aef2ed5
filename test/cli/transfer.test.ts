// Mailboxes moved by the command line, as a person does it: between the lab's providers and between two real Dovecots, stopped and taken up again, refused and full; and no secret anywhere.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { loadMailbox } from '../transfer/world/load.ts'
import { worldMailbox } from '../transfer/world/mailbox.ts'
import { stopWorldAfterTests, type WorldPair, worldPair } from '../transfer/world/pair.ts'
import type { Account } from '../transfer/world/server.ts'
import type { Seen } from '../transfer/world/witness.ts'
import { type Ran, sesame } from './spawn.ts'

stopWorldAfterTests()

const WRONG = 'planted-Wrong-4711'
const lines = ({ stdout }: Ran): Record<string, unknown>[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const endOf = (ran: Ran) =>
  lines(ran).at(-1) as {
    kind: string
    exit: number
    outcome: { ended: string; states: Record<string, { messages: number }> }
    refused: unknown[]
    notAccepted: string[]
  }

/** Every byte of a folder of files, for a look after what must not be there. */
function bytesBelow(folder: string): string {
  if (!existsSync(folder)) return ''
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n')
}

describe('sesame copy in the lab', { concurrency: 3 }, () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sesame-move-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('a dry run says what would be done, in French, and does nothing', async () => {
    const ran = await sesame(['copy', 'claire@outlook.com', 'claire@gmail.com', '--lab', '--dry-run', '--lang', 'fr'])
    assert.equal(ran.code, 0, ran.stderr)
    assert.match(ran.stdout, /Ce qui va se passer/)
    assert.match(ran.stdout, /Sent +\[Gmail\]\/Sent Mail/)
    assert.match(ran.stdout, /Gmail\u00a0: les libellés sont des dossiers/)
    assert.doesNotMatch(ran.stdout, /Tout y est\n/)
  })

  it('a dry run of a backup does not even make its folder', async () => {
    const dir = join(folder, 'never')
    const ran = await sesame(['backup', 'claire@icloud.com', dir, '--lab', '--dry-run'])
    assert.equal(ran.code, 0, ran.stderr)
    assert.ok(!existsSync(dir))
  })

  it('a full target stops it: how much is missing, exit 1, what to do', async () => {
    const ran = await sesame(['copy', 'claire@outlook.com', 'small@selfhost.example', '--lab', '--yes'])
    assert.equal(ran.code, 1, ran.stderr)
    assert.match(ran.stdout, /The target is full/)
    assert.match(ran.stdout, /more room is needed/)
    assert.match(ran.stdout, /sesame copy claire@outlook\.com small@selfhost\.example --lab/)
  })

  it('a wrong password: the cause, the steps, one attempt, exit 1, and the password nowhere', async () => {
    const data = join(folder, 'wrong')
    for (const more of [[], ['--json']]) {
      const ran = await sesame(
        ['copy', 'imaps://claire@gmail.com@imap.gmail.com', 'claire@icloud.com', '--lab', '--password-stdin', ...more],
        {
          input: `${WRONG}\n`,
          env: { SESAME_DATA: data },
        },
      )
      assert.equal(ran.code, 1, ran.stderr)
      assert.match(ran.stderr, /claire@gmail\.com let nobody in/)
      if (more.length === 0) assert.match(ran.stderr, /A password made for the app is needed[\s\S]*apppasswords/)
      assert.doesNotMatch(ran.stdout + ran.stderr + bytesBelow(data), new RegExp(WRONG))
    }
  })

  it('a password in the address, a host that is nowhere, both ends the same, an option that says nothing', async () => {
    const secret = await sesame(['copy', `imaps://marie:${WRONG}@mail.example.org`, 'claire@icloud.com', '--lab'])
    assert.equal(secret.code, 4)
    assert.doesNotMatch(secret.stdout + secret.stderr, new RegExp(WRONG))
    const nowhere = await sesame(['copy', 'imaps://marie@nowhere.invalid', 'claire@icloud.com', '--lab', '--password-stdin'], {
      input: `${WRONG}\n`,
    })
    assert.equal(nowhere.code, 3, nowhere.stderr)
    assert.match(nowhere.stderr, /nowhere\.invalid \(port 993\) cannot be reached/)
    assert.doesNotMatch(nowhere.stdout + nowhere.stderr, new RegExp(WRONG))
    const same = await sesame(['copy', 'claire@icloud.com', 'claire@icloud.com', '--lab'])
    assert.equal(same.code, 2)
    assert.match(same.stderr, /same mailbox/)
    for (const bad of [
      ['--since', '2024-13-01'],
      ['--accept', 'everything'],
    ]) {
      const ran = await sesame(['copy', 'claire@icloud.com', 'claire@gmail.com', '--lab', ...bad])
      assert.equal(ran.code, 2, bad.join(' '))
      assert.match(ran.stderr, new RegExp(bad[0] as string))
    }
  })

  it('a backup where nothing can be written says so and does not begin', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, 'mine')
    for (const dir of [file, join(file, 'below')]) {
      const ran = await sesame(['backup', 'claire@icloud.com', dir, '--lab'])
      assert.notEqual(ran.code, 0, dir)
      assert.doesNotMatch(ran.stderr, /\n +at |internal/, dir)
    }
    assert.equal(readFileSync(file, 'utf8'), 'mine')
  })
})

describe('between two real Dovecots', () => {
  let world: WorldPair
  let [from, to]: [Account?, Account?] = []
  let folder: string
  let seen: Seen
  const url = ({ server, user }: Account) => `imaps://${user}@${server.host}:${server.imaps}`
  const ways = (): string[] => {
    const way = ({ server }: Account) => ['--connect-to', `${server.host}:${server.imaps}:127.0.0.1:${server.imaps}`]
    return [...way(from as Account), ...way(to as Account), '--cacert', join(folder, 'ca.pem'), '--data', join(folder, 'data')]
  }
  const both = () => ({ input: `${from?.password}\n${to?.password}\n` })
  /** Bytes and moments, with as many copies of each as there are. */
  const contents = ({ folders }: Seen) => folders.flatMap(({ messages }) => messages.map(({ digest, date }) => `${digest} ${date}`)).sort()
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sesame-dovecots-'))
    world = await worldPair()
    from = world.source.account()
    to = world.target.account()
    writeFileSync(join(folder, 'ca.pem'), readFileSync(world.source.ca, 'utf8') + readFileSync(world.target.ca, 'utf8'))
    await loadMailbox(from, worldMailbox({ count: 300, largest: 400_000 }))
    seen = await world.witness.see(from)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('stopped by Ctrl-C it says how to go on and exits 3; the same command brings the rest, each message once; then nothing is left to do', async () => {
    const args = ['copy', url(from as Account), url(to as Account), '--password-stdin', ...ways()]
    let interrupted = false
    const stopped = await sesame([...args, '--limit-rate', '400K'], {
      ...both(),
      // Once: a second Ctrl-C would cut.
      interruptWhen: ({ stderr }) => {
        const now = !interrupted && /Folder made/.test(stderr)
        interrupted ||= now
        return now
      },
    })
    assert.equal(stopped.code, 3, stopped.stderr)
    assert.match(stopped.stdout, /Nothing is lost, nothing will be doubled/)
    assert.match(stopped.stdout, /sesame copy imaps:/)
    const known = JSON.parse((await sesame(['transfers', '--json', '--data', join(folder, 'data')])).stdout) as {
      transfers: { ended: string; running: boolean; command: string[] }[]
    }
    assert.deepEqual([known.transfers.length, known.transfers[0]?.ended, known.transfers[0]?.running], [1, 'stopped', false])
    assert.ok(known.transfers[0]?.command.includes('--limit-rate'))

    const report = join(folder, 'proof.html')
    const ran = await sesame([...args, '--proof', 'full', '--report', report, '--json'], both())
    assert.equal(ran.code, 0, ran.stderr)
    assert.equal(endOf(ran).outcome.ended, 'complete')
    assert.deepEqual(contents(await world.witness.see(to as Account)), contents(seen))
    assert.match(readFileSync(report, 'utf8'), /<html/)

    const third = await sesame([...args, '--json'], both())
    assert.equal(third.code, 0, third.stderr)
    assert.equal(lines(third).find(({ kind }) => kind === 'pass')?.changes, 0)
    // Planted: neither password in anything that was said, written or kept.
    const everything = [stopped, ran, third].map(({ stdout, stderr }) => stdout + stderr).join('\n') + bytesBelow(folder)
    for (const account of [from, to]) assert.ok(!everything.includes((account as Account).password))
  })

  it('a backup and its restore into an empty mailbox give back every byte, flag and moment', async () => {
    const dir = join(folder, 'backup')
    const saved = await sesame(['backup', url(from as Account), dir, '--password-stdin', ...ways()], { input: `${from?.password}\n` })
    assert.equal(saved.code, 0, saved.stdout + saved.stderr)
    const empty = world.target.account()
    const back = await sesame(['restore', dir, url(empty), '--password-stdin', ...ways()], { input: `${empty.password}\n` })
    assert.equal(back.code, 0, back.stdout + back.stderr)
    const there = await world.witness.see(empty)
    assert.deepEqual(contents(there), contents(seen))
    const flags = ({ folders }: Seen) =>
      folders.flatMap(({ messages }) => messages.map((one) => `${one.digest} ${one.flags.join(' ')}`)).sort()
    assert.deepEqual(flags(there), flags(seen))
    assert.ok(!bytesBelow(folder).includes((from as Account).password))
  })

  it('a transfer is forgotten only after a yes; its journal goes with it', async () => {
    const data = join(folder, 'data')
    const { transfers } = JSON.parse((await sesame(['transfers', '--json', '--data', data])).stdout) as {
      transfers: { id: string; journal: string }[]
    }
    const [one] = transfers
    assert.ok(one !== undefined && existsSync(one.journal))
    assert.equal((await sesame(['transfers', one.id, '--forget', '--data', data])).code, 4)
    assert.ok(existsSync(one.journal))
    assert.equal((await sesame(['transfers', one.id, '--forget', '--yes', '--data', data])).code, 0)
    assert.ok(!existsSync(one.journal))
    assert.equal((await sesame(['transfers', one.id, '--data', data])).code, 2)
  })
})
