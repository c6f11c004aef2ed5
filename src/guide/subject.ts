// What a guide is asked about, with its names looked up once: the cause, who holds the mailbox, the app, the day, the reader's language.

import type { Knowledge } from '../knowledge/knowledge.ts'
import { clientAndBase, clientById, providerById } from '../knowledge/lookup.ts'
import type { AccountType } from '../model/case.ts'
import { fullDate } from '../model/date.ts'
import type { FactValue } from '../model/fact.ts'
import type { FactName } from '../model/facts.ts'
import type { FoundEndpoint } from '../model/identity.ts'
import type { Client, Provider } from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'
import type { Protocol } from '../model/protocol.ts'
import { oauthAbility } from './policy.ts'

export type FactValues = Readonly<Partial<Record<FactName, readonly FactValue[]>>>

export interface GuideInput {
  /** A cause id, `parent` or `parent/child`. */
  readonly cause: string
  /** A provider id of the knowledge. */
  readonly provider?: string | null | undefined
  /** A client id of the knowledge. */
  readonly client?: string | null | undefined
  readonly account?: AccountType | undefined
  readonly protocol?: Protocol | undefined
  /** The day of the judgement, `YYYY-MM-DD`. */
  readonly date: string
  readonly lang: Lang
  readonly address?: string | undefined
  /** What identification found, best first; a `guess` is never shown to anybody. */
  readonly endpoints?: readonly FoundEndpoint[] | undefined
  readonly facts?: FactValues | undefined
}

export interface Subject {
  readonly cause: string
  readonly provider: Provider | null
  readonly client: Client | null
  /** Its id, then that of the general app of which it is a finer one. */
  readonly clientIds: readonly string[]
  readonly account: AccountType
  readonly protocol?: Protocol
  readonly date: string
  readonly lang: Lang
  readonly address?: string
  readonly endpoints: readonly FoundEndpoint[]
  readonly facts: FactValues
}

/** A name that was just seen not to exist, or to be somebody else's, is not told again as the cure; a provider's own name still is. */
function isRefuted({ protocol, host }: FoundEndpoint, { cause, facts }: GuideInput, provider: Provider | null): boolean {
  if (provider?.servers.some((s) => s.host === host)) return false
  if (cause === 'net.host_wrong') return facts?.[`${protocol}.dns`]?.includes('nxdomain') === true
  return cause === 'tls.cert_name' && facts?.[`${protocol}.tls.cert`]?.includes('name') === true
}

/** Looks names up and adds to the told facts those that follow from them; a told fact wins. */
export function subjectOf(knowledge: Knowledge, input: GuideInput): Subject {
  const provider = providerById(knowledge, input.provider) ?? null
  const client = clientById(knowledge, input.client) ?? null
  const clientIds = clientAndBase(knowledge, client?.id)
  const asked = input.account ?? 'unknown'
  const account = asked === 'unknown' ? (provider?.accountType ?? 'unknown') : asked
  // A printer, a scanner or a camera sends; nobody reads mail on it.
  const protocol = input.protocol ?? (client?.kind === 'device' ? 'smtp' : undefined)
  const ability = oauthAbility(client, provider, protocol, input.date, input.facts?.['client.version']?.[0]?.toString())
  const known: FactValues = {
    'provider.known': [provider !== null],
    ...(provider && { provider: [provider.id], family: [provider.family], 'provider.kind': [provider.kind] }),
    ...(client && { client: clientIds, 'client.kind': [client.kind] }),
    ...(client?.ended && { 'client.ended': [fullDate(input.date) >= client.ended] }),
    ...(client && provider && ability !== 'unknown' && { 'client.oauth': [ability] }),
    ...(account !== 'unknown' && { account: [account] }),
    ...(protocol && { protocol: [protocol] }),
    date: [input.date],
  }
  return {
    cause: input.cause,
    provider,
    client,
    clientIds,
    account,
    ...(protocol && { protocol }),
    date: input.date,
    lang: input.lang,
    ...(input.address && { address: input.address }),
    endpoints: (input.endpoints ?? []).filter((e) => e.trust !== 'guess' && !isRefuted(e, input, provider)),
    facts: { ...known, ...input.facts },
  }
}
