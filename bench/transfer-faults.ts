// At night: three hundred broken lines and a hundred kills, at servers with and without the fast extensions; prints each seed that lost, doubled or changed anything.

import { startFaultBench } from '../test/transfer/world/fault-run.ts'
import { startFront } from '../test/transfer/world/front.ts'
import { loadMailbox } from '../test/transfer/world/load.ts'
import { worldMailbox } from '../test/transfer/world/mailbox.ts'
import { PLAIN_CAPABILITY, startServer } from '../test/transfer/world/server.ts'
import { startWitness } from '../test/transfer/world/witness.ts'

/** `node dist/bench/transfer-faults.js [scale] [first seed]` */
const scale = Number(process.argv[2] ?? 1)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
const [source, fast, plain] = await Promise.all([
  startServer({ special: 'fr' }),
  startServer({ special: 'fr' }),
  startServer({ special: 'none', capability: PLAIN_CAPABILITY }),
])
const front = await startFront(plain)
const witness = startWitness()
const account = source.account()
await loadMailbox(account, worldMailbox({ count: 150, median: 4_000, largest: 600_000, seed: 5 }))
const same = (name: string) => name
const kinds = {
  'all extensions': await startFaultBench({ source: account, target: () => fast.account(), targetPort: fast.imaps, witness, map: same }),
  'RFC 3501 alone': await startFaultBench({ source: account, target: () => plain.account(), targetPort: front.port, witness, map: same }),
}
let wrong = 0
for (const [name, bench] of Object.entries(kinds)) {
  for (const what of ['cut', 'kill'] as const) {
    const many = Math.max(1, Math.round((what === 'cut' ? 150 : 50) * scale))
    for (let i = 0; i < many; i++) {
      const result = await bench[what](seed + i, i % 5 === 4)
      if (result.wrong === '') continue
      wrong++
      process.stdout.write(`${name}, ${result.what}: ${result.wrong}\n`)
    }
    process.stdout.write(`${name}: ${many} of ${what}, ${bench.struck[`${what}s`]} fell into a run; ${wrong} wrong so far\n`)
  }
  await bench.close()
}
witness.stop()
await front.close()
await Promise.all([source, fast, plain].map((server) => server.stop()))
process.exitCode = wrong > 0 ? 1 : 0
