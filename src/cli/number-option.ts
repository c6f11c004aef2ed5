// A number given as an option, within bounds, or the default.

import { SesameError } from '../model/errors.ts'
import { type OptionValues, stringOption } from './spec.ts'

export function numberOption(options: OptionValues, name: string, normal: number, min: number, max: number): number {
  const text = stringOption(options, name)
  if (text === undefined) return normal
  const value = Number(text.replace(',', '.'))
  if (text.trim() === '' || !Number.isFinite(value) || value < min || value > max)
    throw new SesameError('option-invalid', { option: `--${name}`, value: text, allowed: `${min} - ${max}` })
  return value
}
