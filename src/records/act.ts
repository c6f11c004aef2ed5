// What marking an item of a checklist as done changes on its sheet. What is not there any more changes nothing: somebody else did it.

import type { Act } from './checklist.ts'
import type { Rotated, Sheet } from './sheet.ts'
import { nameKey } from './sheet-shape.ts'

export function acted(sheet: Sheet, act: Act, today: string): Sheet {
  switch (act.kind) {
    case 'revoke-app-password':
      return {
        ...sheet,
        appPasswords: sheet.appPasswords.map((one) =>
          nameKey(one.label) === nameKey(act.label) && one.state === 'active' ? { ...one, state: 'revoked', revoked: today } : one,
        ),
      }
    case 'renew-app-password':
      return {
        ...sheet,
        appPasswords: sheet.appPasswords.map((one) => (nameKey(one.label) === nameKey(act.label) ? changedOn(one, today) : one)),
      }
    case 'secret-changed':
      return { ...sheet, secrets: sheet.secrets.map((one) => (nameKey(one.name) === nameKey(act.name) ? changedOn(one, today) : one)) }
    case 'signed-in-again':
      return {
        ...sheet,
        devices: sheet.devices.map((one) => {
          if (nameKey(one.device) !== nameKey(act.device) || one.app !== act.app) return one
          const { reauthorize: _, ...rest } = one
          return { ...rest, since: today }
        }),
      }
    case 'remove-factor':
      return { ...sheet, factors: sheet.factors.filter((one) => nameKey(one.name) !== nameKey(act.name)) }
  }
}

/** The next day is counted from this change; one that was set by hand is over. */
export function changedOn<T extends Rotated>(one: T, today: string): T {
  const { due: _, ...rest } = one
  return { ...rest, changed: today } as T
}
