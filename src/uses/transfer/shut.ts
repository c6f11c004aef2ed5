// A mailbox that let nobody in, as a case for the doctor: by the codes of the sign-in service or the words of the mail server; with the steps that open it.

import { judge, readCase } from '../../diagnose/index.ts'
import { loadKnowledge } from '../../knowledge/load.ts'
import { parseAddress } from '../../model/address.ts'
import type { SecretKind } from '../../model/case.ts'
import type { Provider } from '../../model/knowledge.ts'
import type { Protocol } from '../../model/protocol.ts'
import type { OAuthRefusal } from '../../oauth/shapes.ts'
import { causeWords } from '../cause-words.ts'
import { concluded } from '../conclude.ts'
import { identifyOne } from '../identify.ts'
import { judgeSignIn } from '../judge-sign-in.ts'
import { observedCase } from '../observed.ts'
import type { Role, Room } from './room.ts'

export interface SideShut {
  readonly role: Role
  readonly label: string
  /** The server's words, or the codes of the sign-in service. */
  readonly said: string
  /** Null where nobody knows those words. */
  readonly diagnosis: {
    readonly cause: string
    readonly title: string
    readonly sentence: string
    readonly probability: number
    readonly steps: readonly string[]
    /** Id for `sesame letters`. */
    readonly letter: string | null
  } | null
}

export interface ToJudge {
  readonly room: Room
  readonly role: Role
  readonly label: string
  /** The address that it is about; null for a user name alone. */
  readonly address: string | null
  readonly provider: Provider | null
  readonly protocol: Protocol
  readonly host: string
  readonly kind: SecretKind
  readonly said: string
  readonly refusal: OAuthRefusal | null
}

/** What is done in a mail app is not for us: here the same command is given again. */
const OF_APPS = new Set([
  'add-account',
  'enter-password',
  'prove',
  'prove-new-app',
  'remove-account',
  'set-server',
  'sign-in-again',
  'update-app',
])

/** Touches no network. */
export async function shutSide({ room, role, label, address, provider, protocol, host, kind, said, refusal }: ToJudge): Promise<SideShut> {
  const { lang } = room.request
  const whose = address === null ? null : parseAddress(address)
  if (whose === null) return { role, label, said, diagnosis: null }
  const known = await identifyOne(room.network, whose, { offline: true })
  const identity = known.provider === null && provider !== null ? { ...known, provider: provider.id } : known
  const date = room.network.today()
  const judged = refusal === null ? byWords() : judgeSignIn({ identity, provider, date, lang, refusal })
  const [first] = judged?.diagnosis.causes ?? []
  if (!judged || first === undefined || judged.diagnosis.verdict === 'unknown') return { role, label, said, diagnosis: null }
  const words = causeWords(lang, { provider: provider?.name ?? null, client: null, protocol, host })
  const diagnosis = {
    ...{ cause: first.id, title: words.title(first.id), sentence: words.sentence(first.id) },
    probability: judged.diagnosis.fix.probability,
    steps: judged.guide?.steps.filter(({ task = '' }) => !OF_APPS.has(task)).map((step) => step.do) ?? [],
    letter: judged.guide?.letters[0]?.id ?? null,
  }
  return { role, label, said, diagnosis }

  function byWords() {
    const knowledge = loadKnowledge()
    const request = { messages: [said], tells: [], secretKind: kind, lang, protocol } as const
    const subject = observedCase({ request, identity, client: null, run: null, id: `transfer-${role}`, date })
    const base = readCase(knowledge, subject)
    const diagnosis = judge(knowledge, base, subject.id)
    const { guide } = concluded({ ...{ subject, base, diagnosis, identity, client: null, probes: [], date, lang }, protocol })
    return { diagnosis, guide }
  }
}
