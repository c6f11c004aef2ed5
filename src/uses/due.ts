// What is due on all sheets and lists of this machine, with the dated changes at providers that touch them; and marking it as done.

import { createHash } from 'node:crypto'
import { loadKnowledge } from '../knowledge/load.ts'
import { lastDay } from '../model/date.ts'
import { SesameError } from '../model/errors.ts'
import type { Policy } from '../model/knowledge.ts'
import type { Localized } from '../model/lang.ts'
import { changedOn } from '../records/act.ts'
import { openItems } from '../records/checklist.ts'
import { daysUntil, duesOf } from '../records/due.ts'
import type { Sheet } from '../records/sheet.ts'
import { nameKey } from '../records/sheet-shape.ts'
import { changeSheet, kept, keptChecklist, writeSheet } from '../records/shelf.ts'
import { openChecklists } from '../store/checklists.ts'
import { sheetsAt, sheetsDue } from '../store/sheets.ts'
import { whole } from '../store/whole.ts'
import { daysLater } from './checklists.ts'
import { inRecords, type OpenRecords, type RecordsRequest } from './records.ts'

export interface DueItem {
  readonly kind: 'secret' | 'app-password' | 'sign-in' | 'policy' | 'checklist'
  /** What `sesame due --done ADDRESS NAME` takes: a secret, a label, a device, a policy id; of a checklist, `LIST/ITEM`. */
  readonly name: string
  /** Addresses that it touches; of a checklist, what it is about. */
  readonly about: readonly string[]
  readonly date: string
  /** Negative: overdue. */
  readonly days: number
  /** Of a policy or an item of a list. */
  readonly what?: Localized | string
  readonly url?: string
  readonly owner?: string
  /** The same for ever, in every calendar. */
  readonly uid: string
}

export interface DueList {
  readonly today: string
  readonly until: string
  /** Earliest first. */
  readonly items: readonly DueItem[]
  readonly overdue: number
}

/** A change at a provider counts as overdue only while people can still be surprised by it. */
const POLICY_PAST_DAYS = 0

export function dueList(request: RecordsRequest & { readonly within?: number | undefined }): Promise<DueList> {
  return inRecords(request, (records) => {
    const until = daysLater(records.today, request.within ?? 30)
    const items = [...ofSheets(records, until), ...ofPolicies(records, until), ...ofChecklists(records, until)]
    items.sort((a, b) => a.days - b.days || (a.uid < b.uid ? -1 : 1))
    return { today: records.today, until, items, overdue: items.filter((one) => one.days < 0).length }
  })
}

function ofSheets({ db, today }: OpenRecords, until: string): DueItem[] {
  return sheetsDue(db, until).flatMap((stored) => {
    const { sheet } = kept(stored)
    return duesOf(sheet)
      .filter(({ date }) => date <= until)
      .map(({ kind, name, date }) => dueItem({ kind, name, about: [sheet.address], date, days: daysUntil(today, date) }))
  })
}

function ofPolicies({ db, today }: OpenRecords, until: string): DueItem[] {
  const coming = loadKnowledge().policies.filter(
    ({ date }) => lastDay(date) <= until && daysUntil(today, lastDay(date)) >= POLICY_PAST_DAYS,
  )
  return coming.flatMap((policy) => {
    const about = policy.providers
      .flatMap((id) => sheetsAt(db, id).map((stored) => kept(stored).sheet))
      .filter((sheet) => touches(policy, sheet))
      .map((sheet) => sheet.address)
    if (about.length === 0) return []
    const date = lastDay(policy.date)
    const url = policy.sources.find((source) => source.startsWith('https:'))
    const item = { kind: 'policy', name: policy.id, about, date, days: daysUntil(today, date), what: policy.what } as const
    return [dueItem({ ...item, ...(url !== undefined && { url }) })]
  })
}

/** A sheet that lists its devices is touched only when one of them uses such a protocol, or nobody knows what it uses. */
function touches({ id, protocols }: Policy, { settled, devices }: Sheet): boolean {
  if (settled[id] !== undefined) return false
  const used = devices.filter((one) => one.state === 'in-use')
  if (protocols === undefined || used.length === 0) return true
  return used.some((one) => one.protocols === undefined || one.protocols.some((protocol) => protocols.includes(protocol)))
}

function ofChecklists({ db, today }: OpenRecords, until: string): DueItem[] {
  return openChecklists(db).flatMap((stored) => {
    const { checklist } = keptChecklist(stored)
    return openItems(checklist).flatMap((item) => {
      const date = item.due ?? checklist.due
      if (date === undefined || date > until) return []
      const owner = item.owner ?? checklist.owner
      const about = checklist.about === undefined ? [] : [checklist.about]
      return [
        dueItem({
          ...{ kind: 'checklist', name: `${checklist.id}/${item.id}`, about, date, days: daysUntil(today, date), what: item.text },
          ...{ ...(item.url !== undefined && { url: item.url }), ...(owner !== undefined && { owner }) },
        }),
      ]
    })
  })
}

/** The uid does not hold the date: a calendar moves the entry when the date moves. */
function dueItem(item: Omit<DueItem, 'uid'>): DueItem {
  const subject = item.kind === 'policy' ? '' : (item.about[0] ?? '')
  const uid = createHash('sha256').update(`${item.kind}\n${subject}\n${item.name}`).digest('hex').slice(0, 32)
  return { ...item, uid: `${uid}@sesame-mail` }
}

export interface DueDone {
  readonly address: string
  readonly name: string
  /** Null: there is none. */
  readonly next: string | null
}

/** `sheet` may be `*` for a policy: every sheet that it touches. Throws `sheet-unknown`, `record-unknown`. */
export function markDue(request: RecordsRequest & { readonly sheet: string; readonly name: string }): Promise<readonly DueDone[]> {
  return inRecords(request, (records) => {
    const { today } = records
    const wanted = nameKey(request.name)
    const policy = loadKnowledge().policies.find((one) => one.id === request.name)
    if (policy !== undefined && request.sheet === '*') return settleAll(records, policy)
    const { sheet } = changeSheet(records, request.sheet, (before) => {
      const next = policy?.providers.includes(before.provider ?? '') ? settledOn(before, policy, today) : doneOn(before, wanted, today)
      if (next === null) throw new SesameError('record-unknown', { sheet: before.address, kind: 'dues', name: request.name })
      return next
    })
    const next = duesOf(sheet).find((one) => nameKey(one.name) === wanted)?.date ?? null
    return [{ address: sheet.address, name: request.name, next }]
  })
}

function settleAll(records: OpenRecords, policy: Policy): readonly DueDone[] {
  return whole(records.db, () =>
    policy.providers
      .flatMap((id) => sheetsAt(records.db, id).map(kept))
      .filter(({ sheet }) => touches(policy, sheet))
      .map((before) => {
        writeSheet(records, before, settledOn(before.sheet, policy, records.today), 'changed')
        return { address: before.sheet.address, name: policy.id, next: null }
      }),
  )
}

const settledOn = (sheet: Sheet, { id }: Policy, today: string): Sheet => ({ ...sheet, settled: { ...sheet.settled, [id]: today } })

/** Null when nothing on the sheet has the name. */
function doneOn(sheet: Sheet, wanted: string, today: string): Sheet | null {
  const is = (name: string) => nameKey(name) === wanted
  if (sheet.secrets.some((one) => is(one.name)))
    return { ...sheet, secrets: sheet.secrets.map((one) => (is(one.name) ? changedOn(one, today) : one)) }
  if (sheet.appPasswords.some((one) => is(one.label) && one.state === 'active'))
    return {
      ...sheet,
      appPasswords: sheet.appPasswords.map((one) => (is(one.label) && one.state === 'active' ? changedOn(one, today) : one)),
    }
  if (!sheet.devices.some((one) => is(one.device))) return null
  const devices = sheet.devices.map((one) => {
    if (!is(one.device)) return one
    const { reauthorize: _, ...rest } = one
    return { ...rest, since: today }
  })
  return { ...sheet, devices }
}
