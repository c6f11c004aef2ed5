// `sesame sheet list`: the sheets of this machine, those that hold some words, one a line.

import { EXIT } from '../../model/errors.ts'
import { listSheets } from '../../sesame.ts'
import { numberOption } from '../number-option.ts'
import { recordsRequest } from '../records-request.ts'
import { renderTable } from '../render/table.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ options, text, json, out, err }) => {
  const { records } = text
  const list = await listSheets({
    ...recordsRequest({ options }),
    search: stringOption(options, 'search'),
    limit: numberOption(options, 'limit', 100_000, 1, 1_000_000),
  })
  if (json) out.write(`${JSON.stringify(list)}\n`)
  else if (list.all === 0) out.line(records.noSheets)
  else if (list.found === 0) out.line(records.nothingFound)
  else {
    const { column } = records
    renderTable(
      out,
      [
        { title: column.address },
        { title: column.provider, shrinksTo: 10 },
        { title: column.owners, shrinksTo: 10 },
        { title: column.devices },
        { title: column.due },
      ],
      list.sheets.map((one) => [
        one.address,
        one.providerName ?? '',
        one.owners,
        String(one.devices),
        one.due === null ? '' : one.overdue ? `${one.due} !` : one.due,
      ]),
    )
    err.line(out.style('dim', records.sheets(list.found, list.all)))
  }
  return list.found > 0 || list.all === 0 ? EXIT.works : EXIT.unknown
}
