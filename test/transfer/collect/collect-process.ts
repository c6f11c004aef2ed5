// One round of collecting as a process of its own, to be killed in the middle: what it needs comes as one JSON line on standard input.

import { createInterface } from 'node:readline'
import { Secret } from '../../../src/model/secret.ts'
import type { NetworkOptions } from '../../../src/net/network.ts'
import { runCollect } from '../../../src/uses/transfer/collect-run.ts'
import { memoryVault } from '../../../src/vault/memory.ts'

export interface ProcessWork {
  readonly data: string
  readonly flags: NetworkOptions
  readonly passwords: readonly (readonly [name: string, password: string])[]
}

for await (const line of createInterface({ input: process.stdin })) {
  const { data, flags, passwords } = JSON.parse(line) as ProcessWork
  const vault = memoryVault()
  for (const [name, password] of passwords) await vault.write({ name, sort: 'password', title: name }, new Secret(password))
  const never = new AbortController().signal
  await runCollect(
    { flags, data, vault, lab: false, env: {}, lang: 'en', signal: never, stop: never, once: true, again: true },
    ({ kind }) => process.stdout.write(`${kind}\n`),
  )
  break
}
