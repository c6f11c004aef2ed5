// `--compress auto` between two Dovecots: a narrow line is found out and opened anew compressed, on the side that is narrow; a good line stays as it is.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { imapBox } from '../../../src/transfer/boxes/imap/box.ts'
import { ALL_RULES } from '../../../src/transfer/engine/request.ts'
import { runTransfer } from '../../../src/transfer/engine/run-transfer.ts'
import { mapFolders } from '../../../src/transfer/folders/map-folders.ts'
import type { ImapSession } from '../../../src/wire/imap.ts'
import { put } from '../boxes/imap/boxes.ts'
import { openWay, type Way, wayTo, worldBox } from '../world/box.ts'
import { type FaultProxy, startFaultProxy } from '../world/fault-proxy.ts'
import { stopWorldAfterTests, worldPair } from '../world/pair.ts'
import type { Account } from '../world/server.ts'
import { compareSeen, told } from '../world/witness.ts'

stopWorldAfterTests()

const folder = mkdtempSync(join(tmpdir(), 'sesame-compress-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const COUNT = 45
const SIZE = 250_000
/** Far below two megabytes a second: what buffers on the way swallow at first looks faster. */
const NARROW = 700_000

type Side = 'source' | 'target'

/** As the command's `auto` does: asked for each connection. */
function autoBox(way: Way, compress: () => boolean) {
  const sessions: ImapSession[] = []
  const open = async () => {
    const session = await openWay(way)
    sessions.push(session)
    return session
  }
  const box = imapBox({ open, label: way.user, key: way.user, compress })
  const compressed = () =>
    sessions.filter(({ connection }) => connection.ends.transcript.lines.some(({ text }) => text === 'compression on')).length
  return { box, compressed }
}

async function filled(account: Account): Promise<void> {
  const box = worldBox(wayTo(account))
  const writer = await box.writer()
  const inbox = (await box.inventory()).folders.find(({ use }) => use === 'inbox')!
  const group = writer.append(inbox)
  for (let n = 0; n < COUNT; n++) {
    const line = `Line of message ${n}, as people write them again and again.\r\n`
    await put(group, { bytes: Buffer.from(`Subject: ${n}\r\n\r\n${line.repeat(SIZE / line.length)}`) })
  }
  assert.ok((await group.finish()).every(({ ok }) => ok))
  await box.close()
}

async function copied(narrow: Side | null) {
  const pair = await worldPair()
  const accounts = { source: pair.source.account(), target: pair.target.account() }
  await filled(accounts.source)
  const proxies: FaultProxy[] = []
  const seen = new Set<Side>()
  const boxOf = async (side: Side) => {
    if (side !== narrow) return autoBox(wayTo(accounts[side]), () => seen.has(side))
    const proxy = await startFaultProxy(accounts[side].server.imaps, () => ({ bytesPerSecond: NARROW }))
    proxies.push(proxy)
    return autoBox(wayTo(accounts[side], proxy.port), () => seen.has(side))
  }
  const [source, target] = [await boxOf('source'), await boxOf('target')]
  try {
    const outcome = await runTransfer({
      ...{ source: source.box, target: target.box, journal: join(folder, `${narrow}.db`), rules: ALL_RULES, options: { connections: 1 } },
      pairs: (inventories, kept) => mapFolders({ ...inventories, rules: ALL_RULES, kept }).pairs,
      onNarrow: (side) => void seen.add(side),
    })
    assert.deepEqual([outcome.ended, outcome.states.identical.messages], ['complete', COUNT])
    assert.equal(told(compareSeen(await pair.witness.see(accounts.source), await pair.witness.see(accounts.target))), '')
    const bytes = proxies.reduce((sum, { seen: { up, down } }) => sum + up + down, 0)
    return { narrow: [...seen], compressed: { source: source.compressed(), target: target.compressed() }, bytes }
  } finally {
    await Promise.all([source.box.close(), target.box.close()])
    await Promise.all(proxies.map((proxy) => proxy.close()))
  }
}

describe('compression by itself', () => {
  for (const side of ['source', 'target'] as const)
    it(`a narrow line to the ${side} is opened anew, compressed, and the same messages arrive`, async () => {
      const { narrow, compressed, bytes } = await copied(side)
      assert.deepEqual(narrow, [side])
      assert.ok(compressed[side] > 0)
      assert.equal(compressed[side === 'source' ? 'target' : 'source'], 0)
      assert.ok(bytes < COUNT * SIZE, `${bytes} bytes`)
    })

  it('a good line stays as it is', async () => {
    assert.deepEqual(await copied(null), { narrow: [], compressed: { source: 0, target: 0 }, bytes: 0 })
  })
})
