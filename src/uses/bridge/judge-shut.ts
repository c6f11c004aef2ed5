// A mailbox that stays shut, as a case for the doctor: by the codes of the sign-in service, or by the words of the mail server; with the steps that open it.

import type { Account } from '../../bridge/shapes.ts'
import { judge, readCase } from '../../diagnose/index.ts'
import { loadKnowledge } from '../../knowledge/load.ts'
import { providerById } from '../../knowledge/lookup.ts'
import type { Case } from '../../model/case.ts'
import type { Diagnosis } from '../../model/diagnosis.ts'
import type { Guide } from '../../model/guide.ts'
import type { Identity } from '../../model/identity.ts'
import type { Lang } from '../../model/lang.ts'
import { PROTOCOLS } from '../../model/protocol.ts'
import type { Network } from '../../net/network.ts'
import { addressOf } from '../address-of.ts'
import { causeWords } from '../cause-words.ts'
import { concluded } from '../conclude.ts'
import { identifyOne } from '../identify.ts'
import { judgeSignIn } from '../judge-sign-in.ts'
import { observedCase } from '../observed.ts'
import type { SeenGrant, SeenShut } from './seen.ts'

export interface ShutDiagnosis {
  readonly cause: string
  readonly title: string
  /** What is wrong, in a sentence. */
  readonly sentence: string
  /** Summed with those that the same steps mend. */
  readonly probability: number
  readonly steps: readonly string[]
  /** Id for `sesame letters`. */
  readonly letter: string | null
}

export interface ToJudge {
  readonly network: Network
  readonly account: Account
  readonly shut: SeenShut
  readonly grant: SeenGrant | null
  readonly lang: Lang
}

/** Null where nothing can be judged: the provider could not be reached, or nobody knows those words. Touches no network. */
export async function judgeShut({ network, account, shut, grant, lang }: ToJudge): Promise<ShutDiagnosis | null> {
  if (shut.kind === 'unavailable' || shut.kind === 'throttled') return null
  const identity = await identifyOne(network, addressOf(account.id), { offline: true })
  const knowledge = loadKnowledge()
  const provider = providerById(knowledge, grant?.provider ?? identity.provider) ?? null
  const whose: Identity = provider === null || identity.provider !== null ? identity : { ...identity, provider: provider.id }
  const date = network.today()
  const refusal = grant?.refusal ?? null
  const judged =
    refusal !== null ? judgeSignIn({ identity: whose, provider, date, lang, refusal }) : byWords(whose, account, shut, date, lang)
  if (judged === null) return null
  const { diagnosis, guide } = judged
  const [first] = diagnosis.causes
  if (first === undefined || diagnosis.verdict === 'unknown') return null
  const words = causeWords(lang, { provider: provider?.name ?? null, client: null, protocol: shut.protocol, host: null })
  return {
    ...{ cause: first.id, title: words.title(first.id), sentence: words.sentence(first.id), probability: diagnosis.fix.probability },
    // Signing in again is one command; what the steps say of mail apps is not for a bridge.
    steps: shut.kind === 'reauthorize' ? [] : (guide?.steps.map((step) => step.do) ?? []),
    letter: shut.kind === 'reauthorize' ? null : (guide?.letters[0]?.id ?? null),
  }
}

function byWords(identity: Identity, account: Account, { said, protocol }: SeenShut, date: string, lang: Lang) {
  const knowledge = loadKnowledge()
  const secretKind =
    account.upstream.kind === 'oauth' ? 'oauth' : account.upstream.entry.startsWith('app-password/') ? 'app-password' : 'password'
  const request = { messages: [said], tells: [], secretKind, lang, ...(protocol !== null && { protocol }) } as const
  const subject: Case = observedCase({ request, identity, client: null, run: null, id: `bridge-${account.id}`, date })
  const base = readCase(knowledge, subject)
  const diagnosis: Diagnosis = judge(knowledge, base, subject.id)
  const named = PROTOCOLS.find((one) => one === protocol)
  const { guide }: { guide: Guide | null } = concluded({
    ...{ subject, base, diagnosis, identity, client: null, probes: [], date, lang },
    protocol: named,
  })
  return { diagnosis, guide }
}
