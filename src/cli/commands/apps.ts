// `sesame apps`: every app, program and device in a table, with whose OAuth it can do.

import { EXIT } from '../../model/errors.ts'
import { listApps } from '../../sesame.ts'
import { localize } from '../localize.ts'
import { renderTable } from '../render/table.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ options, text, json, out, err, lang }) => {
  const { date, all, entries } = await listApps({
    search: stringOption(options, 'search'),
    kind: stringOption(options, 'kind'),
    now: stringOption(options, 'on'),
  })
  if (json) {
    const rows = entries.map(({ client, oauth, dead }) => ({
      id: client.id,
      name: client.name,
      kind: client.kind,
      platform: client.platform,
      oauth,
      ended: client.ended ?? null,
      dead,
      checked: client.checked,
      unverified: client.unverified ?? [],
    }))
    out.write(`${JSON.stringify(localize({ date, apps: rows }, lang))}\n`)
    return entries.length > 0 ? EXIT.works : EXIT.unknown
  }
  const { column } = text.known
  const heads = [
    { title: column.id },
    { title: column.name, shrinksTo: 16 },
    { title: column.kind },
    { title: column.oauth, shrinksTo: 18 },
    { title: column.ended },
  ]
  const rows = entries.map(({ client, oauth }) => [
    client.id,
    client.name[lang],
    text.known.clientKind[client.kind],
    oauth
      .filter(({ able }) => able)
      .map(({ family }) => text.known.family(family))
      .join(', ') || '–',
    client.ended ?? '',
  ])
  if (rows.length > 0) renderTable(out, heads, rows)
  err.line()
  err.line(`${text.known.count(entries.length, all)}.`)
  return entries.length > 0 ? EXIT.works : EXIT.unknown
}
