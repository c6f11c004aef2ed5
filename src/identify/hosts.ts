// Questions about host names: the registrable domain (public suffix list), and whether a document may name such a host at all.

import { parse } from 'tldts'
import { toAscii } from '../model/address.ts'

/** `mx1.mail.ovh.net` -> `ovh.net`; null for a bare suffix, an IP address or a local name. */
export function registrable(host: string): string | null {
  return parse(host, { allowPrivateDomains: false }).domain
}

/** The name that a registrable domain has under every suffix: `zoho` of `zoho.eu`. */
export function brand(host: string): string | null {
  return parse(host, { allowPrivateDomains: false }).domainWithoutSuffix || null
}

/** One owner for both: `a.eu.org` and `b.eu.org`, which strangers get from one registry, are two sites. */
export function sameSite(a: string, b: string): boolean {
  const owned = (host: string) => parse(host, { allowPrivateDomains: true }).domain
  const site = owned(a)
  return site !== null && site === owned(b)
}

/** Lower case, A-labels, no final dot; null for what no configuration may name: an address, a single label, a broken name. */
export function publicHost(text: string): string | null {
  const host = toAscii(text.trim().toLowerCase().replace(/\.$/, ''))
  if (host === null || !host.includes('.') || host.includes('_')) return null
  const { isIp, domain } = parse(host)
  return isIp || domain === null ? null : host
}

/** The labels without their numbers: `ex5.mail.ovh.net` and `ex.mail.ovh.net` are the same kind of host. */
export function shape(host: string): string {
  const [first = '', ...rest] = host.split('.')
  return [first.replace(/\d+$/, ''), ...rest].join('.')
}
