// Every text in two languages becomes the text of one: what `--json` writes is in the language of `--lang`.

import type { Lang, Localized } from '../model/lang.ts'

/** The same shape, with a string wherever both languages stood. */
export type Told<T> = T extends Localized ? string : T extends object ? { [K in keyof T]: Told<T[K]> } : T

export function localize<T>(value: T, lang: Lang): Told<T> {
  return told(value, lang) as Told<T>
}

function told(value: unknown, lang: Lang): unknown {
  if (Array.isArray(value)) return value.map((one) => told(one, lang))
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.keys(value)
  if (keys.length === 2 && 'en' in value && 'fr' in value) return (value as Localized)[lang]
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, told(one, lang)]))
}
