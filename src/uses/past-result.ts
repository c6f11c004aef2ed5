// A saved case as the doctor's result again: judged with today's knowledge on the day of the case, without any network. The address stays masked.

import { judge, readCase } from '../diagnose/index.ts'
import { identifyOffline } from '../identify/identify.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import { clientById, clientByName } from '../knowledge/lookup.ts'
import { parseAddress } from '../model/address.ts'
import type { Lang } from '../model/lang.ts'
import { endpointUrl } from '../model/protocol.ts'
import type { ProbeResult } from '../probe/index.ts'
import { checkCase } from './case-file.ts'
import { concluded } from './conclude.ts'
import type { DoctorResult } from './doctor.ts'
import { providerName } from './identify.ts'

/** Null when what was saved is no case with an address. */
export function pastResult(saved: unknown, lang: Lang): DoctorResult | null {
  const read = checkCase(saved)
  const address = read.ok ? parseAddress(read.case.address ?? '') : null
  if (!read.ok || address === null) return null
  const knowledge = loadKnowledge()
  const subject = { ...read.case, lang }
  const listed = identifyOffline(knowledge, address)
  const identity = { ...listed, provider: subject.provider ?? listed.provider, accountType: subject.account_type ?? listed.accountType }
  const client = clientById(knowledge, subject.client) ?? clientByName(knowledge, subject.client ?? '')?.client ?? null
  const probes = probesOf(saved, subject.observed ?? [])
  const base = readCase(knowledge, subject)
  const diagnosis = judge(knowledge, base, subject.id)
  const date = subject.date ?? ''
  return {
    ...{ date, lab: false, identity, client, probes, attempts: 0, stopped: base.stop },
    providerName: providerName(identity.provider),
    clientIds: [],
    protocol: probes.find((p) => p.outcome !== 'healthy' && p.outcome !== 'reachable')?.endpoint.protocol ?? null,
    ...concluded({ subject, base, diagnosis, identity, client, probes, date, lang }),
  }
}

/** The transcripts that lie beside a saved case. How each look ended is read from its facts. */
function probesOf(saved: unknown, observed: ProbeResult['facts']): ProbeResult[] {
  const { transcripts } = saved as { transcripts?: Pick<ProbeResult, 'endpoint' | 'transcript'>[] }
  return (transcripts ?? []).map(({ endpoint, transcript }): ProbeResult => {
    const facts = observed.filter((fact) => fact.about === endpointUrl(endpoint))
    const is = (name: string, value: string) => facts.some((fact) => fact.name === name && fact.value === value)
    const healthy = is('probe', 'healthy') || (is('sign-in', 'ok') && (is('mailbox', 'ok') || is('sender', 'ok')))
    const outcome = healthy ? 'healthy' : is('sign-in', 'refused') ? 'sign-in-refused' : is('greeting', 'ok') ? 'reachable' : 'unreachable'
    return { endpoint, outcome, facts, replies: [], transcript, ms: transcript.at(-1)?.at ?? 0 }
  })
}
