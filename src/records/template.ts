// A template of a person's own: YAML or JSON with a title and items, each a text or a small map. Faults have their places.

import { line, list, map, type Read, type Reading, wholeNumber } from './shape.ts'

export interface OwnTemplate {
  readonly title: string
  readonly items: readonly OwnItem[]
}

export interface OwnItem {
  readonly id?: string
  readonly do: string
  readonly why?: string
  readonly command?: string
  readonly owner?: string
  readonly afterDays?: number
}

const MOST_ITEMS = 300

const itemMap = map<OwnItem>(
  { id: line(40), do: line(1_000), why: line(1_000), command: line(300), owner: line(120), afterDays: wholeNumber(3_650) },
  ['do'],
)
const item: Read<OwnItem> = (value, path, reading) => {
  if (typeof value === 'object' && value !== null) return itemMap(value, path, reading)
  const text = line(1_000)(value, path, reading)
  return text === undefined ? undefined : { do: text }
}
const template = map<OwnTemplate>({ title: line(200), items: list(item, MOST_ITEMS) }, ['title', 'items'])

/** Null when there are faults. */
export function readTemplate(
  value: unknown,
  secret: Reading['secret'],
): { readonly template: OwnTemplate | null; readonly faults: Reading['faults'] } {
  const reading: Reading = { faults: [], secret }
  const read = template(value, [], reading)
  if (read !== undefined && read.items?.length === 0) reading.faults.push({ path: ['items'], why: 'missing' })
  return { template: read === undefined || reading.faults.length > 0 ? null : read, faults: reading.faults }
}
