// Joins what the mechanisms said into one Identity; what was not used stays visible, with the reason. Pure.

import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Address } from '../model/address.ts'
import type { Finding, FindingWhy, Identity } from '../model/identity.ts'
import { alike, type Decision, decide, isPanelHint } from './decide.ts'
import { endpointsFor } from './endpoints.ts'
import type { Clue } from './mechanism.ts'

export function combine(knowledge: Knowledge, address: Address, clues: readonly Clue[], ms: number): Identity {
  const decision = decide(knowledge, clues)
  const judged = clues.map((clue) => ({ clue, unused: doubled(clue, clues) ?? whyUnused(knowledge, decision, clue) }))
  const used = judged.filter(({ clue, unused }) => clue.status === 'found' && unused === undefined).map(({ clue }) => clue)
  return {
    address,
    provider: decision.provider?.id ?? null,
    accountType: decision.provider?.accountType ?? 'unknown',
    confidence: decision.confidence,
    ...(decision.filter !== undefined && { filter: decision.filter }),
    endpoints: endpointsFor(knowledge, address, decision, used),
    findings: judged.map(({ clue, unused }) => toFinding(clue, decision, isPanelHint(knowledge, clue), unused)),
    ms,
  }
}

/** The finding as others see it: with the one provider it speaks for. */
export function toFinding(clue: Clue, decision?: Decision, panelHint = false, unused?: FindingWhy): Finding {
  const { candidates = [], filter: _filter, hosts: _hosts, ...finding } = clue
  const chosen = decision?.provider?.id
  const provider = chosen !== undefined && candidates.includes(chosen) ? chosen : panelHint ? undefined : candidates[0]
  return {
    ...finding,
    ...(provider !== undefined && { provider }),
    ...(unused !== undefined && finding.why === undefined && { why: unused }),
  }
}

/** The table of preparations is older and coarser: it speaks of servers where Thunderbird's is silent. */
function doubled(clue: Clue, clues: readonly Clue[]): FindingWhy | undefined {
  if (clue.mechanism !== 'preparation' || clue.status !== 'found') return undefined
  return clues.some((other) => other.mechanism === 'ispdb' && other.status === 'found') ? 'not-needed' : undefined
}

function whyUnused(knowledge: Knowledge, { provider, confidence, moved }: Decision, clue: Clue): FindingWhy | undefined {
  if (clue.status !== 'found' || provider === null || clue.filter !== undefined) return undefined
  const candidates = isPanelHint(knowledge, clue) ? [] : (clue.candidates ?? [])
  if (candidates.length > 0)
    return candidates.includes(provider.id) || (!moved && candidates.some((id) => alike(knowledge, id, provider.id)))
      ? undefined
      : 'overruled'
  if (clue.mechanism === 'guess') return confidence === 'certain' || confidence === 'likely' ? 'not-needed' : undefined
  if (clue.endpoints === undefined) return undefined
  // A table was recorded when the mailbox was elsewhere.
  if (clue.mechanism === 'ispdb' || clue.mechanism === 'preparation') return moved ? 'overruled' : undefined
  // A provider with servers of its own is surer than a document left over from an earlier host.
  const hosted = provider.kind === 'panel' || provider.kind === 'hosting'
  return confidence === 'certain' && !hosted ? 'overruled' : undefined
}
