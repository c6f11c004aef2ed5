// How fast a fleet is identified: 1,000 addresses in one run, on the lab and over 1,000 domains of their own. Prints addresses a second, p50, p95.

import { identifyMany } from '../src/identify/identify-many.ts'
import { loadKnowledge } from '../src/knowledge/load.ts'
import { startLab } from '../src/lab/lab.ts'
import { type Address, parseAddress } from '../src/model/address.ts'
import { createNetwork } from '../src/net/create.ts'
import type { Network } from '../src/net/network.ts'
import { openWorld, type Zone } from '../test/identify/world.ts'

const COUNT = 1000
const CONCURRENCY = 32
/** As companies' domains are spread over hosts, roughly. */
const EXCHANGERS: readonly string[] = [
  'd%-fr.mail.protection.outlook.com',
  'd%-fr.mail.protection.outlook.com',
  'd%-fr.mail.protection.outlook.com',
  'aspmx.l.google.com',
  'aspmx.l.google.com',
  'mx1.mail.ovh.net',
  'mx.zoho.eu',
  'mx00.ionos.fr',
  'mxa-001.pphosted.com',
  'mail.d%.example',
]

function addressOf(text: string): Address {
  const address = parseAddress(text)
  if (address === null) throw new Error(text)
  return address
}

async function measure(title: string, network: Network, addresses: readonly Address[]): Promise<void> {
  const times: number[] = []
  let named = 0
  const start = performance.now()
  for await (const identity of identifyMany(network, loadKnowledge(), addresses, { concurrency: CONCURRENCY })) {
    times.push(identity.ms)
    if (identity.provider !== null) named += 1
  }
  const seconds = (performance.now() - start) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  process.stdout.write(
    `identify ${title}: ${addresses.length} addresses, ${Math.round(addresses.length / seconds)} a second, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms with the wait for a turn, ${named} with a provider\n`,
  )
}

const lab = await startLab()
const people = lab.accounts.map((account) => addressOf(account.address))
const repeated = Array.from({ length: COUNT }, (_, i) => people[i % people.length] as Address)
await measure(`on the lab (${new Set(people.map((p) => p.asciiDomain)).size} domains)`, createNetwork({ ...lab.network }), repeated)
await lab.stop()

const zone: Zone = Object.fromEntries(
  Array.from({ length: COUNT }, (_, i) => [
    `d${i}.example`,
    [`MX 10 ${(EXCHANGERS[i % EXCHANGERS.length] ?? '').replace('%', String(i))}`],
  ]),
)
const world = await openWorld(zone)
await measure(
  `over ${COUNT} domains`,
  world.network,
  Array.from({ length: COUNT }, (_, i) => addressOf(`someone@d${i}.example`)),
)
await world.close()
