// Sheets and checklists on their shelf: each change is written together with the event that tells of it, or not at all.

import { parseAddress } from '../model/address.ts'
import { SesameError } from '../model/errors.ts'
import { fold } from '../model/fold.ts'
import { getChecklist, putChecklist, type StoredChecklist } from '../store/checklists.ts'
import type { Store } from '../store/database.ts'
import { addEvent, hashOf } from '../store/events.ts'
import { dropSheet, findSheets, getSheet, keysWithAlias, putSheet, type StoredSheet } from '../store/sheets.ts'
import { whole } from '../store/whole.ts'
import { type Checklist, type KeptChecklist, openItems } from './checklist.ts'
import { changesBetween } from './diff.ts'
import { duesOf } from './due.ts'
import type { EventKind } from './event.ts'
import type { KeptSheet, Sheet } from './sheet.ts'
import { inOrder } from './sheet-shape.ts'

/** The shelf as one person uses it at one moment. */
export interface Shelf {
  readonly db: Store
  readonly who: string
  /** ISO date and time. */
  readonly now: string
  /** Other names of a provider that a search should find. */
  readonly providerWords: (provider: string) => string
}

/** Capitals do not tell two mailboxes apart anywhere that matters. */
export function sheetKey(address: string): string {
  const parsed = parseAddress(address)
  return parsed === null ? address.trim().toLowerCase() : `${parsed.local.toLowerCase()}@${parsed.asciiDomain}`
}

/** By its address, or by an alias that only one sheet has. Throws `sheet-unknown`, with what is near. */
export function openSheet(db: Store, name: string): KeptSheet {
  const stored = findOne(db, name)
  if (stored !== null) return kept(stored)
  const [word = ''] = fold(name).split('@')
  const near = findSheets(db, { words: [word].filter(Boolean), limit: 3 }).map((one) => one.address)
  throw new SesameError('sheet-unknown', { name, near: near.join(', ') })
}

export function sheetIfAny(db: Store, name: string): KeptSheet | null {
  const stored = findOne(db, name)
  return stored === null ? null : kept(stored)
}

function findOne(db: Store, name: string): StoredSheet | null {
  const key = sheetKey(name)
  const own = getSheet(db, key)
  if (own !== null) return own
  const [first, ...others] = keysWithAlias(db, key)
  return first === undefined || others.length > 0 ? null : getSheet(db, first)
}

/** Throws `sheet-exists`. */
export function addSheet(shelf: Shelf, sheet: Sheet, what: EventKind = 'created'): KeptSheet {
  return whole(shelf.db, () => {
    if (getSheet(shelf.db, sheetKey(sheet.address)) !== null) throw new SesameError('sheet-exists', { name: sheet.address })
    return writeSheet(shelf, null, sheet, what)
  })
}

/**
 * Reads, changes and writes with nobody between. `expected`: the version that the person saw; another one throws `record-conflict`.
 * The address stays: it is the sheet's name.
 */
export function changeSheet(
  shelf: Shelf,
  name: string,
  change: (sheet: Sheet) => Sheet,
  { what = 'changed', expected }: { readonly what?: EventKind; readonly expected?: number | undefined } = {},
): KeptSheet {
  return whole(shelf.db, () => {
    const before = openSheet(shelf.db, name)
    if (expected !== undefined && expected !== before.version) throw conflict(before)
    return writeSheet(shelf, before, { ...change(before.sheet), address: before.sheet.address }, what)
  })
}

export function conflict({ sheet, changed }: KeptSheet): SesameError {
  return new SesameError('record-conflict', { sheet: sheet.address, at: changed })
}

/** Must be called inside `whole`. What changes nothing is not written. */
export function writeSheet({ db, who, now, providerWords }: Shelf, before: KeptSheet | null, next: Sheet, what: EventKind): KeptSheet {
  const sheet = inOrder(next)
  const changes = changesBetween(before?.sheet, sheet)
  if (before !== null && changes.length === 0) return before
  const body = JSON.stringify(sheet)
  const one = { sheet, version: (before?.version ?? 0) + 1, created: before?.created ?? now, changed: now }
  const state = hashOf(body)
  putSheet(db, {
    ...{ key: sheetKey(sheet.address), address: sheet.address, version: one.version, created: one.created, changed: now },
    ...{ provider: sheet.provider ?? null, kind: sheet.kind, owners: sheet.owners.join(', '), devices: sheet.devices.length },
    ...{
      due: duesOf(sheet)[0]?.date ?? null,
      outcome: sheet.findings[0]?.outcome ?? null,
      seek: seekOf(sheet, providerWords),
      state,
      body,
    },
  })
  addEvent(db, { at: now, who, subject: sheet.address, what, detail: JSON.stringify(changes), state })
  return one
}

/** The history stays. Throws `sheet-unknown`. */
export function removeSheet({ db, who, now }: Shelf, name: string): KeptSheet {
  return whole(db, () => {
    const before = openSheet(db, name)
    dropSheet(db, sheetKey(before.sheet.address))
    addEvent(db, { at: now, who, subject: before.sheet.address, what: 'removed', detail: '[]', state: null })
    return before
  })
}

export function openChecklist(db: Store, id: string): KeptChecklist {
  const stored = getChecklist(db, id)
  if (stored === null) throw new SesameError('checklist-unknown', { name: id })
  return keptChecklist(stored)
}

/** Must be called inside `whole`. */
export function writeChecklist({ db, who, now }: Shelf, before: KeptChecklist | null, list: Checklist): KeptChecklist {
  const changes = changesBetween(before?.checklist, list)
  if (before !== null && changes.length === 0) return before
  const body = JSON.stringify(list)
  const state = hashOf(body)
  const open = openItems(list)
  const days = open.flatMap((item) => item.due ?? list.due ?? []).sort()
  const version = (before?.version ?? 0) + 1
  putChecklist(db, {
    ...{ id: list.id, version, created: list.created, changed: now, title: list.title, template: list.template },
    ...{ about: list.about ?? null, owner: list.owner ?? null, due: days[0] ?? list.due ?? null },
    ...{ items: list.items.length, open: open.length, state, body },
  })
  const what = before === null ? 'checklist-created' : 'checklist-changed'
  addEvent(db, { at: now, who, subject: `checklist:${list.id}`, what, detail: JSON.stringify(changes), state })
  return { checklist: list, version, changed: now }
}

export const kept = ({ body, version, created, changed }: StoredSheet): KeptSheet => ({
  sheet: JSON.parse(body) as Sheet,
  ...{ version, created, changed },
})
export const keptChecklist = ({ body, version, changed }: StoredChecklist): KeptChecklist => ({
  checklist: JSON.parse(body) as Checklist,
  ...{ version, changed },
})

/** Everything that somebody may remember of a mailbox. */
function seekOf(sheet: Sheet, providerWords: Shelf['providerWords']): string {
  const things = [
    ...sheet.devices.flatMap((one) => [one.device, one.app, one.holder]),
    ...sheet.appPasswords.flatMap((one) => [one.label, one.device, one.app]),
    ...sheet.factors.flatMap((one) => [one.name, one.where]),
    ...sheet.secrets.flatMap((one) => [one.name, one.vault]),
    ...sheet.redirections.map((one) => one.to),
    ...sheet.findings.slice(0, 3).map((one) => one.cause),
  ]
  const { address, provider, kind, owners, delegates, aliases, secondAdmin, notes } = sheet
  const names = [address, sheetKey(address), provider, provider === undefined ? '' : providerWords(provider), kind, secondAdmin]
  return fold(
    [...names, ...owners, ...delegates, ...aliases, ...aliases.map(sheetKey), ...things, notes?.slice(0, 2_000)].filter(Boolean).join(' '),
  )
}
