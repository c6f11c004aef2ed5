// Between two real servers: what happened in between, folders that were made anew, a journal that got lost, no more room, a message that is not taken, bytes that the server changes.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { openJournal } from '../../../src/store/transfer.ts'
import { provedMessages } from '../../../src/transfer/engine/proved-messages.ts'
import { ALL_RULES } from '../../../src/transfer/engine/request.ts'
import { runTransfer } from '../../../src/transfer/engine/run-transfer.ts'
import { mapFolders } from '../../../src/transfer/folders/map-folders.ts'
import type { Rules, TransferOutcome } from '../../../src/transfer/journey.ts'
import { wayTo, worldBox } from '../world/box.ts'
import { loadMailbox, signIn } from '../world/load.ts'
import { worldMailbox } from '../world/mailbox.ts'
import { stopWorldAfterTests, worldPair } from '../world/pair.ts'
import type { Account, AccountOptions } from '../world/server.ts'
import { compareSeen, told } from '../world/witness.ts'

stopWorldAfterTests()

const folder = mkdtempSync(join(tmpdir(), 'sesame-engine-real-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let journals = 0

interface Scene {
  readonly source: Account
  readonly target: Account
  readonly journal: string
  copy(rules?: Partial<Rules>, journal?: string): Promise<TransferOutcome>
  /** What differs, in words; empty when nothing does. */
  differs(): Promise<string>
}

async function scene(options: AccountOptions = {}, count = 30): Promise<Scene> {
  const pair = await worldPair()
  const [source, target] = [pair.source.account(), pair.target.account(options)]
  const folders = [['INBOX'], ['Clients'], ['Clients', 'Été']].map((path, i) => ({ path, share: 3 - i, subscribed: true }))
  await loadMailbox(source, worldMailbox({ count, seed: 3, median: 2_000, largest: 60_000, folders }))
  const own = join(folder, `${++journals}.db`)
  return {
    ...{ source, target, journal: own },
    async copy(some = {}, journal = own) {
      const boxes = { source: worldBox(wayTo(source)), target: worldBox(wayTo(target)) }
      const rules = { ...ALL_RULES, ...some }
      const pairs = (inventories: Parameters<typeof mapFolders>[0], kept: Parameters<typeof mapFolders>[0]['kept']) =>
        mapFolders({ ...inventories, rules, ...(kept && { kept }) }).pairs
      try {
        return await runTransfer({
          ...{ ...boxes, journal, rules, aside: join(folder, 'aside'), options: { confirmed: true } },
          pairs: (inventories, kept) => pairs({ ...inventories, rules }, kept),
        })
      } finally {
        await Promise.all([boxes.source.close(), boxes.target.close()])
      }
    },
    differs: async () => told(compareSeen(await pair.witness.see(source), await pair.witness.see(target))),
  }
}

async function ask(account: Account, ...commands: readonly string[]): Promise<void> {
  const talk = await signIn(account)
  for (const command of commands) await talk.ask(command)
  await talk.ask('LOGOUT')
  talk.end()
}

describe('the engine between two real servers', () => {
  it('follows moves, a renamed folder, expunges and flags without sending again what is there', async () => {
    const { source, copy, differs } = await scene()
    await copy()
    assert.equal(await differs(), '')
    await ask(
      source,
      ...['SELECT INBOX', 'STORE 1:3 +FLAGS.SILENT (\\Flagged Revu)', 'STORE 4 -FLAGS.SILENT (\\Seen)', 'MOVE 5:7 Clients'],
      ...['STORE 1 +FLAGS.SILENT (\\Deleted)', 'EXPUNGE', 'UNSELECT', 'RENAME Clients Kunden', 'SUBSCRIBE Kunden', 'UNSUBSCRIBE Clients'],
    )
    const outcome = await copy({ mirror: true })
    assert.deepEqual([outcome.ended, outcome.copied.messages, outcome.removed], ['complete', 0, 1])
    const left = await differs()
    // The renamed folder's subscription is a new name in the target; the old one is the person's to end.
    assert.equal(left.replace(/^subscriptions.*|^\S+: (not )?subscribed.*$/gm, '').trim(), '', left)
    assert.equal((await copy({ mirror: true })).copied.messages, 0)
  })

  it('knows by its bytes what is there when the journal is lost or a folder was made anew on either side', async () => {
    const { source, target, copy, differs } = await scene()
    await copy()
    const outcome = await copy({}, join(folder, `${++journals}.db`))
    assert.deepEqual([outcome.copied.messages, outcome.states['already-there'].messages], [0, 30])
    // The target's folder: gone and there again, empty.
    await ask(target, 'DELETE Clients/&AMk-t&AOk-', 'CREATE Clients/&AMk-t&AOk-')
    assert.ok((await copy()).copied.messages > 0)
    assert.equal(await differs(), '')
    // The source's: all UIDs void, the messages the same.
    await ask(source, 'CREATE Copie', 'SELECT Clients', 'COPY 1:* Copie', 'UNSELECT', 'RENAME Clients/&AMk-t&AOk- Reste')
    await ask(source, 'DELETE Clients', 'RENAME Copie Clients', 'RENAME Reste Clients/&AMk-t&AOk-', 'SUBSCRIBE Clients')
    assert.equal((await copy()).copied.messages, 0)
    assert.equal(await differs(), '')
  })

  it('stops when there is no more room, and says how much is missing', async () => {
    const { copy, differs } = await scene({ quota: '60k' })
    const outcome = await copy()
    assert.equal(outcome.ended, 'full')
    assert.match(outcome.why ?? '', /[Qq]uota/)
    assert.ok((outcome.missingRoom ?? 0) > 0 && outcome.states.waiting.messages > 0)
    const again = await copy()
    assert.equal(again.ended, 'full')
    assert.match(await differs(), /^lost \d+[^,]*(, folders \d+)?/)
    assert.doesNotMatch(await differs(), /doubled|changed [1-9]/)
  })

  it('sets aside what the server does not take, whole, and brings everything else', async () => {
    const { source, journal, copy } = await scene({ fields: ['quota_rule=*:storage=100M', 'quota_max_mail_size=20k'] })
    const outcome = await copy()
    const { refused, identical, waiting } = outcome.states
    assert.ok(refused.messages > 0)
    assert.deepEqual([outcome.ended, refused.messages + identical.messages, waiting.messages], ['complete', 30, 0])
    const stored = await openJournal(journal)
    const all = [...provedMessages(stored)].filter(({ state }) => state === 'refused')
    stored.close()
    const { witness } = await worldPair()
    const seen = await witness.see(source)
    for (const { aside, said, source: from } of all) {
      assert.match(said ?? '', /larger than the maximum/)
      const digest = createHash('sha256').update(readFileSync(aside!)).digest('hex')
      const message = seen.folders.find(({ name }) => name === from.folder)?.messages.find(({ uid }) => uid === from.uid)
      assert.equal(digest, message?.digest)
      assert.equal(statSync(aside!).mode & 0o777, 0o600)
    }
    assert.equal((await copy()).copied.messages, 0, 'what was refused is not tried at each run')
  })
})
