// The mailboxes of the transfer's benchmark: made once, kept as a tarball in the temporary folder, cloned for each peer; and the small difference between two runs.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { worldFolders } from '../test/transfer/world/folders.ts'
import { loadMailbox, signIn } from '../test/transfer/world/load.ts'
import { type MailboxOptions, worldMailbox } from '../test/transfer/world/mailbox.ts'
import type { Account, MailServer } from '../test/transfer/world/server.ts'

const KEPT = join(tmpdir(), 'sesame-transfer-bench')

export interface BoxOptions extends Omit<MailboxOptions, 'folders'> {
  /** With the names that stop a peer: quotes (offlineimap ends), `%41` (doveadm makes an A of it), and two that differ in their case only. */
  readonly hardNames?: boolean
}

/** Nobody writes to it: peers get copies. */
export async function box(server: MailServer, options: BoxOptions): Promise<Account> {
  const account = server.account()
  const name = Object.values({ version: 3, ...options, ...options.large, large: '' }).join('-')
  const tarball = join(KEPT, `${name}.tar`)
  if (existsSync(tarball)) {
    execFileSync('tar', ['-xf', tarball, '-C', account.home])
    return account
  }
  const folders = worldFolders({ twins: options.hardNames === true }).filter(({ path }) => options.hardNames || !/["{]/.test(path.join()))
  await loadMailbox(account, worldMailbox({ ...options, folders }))
  mkdirSync(KEPT, { recursive: true })
  // Another benchmark may be making the same.
  const unfinished = `${tarball}.${process.pid}`
  execFileSync('tar', ['-cf', unfinished, '-C', account.home, '.'])
  renameSync(unfinished, tarball)
  return account
}

/** What a few days bring: 100 new messages, 50 changes of flags, 20 messages moved to another folder. */
export async function differ(account: Account): Promise<void> {
  const talk = await signIn(account)
  const fresh = [...worldMailbox({ count: 100, seed: 77, median: 8_000, largest: 300_000 }).messages()]
  await talk.append(
    'INBOX',
    fresh.map(({ bytes, date }) => ({ bytes, date, flags: [] })),
  )
  await talk.ask('SELECT INBOX')
  await talk.ask('STORE 101:150 +FLAGS.SILENT (\\Flagged Revu)')
  await talk.ask('MOVE 11:30 "Archives/2015"')
  await talk.ask('LOGOUT')
  talk.end()
}
