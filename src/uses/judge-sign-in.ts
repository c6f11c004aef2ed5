// A refused sign-in, or a token that mail servers refuse, as a case: judged by codes and facts like any other, with the steps that mend it.

import { randomBytes } from 'node:crypto'
import { judge, readCase } from '../diagnose/index.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import type { Case } from '../model/case.ts'
import type { Diagnosis } from '../model/diagnosis.ts'
import type { Fact } from '../model/fact.ts'
import type { Guide } from '../model/guide.ts'
import type { Identity } from '../model/identity.ts'
import type { Provider } from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'
import type { OAuthRefusal, TokenClaims } from '../oauth/shapes.ts'
import { type TokenNeeds, tokenFacts } from '../oauth/token-facts.ts'
import { concluded } from './conclude.ts'
import { observedCase } from './observed.ts'
import type { Proof } from './prove-token.ts'

export interface SignInToJudge {
  readonly identity: Identity
  readonly provider: Provider | null
  readonly date: string
  readonly lang: Lang
  readonly refusal?: OAuthRefusal
  readonly proof?: Proof
  readonly claims?: TokenClaims
  readonly needs?: TokenNeeds
}

export interface JudgedSignIn {
  readonly diagnosis: Diagnosis
  readonly guide: Guide | null
  readonly exit: number
}

/** Null where no rule refused: no answer, a wrong answer, or a person who said no. */
export function judgeSignIn({ identity, date, lang, refusal, proof, claims, needs }: SignInToJudge): JudgedSignIn | null {
  if (refusal !== undefined && refusal.why !== 'refused' && refusal.why !== 'expired') return null
  const knowledge = loadKnowledge()
  const messages = refusal === undefined ? [] : refusalEvidence(refusal)
  const seen = observedCase({
    request: { messages, tells: [], secretKind: 'oauth', lang },
    identity,
    client: null,
    run: proof?.run ?? null,
    id: `login-${randomBytes(4).toString('hex')}`,
    date,
  })
  const own: Fact = { name: 'own-oauth-client', value: true, origin: 'known' }
  const facts = claims !== undefined && needs !== undefined ? tokenFacts(claims, needs) : []
  const dead: Fact[] = refusal?.why === 'expired' ? [{ name: 'token-is', value: 'expired', origin: 'probe' }] : []
  const subject: Case = {
    ...seen,
    ...(refusal !== undefined && { protocol: 'oauth' }),
    observed: [...(seen.observed ?? []), own, ...facts, ...dead],
  }
  const base = readCase(knowledge, subject)
  const diagnosis = judge(knowledge, base, subject.id)
  const { guide, exit } = concluded({ subject, base, diagnosis, identity, client: null, probes: proof?.run.results ?? [], date, lang })
  // Settings and dates are for mail apps; here nobody sets one up. What people see in an app does not tell one refusal of a sign-in from another.
  return { diagnosis: { ...diagnosis, question: null }, guide: guide && { ...guide, card: [], deadlines: [] }, exit }
}

/** Codes only: what else a server says is shown to people and judges nothing. */
export function refusalEvidence({ code, suberror, error }: OAuthRefusal): string[] {
  const words = [code, suberror, error].filter((word) => word !== undefined)
  return words.length === 0 ? [] : [words.join(' ')]
}
