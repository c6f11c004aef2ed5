// Checklists: made from a template or from a person's own file, walked through item by item; what an item does to a sheet happens with its mark.

import { randomBytes } from 'node:crypto'
import { loadKnowledge } from '../knowledge/load.ts'
import { SesameError } from '../model/errors.ts'
import type { ChecklistSpec } from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'
import { acted } from '../records/act.ts'
import { type Checklist, type ChecklistItem, type ItemState, type KeptChecklist, openItems } from '../records/checklist.ts'
import { isDay } from '../records/shape.ts'
import { openChecklist, openSheet, type Shelf, sheetIfAny, writeChecklist, writeSheet } from '../records/shelf.ts'
import type { OwnItem, OwnTemplate } from '../records/template.ts'
import { findChecklists, type ListedChecklist } from '../store/checklists.ts'
import { whole } from '../store/whole.ts'
import { inRecords, type OpenRecords, type RecordsRequest } from './records.ts'
import { secretTyped } from './secret-typed.ts'

export interface NewChecklist extends RecordsRequest {
  /** An id of the knowledge, or a person's own. */
  readonly template: string | OwnTemplate
  /** A mailbox, a device, a person. */
  readonly about?: string | undefined
  readonly owner?: string | undefined
  readonly due?: string | undefined
  readonly lang: Lang
}

export const checklistTemplates = (): readonly ChecklistSpec[] => loadKnowledge().checklists

/** Throws `template-unknown`, `record-invalid`, `record-secret`. */
export function newChecklist(request: NewChecklist): Promise<KeptChecklist> {
  const { template, lang, about, owner, due } = request
  checkedDue(due)
  for (const [field, text] of Object.entries({ about, owner }))
    if (text !== undefined && secretTyped(text)) throw new SesameError('record-secret', { field })
  const spec = typeof template === 'string' ? templateNamed(template) : null
  return inRecords(request, (records) => {
    const items = spec === null ? ownItems((template as OwnTemplate).items, records.today) : templateItems(spec, lang, records.today, about)
    const title = spec === null ? (template as OwnTemplate).title : spec.title[lang]
    return whole(records.db, () => {
      const subject = about === undefined ? undefined : (sheetIfAny(records.db, about)?.sheet.address ?? about)
      const list = listOf(records, { id: spec?.id ?? 'own', title, items }, { about: subject, owner, due: due ?? lastDue(items) })
      return writeChecklist(records, null, list)
    })
  })
}

export function templateNamed(id: string): ChecklistSpec {
  const found = checklistTemplates().find((one) => one.id === id)
  if (found === undefined) throw new SesameError('template-unknown', { name: id })
  return found
}

export interface ListParts {
  /** Of the template. */
  readonly id: string
  readonly title: string
  readonly items: readonly ChecklistItem[]
}

/** With an id that can be typed and was never used. */
export function listOf(
  { now }: Shelf,
  { id, title, items }: ListParts,
  more: { readonly about?: string | undefined; readonly owner?: string | undefined; readonly due?: string | undefined },
): Checklist {
  const { about, owner, due } = more
  return {
    id: `${id.slice(0, 24)}-${randomBytes(3).toString('hex')}`,
    ...{ title, template: id, ...(about !== undefined && { about }), ...(owner !== undefined && { owner }) },
    ...{ ...(due !== undefined && { due }), created: now, items },
  }
}

export function templateItems(spec: ChecklistSpec, lang: Lang, today: string, about?: string): readonly ChecklistItem[] {
  return spec.items.map(({ id, do: what, why, command, afterDays }) => ({
    ...{ id, text: what[lang], ...(why !== undefined && { why: why[lang] }) },
    ...(command !== undefined && { command: about === undefined ? command : command.replace(/\b(ADDRESS|NAME)\b/, shellWord(about)) }),
    ...{ ...(afterDays !== undefined && { due: daysLater(today, afterDays) }), state: 'open' },
  }))
}

function ownItems(items: readonly OwnItem[], today: string): readonly ChecklistItem[] {
  const ids = new Set<string>()
  return items.map(({ id, do: text, why, command, owner, afterDays }, i) => {
    const own = id !== undefined && !ids.has(id) ? id : String(i + 1)
    ids.add(own)
    return {
      ...{ id: own, text, ...(why !== undefined && { why }), ...(command !== undefined && { command }) },
      ...{ ...(owner !== undefined && { owner }), ...(afterDays !== undefined && { due: daysLater(today, afterDays) }), state: 'open' },
    }
  })
}

const lastDue = (items: readonly ChecklistItem[]): string | undefined =>
  items
    .flatMap((item) => item.due ?? [])
    .sort()
    .at(-1)
export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
const shellWord = (text: string) => (/^[\w@.+-]+$/.test(text) ? text : `"${text.replace(/["$`\\]/g, '\\$&')}"`)

function checkedDue(due: string | undefined): void {
  if (due !== undefined && !isDay(due))
    throw new SesameError('record-invalid', { field: 'due', value: '…', allowed: '2026-12-31', why: 'day' })
}

export const listChecklists = (
  request: RecordsRequest & { readonly all?: boolean; readonly about?: string | undefined },
): Promise<readonly ListedChecklist[]> =>
  inRecords(request, ({ db }) => findChecklists(db, { openOnly: request.all !== true, about: request.about }))

/** Throws `checklist-unknown`. */
export const showChecklist = (request: RecordsRequest & { readonly id: string }): Promise<KeptChecklist> =>
  inRecords(request, ({ db }) => openChecklist(db, request.id))

export interface MarkRequest extends RecordsRequest {
  readonly id: string
  readonly items: readonly string[]
  readonly state: ItemState
  readonly note?: string | undefined
  /** Who is to do them. */
  readonly owner?: string | undefined
  readonly due?: string | undefined
}

/** Throws `checklist-unknown`, `record-unknown` for an item, `record-secret` for a note. All items or none. */
export function markItems(request: MarkRequest): Promise<KeptChecklist> {
  const { note, owner, due } = request
  checkedDue(due)
  for (const [field, text] of Object.entries({ note, owner }))
    if (text !== undefined && secretTyped(text)) throw new SesameError('record-secret', { field })
  return inRecords(request, (records) =>
    whole(records.db, () => {
      const before = openChecklist(records.db, request.id)
      const unknown = request.items.find((id) => !before.checklist.items.some((item) => item.id === id))
      if (unknown !== undefined)
        throw new SesameError('record-unknown', { sheet: request.id, kind: 'items', name: secretTyped(unknown) ? '…' : unknown })
      const items = before.checklist.items.map((item) => {
        if (!request.items.includes(item.id)) return item
        if (request.state === 'done' && item.state !== 'done') act(records, item)
        return marked(item, request, records)
      })
      return writeChecklist(records, before, { ...before.checklist, items })
    }),
  )
}

function marked(
  { by: _, at: __, ...item }: ChecklistItem,
  { state, note, owner, due }: MarkRequest,
  { who, now }: OpenRecords,
): ChecklistItem {
  return {
    ...{ ...item, state, ...(owner !== undefined && { owner }), ...(due !== undefined && { due }), ...(note !== undefined && { note }) },
    ...(state !== 'open' && { by: who, at: now }),
  }
}

/** A sheet that is gone needs nothing done to it. */
function act(records: OpenRecords, { act: what }: ChecklistItem): void {
  if (what === undefined || sheetIfAny(records.db, what.sheet) === null) return
  const before = openSheet(records.db, what.sheet)
  writeSheet(records, before, acted(before.sheet, what, records.today), 'changed')
}

export const remaining = ({ checklist }: KeptChecklist): readonly ChecklistItem[] => openItems(checklist)
