// `sesame collect status`: how each collection stands, and what mends what is wrong.

import { EXIT, SesameError } from '../../model/errors.ts'
import { type CollectionView, collectService, listCollections } from '../../sesame.ts'
import { bytesIn } from '../../text/amounts.ts'
import type { Text } from '../../text/index.ts'
import { cameIn, clock, renderTrouble } from '../render/collect.ts'
import { heading } from '../render/heading.ts'
import { visible } from '../render/road.ts'
import { renderTable } from '../render/table.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ args, options, text, json, out, err, lang }) => {
  const name = args[0]
  const place = { data: stringOption(options, 'data'), env: process.env }
  const every = await listCollections(place)
  const all = name === undefined ? every : every.filter(({ collection }) => collection.name.toLowerCase() === name.toLowerCase())
  if (name !== undefined && all.length === 0) throw new SesameError('collection-unknown', { name })
  const exit = exitOf(all)
  if (json) {
    out.write(`${JSON.stringify({ collections: all, exit })}\n`)
    return exit
  }
  const { collect } = text
  if (all.length === 0) {
    err.line(collect.none)
    return exit
  }
  const { column } = collect
  renderTable(
    out,
    [
      { title: column.name },
      { title: column.into, shrinksTo: 12 },
      { title: column.last, shrinksTo: 12 },
      { title: column.all },
      { title: column.next },
    ],
    all.map(({ collection, state }) => [
      collection.name,
      /^inbox$/i.test(collection.folder.join('/')) ? collection.into : `${collection.into}, ${collection.folder.join('/')}`,
      lastIn(text, state),
      state === null ? '' : collect.amount(state.collected.messages, state.collected.bytes),
      nextIn(text, state),
    ]),
  )
  for (const view of all) {
    if (!view.state?.trouble) continue
    heading(out, visible(view.collection.name))
    renderTrouble(out, text, view, 2)
  }
  const removed = all.reduce((sum, { state }) => sum + (state?.removed ?? 0), 0)
  const [messages, bytes] = all.reduce(
    ([m, b], { state }) => [m + (state?.collected.messages ?? 0), b + (state?.collected.bytes ?? 0)],
    [0, 0],
  )
  out.line()
  out.line(collect.allTold(messages, bytesIn(lang, bytes), removed))
  if (all.some(({ running }) => running)) out.line(out.style('green', collect.runs))
  else if (all.some(isLate)) {
    const service = await collectService(place)
    out.line(out.style('yellow', service === null ? collect.runsNot : collect.serviceRunsNot(service.file)))
    for (const command of service?.start ?? []) out.write(`  ${command}\n`)
  }
  return exit
}

function lastIn(text: Text, state: CollectionView['state']): string {
  if (!state?.last) return text.collect.never
  const { last, trouble } = state
  const nothing = last.collected.messages + last.known + last.removed === 0
  const failed = trouble !== null && trouble.kind !== 'messages' && nothing
  return `${clock(text, last.at)}, ${failed ? text.collect.failed : cameIn(text, last)}`
}

function nextIn(text: Text, state: CollectionView['state']): string {
  if (state === null) return text.collect.due
  if (state.next === null) return text.collect.waits
  return state.next <= Date.now() ? text.collect.due : clock(text, state.next)
}

/** A quarter of an hour after its time nobody has come. Who runs it by cron is never late. */
function isLate({ running, state }: CollectionView): boolean {
  return !running && (state === null || (state.next !== null && state.next < Date.now() - LATE_MS))
}

const LATE_MS = 900_000

/** 1: somebody has to do something. 3: it does not run, or a server cannot be reached. */
function exitOf(all: readonly CollectionView[]): number {
  const kinds = all.flatMap(({ state }) => (state?.trouble ? [state.trouble.kind] : []))
  if (kinds.some((kind) => kind === 'sign-in' || kind === 'full' || kind === 'messages')) return EXIT.fault
  return kinds.length > 0 || all.some(isLate) ? EXIT.unknown : EXIT.works
}
