// A day as people write it: 21 November 2026, 1er avril 2027. What is no full day is left as it is.

export function day(iso: string, locale: 'en-GB' | 'fr-FR'): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : null
  if (date === null || Number.isNaN(date.getTime())) return iso
  const written = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date)
  return locale === 'fr-FR' ? written.replace(/^1 /, '1er ') : written
}
