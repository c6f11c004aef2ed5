// Dated changes, one after the other, with the day, how far it is, whom it touches and how sure it is.

import type { DatedChange } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'
import type { Terminal } from '../terminal.ts'

export function renderChanges(out: Terminal, text: Text, changes: readonly DatedChange[], withNames: boolean): void {
  for (const change of changes) {
    const about = [
      change.coming && out.style('yellow', text.known.inDays(change.days)),
      withNames && change.names.join(', '),
      change.protocols?.map((p) => text.known.protocol[p]).join(', '),
      out.style('dim', text.known.strength[change.strength]),
    ]
    out.line(`${out.style('bold', change.date)}\u00a0 ${about.filter(Boolean).join(' · ')}`, 2, 4)
    out.line(change.what[text.lang], 4)
  }
}
