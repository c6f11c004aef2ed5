// Recovery addresses and telephone numbers are kept so that they are recognised, not so that they can be used.

const DOTS = '•••'

/** `p•••@gmail.com`; what is masked already stays. */
export function maskEmail(text: string): string {
  const trimmed = text.trim()
  const at = trimmed.lastIndexOf('@')
  if (at < 1 || /[•*…]/.test(trimmed)) return trimmed
  return `${[...trimmed][0]}${DOTS}${trimmed.slice(at)}`
}

/** `+33 ••• 42`: the country when it is written, and the last two digits. */
export function maskPhone(text: string): string {
  const trimmed = text.trim()
  const digits = trimmed.replace(/\D/g, '')
  if (digits.length < 5 || /[•*…xX]/.test(trimmed)) return trimmed
  const country = /^\+\d{1,3}(?=[ .(-])/.exec(trimmed)?.[0]
  return `${country === undefined ? '' : `${country} `}${DOTS} ${digits.slice(-2)}`
}
