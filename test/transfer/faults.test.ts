// A line that breaks at any byte and a process that is killed at any moment, at servers with and without the fast extensions: nothing lost, doubled or changed afterwards.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type FaultBench, startFaultBench } from './world/fault-run.ts'
import { worldFolders } from './world/folders.ts'
import { loadMailbox } from './world/load.ts'
import { worldMailbox } from './world/mailbox.ts'
import { plainServer, stopWorldAfterTests, worldPair } from './world/pair.ts'

stopWorldAfterTests()

const FOLDERS = ['INBOX', 'Envoyés', 'Archives', 'Clients/Le "projet"', 'Perso/日本語', 'Listes/a/b/c/d/e/profond']
const ENGLISH = new Map([
  ['Envoyés', 'Sent'],
  ['Archives', 'Archive'],
])

async function benches(): Promise<{ fast: FaultBench; plain: FaultBench }> {
  const { source: server, target, witness } = await worldPair()
  const { server: slow, port } = await plainServer()
  const source = server.account()
  const folders = worldFolders().filter(({ path }) => FOLDERS.includes(path.join('/')))
  await loadMailbox(source, worldMailbox({ count: 70, median: 3_000, largest: 400_000, folders, seed: 11 }))
  const map = (name: string) => ENGLISH.get(name) ?? name
  return {
    fast: await startFaultBench({ source, witness, target: () => target.account(), targetPort: target.imaps, map }),
    plain: await startFaultBench({ source, witness, target: () => slow.account(), targetPort: port, map: (name) => name }),
  }
}

describe('after a fault', () => {
  test('thirty cuts and six kills: zero lost, zero doubled, zero changed', async () => {
    const { fast, plain } = await benches()
    const run = async (bench: FaultBench, first: number, cuts: number, kills: number) => {
      const results = []
      for (let i = 0; i < cuts; i++) results.push(await bench.cut(first + i, i === 0))
      for (let i = 0; i < kills; i++) results.push(await bench.kill(first + 50 + i))
      return results
    }
    const results = (await Promise.all([run(fast, 1, 18, 3), run(plain, 101, 12, 3)])).flat()
    const wrong = results.filter((result) => result.wrong !== '')
    const struck = { cuts: fast.struck.cuts + plain.struck.cuts, kills: fast.struck.kills + plain.struck.kills }
    await Promise.all([fast.close(), plain.close()])
    assert.deepEqual(wrong, [])
    // Most faults really fell into a run.
    assert.ok(struck.cuts >= 20 && struck.kills >= 4, JSON.stringify(struck))
  })
})
