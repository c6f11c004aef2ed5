// Amounts as people read them, in both languages: bytes, counts, times, speeds. Decimal, as providers write their limits.

import type { Lang } from '../model/lang.ts'

const UNITS = {
  en: ['bytes', 'KB', 'MB', 'GB', 'TB'],
  fr: ['octets', 'Ko', 'Mo', 'Go', 'To'],
} as const
const NBSP = '\u00a0'

/** Three digits at most: 812 KB, 1.2 MB, 35 MB. */
export function bytesIn(lang: Lang, bytes: number): string {
  let value = Math.max(0, bytes)
  let unit = 0
  while (value >= 999.5 && unit < 4) {
    value /= 1000
    unit++
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0
  const one = unit === 0 && Math.round(value) === 1
  const name = one ? (lang === 'fr' ? 'octet' : 'byte') : UNITS[lang][unit]
  return `${numberIn(lang, value, digits)}${NBSP}${name}`
}

export function numberIn(lang: Lang, value: number, digits = 0): string {
  return new Intl.NumberFormat(lang === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: digits }).format(value)
}

/** The two largest parts of a time: 0.4 s, 45 s, 2 min 10 s, 1 h 05 min, 2 d 4 h. */
export function spanIn(lang: Lang, ms: number): string {
  if (ms < 9_950) return `${numberIn(lang, Math.max(0, ms) / 1000, 1)}${NBSP}s`
  const seconds = Math.round(ms / 1000)
  const day = lang === 'fr' ? 'j' : 'd'
  const [d, h, m, s] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
  const parts = (a: number, unit: string, b: number, rest: string) =>
    b === 0 ? `${a}${NBSP}${unit}` : `${a}${NBSP}${unit} ${rest === 'h' ? b : String(b).padStart(2, '0')}${NBSP}${rest}`
  if (d > 0) return parts(d, day, h, 'h')
  if (h > 0) return parts(h, 'h', m, 'min')
  if (m > 0) return parts(m, 'min', s, 's')
  return `${s}${NBSP}s`
}
