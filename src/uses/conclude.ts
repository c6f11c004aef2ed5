// The end of a judgement, live or again: whether it works, the guide in the person's language, the case for other eyes. No network, no clock.

import type { FactBase } from '../diagnose/index.ts'
import { guideFor } from '../guide/guide.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import type { Case } from '../model/case.ts'
import type { Diagnosis } from '../model/diagnosis.ts'
import { EXIT } from '../model/errors.ts'
import type { FactValue } from '../model/fact.ts'
import type { FactName } from '../model/facts.ts'
import type { Guide } from '../model/guide.ts'
import type { Identity } from '../model/identity.ts'
import type { Client } from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'
import type { Protocol } from '../model/protocol.ts'
import type { ProbeResult } from '../probe/index.ts'
import { redact } from './redact.ts'

export interface Concluding {
  readonly subject: Case
  readonly base: FactBase
  readonly diagnosis: Diagnosis
  readonly identity: Identity
  readonly client: Client | null
  readonly probes: readonly ProbeResult[]
  /** That the person named. */
  readonly protocol?: Protocol | undefined
  readonly date: string
  readonly lang: Lang
}

export interface Conclusion {
  readonly diagnosis: Diagnosis
  readonly subject: Case
  readonly guide: Guide | null
  readonly outcome: 'works' | 'fault' | 'unknown'
  readonly exit: number
  readonly saved: Readonly<Record<string, unknown>>
}

export function concluded({ subject, base, diagnosis, identity, client, probes, protocol, date, lang }: Concluding): Conclusion {
  const full = probes.some((p) => p.facts.some((f) => f.name === 'quota' && f.value === 'full'))
  const healthy = probes.length > 0 && probes.every((p) => p.outcome === 'healthy') && !full
  const said = (subject.facts?.length ?? 0) + (subject.evidence?.length ?? 0) > 0
  const outcome = healthy && !said ? 'works' : outcomeOf(diagnosis)
  const failing = protocol ?? probes.find((p) => p.outcome !== 'healthy' && p.outcome !== 'reachable')?.endpoint.protocol
  const guide =
    outcome === 'works'
      ? null
      : guideFor(loadKnowledge(), {
          cause: diagnosis.verdict === 'unknown' ? 'other' : (diagnosis.fix.causes[0] ?? 'other'),
          provider: identity.provider,
          client: client?.id ?? null,
          account: subject.account_type ?? identity.accountType,
          ...(failing !== undefined && { protocol: failing }),
          date,
          lang,
          address: identity.address.text,
          endpoints: identity.endpoints,
          facts: factValues(base),
        })
  return {
    diagnosis,
    subject,
    guide,
    outcome,
    exit: { works: EXIT.works, fault: EXIT.fault, unknown: EXIT.unknown }[outcome],
    saved: redact({ ...subject, transcripts: probes.map(({ endpoint, transcript }) => ({ endpoint, transcript })) }, identity.address),
  }
}

/** A cause is named when it stands out, or leads a close call by more than all others together. */
function outcomeOf({ verdict, causes }: Diagnosis): 'fault' | 'unknown' {
  return verdict === 'known' || (verdict === 'close' && (causes[0]?.probability ?? 0) >= 0.5) ? 'fault' : 'unknown'
}

function factValues(base: FactBase): Readonly<Partial<Record<FactName, readonly FactValue[]>>> {
  return Object.fromEntries([...base.facts].map(([name, held]) => [name, [...new Set(held.map((h) => h.value))]]))
}
