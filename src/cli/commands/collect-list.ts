// `sesame collect list`: what is collected from where into where.

import { EXIT } from '../../model/errors.ts'
import { listCollections } from '../../sesame.ts'
import { renderTable } from '../render/table.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ options, text, json, out, err }) => {
  const all = await listCollections({ data: stringOption(options, 'data'), env: process.env })
  if (json) {
    out.write(`${JSON.stringify({ collections: all })}\n`)
    return EXIT.works
  }
  const { collect } = text
  if (all.length === 0) {
    err.line(collect.none)
    return EXIT.works
  }
  const { name, from, into, how, source } = collect.column
  renderTable(
    out,
    [{ title: name }, { title: from, shrinksTo: 12 }, { title: into, shrinksTo: 12 }, { title: how, shrinksTo: 14 }, { title: source }],
    all.map(({ collection: one }) => [
      one.name,
      one.from,
      /^inbox$/i.test(one.folder.join('/')) ? one.into : `${one.into}, ${one.folder.join('/')}`,
      collect.how(one.protocol, collect.every(one.every)),
      one.removeAfterDays === null ? collect.leave : collect.remove(one.removeAfterDays),
    ]),
  )
  return EXIT.works
}
