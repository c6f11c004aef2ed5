// Address -> Identity: who holds a mailbox, how that is known, and where it can be reached. The room's front door.

import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Address } from '../model/address.ts'
import type { Finding, Identity } from '../model/identity.ts'
import type { Network } from '../net/network.ts'
import { combine, toFinding } from './combine.ts'
import { inOrder, type LookOptions, look, skipped } from './look.ts'
import type { Clue } from './mechanism.ts'
import { lookInCatalogue } from './mechanisms/catalogue.ts'
import { MECHANISMS } from './mechanisms/index.ts'
import { ISPDB } from './mechanisms/ispdb.ts'
import { PREPARATION } from './mechanisms/preparation.ts'
import { lookInTable } from './mechanisms/table.ts'

export interface IdentifyOptions {
  /** For everything together; 3 seconds unless told. */
  readonly deadlineMs?: number
  /** The knowledge alone. */
  readonly offline?: boolean
  readonly signal?: AbortSignal
  /** Each finding as it arrives, before they are weighed against each other. */
  readonly onFinding?: (finding: Finding) => void
}

/** Must never throw for what the network does: a network that is down is so many findings that failed. */
export async function identify(network: Network, knowledge: Knowledge, address: Address, options: IdentifyOptions = {}): Promise<Identity> {
  const { offline = false, onFinding } = options
  if (offline) {
    const identity = identifyOffline(knowledge, address)
    for (const finding of identity.findings) onFinding?.(finding)
    return identity
  }
  const start = performance.now()
  const clues = await look(network, knowledge, address, lookOptions(options))
  return combine(knowledge, address, clues, Math.round(performance.now() - start))
}

/** From the catalogue and the tables alone: at once, and without touching the world. */
export function identifyOffline(knowledge: Knowledge, address: Address): Identity {
  const start = performance.now()
  const known: readonly Clue[] = [
    { mechanism: 'catalogue', ms: 0, ...lookInCatalogue(knowledge, address) },
    ...[ISPDB, PREPARATION].map((table) => ({ mechanism: table.mechanism, ms: 0, ...lookInTable(table, knowledge, address) })),
  ]
  const rest = MECHANISMS.filter((m) => m.reach !== 'table').map((m) => skipped(m, address, 'offline'))
  return combine(knowledge, address, inOrder([...known, ...rest]), Math.round(performance.now() - start))
}

function lookOptions({ deadlineMs, signal, onFinding }: IdentifyOptions): LookOptions {
  return {
    ...(deadlineMs !== undefined && { deadlineMs }),
    ...(signal !== undefined && { signal }),
    ...(onFinding !== undefined && { onClue: (clue: Clue) => onFinding(toFinding(clue)) }),
  }
}
