// Account sheets: made, shown, listed, changed, removed. What comes from a person is read by its shape first; what looks like a secret is refused.

import { loadKnowledge } from '../knowledge/load.ts'
import { clientByName, providerBySlug, providerNamed } from '../knowledge/lookup.ts'
import { parseAddress } from '../model/address.ts'
import { SesameError } from '../model/errors.ts'
import { fold } from '../model/fold.ts'
import type { SheetAdvice } from '../model/sheet-advice.ts'
import { daysUntil, duesOf } from '../records/due.ts'
import { type Edit, edited, FIELDS, fieldNamed } from '../records/fields.ts'
import { emptySheet, type KeptSheet, type Sheet } from '../records/sheet.ts'
import { readSheet } from '../records/sheet-shape.ts'
import { addSheet, changeSheet, openSheet, removeSheet, sheetIfAny } from '../records/shelf.ts'
import { countSheets, findSheets, type ListedSheet } from '../store/sheets.ts'
import { faultError, inRecords, type RecordsRequest } from './records.ts'
import { secretTyped } from './secret-typed.ts'
import { adviceOn } from './sheet-advice.ts'

export interface SheetView extends KeptSheet {
  /** Of the provider and the apps, for people. */
  readonly providerName: string | null
  readonly advice: readonly SheetAdvice[]
  readonly dues: readonly {
    readonly kind: 'secret' | 'app-password' | 'sign-in'
    readonly name: string
    readonly date: string
    readonly days: number
  }[]
}

export interface SheetListRequest extends RecordsRequest {
  readonly search?: string | undefined
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

export interface SheetList {
  readonly all: number
  readonly found: number
  readonly sheets: readonly (ListedSheet & { readonly providerName: string | null; readonly overdue: boolean })[]
}

/** Throws `address-invalid`, `sheet-exists`, `record-invalid`, `record-secret`. The provider is that of the domain until somebody says otherwise. */
export async function newSheet(
  request: RecordsRequest & { readonly address: string; readonly edits?: readonly string[] },
): Promise<SheetView> {
  const address = parseAddress(request.address)
  if (address === null) throw new SesameError('address-invalid', { text: secretTyped(request.address) ? '…' : request.address })
  const edits = readEdits(request.edits ?? [])
  const first = knownProvider(emptySheet(address.text), request.now)
  const sheet = withEdits(first, edits)
  return inRecords(request, (records) => viewOf(addSheet(records, sheet), records.today))
}

/** What the domain says, marked as a guess of ours. */
function knownProvider(sheet: Sheet, now = new Date().toISOString()): Sheet {
  const provider = providerNamed(loadKnowledge(), { address: sheet.address })
  if (provider === undefined) return sheet
  const origin = { from: 'doctor', at: now.slice(0, 10), about: 'domain' } as const
  const kind = provider.accountType === 'unknown' ? {} : { kind: provider.accountType }
  return { ...sheet, provider: provider.id, ...kind, origins: { provider: origin, ...(kind.kind !== undefined && { kind: origin }) } }
}

/** By address or alias. Throws `sheet-unknown`. */
export const showSheet = (request: RecordsRequest & { readonly name: string }): Promise<SheetView> =>
  inRecords(request, (records) => viewOf(openSheet(records.db, request.name), records.today))

/** Every word of `search` must stand somewhere in a sheet. By address. */
export const listSheets = ({ search = '', limit = 100_000, offset = 0, ...request }: SheetListRequest): Promise<SheetList> =>
  inRecords(request, ({ db, today }) => {
    const words = fold(search).split(' ').filter(Boolean).slice(0, 12)
    const all = countSheets(db)
    const names = new Map<string, string | null>()
    const nameOf = (id: string | null) => {
      if (id === null) return null
      if (!names.has(id)) names.set(id, providerBySlug(loadKnowledge(), id)?.name ?? id)
      return names.get(id) ?? null
    }
    const sheets = findSheets(db, { words, limit, offset }).map((one) => ({
      ...one,
      providerName: nameOf(one.provider),
      overdue: one.due !== null && one.due < today,
    }))
    const found = words.length === 0 ? all : sheets.length < limit && offset === 0 ? sheets.length : countSheets(db, words)
    return { all, found, sheets }
  })

/** `edits`: `owners=Marie, Paul`, `aliases+=m@example.org`, `notes=`. `expected`: the version that was seen. */
export function editSheet(
  request: RecordsRequest & { readonly name: string; readonly edits: readonly string[]; readonly expected?: number | undefined },
): Promise<SheetView> {
  const edits = readEdits(request.edits)
  return inRecords(request, (records) =>
    viewOf(
      changeSheet(records, request.name, (sheet) => withEdits(sheet, edits), { expected: request.expected }),
      records.today,
    ),
  )
}

/** Throws `record-invalid` for a field that no sheet has, and for what is no edit. */
export function readEdits(words: readonly string[]): readonly Edit[] {
  return words.map((word) => {
    const [, name = '', sign = '', value = ''] = /^([^=]+?)\s*([+-]?=)(.*)$/s.exec(word) ?? []
    const field = fieldNamed(name)
    if (field === undefined) {
      // What stands there may be a password that was typed at the wrong place.
      const shown = name !== '' && !secretTyped(name) ? name.slice(0, 40) : '…'
      throw new SesameError('record-invalid', {
        field: shown,
        value: '…',
        allowed: FIELDS.map((one) => one.name).join(', '),
        why: 'unknown-key',
      })
    }
    if (secretTyped(value)) throw new SesameError('record-secret', { field: field.name })
    const how = sign === '+=' ? 'add' : sign === '-=' ? 'remove' : 'set'
    return { field, how, value: value.trim() }
  })
}

/** Provider names become ids of the knowledge where they are known. Throws `record-invalid`, `record-secret`. */
export function withEdits(sheet: Sheet, edits: readonly Edit[]): Sheet {
  return edits.reduce((before, edit) => {
    const next = edited(before, edit)
    if (edit.field.name === 'provider' && typeof next.provider === 'string') next.provider = providerId(next.provider)
    if (edit.field.name === 'kind') next.kind = kindWord(String(next.kind)) ?? next.kind
    return checkedSheet(next)
  }, sheet)
}

/** Throws `record-invalid`, `record-secret`. */
export function checkedSheet(value: unknown): Sheet {
  const { sheet, faults } = readSheet(value, secretTyped)
  if (sheet === null) throw faultError(faults[0] ?? { path: [], why: 'not-map' })
  return sheet
}

export const providerId = (text: string): string => providerBySlug(loadKnowledge(), text)?.id ?? text
export const appId = (text: string): string => clientByName(loadKnowledge(), text)?.client.id ?? text

const KINDS: Readonly<Record<string, Sheet['kind']>> = {
  ...{ perso: 'personal', personnel: 'personal', personnelle: 'personal', prive: 'personal', private: 'personal', home: 'personal' },
  ...{
    pro: 'work',
    professionnel: 'work',
    professionnelle: 'work',
    travail: 'work',
    entreprise: 'work',
    business: 'work',
    company: 'work',
  },
  ...{ '': 'unknown', inconnu: 'unknown', '?': 'unknown' },
}
export const kindWord = (text: string): Sheet['kind'] | undefined => KINDS[fold(text)]

/**
 * The whole sheet written over: the page's form, an editor. `expected`: the version that was read; a newer one throws `record-conflict`.
 * Fields that a person changed are theirs from now on.
 */
export function writeWholeSheet(request: RecordsRequest & { readonly sheet: unknown; readonly expected: number }): Promise<SheetView> {
  const sheet = checkedSheet(request.sheet)
  return inRecords(request, (records) =>
    viewOf(
      changeSheet(records, sheet.address, (before) => ownedByPerson(before, sheet), { expected: request.expected }),
      records.today,
    ),
  )
}

/** Origins of what differs are dropped. */
export function ownedByPerson(before: Sheet, after: Sheet): Sheet {
  const part = (sheet: Sheet, key: string): unknown => {
    const [field = '', name] = [key.split('/')[0], key.includes('/') ? key.slice(key.indexOf('/') + 1) : undefined]
    const value = sheet[field as keyof Sheet] as unknown
    if (name === undefined || !Array.isArray(value)) return value
    return value.find((one) => Object.values(one as object).includes(name) || `${one.device} · ${one.app}` === name)
  }
  const origins = Object.entries(after.origins).filter(([key]) => JSON.stringify(part(before, key)) === JSON.stringify(part(after, key)))
  return { ...after, origins: Object.fromEntries(origins) }
}

/** Throws `sheet-unknown`. The history stays, and says so. */
export const dropSheet = (request: RecordsRequest & { readonly name: string }): Promise<KeptSheet> =>
  inRecords(request, (records) => removeSheet(records, request.name))

/** Null when there is none. */
export const sheetFor = (request: RecordsRequest & { readonly name: string }): Promise<SheetView | null> =>
  inRecords(request, (records) => {
    const found = sheetIfAny(records.db, request.name)
    return found === null ? null : viewOf(found, records.today)
  })

export function viewOf(one: KeptSheet, today: string): SheetView {
  const provider = one.sheet.provider === undefined ? undefined : providerBySlug(loadKnowledge(), one.sheet.provider)
  return {
    ...one,
    providerName: provider?.name ?? one.sheet.provider ?? null,
    advice: adviceOn(one.sheet, today),
    dues: duesOf(one.sheet).map((due) => ({ ...due, days: daysUntil(today, due.date) })),
  }
}
