// A day as people type it: 2024-05-01, or 2024-05 and 2024 for the first day of each.

import { SesameError } from '../model/errors.ts'
import { type OptionValues, stringOption } from './spec.ts'

/** An ISO day; undefined when it was not given. Throws `option-invalid` for what is on no calendar. */
export function dayOption(options: OptionValues, name: string): string | undefined {
  const text = stringOption(options, name)
  if (text === undefined) return undefined
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text.trim()) ?? []
  const iso = `${year}-${month}-${day}`
  const date = new Date(`${iso}T00:00:00Z`)
  if (year === undefined || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(iso))
    throw new SesameError('option-invalid', { option: `--${name}`, value: text, allowed: '2024-05-01, 2024-05, 2024' })
  return iso
}
