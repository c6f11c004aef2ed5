// The queue of a running bridge: its files and its rows, the limits of each provider as they are known, and Graph by the owner's own sign-in.

import { type MailQueue, startQueue } from '../../bridge/queue/mail-queue.ts'
import type { QueueEvent } from '../../bridge/queue/queue-event.ts'
import { openSpool } from '../../bridge/queue/spool.ts'
import type { Account, KeySource } from '../../bridge/shapes.ts'
import { loadKnowledge } from '../../knowledge/load.ts'
import { providerNamed } from '../../knowledge/lookup.ts'
import type { Network } from '../../net/network.ts'
import type { GrantShelf } from '../../oauth/shapes.ts'
import { openStore, type Store } from '../../store/database.ts'
import { dataFolder } from '../../store/place.ts'
import { allPauses } from '../../store/queue.ts'
import { langOf } from '../../text/index.ts'
import { graphKeysFrom } from './graph-keys.ts'
import type { QueueRequest } from './queue.ts'
import { accountIn } from './roll.ts'

export interface QueueParts {
  readonly network: Network
  readonly keys: KeySource
  readonly shelf: GrantShelf
  readonly on: (event: QueueEvent) => void
  /** How often it is seen whether a person has signed in again, here or in another process. */
  readonly lookMs?: number
}

const LOOK_MS = 10_000
/** What a new sign-in may mend. */
const MENDED = new Set(['reauthorize', 'policy', 'not-connected', 'refused', 'smtp-off', 'graph-permission'])

/** Exchange Online takes 150 MB at most, and nobody known takes more. */
const MOST_MB = 150
/** Where a provider's own number is not known. */
const PER_MINUTE = 30

/** Must be stopped; closes its own connection to the store then. */
export async function openQueue(request: QueueRequest, { network, keys, shelf, on, lookMs }: QueueParts): Promise<MailQueue> {
  const folder = dataFolder({ folder: request.data, env: request.env })
  const db = await openStore({ folder: request.data, env: request.env })
  try {
    const spool = await openSpool(folder)
    const lang = langOf(request.env)
    const queue = startQueue({
      ...{ network, keys, on, db, spool, folder, graph: graphKeysFrom(shelf, network), lang: () => lang },
      accountOf: (id) => accountIn(db, id),
      perMinute: (account) => limitOf(account, 'smtpPerMinute') ?? PER_MINUTE,
      messageBytes: (account) => (limitOf(account, 'messageSizeMb') ?? MOST_MB) * 1_000_000,
    })
    const look = lookAgain(db, shelf, queue)
    const timer = setInterval(() => void look().catch(() => {}), lookMs ?? LOOK_MS).unref()
    return {
      ...queue,
      async stop(graceMs) {
        clearInterval(timer)
        await queue.stop(graceMs)
        db.close()
      },
    }
  } catch (error) {
    db.close()
    throw error
  }
}

/** Mail that waits for its owner goes on within seconds of the sign-in, once for each. */
function lookAgain(db: Store, shelf: GrantShelf, queue: MailQueue): () => Promise<void> {
  const seen = new Map<string, string>()
  return async () => {
    for (const { account: id, kind, since } of allPauses(db)) {
      const upstream = MENDED.has(kind) ? accountIn(db, id)?.upstream : undefined
      const made = upstream?.kind === 'oauth' ? (await shelf.read(upstream.grant))?.grant.made : undefined
      if (made === undefined || Date.parse(made) <= since || seen.get(id) === made) continue
      seen.set(id, made)
      queue.goOn(id)
    }
  }
}

function limitOf(account: Account, name: string): number | null {
  const knowledge = loadKnowledge()
  const host = account.endpoints.smtp?.host
  // Whose server it is says more than whose name the address bears.
  const provider = (host && providerNamed(knowledge, { host })) || providerNamed(knowledge, { address: account.id })
  const limit = provider?.limits?.[name]
  return typeof limit === 'number' ? limit : null
}
