// What of the knowledge should be read again: files that a change has overtaken, files that grew old, changes that are near. For whoever keeps it.

import { daysBetween, firstDay } from '../model/date.ts'
import type { Reading } from './read.ts'

/** What an old file costs people, worst first. */
export type Importance = 'opens-mailboxes' | 'tells-people' | 'recognises' | 'imported'

export interface Aged {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly importance: Importance
  /** The day of the check, or of the import. */
  readonly checked: string
  readonly days: number
}

export interface Overtaken extends Aged {
  /** The change that came into force after the check. */
  readonly by: { readonly id: string; readonly date: string }
}

export interface Coming {
  readonly id: string
  readonly date: string
  readonly inDays: number
  readonly providers: readonly string[]
}

export interface Staleness {
  readonly today: string
  readonly overtaken: readonly Overtaken[]
  /** Older than a year: two years and more first. */
  readonly old: readonly Aged[]
  /** Half a year to a year. */
  readonly ageing: readonly Aged[]
  /** Changes of the next 90 days: their providers, texts and letters are due for a look before. */
  readonly coming: readonly Coming[]
  /** Files of `overtaken` and `old`: what is to be done now. */
  readonly due: readonly string[]
}

const YEAR = 365
const NEAR = 90

export function staleness({ files, draft }: Reading, today: string): Staleness {
  const aged = files.flatMap((file): (Aged & { readonly path: string })[] => {
    const { checked, imported } = (file.source.data ?? {}) as { checked?: unknown; imported?: unknown }
    const day = checked ?? imported
    if (typeof day !== 'string') return []
    const place = file.source.at([checked === undefined ? 'imported' : 'checked'])
    const days = daysBetween(day, today)
    return [{ file: file.source.file, ...place, importance: importanceOf(file.path), checked: day, days, path: file.path }]
  })
  const changes = [
    ...draft.policies.flatMap(({ id, date, providers }) => providers.map((provider) => ({ id, date: firstDay(date), provider }))),
    ...draft.providers.flatMap(({ id, auth }) =>
      auth.flatMap(({ since }) => (since === undefined ? [] : [{ id: `auth rule of ${id}`, date: firstDay(since), provider: id }])),
    ),
  ]
  const overtaken = aged.flatMap(({ path, ...file }): Overtaken[] => {
    const concerned = providersOf(path, files.find((one) => one.path === path)?.source.data)
    const by = changes.filter((c) => concerned.includes(c.provider) && c.date > file.checked && c.date <= today)
    const last = by.sort((a, b) => (a.date < b.date ? -1 : 1)).at(-1)
    return last === undefined ? [] : [{ ...file, by: { id: last.id, date: last.date } }]
  })
  const byAge = aged.map(({ path: _, ...file }) => file).sort(worstFirst)
  const old = byAge.filter(({ days }) => days > YEAR)
  return {
    today,
    overtaken: overtaken.sort(worstFirst),
    old,
    ageing: byAge.filter(({ days }) => days > YEAR / 2 && days <= YEAR),
    coming: draft.policies
      .map(({ id, date, providers }) => ({ id, date, inDays: daysBetween(today, date), providers }))
      .filter(({ inDays }) => inDays > 0 && inDays <= NEAR)
      .sort((a, b) => a.inDays - b.inDays),
    due: [...new Set([...overtaken, ...old].map(({ file }) => file))],
  }
}

const ORDER: readonly Importance[] = ['opens-mailboxes', 'tells-people', 'recognises', 'imported']

function importanceOf(path: string): Importance {
  if (/^(providers|policies|tasks)\b/.test(path)) return 'opens-mailboxes'
  if (/^(procedures|letters|causes|questions)\b/.test(path)) return 'tells-people'
  return path.startsWith('tables/') ? 'imported' : 'recognises'
}

/** Whom a file is about: a change there is a reason to read it again. */
function providersOf(path: string, data: unknown): readonly string[] {
  const own = /^providers\/(.+)\.yaml$/.exec(path)?.[1]
  if (own !== undefined) return [own]
  const named = (data as { providers?: unknown } | null)?.providers
  return /^(procedures|tasks|letters)\//.test(path) && Array.isArray(named) ? named.map(String) : []
}

function worstFirst(a: Aged, b: Aged): number {
  return ORDER.indexOf(a.importance) - ORDER.indexOf(b.importance) || b.days - a.days || (a.file < b.file ? -1 : 1)
}

const TITLES: Readonly<Record<Importance, string>> = {
  'opens-mailboxes': 'what opens mailboxes',
  'tells-people': 'what people are told',
  recognises: 'what is recognised',
  imported: 'imported tables',
}

/** The report as lines: what is due first. */
export function printStale({ today, overtaken, old, ageing, coming }: Staleness): readonly string[] {
  const place = ({ file, line, column }: Aged) => `  ${file}:${line}:${column}`
  const group = (title: string, files: readonly Aged[]) =>
    ORDER.flatMap((importance) => {
      const mine = files.filter((file) => file.importance === importance)
      return mine.length === 0 ? [] : [`${title}: ${TITLES[importance]}`, ...mine.map((file) => `${place(file)} checked ${file.checked}`)]
    })
  return [
    ...(overtaken.length > 0 ? ['Overtaken: something changed after the check'] : []),
    ...overtaken.map((file) => `${place(file)} checked ${file.checked}, ${file.by.id} of ${file.by.date}`),
    ...group(
      'Older than two years',
      old.filter(({ days }) => days > 2 * YEAR),
    ),
    ...group(
      'Older than a year',
      old.filter(({ days }) => days <= 2 * YEAR),
    ),
    ...group('Older than half a year', ageing),
    ...(coming.length > 0 ? [`Coming within ${NEAR} days of ${today}`] : []),
    ...coming.map(({ id, date, inDays, providers }) => `  ${date} (in ${inDays} days) ${id}: ${providers.join(', ')}`),
  ]
}
