// What a look at the world found that our knowledge does not say.

export type DriftKind =
  /** The name of a server or a domain resolves no more. */
  | 'host-gone'
  /** It resolves, and nothing answers: an outage, or the port is closed for good. */
  | 'host-silent'
  | 'certificate'
  /** Another way of encryption than ours, or none. */
  | 'encryption'
  /** A secret that can be typed is recorded as accepted, and no mechanism takes one. */
  | 'password-gone'
  | 'oauth-gone'
  | 'oauth-new'
  /** Mail is taken by another provider. */
  | 'mx-moved'
  | 'mx-unknown'
  | 'srv'
  | 'autoconfig'
  /** Nobody answered, so nothing is known. */
  | 'not-seen'

export interface Drift {
  readonly provider: string
  readonly kind: DriftKind
  /** A server `imap.example.com:993`, or a domain. */
  readonly about: string
  /** What the knowledge says, in its own words. */
  readonly ours: string
  readonly seen: string
  /** Where in the provider's file it stands. */
  readonly path: string
  /** False for what may pass by itself (an outage) or proves nothing alone. */
  readonly sure: boolean
}

export function printDrift({ provider, kind, about, ours, seen, path, sure }: Drift): string {
  return `${provider}: ${kind}${sure ? '' : ' (look again)'} ${about}: ours ${ours}, seen ${seen} [${path}]`
}
