// Where the world has moved away from the knowledge: provider by provider, live and without any secret, or offline against the imported tables.

import { type Disagreement, disagreements } from '../knowledge/disagreements.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { PreparationRow, Provider, TableRow } from '../model/knowledge.ts'
import type { Network } from '../net/network.ts'
import type { Drift } from './drift/finding.ts'
import { type LookOptions, lookAt } from './drift/look.ts'

export { type Drift, type DriftKind, printDrift } from './drift/finding.ts'

export interface DriftRequest extends Partial<Pick<LookOptions, 'pauseMs' | 'timeoutMs' | 'signal'>> {
  /** All when absent. */
  readonly providers?: readonly string[]
  /** Of connections, over all providers. */
  readonly budget?: number
  /** Names that this world has at all; the lab has a few of each provider's. All when absent. */
  readonly holds?: (name: string) => boolean
}

export interface ProviderDrift {
  readonly provider: string
  readonly drifts: readonly Drift[]
}

/** One provider after the other, as they are done; ends quietly when the budget or the time is over. */
export async function* liveDrift(network: Network, knowledge: Knowledge, request: DriftRequest = {}): AsyncGenerator<ProviderDrift> {
  const { pauseMs = 1_000, timeoutMs = 8_000, signal = new AbortController().signal, holds = () => true } = request
  const budget = { connections: request.budget ?? 400 }
  for (const provider of chosen(knowledge, request.providers)) {
    if (signal.aborted || budget.connections < 1) return
    const drifts = await lookAt(network, knowledge, provider, { date: network.today(), pauseMs, timeoutMs, signal, budget, holds })
    yield { provider: provider.id, drifts }
  }
}

function chosen({ providers }: Knowledge, wanted: readonly string[] | undefined): readonly Provider[] {
  return wanted === undefined ? providers : providers.filter(({ id }) => wanted.includes(id))
}

/** Tables that replace those of the knowledge: a new snapshot, read but not imported. */
export interface Snapshots {
  readonly ispdb?: readonly TableRow[]
  readonly preparation?: readonly PreparationRow[]
}

export interface TableDrift extends Omit<Disagreement, 'recorded'> {
  /** False when the knowledge's own copy of the table says the same: only a new snapshot says so. */
  readonly known: boolean
}

/** What tables say against our files and no `conflicts` entry explains. */
export function tableDrift(knowledge: Knowledge, snapshots: Snapshots = {}, wanted?: readonly string[]): readonly TableDrift[] {
  const key = (d: { provider: string; table: string; about: string; theirs: string }) =>
    JSON.stringify([d.provider, d.table, d.about, d.theirs])
  const before = new Set(disagreements(knowledge).map(key))
  return disagreements({ ...knowledge, ...snapshots })
    .filter(({ provider, recorded }) => !recorded && (wanted === undefined || wanted.includes(provider)))
    .map(({ recorded: _, ...one }) => ({ ...one, known: before.has(key(one)) }))
}
