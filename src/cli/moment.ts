// A moment in the person's own time: 22 Nov 2026, 08:05. What is no moment is left as it is.

export function moment(locale: string, iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date)
}
