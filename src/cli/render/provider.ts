// Everything known about one provider, in people's words.

import type { Opening, ProviderView } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'
import { oauthFacts } from '../../text/oauth-facts.ts'
import type { Terminal } from '../terminal.ts'
import { renderChanges } from './changes.ts'
import { bullets, field, grounds } from './fields.ts'
import { heading } from './heading.ts'
import { openingWords, periodDates } from './opening.ts'

export function renderProvider(out: Terminal, text: Text, view: ProviderView): void {
  const { provider } = view
  const { known, lang } = text
  out.line(`${out.style('bold', provider.name)}\u00a0 ${out.style('dim', provider.id)}`)
  out.line(`${known.providerIs[provider.kind]}, ${text.account[provider.accountType]}, ${known.label.operator} ${provider.operator}`, 2)
  field(out, text, known.label.webmail, provider.webmail)
  renderOpenings(out, text, view)
  renderHistory(out, text, view.openings)
  renderAppPassword(out, text, view)
  bullets(
    out,
    known.heading.switches,
    view.switches.map((s) => `${s.protocols.map((p) => known.protocol[p]).join(', ')} (${known.switched[s.default]}) ${s.where[lang]}`),
  )
  renderOAuth(out, text, view)
  bullets(out, known.heading.reset, provider.passwordReset ? [provider.passwordReset[lang]] : [])
  const limits = Object.entries(provider.limits ?? {}).map(
    ([key, value]) => `${known.limit(key)}${text.known.colon} ${number(text, value)}`,
  )
  bullets(out, known.heading.limits, limits)
  const quirks = (provider.quirks ?? []).map((quirk) => quirk[lang])
  bullets(out, known.heading.quirks, provider.wantsImapId ? [known.label.imapId, ...quirks] : quirks)
  renderConflicts(out, text, view)
  for (const [title, changes] of [
    [known.heading.coming, view.coming],
    [known.heading.past, view.past],
  ] as const) {
    if (changes.length === 0) continue
    heading(out, title)
    renderChanges(out, text, changes, false)
  }
  bullets(out, known.heading.domains, provider.domains.length > 0 ? [provider.domains.join(', ')] : [])
  grounds(out, text, provider)
}

function renderOpenings(out: Terminal, text: Text, { provider, openings, date }: ProviderView): void {
  heading(out, `${text.known.heading.opens} (${text.known.day(date)})`)
  for (const opening of openings) {
    const since = opening.state === 'open' && opening.now?.since ? `, ${text.known.since(opening.now.since)}` : ''
    out.line(`${out.style('bold', text.known.protocol[opening.protocol].padEnd(5, '\u00a0'))} ${openingWords(text, opening)}${since}`, 2, 8)
    for (const server of provider.servers.filter((s) => s.protocol === opening.protocol)) {
      const user = `${text.known.label.user}${text.known.colon} ${text.known.username[server.username]}`
      out.line(out.style('dim', `${server.host}:${server.port}, ${text.security[server.security]}, ${user}`), 8, 10)
    }
  }
}

/** Protocols that changed alike are told once; those that never changed, not at all. */
function renderHistory(out: Terminal, text: Text, openings: readonly Opening[]): void {
  const changed = openings.filter((opening) => opening.periods.length > 1)
  if (changed.length === 0) return
  heading(out, text.known.heading.history)
  for (const alike of grouped(changed).values()) {
    out.line(out.style('bold', alike.map((o) => text.known.protocol[o.protocol]).join(', ')), 2)
    for (const period of alike[0]?.periods ?? [])
      out.line(`${periodDates(text, period)}${text.known.colon} ${text.known.opens(period.opens)}`, 4, 6)
  }
}

function grouped(openings: readonly Opening[]): Map<string, Opening[]> {
  const groups = new Map<string, Opening[]>()
  for (const opening of openings) {
    const key = JSON.stringify(opening.periods)
    groups.set(key, [...(groups.get(key) ?? []), opening])
  }
  return groups
}

function renderAppPassword(out: Terminal, text: Text, { provider: { appPassword } }: ProviderView): void {
  if (appPassword === undefined) return
  const { known, lang } = text
  heading(out, known.heading.appPassword)
  if (appPassword.uselessForMail) out.line(out.style('yellow', known.uselessForMail), 2)
  field(out, text, known.column.name, appPassword.name[lang])
  field(out, text, known.label.where, [appPassword.url, appPassword.path[lang]].filter(Boolean).join('\u00a0 '))
  field(out, text, known.label.required, appPassword.requiredSince && known.since(appPassword.requiredSince))
  field(out, text, known.label.shape, appPassword.shape && `${appPassword.shape} (${known.separators[appPassword.separators]})`)
  field(out, text, known.label.max, appPassword.max)
  field(out, text, known.label.twoFactor, appPassword.needsTwoFactor ? known.yes : known.no)
  field(out, text, known.label.killedBy, appPassword.killedBy.map((killer) => known.killedBy[killer]).join(', '))
}

function renderOAuth(out: Terminal, text: Text, { provider: { oauth } }: ProviderView): void {
  if (oauth === undefined) return
  const { known, lang } = text
  heading(out, known.heading.oauth)
  if (oauth.note) out.line(oauth.note[lang], 2)
  for (const { label, value } of oauthFacts(known.oauth, oauth)) field(out, text, label, value.replaceAll('`', ''))
}

function renderConflicts(out: Terminal, text: Text, { provider: { conflicts = [] } }: ProviderView): void {
  if (conflicts.length === 0) return
  heading(out, text.known.heading.conflicts)
  for (const conflict of conflicts) {
    out.line(`${out.style('bold', conflict.about)}\u00a0 ${text.known.conflict(conflict.chosen)}`, 2, 4)
    for (const { value, source, date } of conflict.says)
      out.line(`• ${value}\u00a0 ${out.style('dim', [source, date].filter(Boolean).join(', '))}`, 4, 6)
    out.line(conflict.why[text.lang], 4)
  }
}

function number(text: Text, value: string | number): string {
  return typeof value === 'number' ? new Intl.NumberFormat(text.locale).format(value) : value
}
