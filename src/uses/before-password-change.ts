// Before the main password of a mailbox is changed: all that will stop, in which order to mend it, and a checklist to walk through.

import { loadKnowledge } from '../knowledge/load.ts'
import { clientById, clientByName } from '../knowledge/lookup.ts'
import type { Client } from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'
import type { ChecklistItem, KeptChecklist } from '../records/checklist.ts'
import { type PasswordChange, passwordChange, type StoppedDevice } from '../records/password-change.ts'
import type { Device, Sheet } from '../records/sheet.ts'
import { nameKey } from '../records/sheet-shape.ts'
import { openSheet, writeChecklist } from '../records/shelf.ts'
import { whole } from '../store/whole.ts'
import { textIn } from '../text/index.ts'
import { listOf, templateItems, templateNamed } from './checklists.ts'
import { inRecords, type RecordsRequest } from './records.ts'
import { providerOf } from './sheet-advice.ts'
import { type SheetView, viewOf } from './sheets.ts'

export interface BeforePasswordChange extends PasswordChange {
  readonly view: SheetView
  /** Where new app passwords are made. */
  readonly appPasswordPage: { readonly url: string | null; readonly path: string } | null
  /** Null: none was asked for. */
  readonly checklist: KeptChecklist | null
}

export interface BeforePasswordChangeRequest extends RecordsRequest {
  readonly name: string
  readonly lang: Lang
  readonly checklist?: boolean
  readonly owner?: string | undefined
  readonly due?: string | undefined
}

/** Throws `sheet-unknown`. */
export function beforePasswordChange(request: BeforePasswordChangeRequest): Promise<BeforePasswordChange> {
  return inRecords(request, (records) => {
    const kept = openSheet(records.db, request.name)
    const provider = providerOf(kept.sheet)
    const change = passwordChange(kept.sheet, provider, clientOf)
    const page = provider?.appPassword
    const made = () => {
      const spec = templateNamed('before-password-change')
      const items = [
        ...templateItems(spec, request.lang, records.today, kept.sheet.address),
        ...generated(kept.sheet, change, request.lang, page?.url),
      ]
      const marked = items.map((item) => (item.id === 'change' ? withMainSecret(item, kept.sheet) : item))
      const parts = { id: spec.id, title: textIn(request.lang).records.passwordChange.title(kept.sheet.address), items: marked }
      return whole(records.db, () =>
        writeChecklist(records, null, listOf(records, parts, { about: kept.sheet.address, owner: request.owner, due: request.due })),
      )
    }
    return {
      ...change,
      view: viewOf(kept, records.today),
      appPasswordPage: page === undefined ? null : { url: page.url ?? null, path: page.path[request.lang] },
      checklist: request.checklist === true ? made() : null,
    }
  })
}

export function clientOf(app: string | undefined): Client | undefined {
  if (app === undefined) return undefined
  const knowledge = loadKnowledge()
  return clientById(knowledge, app) ?? clientByName(knowledge, app)?.client
}

/** `iPhone de Marie (Mail)`. */
export function deviceName({ device, app }: Pick<Device, 'device' | 'app'>, lang: Lang): string {
  const name = clientOf(app)?.name[lang] ?? app
  return name === undefined || nameKey(name) === nameKey(device) ? device : `${device} (${name})`
}

function generated(sheet: Sheet, { devices, dying }: PasswordChange, lang: Lang, url: string | undefined): readonly ChecklistItem[] {
  const { item } = textIn(lang).records.passwordChange
  const stopped = devices.filter((one) => one.stops !== 'no')
  const items = stopped.map(
    ({ device, mend }): Omit<ChecklistItem, 'id'> => ({
      ...{
        text: item[mend](deviceName(device, lang), sheet.address),
        state: 'open',
        ...(mend === 'new-app-password' && url !== undefined && { url }),
      },
      ...actOf(sheet, device, mend),
    }),
  )
  // Those that are registered for a device that is not on the sheet die too.
  const others = dying.filter((one) => !stopped.some(({ device }) => nameKey(device.device) === nameKey(one.device)))
  const renewals = others.map(
    ({ label, device }): Omit<ChecklistItem, 'id'> => ({
      ...{ text: item['new-app-password'](device, sheet.address), state: 'open', ...(url !== undefined && { url }) },
      act: { kind: 'renew-app-password', sheet: sheet.address, label },
    }),
  )
  return [...items, ...renewals].map((one, i) => ({ id: String(i + 1), ...one }))
}

function actOf(sheet: Sheet, device: Device, mend: StoppedDevice['mend']): Pick<ChecklistItem, 'act'> {
  const own = sheet.appPasswords.find(
    (one) => one.state === 'active' && nameKey(one.device) === nameKey(device.device) && (one.app ?? device.app) === device.app,
  )
  if (mend === 'new-app-password' && own !== undefined)
    return { act: { kind: 'renew-app-password', sheet: sheet.address, label: own.label } }
  if (mend === 'look') return {}
  return {
    act: { kind: 'signed-in-again', sheet: sheet.address, device: device.device, ...(device.app !== undefined && { app: device.app }) },
  }
}

/** The password that is changed, where the sheet has exactly one. */
function withMainSecret(item: ChecklistItem, sheet: Sheet): ChecklistItem {
  const passwords = sheet.secrets.filter((one) => one.kind === 'password')
  return passwords.length === 1 ? { ...item, act: { kind: 'secret-changed', sheet: sheet.address, name: passwords[0]!.name } } : item
}
