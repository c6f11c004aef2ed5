// What a sheet lacks or risks, as codes with arguments: one app password on two devices, the provider's limit near, nobody else who could administer it.

import { loadKnowledge } from '../knowledge/load.ts'
import { providerBySlug } from '../knowledge/lookup.ts'
import type { Provider } from '../model/knowledge.ts'
import type { SheetAdvice } from '../model/sheet-advice.ts'
import { daysUntil, duesOf } from '../records/due.ts'
import type { AppPasswordRef, Sheet } from '../records/sheet.ts'
import { nameKey } from '../records/sheet-shape.ts'

/** Warned this many before the provider's limit. */
const NEAR_LIMIT = 3

export function providerOf(sheet: Sheet): Provider | undefined {
  return sheet.provider === undefined ? undefined : providerBySlug(loadKnowledge(), sheet.provider)
}

/** Most pressing first. */
export function adviceOn(sheet: Sheet, today: string): readonly SheetAdvice[] {
  const provider = providerOf(sheet)
  const active = activeAppPasswords(sheet)
  const advice: SheetAdvice[] = duesOf(sheet)
    .filter(({ date }) => date < today)
    .map(({ name, date }) => ({ code: 'overdue', name, days: -daysUntil(today, date) }))
  for (const device of new Set(sheet.devices.filter((one) => one.state === 'lost').map((one) => one.device)))
    if (active.some((one) => nameKey(one.device) === nameKey(device))) advice.push({ code: 'lost-device', device })
  const max = provider?.appPassword?.max
  if (max !== undefined && active.length > max - NEAR_LIMIT) advice.push({ code: 'app-password-limit', count: active.length, max })
  advice.push(...shared(active))
  if (provider?.appPassword?.uselessForMail === true && active.length > 0)
    advice.push({ code: 'app-password-useless', provider: provider.name })
  if (sheet.owners.length === 0) advice.push({ code: 'no-owner' })
  if (sheet.kind === 'work' && sheet.secondAdmin === undefined) advice.push({ code: 'no-second-admin' })
  if (provider?.appPassword?.needsTwoFactor === true && active.length > 0 && sheet.factors.length === 0)
    advice.push({ code: 'no-factor', name: provider.appPassword.name })
  if (sheet.factors.length > 0 && sheet.factors.every((one) => one.spareCodes === undefined)) advice.push({ code: 'no-spare-codes' })
  return advice
}

export const activeAppPasswords = (sheet: Sheet): readonly AppPasswordRef[] => sheet.appPasswords.filter((one) => one.state === 'active')

/** One a device or app: two for the same one are one too many, and mostly a forgotten one. */
function shared(active: readonly AppPasswordRef[]): readonly SheetAdvice[] {
  const groups = new Map<string, AppPasswordRef[]>()
  for (const one of active) {
    const key = `${nameKey(one.device)}\n${one.app ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({
      code: 'app-password-shared',
      device: group[0]!.device,
      app: group[0]!.app ?? null,
      labels: group.map((one) => one.label),
    }))
}
