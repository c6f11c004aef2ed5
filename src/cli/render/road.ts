// The road from here to a mailbox, hop by hop: name, connection, encryption, server, sign-in, mailbox. The broken hop says what was seen.

import type { Fact } from '../../model/fact.ts'
import { type Endpoint, endpointUrl } from '../../model/protocol.ts'
import type { Text } from '../../text/index.ts'
import { harmless, type Terminal } from '../terminal.ts'

export interface RoadEnd {
  readonly endpoint: Endpoint
  readonly facts: readonly Fact[]
  readonly transcript: readonly { readonly at: number; readonly who: string; readonly text: string }[]
}

/** The hops, and the facts that speak of each; a hop is broken when any of them is not a good value. */
const HOPS: readonly { readonly hop: string; readonly facts: readonly string[] }[] = [
  { hop: 'dns', facts: ['dns'] },
  { hop: 'tcp', facts: ['tcp', 'tcp.others'] },
  { hop: 'tls', facts: ['tls', 'tls.cert', 'tls.version', 'tls.issuer', 'clock.skew'] },
  { hop: 'greeting', facts: ['greeting', 'server.broken'] },
  { hop: 'sign-in', facts: ['sign-in'] },
  { hop: 'mailbox', facts: ['mailbox', 'sender', 'quota'] },
]
const GOOD = new Set(['ok', 'TLSv1.3', 'TLSv1.2', 'public', 'private', 'none', 'near'])
const NEUTRAL = new Set(['not-tried'])

export function renderRoad(out: Terminal, text: Text, end: RoadEnd): void {
  const { endpoint, facts } = end
  const port = endpoint.port
  out.line(
    `${out.style('bold', text.protocol[endpoint.protocol])}  ${endpoint.host}:${port}  ${out.style('dim', text.security[endpoint.security])}`,
    2,
    4,
  )
  const broken: Fact[] = []
  const hops = HOPS.map(({ hop, facts: names }) => {
    const seen = facts.filter((f) => names.includes(f.name))
    const bad = seen.filter((f) => !isGood(f) && !NEUTRAL.has(String(f.value)))
    broken.push(...bad)
    const label = text.hop[hop] ?? hop
    if (bad.length > 0) return out.style(['bold', 'red'], `✗\u00a0${label}`)
    if (seen.length === 0 || seen.every((f) => NEUTRAL.has(String(f.value)))) return out.style('dim', `–\u00a0${label}`)
    return out.style('green', `✓\u00a0${label}`)
  })
  out.line(hops.join(' → '), 4)
  for (const fact of broken) {
    out.line(`${out.style('red', '✗')} ${text.fact(fact.name, String(fact.value)) ?? `${fact.name}: ${fact.value}`}`, 4, 6)
    if (fact.quote) out.line(out.style('dim', text.quoted(visible(fact.quote.slice(0, 300)))), 6, 7)
  }
}

/** A clock fact of `none` means no skew; a DNS fact of `none` means no answer at all. */
function isGood(fact: Fact): boolean {
  return (
    GOOD.has(String(fact.value)) && !(fact.name === 'dns' && fact.value === 'none') && !(fact.name === 'greeting' && fact.value === 'none')
  )
}

export function renderTranscript(out: Terminal, text: Text, ends: readonly RoadEnd[]): void {
  for (const { endpoint, transcript } of ends) {
    out.line()
    out.line(out.style('bold', `${text.heading.transcript}: ${endpointUrl(endpoint)}`))
    for (const { at, who, text: words } of transcript) {
      const colour = who === 'C' ? 'cyan' : who === 'S' ? 'green' : 'dim'
      out.line(`${out.style('dim', `${String(at).padStart(6, '\u00a0')}\u00a0ms`)} ${out.style(colour, who)} ${visible(words)}`, 0, 12)
    }
  }
}

/** What a server said: not even a colour of its own may pass for one of ours. */
export function visible(text: string): string {
  return harmless(text.replaceAll('\u001b', '\\x1b')).slice(0, 2_000)
}
