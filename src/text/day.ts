// A day as people write it: 21 November 2026, 1er avril 2027. What is no full day is left as it is.

type Locale = 'en-GB' | 'fr-FR'

/** Making a formatter takes a hundred times as long as using it. */
const formats = new Map<Locale, Intl.DateTimeFormat>()

function formatOf(locale: Locale): Intl.DateTimeFormat {
  const format = formats.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  formats.set(locale, format)
  return format
}

export function day(iso: string, locale: Locale): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : null
  if (date === null || Number.isNaN(date.getTime())) return iso
  const written = formatOf(locale).format(date)
  return locale === 'fr-FR' ? written.replace(/^1 /, '1er ') : written
}
