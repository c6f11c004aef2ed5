// A sheet as sections of labelled lines and small tables, in one language: what Markdown, the printable page and the terminal show alike.

import type { RecordsText } from '../text/records-en.ts'
import { dueDay } from './due.ts'
import type { Origin, Sheet } from './sheet.ts'
import { deviceKey } from './sheet-shape.ts'

export interface Section {
  readonly title: string
  /** Label and value, or only a value. */
  readonly lines: readonly (readonly [label: string, value: string])[]
  readonly table: { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] } | null
}

export interface Names {
  readonly provider: string | null
  readonly app: (id: string | undefined) => string
  readonly cause: (id: string | undefined) => string
}

/** Sections without anything in them are left out. */
export function written(sheet: Sheet, words: RecordsText, names: Names): readonly Section[] {
  const { field, column } = words
  const from = (key: string): string => originWords(sheet.origins[key], words)
  const marked = (value: string, key: string) => (value === '' || from(key) === '' ? value : `${value} (${from(key)})`)
  const source = (value: string, origin: Origin | undefined) => (origin === undefined ? value : `${value} (${words.from[origin.from]})`)
  const date = (day: string | undefined) => (day === undefined ? '' : words.date(day))
  const list = (values: readonly string[]) => values.join(', ')
  const head: [string, string][] = [
    [field.address, sheet.address],
    [field.provider, marked(names.provider ?? '', 'provider')],
    [field.kind, sheet.kind === 'unknown' ? '' : marked(words.account[sheet.kind], 'kind')],
    [field.owners, list(sheet.owners)],
    [field.delegates, list(sheet.delegates)],
    [field.secondAdmin, sheet.secondAdmin ?? ''],
    [field.aliases, list(sheet.aliases)],
    [field.redirections, list(sheet.redirections.map((one) => (one.keepsCopy === true ? `${one.to} (${words.keepsCopy})` : one.to)))],
    [field.recovery, list([sheet.recovery.email, sheet.recovery.phone].filter((one) => one !== undefined))],
    [field.servers, marked(list(sheet.servers), 'servers')],
  ]
  const sections: Section[] = [
    { title: sheet.address, lines: head.filter(([, value]) => value !== ''), table: null },
    tableOf(
      field.devices,
      [column.device, column.app, column.signIn, column.holder, column.since, column.state],
      sheet.devices.map((one) => [
        source(one.device, sheet.origins[`devices/${deviceKey(one)}`]),
        names.app(one.app),
        words.signIn[one.signIn],
        one.holder ?? '',
        date(one.since),
        words.device[one.state],
      ]),
    ),
    tableOf(
      field.appPasswords,
      [column.label, column.device, column.app, column.made, column.due, column.vault, column.state],
      sheet.appPasswords.map((one) => [
        ...[one.label, one.device, names.app(one.app), date(one.changed ?? one.made)],
        ...[one.state === 'active' ? date(dueDay(one, sheet.rotation) ?? undefined) : '', one.vault ?? ''],
        one.state === 'active' ? words.appPasswordState.active : `${words.appPasswordState.revoked} ${date(one.revoked)}`.trim(),
      ]),
    ),
    tableOf(
      field.factors,
      [column.name, column.kind, column.where, column.spareCodes, column.since],
      sheet.factors.map((one) => [one.name, words.factor[one.kind], one.where ?? '', one.spareCodes ?? '', date(one.since)]),
    ),
    tableOf(
      field.secrets,
      [column.name, column.kind, column.vault, column.changed, column.due],
      sheet.secrets.map((one) => [
        ...[one.name, words.secret[one.kind], one.vault ?? '', date(one.changed ?? one.made)],
        one.every === 0 && one.due === undefined ? words.never : date(dueDay(one, sheet.rotation) ?? undefined),
      ]),
    ),
    {
      title: field.findings,
      table: null,
      lines: sheet.findings.map((one) => [
        words.date(one.at),
        [one.cause === undefined ? words.outcome[one.outcome] : names.cause(one.cause), names.app(one.app), one.proved ? words.proved : '']
          .filter(Boolean)
          .join(' · '),
      ]),
    },
    { title: field.settled, table: null, lines: Object.entries(sheet.settled).map(([id, day]) => [date(day), id]) },
    { title: field.notes, table: null, lines: sheet.notes === undefined ? [] : sheet.notes.split('\n').map((line) => ['', line] as const) },
  ]
  return sections.filter((one) => one.lines.length > 0 || one.table !== null)
}

export function originWords(origin: Origin | undefined, words: RecordsText): string {
  if (origin === undefined) return ''
  const source = origin.about === 'domain' ? words.domainOrigin : words.from[origin.from]
  return `${source}, ${words.date(origin.at)}`
}

/** Columns that are empty in every row are left out. */
function tableOf(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): Section {
  const used = heads.map((_, i) => i === 0 || rows.some((row) => row[i] !== ''))
  const kept = (cells: readonly string[]) => cells.filter((_, i) => used[i])
  return { title, lines: [], table: rows.length === 0 ? null : { heads: kept(heads), rows: rows.map(kept) } }
}
