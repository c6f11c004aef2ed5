// The doctor's answer as JSON (docs/json.md).

import type { Lang } from '../model/lang.ts'
import { causeWords, type DoctorResult } from '../sesame.ts'
import { identityJson } from './identity-json.ts'
import { diagnosisJson } from './json.ts'
import { probeJson } from './probe-json.ts'

export async function doctorJson(result: DoctorResult, lang: Lang) {
  const words = await causeWords(lang, { provider: result.providerName })
  return {
    address: result.identity.address.text,
    date: result.date,
    outcome: result.outcome,
    exit: result.exit,
    client: result.client?.id ?? null,
    attempts: result.attempts,
    identity: identityJson(result.identity, result.providerName),
    endpoints: result.probes.map(probeJson),
    diagnosis: diagnosisJson(result.diagnosis, lang, words),
    guide: result.guide,
    case: result.saved,
  }
}
