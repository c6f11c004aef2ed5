// A lost device, shut out of every mailbox in one run: all that it could open becomes a checklist, which is resumed when it was interrupted.

import { SesameError } from '../model/errors.ts'
import { fold } from '../model/fold.ts'
import type { Lang } from '../model/lang.ts'
import type { ChecklistItem, KeptChecklist } from '../records/checklist.ts'
import type { Sheet } from '../records/sheet.ts'
import { nameKey } from '../records/sheet-shape.ts'
import { kept, keptChecklist, openChecklist, openSheet, type Shelf, writeChecklist, writeSheet } from '../records/shelf.ts'
import { findChecklists, getChecklist } from '../store/checklists.ts'
import { everySheet } from '../store/sheets.ts'
import { whole } from '../store/whole.ts'
import { textIn } from '../text/index.ts'
import { clientOf } from './before-password-change.ts'
import { listOf, templateItems, templateNamed } from './checklists.ts'
import { inRecords, type RecordsRequest } from './records.ts'
import { secretTyped } from './secret-typed.ts'
import { providerOf } from './sheet-advice.ts'

export interface LostDevice {
  readonly device: string
  /** Addresses of the sheets that know it. */
  readonly sheets: readonly string[]
  readonly checklist: KeptChecklist
  /** True when the list was there already, unfinished. */
  readonly resumed: boolean
  /** False: it held no main password, so none has to be changed. */
  readonly passwordChange: boolean
}

const TEMPLATE = 'lost-device'

/** `sheet`: only this one. Throws `device-unknown`, `sheet-unknown`. */
export function lostDevice(
  request: RecordsRequest & {
    readonly device: string
    readonly sheet?: string | undefined
    readonly lang: Lang
    readonly owner?: string | undefined
  },
): Promise<LostDevice> {
  if (secretTyped(request.device)) throw new SesameError('record-secret', { field: 'device' })
  return inRecords(request, (records) =>
    whole(records.db, () => {
      const wanted = nameKey(request.device)
      const found = sheetsWith(records, wanted, request.sheet)
      const [first] = found
      const unfinished = findChecklists(records.db, { openOnly: true, template: TEMPLATE }).find(
        (one) => one.about !== null && nameKey(one.about) === wanted,
      )
      if (first === undefined && unfinished === undefined) throw unknownDevice(records, request.device, request.sheet)
      const device = unfinished?.about ?? spelling(first!.sheet, wanted) ?? request.device
      for (const one of found) writeSheet(records, one, asLost(one.sheet, wanted), 'changed')
      const resumed = unfinished === undefined ? null : keptChecklist(getChecklist(records.db, unfinished.id)!)
      const items = [
        ...found.flatMap(({ sheet }) => itemsOf(sheet, wanted, request.lang)),
        ...(resumed === null ? templateItems(templateNamed(TEMPLATE), request.lang, records.today, device) : []),
      ]
      const checklist = resumed === null ? begun(records, request, device, items) : completed(records, resumed, items)
      const hasPassword = checklist.checklist.items.some((item) => item.id.startsWith('password-'))
      return { device, sheets: found.map((one) => one.sheet.address), checklist, resumed: resumed !== null, passwordChange: hasPassword }
    }),
  )
}

function begun(
  records: Shelf,
  { lang, owner }: { readonly lang: Lang; readonly owner?: string | undefined },
  device: string,
  items: readonly ChecklistItem[],
) {
  const title = textIn(lang).records.lost.title(device)
  return writeChecklist(
    records,
    null,
    listOf(records, { id: TEMPLATE, title, items }, { about: device, owner, due: records.now.slice(0, 10) }),
  )
}

/** What a sheet has since learned of the device comes in; what was marked stays marked. */
function completed(records: Shelf, before: KeptChecklist, items: readonly ChecklistItem[]): KeptChecklist {
  const known = new Set(before.checklist.items.map((item) => item.id))
  const missing = items.filter((item) => !known.has(item.id))
  return writeChecklist(records, before, { ...before.checklist, items: [...missing, ...before.checklist.items] })
}

function sheetsWith({ db }: Shelf, wanted: string, only: string | undefined) {
  if (only !== undefined) return [openSheet(db, only)].filter(({ sheet }) => knows(sheet, wanted))
  const words = fold(wanted).split(' ').filter(Boolean).slice(0, 12)
  return [...everySheet(db, words)].map(kept).filter(({ sheet }) => knows(sheet, wanted))
}

const knows = (sheet: Sheet, wanted: string): boolean => spelling(sheet, wanted) !== undefined

function spelling(sheet: Sheet, wanted: string): string | undefined {
  const names = [
    ...sheet.devices.map((one) => one.device),
    ...sheet.appPasswords.flatMap((one) => (one.state === 'active' ? [one.device] : [])),
  ]
  return names.find((name) => nameKey(name) === wanted)
}

/** Devices that share a word with it, to help who mistyped. */
function unknownDevice({ db }: Shelf, device: string, only: string | undefined): SesameError {
  const words = fold(device)
    .split(' ')
    .filter((word) => word.length > 2)
  const near = new Set<string>()
  for (const word of words)
    for (const stored of everySheet(db, [word])) {
      for (const one of kept(stored).sheet.devices) if (fold(one.device).includes(word)) near.add(one.device)
      if (near.size >= 3) break
    }
  if (only !== undefined) openSheet(db, only)
  return new SesameError('device-unknown', { name: device, near: [...near].slice(0, 3).join(', ') })
}

function asLost(sheet: Sheet, wanted: string): Sheet {
  return {
    ...sheet,
    devices: sheet.devices.map((one) => (nameKey(one.device) === wanted && one.state === 'in-use' ? { ...one, state: 'lost' } : one)),
  }
}

/** What the device could open of this mailbox, the quickest and surest first. Ids stay the same when the list is made again. */
function itemsOf(sheet: Sheet, wanted: string, lang: Lang): readonly ChecklistItem[] {
  const { lost } = textIn(lang).records
  const provider = providerOf(sheet)
  const { address } = sheet
  const here = sheet.devices.filter((one) => nameKey(one.device) === wanted)
  const items: ChecklistItem[] = sheet.appPasswords
    .filter((one) => one.state === 'active' && nameKey(one.device) === wanted)
    .map((one) => ({
      ...{ id: `revoke-${slug(one.label)}-${slug(address)}`, text: lost.revoke(one.label, address), state: 'open' },
      ...{
        ...(provider?.appPassword?.url !== undefined && { url: provider.appPassword.url }),
        ...(provider?.appPassword && { why: provider.appPassword.path[lang] }),
      },
      act: { kind: 'revoke-app-password', sheet: address, label: one.label },
    }))
  // One that nobody wrote down opens the mailbox all the same.
  if (items.length === 0 && here.some((one) => one.signIn === 'app-password'))
    items.push({
      ...{ id: `revoke-${slug(here[0]!.device)}-${slug(address)}`, text: lost.revokeUnlisted(here[0]!.device, address), state: 'open' },
      ...(provider?.appPassword?.url !== undefined && { url: provider.appPassword.url }),
      ...(provider?.appPassword && { why: provider.appPassword.path[lang] }),
    })
  for (const one of here.filter((device) => device.signIn === 'oauth')) {
    const app = clientOf(one.app)?.name[lang] ?? one.app ?? one.device
    const url = provider?.oauth?.revoke ?? provider?.webmail
    items.push({
      id: `sign-out-${slug(app)}-${slug(address)}`,
      text: lost.signOut(app, address),
      ...(url !== undefined && { url }),
      state: 'open',
    })
  }
  if (here.some((one) => one.state !== 'retired' && (one.signIn === 'password' || one.signIn === 'unknown'))) {
    const passwords = sheet.secrets.filter((one) => one.kind === 'password')
    items.push({
      ...{ id: `password-${slug(address)}`, text: lost.changePassword(address), state: 'open' },
      ...{ why: provider?.passwordReset?.[lang] ?? lost.changePasswordWhy, command: `sesame sheet before-password-change ${address}` },
      ...(passwords.length === 1 && { act: { kind: 'secret-changed', sheet: address, name: passwords[0]!.name } }),
    })
  }
  for (const factor of sheet.factors.filter((one) =>
    [one.where, one.name].some((name) => name !== undefined && nameKey(name).includes(wanted)),
  ))
    items.push({
      ...{ id: `factor-${slug(factor.name)}-${slug(address)}`, text: lost.factor(factor.name, address), state: 'open' },
      ...(factor.spareCodes !== undefined && { why: lost.factorSpare(factor.spareCodes) }),
      act: { kind: 'remove-factor', sheet: address, name: factor.name },
    })
  return items
}

const slug = (text: string) =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')

/** Throws `checklist-unknown`. */
export const lostDeviceReport = (request: RecordsRequest & { readonly id: string }): Promise<KeptChecklist> =>
  inRecords(request, ({ db }) => openChecklist(db, request.id))
