// Which servers a run looks at: one for each direction, the best known first, those of the failing protocol before the others.

import type { FoundEndpoint, Identity } from '../model/identity.ts'
import type { Provider } from '../model/knowledge.ts'
import type { Protocol } from '../model/protocol.ts'
import { hintsOf, type ProbeTarget, signInNames } from '../probe/index.ts'

export interface TargetWishes {
  readonly protocol?: Protocol | undefined
  /** The app fetches by POP only. */
  readonly prefersPop: boolean
}

/** Guessed names are looked at only when nothing better is known; the probe never gives them a secret. */
export function targetsOf(identity: Identity, provider: Provider | null, wishes: TargetWishes): ProbeTarget[] {
  const known = identity.endpoints.filter((e) => e.trust !== 'guess')
  const pool = known.length > 0 ? known : identity.endpoints
  const best = (protocol: Protocol) => pool.find((e) => e.protocol === protocol)
  const receiving = wishes.prefersPop ? (best('pop3') ?? best('imap')) : (best('imap') ?? best('pop3'))
  const chosen = [
    wishes.protocol && best(wishes.protocol),
    wishes.protocol === 'pop3' || wishes.protocol === 'imap' ? undefined : receiving,
    best('smtp'),
  ]
  const order = wishes.protocol === undefined ? [receiving, best('smtp')] : chosen
  return [...new Set(order.filter((e): e is FoundEndpoint => e !== undefined))].map((endpoint) => targetOf(identity, endpoint, provider))
}

export function targetOf(identity: Identity, endpoint: FoundEndpoint, provider: Provider | null): ProbeTarget {
  const { protocol, host, port, security, trust } = endpoint
  return { protocol, host, port, security, trust, hints: hintsOf(provider, endpoint), ...signInNames(identity.address, endpoint, provider) }
}
