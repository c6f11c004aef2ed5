// A size or a speed as people type it: 25M, 25 MB, 1,5 Go, 500K/s. Decimal, as providers write their limits.

import { SesameError } from '../model/errors.ts'
import { type OptionValues, stringOption } from './spec.ts'

const FORM = /^\s*(\d+(?:[.,]\d+)?)\s*([kmgt]?)(i?)(?:b|o|bytes|octets)?(\/s)?\s*$/i
const POWER: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4 }

/** Bytes, at least one; undefined when it was not given. Throws `option-invalid`. */
export function sizeOption(options: OptionValues, name: string): number | undefined {
  const text = stringOption(options, name)
  if (text === undefined) return undefined
  const [, digits = '', unit = '', binary] = FORM.exec(text) ?? []
  const bytes = Math.round(Number(digits.replace(',', '.')) * (binary ? 1024 : 1000) ** (POWER[unit.toLowerCase()] ?? 0))
  if (digits === '' || !Number.isSafeInteger(bytes) || bytes < 1)
    throw new SesameError('option-invalid', { option: `--${name}`, value: text, allowed: '500K, 25M, 1.5G' })
  return bytes
}
