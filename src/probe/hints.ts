// What the knowledge tells a probe in advance: whose server to expect, how the sign-in name is written, which replies end every attempt.

import type { Address } from '../model/address.ts'
import type { FoundEndpoint } from '../model/identity.ts'
import type { Provider, Reply } from '../model/knowledge.ts'
import type { Endpoint, Protocol } from '../model/protocol.ts'
import { WEIGHTS } from '../model/weight.ts'
import type { ProbeHints, ProbeRequest } from './probe.ts'

/** Hints for one endpoint of a provider; without a provider there are none. */
export function hintsOf(provider: Provider | null, endpoint: Endpoint): ProbeHints {
  if (provider === null) return {}
  const listed = provider.servers.some(
    (server) => server.host === endpoint.host && server.port === endpoint.port && server.security === 'starttls',
  )
  // A panel or a small host answers under any name: only an operator with hosts of its own can be told from a stranger.
  const own = provider.servers.map(({ host }) => host).filter((host) => !host.includes('%'))
  const greeting = provider.recognise.greeting ?? []
  return {
    provider: provider.id,
    ...(own.length > 0 && greeting.length > 0 && { operator: { greeting, domains: own } }),
    ...(provider.wantsImapId && { wantsImapId: true }),
    ...(listed && { starttlsKnown: true }),
  }
}

export interface SignInNames {
  readonly user: string
  readonly otherUser?: string
}

/** The sign-in name for an endpoint, and the other form where the provider's own servers do not agree on one. */
export function signInNames(address: Address, endpoint: FoundEndpoint, provider: Provider | null): SignInNames {
  if (endpoint.usernameText !== undefined) return { user: endpoint.usernameText }
  const forms = { 'full-address': address.text, 'local-part': address.local, other: address.text }
  const user = forms[endpoint.username]
  const uncertain = new Set(provider?.servers.map(({ username }) => username)).size > 1
  return uncertain ? { user, otherUser: user === address.text ? address.local : address.text } : { user }
}

// Words that end every attempt in any server's mouth, for the replies that nobody has written down yet.
const STOP_WORDS =
  /\b(too many|rate.?limit|throttl|temporar(?:y|ily) (?:locked|blocked|banned|disabled)|account (?:is |has been )?locked|locked (?:out|by)|try again later|brute.?force|login (?:frequency|attempts?) (?:limit|exceed)|maximum number of (?:connections|login))/i

const LONGEST_REPLY = 4_000

/** Which refusal ends every attempt, and which speaks of one protocol only, from the replies of the knowledge. */
export function replyPolicy(replies: readonly Reply[]): Required<Pick<ProbeRequest, 'isStop' | 'isProtocolOnly'>> {
  // A refusal says what it means in its first lines; what an endless one says further on would only cost time.
  const bounded = (text: string) => text.slice(0, LONGEST_REPLY)
  const known = replies.map((reply) => ({ reply, patterns: reply.match.map((source) => new RegExp(source, 'i')) }))
  const matching = (whole: string) => {
    const text = bounded(whole)
    return known.filter(({ patterns }) => patterns.some((pattern) => pattern.test(text))).map(({ reply }) => reply)
  }
  return {
    isStop: (text) => STOP_WORDS.test(bounded(text)) || matching(text).some((reply) => reply.stop === true),
    isProtocolOnly: (text, protocol) =>
      matching(text).some((reply) => reply.protocols.some((of) => of === protocol || of === 'any') && isAboutOneProtocol(reply)),
  }
}

const ONE_PROTOCOL = ['auth.protocol_disabled_user', 'auth.protocol_disabled_admin', 'auth.smtp_auth_disabled', 'auth.mechanism_mismatch']

/** Some servers say the same for a wrong password and for a protocol that is off: such a reply spares nobody the second refusal. */
function isAboutOneProtocol({ generic, points }: Reply): boolean {
  const telling = points.filter(({ weight }) => WEIGHTS[weight] >= WEIGHTS.some)
  return generic !== true && telling.length > 0 && telling.every(({ cause }) => ONE_PROTOCOL.includes(cause))
}

/** The protocols of a run in the order in which they may use the attempts: the first asked for, then the other direction, then the rest. */
export function signInOrder<T extends { readonly protocol: Protocol }>(endpoints: readonly T[]): T[] {
  const [first, ...rest] = endpoints
  if (first === undefined) return []
  const sends = (endpoint: T) => endpoint.protocol === 'smtp'
  const other = rest.find((endpoint) => sends(endpoint) !== sends(first))
  return [first, ...(other ? [other] : []), ...rest.filter((endpoint) => endpoint !== other)]
}
