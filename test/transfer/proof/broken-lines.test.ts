import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { compareBoxes } from '../../../src/transfer/proof/compare-boxes.ts'
import type { ProofSummary } from '../../../src/transfer/proof/shapes.ts'
import { type Box, BoxRefusal } from '../../../src/transfer/shapes.ts'
import { wayTo, worldBox } from '../world/box.ts'
import { startFaultProxy } from '../world/fault-proxy.ts'
import { sharedServer, stopWorldAfterTests } from '../world/pair.ts'
import type { Account } from '../world/server.ts'
import { fill, letter } from './planted.ts'

stopWorldAfterTests()

let filled: Promise<Account> | undefined

async function mailbox(): Promise<Account> {
  filled ??= sharedServer({ special: 'en', specialMade: true, compress: true }).then(async (server) => {
    const account = server.account()
    await fill(account, [
      ...Array.from({ length: 60 }, (_, i) => ['INBOX', letter(i, { body: `${'y'.repeat(70)}\r\n`.repeat(30) })] as const),
      ...Array.from({ length: 10 }, (_, i) => ['Sent', letter(100 + i)] as const),
    ])
    return account
  })
  return filled
}

async function compare(source: Box, target: Box, connections = 1): Promise<ProofSummary> {
  const comparison = await compareBoxes({
    ...{
      source,
      target,
      level: 'full',
      accepted: [],
      connections: { source: connections, target: connections },
      signal: new AbortController().signal,
    },
    rules: { include: [], exclude: [], folders: [], under: [], mirror: false, order: 'auto', deleted: 'copy' },
  })
  comparison.close()
  await Promise.all([source.close(), target.close()])
  return comparison.summary
}

test('a line that breaks again and again inside messages changes nothing in what is told', async () => {
  const account = await mailbox()
  // The first connection is the inventory's; each reading one breaks after so many bytes, as long as there is progress.
  for (const how of ['rst', 'fin'] as const) {
    const proxy = await startFaultProxy(account.server.imaps, (connection) =>
      connection > 0 && connection < 4 ? { cut: { side: 'down', after: 12_000 + connection * 17_001, how } } : undefined,
    )
    try {
      const summary = await compare(worldBox(wayTo(account)), worldBox(wayTo(account, proxy.port)))
      assert.ok(proxy.seen.cuts >= 2, `${proxy.seen.cuts} cuts`)
      assert.deepEqual(summary.untold, [])
      assert.equal(summary.verdict, 'same')
      assert.equal(summary.states.identical?.messages, 70)
    } finally {
      await proxy.close()
    }
  }
})

test('what cannot be read is no proof of anything: told by folder, not called missing, and the end is that it cannot be told', async () => {
  const account = await mailbox()
  const target = worldBox(wayTo(account))
  const shut: Box = {
    ...target,
    async reader() {
      const reader = await target.reader()
      const open = reader.open.bind(reader)
      reader.open = async (folder) => {
        if (folder.name === 'Sent') throw new BoxRefusal({ meaning: 'folder', said: 'Permission denied' }, 'open Sent')
        return open(folder)
      }
      return reader
    },
  }
  const summary = await compare(worldBox(wayTo(account)), shut, 2)
  assert.equal(summary.verdict, 'untold')
  assert.deepEqual(
    summary.untold.map(({ side, folder, why }) => [side, folder, why]),
    [['target', 'Sent', 'Permission denied']],
  )
  assert.deepEqual(Object.fromEntries(Object.entries(summary.states).map(([state, { messages }]) => [state, messages])), {
    identical: 60,
    unread: 10,
  })
})

test('a message that the server lists and does not give is unread, not gone', async () => {
  const account = await mailbox()
  const target = worldBox(wayTo(account))
  const silent: Box = {
    ...target,
    async reader() {
      const reader = await target.reader()
      const fetch = reader.fetch.bind(reader)
      reader.fetch = (uids, sink) =>
        fetch(
          uids.filter((uid) => uid !== 7),
          sink,
        )
      return reader
    },
  }
  const summary = await compare(silent, worldBox(wayTo(account)))
  assert.equal(summary.verdict, 'untold')
  assert.equal(summary.untold[0]?.messages, 1)
})
