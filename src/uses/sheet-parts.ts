// Devices, second factors, secrets and redirections of a sheet, one at a time: put (new or changed) and taken away by name.

import { SesameError } from '../model/errors.ts'
import type { Read } from '../records/shape.ts'
import type { Device, Factor, Redirection, SecretRef, Sheet } from '../records/sheet.ts'
import { deviceKey, nameKey, readDevice, readFactor, readRedirection, readSecretRef } from '../records/sheet-shape.ts'
import { changeSheet } from '../records/shelf.ts'
import { faultError, inRecords, type RecordsRequest } from './records.ts'
import { secretTyped } from './secret-typed.ts'
import { appId, checkedSheet, type SheetView, viewOf } from './sheets.ts'

export interface Parts {
  readonly devices: Device
  readonly factors: Factor
  readonly secrets: SecretRef
  readonly redirections: Redirection
}
export type PartKind = keyof Parts

interface PartSort<T> {
  readonly read: Read<T>
  readonly name: (one: T) => string
  readonly key: 'device' | 'name' | 'to'
}

const PARTS: { readonly [K in PartKind]: PartSort<Parts[K]> } = {
  devices: { read: readDevice, name: deviceKey, key: 'device' },
  factors: { read: readFactor, name: (one) => one.name, key: 'name' },
  secrets: { read: readSecretRef, name: (one) => one.name, key: 'name' },
  redirections: { read: readRedirection, name: (one) => one.to, key: 'to' },
}

export interface PartRequest extends RecordsRequest {
  readonly sheet: string
  readonly part: PartKind
  /** Of the thing; for a device perhaps with its app: `iPhone · apple-mail-ios`. */
  readonly name: string
}

/** `values` are laid over what has the name; an empty text takes a value away. `mustBe`: whether it must be new, or be there. */
export function putPart(
  request: PartRequest & { readonly values: Readonly<Record<string, unknown>>; readonly mustBe?: 'new' | 'there' },
): Promise<SheetView> {
  const { part, name, mustBe } = request
  for (const text of [name, ...Object.values(request.values)])
    if (typeof text === 'string' && secretTyped(text)) throw new SesameError('record-secret', { field: part })
  const values: Record<string, unknown> =
    typeof request.values.app === 'string' ? { ...request.values, app: appId(request.values.app) } : { ...request.values }
  const sort = PARTS[part] as PartSort<Parts[PartKind]>
  return inRecords(request, (records) => {
    const change = (sheet: Sheet): Sheet => {
      const things = sheet[part] as readonly Parts[PartKind][]
      const wanted =
        part === 'devices' && typeof values.app === 'string' && mustBe !== 'there' ? deviceKey({ device: name, app: values.app }) : name
      const at = placeOf(things, sort, wanted, mustBe !== 'new')
      if (mustBe === 'new' && at >= 0) throw new SesameError('record-twice', { sheet: sheet.address, name: wanted })
      if (mustBe === 'there' && at < 0) throw unknownPart(sheet, part, name)
      const before = (things[at] ?? { [sort.key]: name }) as object
      const reading = { faults: [], secret: secretTyped }
      const read = sort.read({ ...before, ...values }, [part, name], reading)
      const [fault] = reading.faults
      if (read === undefined || fault !== undefined) throw faultError(fault ?? { path: [part], why: 'not-map' })
      const next = at < 0 ? [...things, read] : things.with(at, read)
      return checkedSheet({
        ...sheet,
        [part]: next,
        origins: withoutOriginsOf(
          sheet,
          part,
          [before, read].map((one) => sort.name(one as Parts[PartKind])),
        ),
      })
    }
    return viewOf(changeSheet(records, request.sheet, change), records.today)
  })
}

/** Throws `record-unknown`. */
export function dropPart(request: PartRequest): Promise<SheetView> {
  const { part, name } = request
  const sort = PARTS[part] as PartSort<Parts[PartKind]>
  return inRecords(request, (records) => {
    const change = (sheet: Sheet): Sheet => {
      const things = sheet[part] as readonly Parts[PartKind][]
      const at = placeOf(things, sort, name, true)
      const gone = things[at]
      if (gone === undefined) throw unknownPart(sheet, part, name)
      return { ...sheet, [part]: things.toSpliced(at, 1), origins: withoutOriginsOf(sheet, part, [sort.name(gone)]) }
    }
    return viewOf(changeSheet(records, request.sheet, change), records.today)
  })
}

/** By its whole name; else, where `loosely`, by the device's alone when one app only is on it. */
function placeOf(things: readonly Parts[PartKind][], { name, key }: PartSort<Parts[PartKind]>, wanted: string, loosely: boolean): number {
  const exact = things.findIndex((one) => nameKey(name(one)) === nameKey(wanted))
  if (exact >= 0 || !loosely) return exact
  const places = things.flatMap((one, i) =>
    nameKey(String((one as unknown as Record<string, unknown>)[key])) === nameKey(wanted) ? [i] : [],
  )
  return places.length === 1 ? places[0]! : -1
}

function unknownPart(sheet: Sheet, part: PartKind | 'appPasswords', name: string): SesameError {
  return new SesameError('record-unknown', { sheet: sheet.address, kind: part, name })
}

function withoutOriginsOf(sheet: Sheet, part: PartKind, names: readonly string[]): Sheet['origins'] {
  return Object.fromEntries(Object.entries(sheet.origins).filter(([key]) => !names.some((name) => key === `${part}/${name}`)))
}
