// The servers to type into the app and the name to sign in with: what identification found, else what the provider's file says.

import type { Endpoint, Protocol, UsernameForm } from '../model/protocol.ts'
import type { Subject } from './subject.ts'

export interface ServerChoice extends Endpoint {
  readonly username: UsernameForm
  readonly usernameText?: string
}

/** The best server of a protocol, never a plain one: no secret may cross it. */
export function serverFor(subject: Subject, protocol: Protocol): ServerChoice | null {
  const found = subject.endpoints.find((e) => e.protocol === protocol && e.security !== 'plain')
  if (found) return found
  const known = subject.provider?.servers.find((s) => s.protocol === protocol && s.security !== 'plain')
  if (!known) return null
  const domain = domainOf(subject)
  if (known.host.includes('%DOMAIN%') && !domain) return null
  return { ...known, host: known.host.replaceAll('%DOMAIN%', domain ?? '') }
}

/** How the sign-in name is written there, in full when the address is known. */
export function userFor(subject: Subject, server: ServerChoice | null): string | undefined {
  if (!server) return undefined
  if (server.usernameText) return server.usernameText
  const { address } = subject
  if (!address || server.username === 'other') return undefined
  return server.username === 'local-part' ? address.slice(0, address.lastIndexOf('@')) : address
}

export function domainOf({ address }: Subject): string | undefined {
  const at = address?.lastIndexOf('@') ?? -1
  return at < 0 ? undefined : address?.slice(at + 1)
}
