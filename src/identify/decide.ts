// Which provider holds the mailbox, and how sure that is. Pure: reads what the mechanisms said, touches nothing.

import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Identity } from '../model/identity.ts'
import type { Provider } from '../model/knowledge.ts'
import type { Clue } from './mechanism.ts'
import { providerOf } from './recognise.ts'

export interface Decision {
  readonly provider: Provider | null
  readonly confidence: Identity['confidence']
  readonly filter?: string
  /** The catalogue lists the domain under another provider than its mail exchanger names today. */
  readonly moved: boolean
}

export function decide(knowledge: Knowledge, clues: readonly Clue[]): Decision {
  const filter = clues.find((clue) => clue.filter !== undefined)?.filter
  const common = { moved: false, ...(filter !== undefined && { filter }) }
  const speaking = clues.filter((clue) => clue.status === 'found' && (clue.candidates?.length ?? 0) > 0)
  const listed = speaking.find((clue) => clue.mechanism === 'catalogue')?.candidates ?? []
  const exchanger = speaking.find((clue) => clue.mechanism === 'mx')
  const owners = exchanger === undefined || filter !== undefined || isPanelHint(knowledge, exchanger) ? [] : (exchanger.candidates ?? [])
  const votes = count(speaking)
  if (owners.length > 0) {
    const kept = listed.find((id) => owners.includes(id)) ?? listed.find((id) => owners.some((owner) => alike(knowledge, id, owner)))
    if (kept !== undefined) return { ...common, provider: providerOf(knowledge, kept), confidence: 'certain' }
    // The mailbox was moved: what answers today beats what was recorded.
    const best = sibling(knowledge, owners, votes) ?? choose(knowledge, owners, votes)
    const oneSystem =
      new Set(owners.map((id) => providerOf(knowledge, id)?.family)).size === 1 || owners.some((id) => (votes.get(id)?.length ?? 0) > 1)
    return { ...common, provider: best, confidence: oneSystem ? 'certain' : 'likely', moved: listed.length > 0 }
  }
  if (listed.length > 0) return { ...common, provider: choose(knowledge, listed, votes), confidence: 'certain' }
  return { ...common, ...weigh(knowledge, clues, votes, filter !== undefined) }
}

/** A brand without exchangers of its own stands behind its family's: an alias to an Exchange host of OVH tells it from OVH's plain mailboxes. */
function sibling(knowledge: Knowledge, owners: readonly string[], votes: Votes): Provider | null {
  const families = new Set(owners.map((id) => providerOf(knowledge, id)?.family))
  const aside = (id: string): number => (votes.get(id) ?? []).filter((clue) => clue.mechanism !== 'mx' && clue.mechanism !== 'spf').length
  const strongest = Math.max(...owners.map(aside))
  const siblings = [...votes.keys()].filter((id) => {
    const provider = providerOf(knowledge, id)
    const hidden = provider !== null && families.has(provider.family) && (provider.recognise.mx?.length ?? 0) === 0
    return hidden && !owners.includes(id) && aside(id) > 0 && aside(id) >= strongest
  })
  return siblings.length > 0 ? choose(knowledge, siblings, votes) : null
}

/** Mail that comes to the domain's own host fits every panel alike: a sign among others, never an answer. */
export function isPanelHint(knowledge: Knowledge, clue: Clue): boolean {
  return clue.mechanism === 'mx' && (clue.candidates ?? []).every((id) => providerOf(knowledge, id)?.kind === 'panel')
}

/** The same sign-in system for the same kind of account. */
export function alike(knowledge: Knowledge, a: string, b: string): boolean {
  const [one, other] = [providerOf(knowledge, a), providerOf(knowledge, b)]
  return one !== null && other !== null && one.family === other.family && one.accountType === other.accountType
}

type Votes = ReadonlyMap<string, readonly Clue[]>

/** Provider id to the clues that name it, one a mechanism. */
function count(clues: readonly Clue[]): Votes {
  const votes = new Map<string, Clue[]>()
  for (const clue of clues)
    for (const id of clue.candidates ?? []) {
      const list = votes.get(id) ?? []
      if (!list.some((seen) => seen.mechanism === clue.mechanism)) list.push(clue)
      votes.set(id, list)
    }
  return votes
}

/** Without a mail exchanger that we know: a document over verified TLS weighs two, a public hint one; two make it likely. */
function weigh(knowledge: Knowledge, clues: readonly Clue[], votes: Votes, filtered: boolean): Pick<Decision, 'provider' | 'confidence'> {
  const exchanger = clues.some((clue) => clue.mechanism === 'mx' && clue.status === 'found' && clue.filter === undefined)
  const score = (id: string): number => (votes.get(id) ?? []).reduce((sum, clue) => sum + (clue.trust === 'named' ? 2 : 1), 0)
  const best = Math.max(0, ...[...votes.keys()].map(score))
  const leaders = [...votes.keys()].filter((id) => score(id) === best)
  if (best >= 2) {
    const provider = choose(knowledge, leaders, votes)
    const disputed = leaders.some((id) => providerOf(knowledge, id)?.family !== provider?.family)
    return { provider, confidence: disputed ? 'guess' : 'likely' }
  }
  if (best === 0) return { provider: null, confidence: 'none' }
  // One hint alone: a domain with its own exchanger includes anybody's newsletters in its SPF, and every own server fits every panel.
  const usable = leaders.filter((id) =>
    (votes.get(id) ?? []).some((clue) => clue.mechanism !== 'mx' && (clue.mechanism !== 'spf' || filtered || !exchanger)),
  )
  const families = new Set(usable.map((id) => providerOf(knowledge, id)?.family))
  return families.size === 1 ? { provider: choose(knowledge, usable, votes), confidence: 'guess' } : { provider: null, confidence: 'none' }
}

/** Of providers that share a sign: the one that more mechanisms name; then one for domains of one's own; then the one with the most signs, which is the main brand. */
function choose(knowledge: Knowledge, ids: readonly string[], votes: Votes): Provider | null {
  const rank = (id: string): readonly number[] => {
    const provider = providerOf(knowledge, id)
    return [votes.get(id)?.length ?? 0, provider?.kind === 'consumer' ? 0 : 1, provider?.recognise.mx?.length ?? 0]
  }
  const sorted = [...ids].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)]
    const at = left.findIndex((value, i) => value !== right[i])
    return at < 0 ? 0 : (right[at] ?? 0) - (left[at] ?? 0)
  })
  return providerOf(knowledge, sorted[0])
}
