// Everything known about one app, program or device, in people's words.

import { PROTOCOLS } from '../../model/protocol.ts'
import type { AppView } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'
import type { Terminal } from '../terminal.ts'
import { bullets, field, grounds } from './fields.ts'
import { heading } from './heading.ts'

export function renderApp(out: Terminal, text: Text, view: AppView): void {
  const { client } = view
  const { known, lang } = text
  out.line(`${out.style('bold', client.name[lang])}\u00a0 ${out.style('dim', client.id)}`)
  field(out, text, known.column.kind, known.clientKind[client.kind])
  field(out, text, known.label.base, view.base?.name[lang])
  field(out, text, known.label.maker, client.maker)
  field(out, text, known.label.platform, client.platform.map(known.platform).join(', '))
  if (client.ended) out.line(out.style(view.dead ? 'red' : 'yellow', known.ended(client.ended)), 2)
  field(out, text, known.label.replacedBy, view.replacedBy?.name[lang])
  renderOAuth(out, text, view)
  bullets(out, known.heading.add, client.add ? [client.add[lang]] : [])
  bullets(
    out,
    known.heading.shows,
    (client.shows ?? []).map((line) => line[lang]),
  )
  bullets(out, known.heading.log, client.log ? [client.log[lang]] : [])
  bullets(
    out,
    known.heading.never,
    (client.never ?? []).map((line) => line[lang]),
  )
  renderReleases(out, text, view)
  grounds(out, text, client)
}

function renderOAuth(out: Terminal, text: Text, { oauth }: AppView): void {
  if (oauth.length === 0) return
  heading(out, text.known.heading.oauth)
  for (const { family, lines } of oauth) {
    out.line(out.style('bold', text.known.family(family)), 2)
    for (const line of lines) {
      const some = line.protocols !== undefined && line.protocols.length < PROTOCOLS.length
      const about = [
        line.able ? out.style('green', `✓ ${text.known.able}`) : out.style('red', `✗ ${text.known.unable}`),
        line.since && text.known.version(line.since),
        some && text.known.onlyFor(line.protocols.map((p) => text.known.protocol[p]).join(', ')),
      ]
      out.line(about.filter(Boolean).join(', '), 4, 6)
      if (line.note) out.line(line.note[text.lang], 6)
    }
  }
}

function renderReleases(out: Terminal, text: Text, { releases }: AppView): void {
  if (releases.length === 0) return
  heading(out, text.known.heading.releases)
  for (const release of releases) {
    const about = [
      release.released && text.known.released(release.released),
      release.supportEnds && text.known.supportEnds(release.supportEnds, release.supported === false),
    ]
    const ended = release.supported === false
    const dates = about.filter(Boolean).join(', ')
    out.line(`${out.style('bold', release.name)}\u00a0 ${ended ? out.style('red', dates) : dates}`, 2, 4)
    if (release.note) out.line(release.note[text.lang], 4)
  }
}
