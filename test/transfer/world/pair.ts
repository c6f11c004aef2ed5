// The source and the target of most tests: two Dovecots that share nothing, the first with folders in French, started once for all files of a process.

import { after } from 'node:test'
import { type Front, type Habits, startFront } from './front.ts'
import { type MailServer, PLAIN_CAPABILITY, type ServerOptions, startServer } from './server.ts'
import { startWitness, type Witness } from './witness.ts'

export interface WorldPair {
  /** Special folders in French, moments told in New York's zone. */
  readonly source: MailServer
  /** Special folders in English, which are there from the beginning. */
  readonly target: MailServer
  readonly witness: Witness
}

const fronts: Front[] = []
const started = new Map<string, Promise<MailServer>>()
let witness: Witness | undefined

/** Any server, one for the same options; all stop when the tests of this process are over. */
export function sharedServer(options: ServerOptions = {}): Promise<MailServer> {
  const key = JSON.stringify(options)
  const known = started.get(key)
  if (known) return known
  const starting = startServer(options)
  started.set(key, starting)
  return starting
}

export async function worldPair(): Promise<WorldPair> {
  const [source, target] = await Promise.all([
    sharedServer({ special: 'fr', zone: 'America/New_York', compress: true }),
    sharedServer({ special: 'en', specialMade: true, compress: true }),
  ])
  return { source, target, witness: sharedWitness() }
}

/** Can do only what RFC 3501 has: no UIDPLUS, LITERAL+, MULTIAPPEND, CONDSTORE, MOVE. To be reached through `port`, where it really cannot. */
export async function plainServer(
  habits: Habits = {},
): Promise<{ readonly server: MailServer; readonly front: Front; readonly port: number }> {
  const server = await sharedServer({ special: 'none', capability: PLAIN_CAPABILITY })
  const front = await startFront(server, habits)
  fronts.push(front)
  return { server, front, port: front.port }
}

export function sharedWitness(): Witness {
  witness ??= startWitness()
  return witness
}

/** To be called once in each test file that uses these, at its top. */
export function stopWorldAfterTests(): void {
  after(async () => {
    witness?.stop()
    witness = undefined
    await Promise.all(fronts.splice(0).map((front) => front.close()))
    const all = [...started.values()]
    started.clear()
    await Promise.all(all.map(async (server) => (await server).stop()))
  })
}
