// `sesame checklist list`: the lists that have something left to do; all of them with --all.

import { EXIT } from '../../model/errors.ts'
import { listChecklists } from '../../sesame.ts'
import { recordsRequest } from '../records-request.ts'
import { renderTable } from '../render/table.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ options, text, json, out }) => {
  const { records } = text
  const lists = await listChecklists({ ...recordsRequest({ options }), all: options.all === true, about: stringOption(options, 'about') })
  if (json) out.write(`${JSON.stringify({ checklists: lists })}\n`)
  else if (lists.length === 0) out.line(records.checklist.none)
  else {
    const { column } = records
    renderTable(
      out,
      [
        { title: column.id },
        { title: column.title, shrinksTo: 16 },
        { title: column.owner, shrinksTo: 6 },
        { title: column.due },
        { title: column.open },
      ],
      lists.map((one) => [
        one.id,
        one.about === null || one.title.includes(one.about) ? one.title : `${one.title} · ${one.about}`,
        one.owner ?? '',
        one.due ?? '',
        `${one.open}/${one.items}`,
      ]),
    )
  }
  return EXIT.works
}
