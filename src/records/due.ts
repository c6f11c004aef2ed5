// What is due on a sheet: secrets to change, app passwords to make anew, sign-ins to repeat. Pure: the day is given.

import { daysBetween } from '../model/date.ts'
import type { Rotated, Sheet } from './sheet.ts'

export interface SheetDue {
  readonly kind: 'secret' | 'app-password' | 'sign-in'
  /** What `sesame due --done ADDRESS NAME` takes. */
  readonly name: string
  readonly date: string
}

/** Days of everything on the sheet that has one, earliest first. */
export function duesOf(sheet: Sheet): readonly SheetDue[] {
  const dues: SheetDue[] = []
  for (const one of sheet.secrets) push(dues, 'secret', one.name, dueDay(one, sheet.rotation))
  for (const one of sheet.appPasswords) if (one.state === 'active') push(dues, 'app-password', one.label, dueDay(one, sheet.rotation))
  for (const one of sheet.devices) if (one.state === 'in-use') push(dues, 'sign-in', one.device, one.reauthorize ?? null)
  return dues.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.name < b.name ? -1 : 1))
}

function push(dues: SheetDue[], kind: SheetDue['kind'], name: string, date: string | null): void {
  if (date !== null) dues.push({ kind, name, date })
}

/** Null: never, or nobody knows since when it is in use. */
export function dueDay(one: Rotated, rotation: number): string | null {
  if (one.due !== undefined) return one.due
  const since = one.changed ?? one.made
  const months = one.every ?? rotation
  return since === undefined || months === 0 ? null : monthsLater(since, months)
}

/** The same day of a later month; its last day where it has no such day. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(date, last))
  return first.toISOString().slice(0, 10)
}

export const daysUntil = (today: string, date: string): number => daysBetween(today, date)
