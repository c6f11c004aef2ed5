import { strict as assert } from 'node:assert'
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openFileBox } from '../../../src/transfer/boxes/files/open-file-box.ts'
import { compareBoxes } from '../../../src/transfer/proof/compare-boxes.ts'
import { wayTo, worldBox } from '../world/box.ts'
import { sharedServer, stopWorldAfterTests } from '../world/pair.ts'
import { fill, letter } from './planted.ts'

stopWorldAfterTests()

test('a Maildir that Dovecot wrote is the same as its IMAP, until a file is lost, cut or renamed', async () => {
  const server = await sharedServer({ special: 'en', specialMade: true, compress: true })
  const account = server.account({ format: 'maildir', separator: '.' })
  await fill(account, [
    ...[1, 2, 3, 4, 5].map((n) => ['INBOX', letter(n)] as const),
    ['INBOX', { ...letter(6), flags: ['\\Seen', '\\Answered', 'Facture'] }],
    ['Clients', letter(7)],
    ['Clients', { ...letter(8), flags: [] }],
  ])
  const copy = mkdtempSync(join(tmpdir(), 'sesame-maildir-'))
  try {
    cpSync(join(account.home, 'mail'), copy, { recursive: true, preserveTimestamps: true })
    const compare = async () => {
      const source = worldBox(wayTo(account))
      const target = await openFileBox(copy)
      const comparison = await compareBoxes({
        ...{ source, target, level: 'full', accepted: [], connections: { source: 2, target: 2 }, signal: new AbortController().signal },
        rules: { include: [], exclude: [], folders: [], under: [], mirror: false, order: 'auto', deleted: 'copy' },
      })
      try {
        const told = [...comparison.lines()].filter((line) => line.state !== 'identical' || line.targetFlags || line.targetDate)
        return {
          ...comparison.summary,
          told: told.map(({ state, subject, change, flagsLost, targetDate }) =>
            [state, subject, change, flagsLost, targetDate].filter((x) => x).join(' '),
          ),
        }
      } finally {
        comparison.close()
        await Promise.all([source.close(), target.close()])
      }
    }
    const before = await compare()
    assert.deepEqual(before.told, [])
    assert.equal(before.verdict, 'same')
    assert.equal(before.states.identical?.messages, 8)

    const cur = join(copy, 'cur')
    const holding = (subject: string) => {
      const file = readdirSync(cur).find((name) => readFileSync(join(cur, name), 'utf8').includes(`Subject: ${subject}`))
      return join(cur, file ?? 'none')
    }
    rmSync(holding('Letter 2'))
    const cut = holding('Letter 3')
    const { atime, mtime } = statSync(cut)
    writeFileSync(cut, readFileSync(cut).subarray(0, -20))
    utimesSync(cut, atime, mtime)
    const seen = holding('Letter 4')
    renameSync(seen, seen.replace(/S$/, ''))
    const after = await compare()
    assert.equal(after.verdict, 'different')
    assert.deepEqual(after.told.toSorted(), ['changed Letter 3 body', 'identical Letter 4 \\Seen', 'missing Letter 2'])
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})
