// Who holds the mailbox, how it is known, and every mechanism that was asked, also the ones that said nothing.

import type { Finding, Identity } from '../../model/identity.ts'
import { endpointUrl } from '../../model/protocol.ts'
import type { Text } from '../../text/index.ts'
import { columns, type Terminal } from '../terminal.ts'
import { heading } from './heading.ts'
import { visible } from './road.ts'

export function renderHolder(out: Terminal, text: Text, identity: Identity, providerName: string | null): void {
  heading(out, text.heading.who)
  if (providerName === null) out.line(text.doctor.nobody, 2)
  else
    out.line(out.style('bold', text.doctor.held(providerName, text.account[identity.accountType], text.confidence[identity.confidence])), 2)
  if (identity.filter) out.line(text.doctor.filter(identity.filter), 2)
  const used = identity.findings.filter((f) => f.status === 'found' && f.why === undefined)
  if (used.length > 0)
    out.line(
      out.style(
        'dim',
        text.doctor.heldBy(used.map((f) => `${text.mechanism(f.mechanism)}${f.detail ? ` ${visible(f.detail)}` : ''}`).join(' · ')),
      ),
      2,
      4,
    )
}

export function renderServers(out: Terminal, text: Text, identity: Identity): void {
  heading(out, text.heading.settings)
  for (const e of identity.endpoints)
    out.line(`${endpointUrl(e)}  ${out.style('dim', `${text.security[e.security]}, ${text.trust[e.trust]}, ${e.source}`)}`, 2, 4)
}

export function renderFindings(out: Terminal, text: Text, findings: readonly Finding[]): void {
  out.line()
  const left = Math.max(0, ...findings.map((f) => columns(text.mechanism(f.mechanism))))
  for (const f of findings) {
    const name = text.mechanism(f.mechanism)
    const what = [text.status[f.status], f.detail && visible(f.detail), f.why && text.why(f.why)].filter(Boolean).join(', ')
    out.line(
      `${mark(out, f)} ${name}${'\u00a0'.repeat(left - columns(name))}  ${what} ${out.style('dim', `(${f.source}, ${Math.round(f.ms)} ms)`)}`,
      2,
      6,
    )
  }
}

function mark(out: Terminal, finding: Finding): string {
  if (finding.status === 'found') return finding.why === undefined ? out.style('green', '✓') : out.style('yellow', '·')
  return finding.status === 'failed' ? out.style('red', '✗') : out.style('dim', '–')
}
