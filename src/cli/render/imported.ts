// A domain that only imported tables know, with whose they are, under which licence and of which revision.

import type { ProviderServer, TableHead } from '../../model/knowledge.ts'
import type { TableView } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'
import type { Terminal } from '../terminal.ts'
import { field } from './fields.ts'
import { heading } from './heading.ts'

export function renderImported(out: Terminal, text: Text, view: TableView): void {
  const { known } = text
  out.line(out.style('bold', view.domain))
  out.line(out.style('yellow', known.fromTable(view.domain)), 2)
  if (view.preparation) {
    const { row, table } = view.preparation
    heading(out, `${known.heading.needs}${known.colon} ${row.name}`)
    out.line(known.status[row.status], 2)
    for (const need of row.needs) out.line(`• ${known.need[need]}`, 2, 4)
    servers(out, text, row.servers)
    field(out, text, known.column.checked, known.day(row.checked))
    field(out, text, 'web', row.website)
    origin(out, text, 'preparation', table)
  }
  if (view.ispdb) {
    heading(out, `${text.heading.settings} (${view.ispdb.row.name})`)
    servers(out, text, view.ispdb.row.servers)
    origin(out, text, 'ispdb', view.ispdb.table)
  }
}

function servers(out: Terminal, text: Text, list: readonly ProviderServer[]): void {
  for (const server of list)
    out.line(
      `${out.style('bold', text.known.protocol[server.protocol].padEnd(5, '\u00a0'))} ${server.host}:${server.port}, ${text.security[server.security]}, ${text.known.username[server.username]}`,
      2,
      8,
    )
}

function origin(out: Terminal, text: Text, id: TableHead['id'], table: TableHead | null): void {
  if (table === null) return
  const { known } = text
  out.line(out.style('dim', `${known.table[id]}, ${table.source}`), 2, 4)
  out.line(out.style('dim', `${known.label.revision} ${table.revision}, ${known.label.imported} ${known.on(table.imported)}`), 4)
  out.line(out.style('dim', `${known.label.licence} ${table.licence}`), 4)
}
