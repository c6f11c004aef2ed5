// A date of the knowledge as people write it, however exactly it is known: 1 April 2027, April 2027, 2027.

import { day } from './day.ts'

export function when(date: string, locale: 'en-GB' | 'fr-FR'): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(date)) return day(date, locale)
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}-01T00:00:00Z`))
}

/** True for a whole day, which takes another preposition than a month or a year. */
export const isDay = (date: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(date)
