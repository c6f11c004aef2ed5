// `sesame tidy` as a person runs it, against a real Dovecot: shown without a terminal, merged by --merge --yes, as data, and never the password.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { loadMailbox } from '../transfer/world/load.ts'
import { worldMailbox } from '../transfer/world/mailbox.ts'
import { sharedServer, sharedWitness, stopWorldAfterTests } from '../transfer/world/pair.ts'
import { sesame } from './spawn.ts'

stopWorldAfterTests()
const data = mkdtempSync(join(tmpdir(), 'sesame-tidy-cli-'))
after(() => rmSync(data, { recursive: true, force: true }))

test('shows what is doubled and changes nothing; merges after --merge --yes; then nothing is left to do', async () => {
  const server = await sharedServer({ special: 'en', specialMade: true })
  const account = server.account()
  const folders = [
    { path: ['Sent'], share: 0.4, subscribed: true },
    { path: ['Envoyés'], share: 0.6, subscribed: true },
  ]
  await loadMailbox(account, worldMailbox({ count: 20, folders, median: 800, largest: 4_000 }))
  const tidy = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    sesame(
      [
        'tidy',
        `imaps://${account.user}@${server.host}:${server.imaps}`,
        '--cacert',
        server.ca,
        '--connect-to',
        `${server.host}::127.0.0.1:`,
        '--password-stdin',
        '--data',
        data,
        ...args,
      ],
      { input: `${account.password}\n`, env },
    )
  const counts = async () => {
    const { folders } = await sharedWitness().see(account, { bodies: false })
    return Object.fromEntries(folders.filter(({ messages }) => messages.length > 0).map(({ name, messages }) => [name, messages.length]))
  }
  const before = await counts()

  const shown = await tidy([], { LANG: 'fr_FR.UTF-8' })
  assert.equal(shown.code, 1, shown.stderr)
  assert.match(shown.stdout, /Envoyés · \d+\u00a0messages/)
  assert.match(shown.stdout, /la même commande avec --merge/)
  const unsure = await tidy(['--merge', '--json'])
  assert.deepEqual([unsure.code, JSON.parse(unsure.stdout).tidied], [1, []])
  assert.match(unsure.stderr, /--yes/)
  assert.deepEqual(await counts(), before)

  const merged = await tidy(['--merge', '--yes'])
  assert.equal(merged.code, 0, merged.stderr)
  assert.match(merged.stdout, /“Envoyés” was empty and is removed/)
  assert.deepEqual(await counts(), { Sent: 20 })
  const again = await tidy([])
  assert.deepEqual([again.code, again.stdout.includes('no folder twice')], [0, true])
  for (const { stdout, stderr } of [shown, unsure, merged, again]) assert.ok(!`${stdout}${stderr}`.includes(account.password))
})

test('a rule that is none, and a folder that is not there, are said', async () => {
  const wrong = await sesame(['tidy', 'a@example.com', '--folder', 'Sent', '--password-stdin'], { input: 'x\n' })
  assert.equal(wrong.code, 2)
  assert.match(wrong.stderr, /--folder/)
})
