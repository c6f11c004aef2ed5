// A mailbox with its special folders twice, at a real Dovecot: shown, merged after a yes, cut anywhere and begun again. An independent reader counts before and after.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ImapWriter } from '../../../src/transfer/boxes/imap/writer.ts'
import type { Box, Folder, Writer } from '../../../src/transfer/shapes.ts'
import { type TidyBoxRequest, type TidyView, tidyBox } from '../../../src/uses/transfer/tidy.ts'
import { wayTo, worldBox } from '../world/box.ts'
import { startFaultProxy } from '../world/fault-proxy.ts'
import type { WorldFolder } from '../world/folders.ts'
import { startFront } from '../world/front.ts'
import { loadMailbox } from '../world/load.ts'
import { worldMailbox } from '../world/mailbox.ts'
import { sharedServer, sharedWitness, stopWorldAfterTests } from '../world/pair.ts'
import { chance } from '../world/random.ts'
import type { Account } from '../world/server.ts'
import type { Seen } from '../world/witness.ts'

stopWorldAfterTests()
const data = mkdtempSync(join(tmpdir(), 'sesame-tidy-'))
after(() => rmSync(data, { recursive: true, force: true }))

const folder = (share: number, subscribed: boolean, ...path: string[]): WorldFolder => ({ path, share, subscribed })
/** A mailbox that moved from a French app to a server that flags English folders. */
const DOUBLED = [
  folder(0.2, true, 'INBOX'),
  folder(0.2, false, 'Sent'),
  folder(0.4, true, 'Envoyés'),
  folder(0.1, true, 'Brouillons'),
  folder(0.05, true, 'Corbeille'),
  folder(0.05, true, 'Corbeille', 'vieux'),
]
const WANTED = { Envoyés: 'Sent', Brouillons: 'Drafts', Corbeille: 'Trash' } as const

const SEED = 5

const english = () => sharedServer({ special: 'en', specialMade: true })

async function doubled(count: number, seed = 7): Promise<Account> {
  const account = (await english()).account()
  await loadMailbox(account, worldMailbox({ count, seed, folders: DOUBLED, median: 3_000, largest: 200_000 }))
  return account
}

function tidy(account: Account, more: Partial<TidyBoxRequest> & { readonly box?: Box } = {}) {
  const box = more.box ?? worldBox(wayTo(account))
  const request = {
    provider: null,
    rules: [],
    merge: async () => true,
    mayRemove: async () => true,
    data,
    room: { signal: AbortSignal.timeout(200_000) },
  }
  return tidyBox({ ...request, ...more, box }).finally(() => box.close())
}

/** What must stay: every message with bytes, date and marks, counted in the folder where it should end. */
function contents({ folders }: Seen, ends: Readonly<Record<string, string>> = {}): readonly string[] {
  return folders
    .flatMap(({ name, messages }) =>
      messages.map(({ digest, date, flags }) => `${ends[name] ?? name} ${digest} ${date} ${flags.filter((f) => f !== '\\Deleted')}`),
    )
    .toSorted()
}

test('what is doubled is shown with counts, languages and the day of its newest message; without a yes nothing is touched', async () => {
  const account = await doubled(60)
  const before = await sharedWitness().see(account)
  const views: TidyView[] = []
  const report = await tidy(account, { merge: async (view) => views.push(view) === 0 })
  assert.deepEqual(report.tidied, [])
  const counts = Object.fromEntries(before.folders.map(({ name, messages }) => [name, messages.length]))
  assert.deepEqual(
    views[0]?.doubles.map(({ use, keep, from, because, langs }) => [
      use,
      from.name,
      from.messages,
      keep.name,
      keep.messages,
      because,
      langs,
    ]),
    [
      ['sent', 'Envoyés', counts.Envoyés, 'Sent', counts.Sent, 'flag', ['fr']],
      ['drafts', 'Brouillons', counts.Brouillons, 'Drafts', counts.Drafts, 'flag', ['fr']],
      ['trash', 'Corbeille', counts.Corbeille, 'Trash', counts.Trash, 'flag', ['fr']],
    ],
  )
  const newest = Math.max(...before.folders.find(({ name }) => name === 'Envoyés')!.messages.map(({ date }) => date))
  assert.equal(views[0]?.doubles.find(({ use }) => use === 'sent')?.from.newest, new Date(newest * 1000).toISOString())
  const lately = await tidy(account, { merge: async () => false, now: (newest + 86_400) * 1000 })
  const after = await tidy(account, { merge: async () => false, now: (newest + 60 * 86_400) * 1000 })
  assert.deepEqual(
    [lately, after].map(({ view }) => view.doubles.find(({ use }) => use === 'sent')?.stillUsed),
    [true, false],
  )
  assert.deepEqual(contents(await sharedWitness().see(account)), contents(before))
})

test('merged: every message is in the folder that the server flags, with bytes, date and marks; empty folders go, and only those', async () => {
  const account = await doubled(120)
  const before = await sharedWitness().see(account)
  const asked: string[] = []
  const { tidied } = await tidy(account, { mayRemove: async (name) => asked.push(name) > 0 })
  const after = await sharedWitness().see(account)
  assert.deepEqual(contents(after), contents(before, WANTED))
  assert.deepEqual(Object.fromEntries(tidied.map(({ from, folder, left }) => [from, [folder, left]])), {
    Envoyés: ['removed', 0],
    Brouillons: ['removed', 0],
    Corbeille: ['holds-others', 0],
  })
  assert.deepEqual(asked.toSorted(), ['Brouillons', 'Envoyés'])
  const names = after.folders.map(({ name }) => name)
  assert.ok(!names.includes('Envoyés') && names.includes('Corbeille/vieux'))
  // Who saw the old folder sees the new one, and no ghost of the old one.
  assert.equal(after.folders.find(({ name }) => name === 'Sent')?.subscribed, true)
  assert.doesNotMatch(await account.server.doveadm(account, ['mailbox', 'list'], ['-s']), /Envoy/)
  assert.deepEqual(readdirSync(join(data, 'tidy')), [])
  assert.deepEqual(
    (await tidy(account)).view.doubles.map(({ from }) => from.name),
    ['Corbeille'],
  )
})

test('exact duplicates stay as many as they were, in one folder and across both', async () => {
  const account = (await english()).account()
  const same = (folder: number) => ({
    folder,
    bytes: Buffer.from('Subject: twice\r\n\r\nthe same\r\n'),
    flags: ['\\Seen'],
    date: '17-Jul-2019 02:44:25 +0200',
  })
  const other = { ...same(1), flags: ['\\Seen', 'Facture'], date: '18-Jul-2019 02:44:25 +0200' }
  await loadMailbox(account, {
    folders: [folder(0, true, 'Sent'), folder(0, true, 'Envoyés')],
    count: 5,
    *messages() {
      yield* [same(0), same(1), same(1), other, other]
    },
  })
  const before = await sharedWitness().see(account)
  const { tidied } = await tidy(account)
  assert.deepEqual(
    tidied.map(({ moved, stayed }) => [moved, stayed]),
    [[4, []]],
  )
  assert.deepEqual(contents(await sharedWitness().see(account)), contents(before, WANTED))
})

test('cut at any byte and begun again: nothing lost, nothing doubled, nothing changed', async () => {
  const account = (await english()).account()
  await loadMailbox(account, worldMailbox({ count: 40, seed: SEED, folders: DOUBLED, median: 500, largest: 3_000 }))
  const before = await sharedWitness().see(account)
  const proxy = await startFaultProxy(account.server.imaps)
  const dice = chance(SEED)
  try {
    for (let runs = 0, done = false; !done; runs++) {
      // Where signing in ends, where little is said (the line that writes), and where much is read.
      const cutAt = () => 1_500 + dice.below(dice.of([3_000, 8_000, 60_000]))
      const cut = () => ({ side: dice.of(['up', 'down'] as const), after: cutAt(), how: dice.of(['rst', 'fin'] as const) })
      proxy.script = () => (runs < 25 ? { cut: cut() } : undefined)
      try {
        const { tidied } = await tidy(account, { box: worldBox(wayTo(account, proxy.port)) })
        done = tidied.every(({ left }) => left === 0)
      } catch {}
    }
  } finally {
    await proxy.close()
  }
  assert.ok(proxy.seen.cuts > 0)
  assert.deepEqual(contents(await sharedWitness().see(account)), contents(before, WANTED))
})

test('killed after the copy, or between the mark and the removal: the next run knows its own copies', async () => {
  const account = await doubled(40, 17)
  const before = await sharedWitness().see(account)
  for (const [at, act] of [
    [
      'copy',
      (writer: Writer) =>
        Object.assign(writer, {
          copy: async (...args: Parameters<NonNullable<Writer['copy']>>) => fail(await ImapWriter.prototype.copy.apply(writer, args)),
        }),
    ],
    [
      'remove',
      (writer: Writer) =>
        Object.assign(writer, {
          remove: async (from: Folder, uids: readonly number[]) => fail(await writer.store(from, uids, { add: ['\\Deleted'] })),
        }),
    ],
  ] as const) {
    const box = worldBox(wayTo(account))
    await assert.rejects(tidy(account, { box: { ...box, writer: async () => act(await box.writer()) } }), /killed/, at)
  }
  await tidy(account)
  const after = await sharedWitness().see(account)
  assert.deepEqual(contents(after), contents(before, WANTED))
  // Nothing that was only on its way out is marked as deleted where it is now.
  const marked = ({ folders }: Seen) =>
    folders.flatMap(({ messages }) => messages.filter(({ flags }) => flags.includes('\\Deleted'))).length
  assert.equal(marked(after), marked(before))
})

function fail(_: unknown): never {
  throw new Error('killed')
}

test('a server that says it copied and did not, or does not tell where, loses nothing', async () => {
  const account = await doubled(40, 13)
  const before = await sharedWitness().see(account)
  const liar = await startFront(account.server, {
    uidplus: true,
    command: (line) => (/ UID COPY /.test(line) ? { answer: `${line.split(' ')[0]} OK Copied.` } : undefined),
  })
  const silent = await startFront(account.server)
  try {
    const { tidied } = await tidy(account, { box: worldBox(wayTo(account, liar.port)) })
    assert.ok(liar.commands.some((line) => / UID COPY /.test(line)))
    assert.ok(!liar.commands.some((line) => /EXPUNGE|DELETE/.test(line)))
    assert.ok(tidied.every(({ moved, left, folder }) => moved === 0 && left > 0 && folder === 'not-empty'))
    assert.deepEqual(contents(await sharedWitness().see(account)), contents(before))
    await tidy(account, { box: worldBox(wayTo(account, silent.port)) })
    assert.deepEqual(contents(await sharedWitness().see(account)), contents(before, WANTED))
  } finally {
    await Promise.all([liar.close(), silent.close()])
  }
})

test('a person says what belongs together, by name; a folder that is not there is told', async () => {
  const account = (await english()).account()
  await loadMailbox(
    account,
    worldMailbox({ count: 10, folders: [folder(0.5, true, 'Parti'), folder(0.5, true, 'Sent')], median: 1_000, largest: 3_000 }),
  )
  const before = await sharedWitness().see(account)
  const rules = [{ from: ['Parti'], to: ['Sent'] }]
  const { tidied } = await tidy(account, { rules, mayRemove: async () => false })
  assert.deepEqual(
    tidied.map(({ from, keep, folder, left }) => [from, keep, folder, left]),
    [['Parti', 'Sent', 'kept', 0]],
  )
  assert.deepEqual(contents(await sharedWitness().see(account)), contents(before, { Parti: 'Sent' }))
  await assert.rejects(tidy(account, { rules: [{ from: ['Nowhere'], to: ['Sent'] }] }), { code: 'option-invalid' })
})

test('without a word of the server two names are shown and neither is touched, until the person says which', async () => {
  const server = await sharedServer({ special: 'none' })
  const account = server.account()
  await loadMailbox(
    account,
    worldMailbox({ count: 12, folders: [folder(0.5, true, 'Sent Items'), folder(0.5, true, 'Envoyés')], median: 1_000, largest: 3_000 }),
  )
  const { view, tidied } = await tidy(account)
  assert.deepEqual(view.doubles, [])
  assert.deepEqual(
    view.unclear.map(({ use, folders }) => [use, folders.map(({ name }) => name).toSorted()]),
    [['sent', ['Envoyés', 'Sent Items']]],
  )
  assert.deepEqual(tidied, [])
})
