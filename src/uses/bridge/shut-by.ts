// What a refused sign-in means for a mailbox of the bridge: who must act. The knowledge of replies says it by the codes; nothing about codes is written here.

import type { Shut } from '../../bridge/shapes.ts'
import { judge, readCase } from '../../diagnose/index.ts'
import { loadKnowledge } from '../../knowledge/load.ts'
import { isLasting } from '../../oauth/lasting.ts'
import type { OAuthRefusal } from '../../oauth/shapes.ts'
import { refusalEvidence } from '../judge-sign-in.ts'

/** Signing in again would end the same way: whoever looks after the organisation, or the application, has to act. */
const POLICY = ['oauth.consent_required', 'oauth.app_misconfigured', 'oauth.wrong_scope', 'auth.policy_blocked']
/** A second factor is the owner's to show, at the next sign-in. */
const OWNER = 'auth.policy_blocked/second_factor'
/** Below it a code is one that nobody knows: then the owner tries, who will see more. */
const SURE = 0.6

export function shutBy(refusal: OAuthRefusal): Shut {
  const said = [refusal.code, refusal.error, refusal.suberror].filter(Boolean).join(' ') || refusal.why
  const retry = refusal.retryAfter !== undefined && { retryAfter: refusal.retryAfter }
  if (refusal.status === 429) return { kind: 'throttled', said, ...retry }
  if (!isLasting(refusal)) return { kind: 'unavailable', said, ...retry }
  // RFC 6749 §5.2: these two are about the application, whatever a provider's own code adds.
  const application = refusal.error === 'invalid_client' || refusal.error === 'unauthorized_client'
  return { kind: application || isPolicy(causeOf(refusal)) ? 'policy' : 'reauthorize', said }
}

const isPolicy = (id: string | null) => id !== OWNER && POLICY.some((cause) => id === cause || id?.startsWith(`${cause}/`))

function causeOf(refusal: OAuthRefusal): string | null {
  const knowledge = loadKnowledge()
  const base = readCase(knowledge, { id: 'shut', protocol: 'oauth', evidence: refusalEvidence(refusal), facts: [] })
  const [first] = judge(knowledge, base, 'shut').causes
  return first !== undefined && first.probability >= SURE ? first.id : null
}
