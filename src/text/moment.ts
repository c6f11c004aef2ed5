// A moment as people write it, in the time of this machine: 22 November 2026 at 08:13.

/** ISO date and time. */
export type Moment = string

export function moment(at: Moment, locale: 'en-GB' | 'fr-FR'): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? at : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(date)
}
