// Passwords of characters: every class in each, nothing that looks like something else, nothing that a device's panel or a mail app refuses.

import { Secret } from '../../model/secret.ts'
import { below, type RandomBytes, systemRandom } from './random.ts'

export interface PasswordRequest {
  readonly length: number
  /** Letters and digits only. */
  readonly plain?: boolean
  /** Also 0 O 1 l I, which people take for each other. */
  readonly lookAlikes?: boolean
}

export interface Generated {
  readonly secret: Secret
  /** Of choice: how many of them are equally likely, as a power of two. Never rounded up. */
  readonly bits: number
}

export const PASSWORD_LENGTH = { least: 12, usual: 20, most: 128 } as const

const LETTERS = 'abcdefghijkmnpqrstuvwxyz'
const CAPITALS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const DIGITS = '23456789'
/** Without quotes, backslash, blanks, `$ & % # @ : / ; < >` and letters of one language: panels, addresses, shells and sheets change or refuse those. */
const SYMBOLS = '-_.+=*?!'

export function generatePassword(request: PasswordRequest, random: RandomBytes = systemRandom): Generated {
  const classes = classesOf(request)
  const all = classes.join('')
  // A symbol in front is taken for an option by programs, or for a formula by sheets.
  const first = [...all].filter((char) => !SYMBOLS.includes(char))
  for (;;) {
    const chars = Array.from({ length: request.length }, (_, i) => (i === 0 ? first : all)[below((i === 0 ? first : all).length, random)]!)
    // Drawn anew as a whole: mending one place would make some passwords likelier than others.
    if (classes.every((c) => chars.some((char) => c.includes(char))))
      return { secret: new Secret(chars.join('')), bits: bitsOf(classes, request.length) }
  }
}

function classesOf({ plain, lookAlikes }: PasswordRequest): string[] {
  const letters = lookAlikes ? [`${LETTERS}lo`, `${CAPITALS}IO`, `${DIGITS}01`] : [LETTERS, CAPITALS, DIGITS]
  return plain ? letters : [...letters, SYMBOLS]
}

/** By inclusion and exclusion over the classes that could be missing. */
function bitsOf(classes: readonly string[], length: number): number {
  let share = 0
  const size = (chosen: readonly string[]) => chosen.reduce((n, c) => n + c.length, 0)
  const total = size(classes)
  const front = size(classes.filter((c) => c !== SYMBOLS))
  for (let missing = 0; missing < 2 ** classes.length; missing++) {
    const left = classes.filter((_, i) => (missing & (1 << i)) === 0)
    const sign = (classes.length - left.length) % 2 === 0 ? 1 : -1
    share += sign * (size(left.filter((c) => c !== SYMBOLS)) / front) * (size(left) / total) ** (length - 1)
  }
  return Math.floor((Math.log2(front) + (length - 1) * Math.log2(total) + Math.log2(share)) * 10) / 10
}
