// `sesame providers`: every provider in a table, with what opens its mailboxes today and the next dated change.

import { EXIT } from '../../model/errors.ts'
import { listProviders } from '../../sesame.ts'
import { localize } from '../localize.ts'
import { letters } from '../render/opening.ts'
import { renderTable } from '../render/table.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ options, text, json, out, err, lang }) => {
  const { date, all, entries } = await listProviders({
    search: stringOption(options, 'search'),
    kind: stringOption(options, 'kind'),
    now: stringOption(options, 'on'),
  })
  if (json) {
    const rows = entries.map(({ provider, openings, next }) => ({
      id: provider.id,
      name: provider.name,
      kind: provider.kind,
      family: provider.family,
      opens: Object.fromEntries(openings.map(({ protocol, state, now }) => [protocol, { state, ...now }])),
      next,
      checked: provider.checked,
      unverified: provider.unverified ?? [],
    }))
    out.write(`${JSON.stringify(localize({ date, providers: rows }, lang))}\n`)
    return entries.length > 0 ? EXIT.works : EXIT.unknown
  }
  const { column, protocol, providerKind } = text.known
  const heads = [
    { title: column.id },
    { title: column.name, shrinksTo: 12 },
    { title: column.kind },
    { title: protocol.imap },
    { title: protocol.pop3 },
    { title: protocol.smtp },
    { title: column.next },
    { title: column.checked },
  ]
  const rows = entries.map(({ provider, openings, next }) => [
    provider.id,
    provider.name,
    providerKind[provider.kind],
    ...openings.map((opening) => letters(text, opening)),
    next?.date ?? '',
    `${provider.checked}${provider.unverified ? '*' : ''}`,
  ])
  if (rows.length > 0) renderTable(out, heads, rows)
  err.line()
  err.line(`${text.known.count(entries.length, all)}. ${text.known.legend}`)
  return entries.length > 0 ? EXIT.works : EXIT.unknown
}
