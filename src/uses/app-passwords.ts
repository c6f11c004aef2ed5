// The register of app passwords: which device or app has one, since when, where it is revoked. The passwords themselves are in the vault or nowhere.

import { SesameError } from '../model/errors.ts'
import type { Localized } from '../model/lang.ts'
import type { AppPasswordRef, Sheet } from '../records/sheet.ts'
import { nameKey, readAppPassword } from '../records/sheet-shape.ts'
import { changeSheet, openSheet } from '../records/shelf.ts'
import { faultError, inRecords, type RecordsRequest } from './records.ts'
import { secretTyped } from './secret-typed.ts'
import { activeAppPasswords, providerOf } from './sheet-advice.ts'
import { appId, checkedSheet, type SheetView, viewOf } from './sheets.ts'

export interface AppPasswordList {
  readonly address: string
  readonly providerName: string | null
  readonly appPasswords: readonly AppPasswordRef[]
  readonly active: number
  /** What the provider calls them, where they are made and revoked, and how many there may be. */
  readonly provider: {
    readonly name: Localized
    readonly path: Localized
    readonly url: string | null
    readonly max: number | null
    readonly killedBy: readonly string[]
    readonly uselessForMail: boolean
  } | null
}

export interface NewAppPassword extends RecordsRequest {
  readonly sheet: string
  readonly label: string
  /** The label when absent. */
  readonly device?: string | undefined
  readonly app?: string | undefined
  /** Today when absent. */
  readonly made?: string | undefined
  readonly vault?: string | undefined
  readonly every?: number | undefined
  readonly note?: string | undefined
  /** The one that the device or app has is marked as revoked. */
  readonly replace?: boolean
}

/** Throws `record-twice` for a label in use, `app-password-there` when the device or app has one already. */
export function addAppPassword(request: NewAppPassword): Promise<SheetView> {
  return inRecords(request, (records) => {
    const { label, device = label, app, made = records.today, vault, every, note, replace = false } = request
    const reading = { faults: [], secret: secretTyped }
    const app0 = app === undefined ? undefined : appId(app)
    const one = readAppPassword({ label, device, app: app0, made, vault, every, note, state: 'active' }, ['appPasswords'], reading)
    const [fault] = reading.faults
    if (one === undefined || fault !== undefined) throw faultError(fault ?? { path: ['appPasswords'], why: 'not-map' })
    const change = (sheet: Sheet): Sheet => {
      const active = activeAppPasswords(sheet)
      const there = active.find((other) => nameKey(other.device) === nameKey(one.device) && (other.app ?? '') === (one.app ?? ''))
      if (there !== undefined && !replace)
        throw new SesameError('app-password-there', { sheet: sheet.address, device: one.device, label: there.label })
      const kept = sheet.appPasswords.map((other) => (other === there ? revoked(other, records.today) : other))
      if (kept.some((other) => nameKey(other.label) === nameKey(one.label) && other.state === 'active'))
        throw new SesameError('record-twice', { sheet: sheet.address, name: one.label })
      // A revoked one gives its label back, and keeps its own with its day behind.
      const renamed = kept.map((other) =>
        nameKey(other.label) === nameKey(one.label) ? { ...other, label: freeLabel(kept, other) } : other,
      )
      const known = sheet.devices.some((other) => nameKey(other.device) === nameKey(one.device))
      const devices = known
        ? sheet.devices
        : [
            ...sheet.devices,
            { device: one.device, ...(one.app !== undefined && { app: one.app }), signIn: 'app-password', state: 'in-use' } as const,
          ]
      return checkedSheet({ ...sheet, devices, appPasswords: [...renamed, one] })
    }
    return viewOf(changeSheet(records, request.sheet, change), records.today)
  })
}

function freeLabel(all: readonly AppPasswordRef[], one: AppPasswordRef): string {
  const base = `${one.label} (${one.revoked ?? '?'})`
  const taken = (name: string) => all.some((other) => nameKey(other.label) === nameKey(name))
  let name = base
  for (let n = 2; taken(name); n++) name = `${base} ${n}`
  return name
}

export const revoked = (one: AppPasswordRef, day: string): AppPasswordRef => ({ ...one, state: 'revoked', revoked: day })

/** Marks it; where it is really revoked is in the answer. Throws `record-unknown`. */
export function revokeAppPassword(request: RecordsRequest & { readonly sheet: string; readonly label: string }): Promise<AppPasswordList> {
  return inRecords(request, (records) => {
    const change = (sheet: Sheet): Sheet => {
      const active = activeAppPasswords(sheet)
      const exact = active.filter((one) => nameKey(one.label) === nameKey(request.label))
      const found = exact.length > 0 ? exact : active.filter((one) => nameKey(one.device) === nameKey(request.label))
      if (found.length !== 1) throw new SesameError('record-unknown', { sheet: sheet.address, kind: 'appPasswords', name: request.label })
      return { ...sheet, appPasswords: sheet.appPasswords.map((one) => (one === found[0] ? revoked(one, records.today) : one)) }
    }
    return listOf(changeSheet(records, request.sheet, change).sheet)
  })
}

export const listAppPasswords = (request: RecordsRequest & { readonly sheet: string }): Promise<AppPasswordList> =>
  inRecords(request, ({ db }) => listOf(openSheet(db, request.sheet).sheet))

function listOf(sheet: Sheet): AppPasswordList {
  const provider = providerOf(sheet)
  const of = provider?.appPassword
  return {
    address: sheet.address,
    providerName: provider?.name ?? sheet.provider ?? null,
    appPasswords: sheet.appPasswords,
    active: activeAppPasswords(sheet).length,
    provider:
      of === undefined
        ? null
        : {
            name: of.name,
            path: of.path,
            url: of.url ?? null,
            max: of.max ?? null,
            killedBy: of.killedBy,
            uselessForMail: of.uselessForMail === true,
          },
  }
}
