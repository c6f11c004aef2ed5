// What happens to a message between the screen and us: slips of the finger, letters confused by a screenshot, broken lines, buttons and a second column around it.

export type Random = () => number

/** The same numbers on every machine and day. */
export function randomFrom(seed: number): Random {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

const one = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!

/** Each letter is dropped, doubled or changed with this probability. */
export function slips(text: string, random: Random, rate: number): string {
  return [...text]
    .map((letter) => {
      if (!/\p{L}/u.test(letter) || random() > rate) return letter
      return one(random, ['', letter + letter, one(random, [...'aeinrst'])])
    })
    .join('')
}

/** A fifth of the letters that look alike are confused, accents go, a space is lost or a stray sign stands in it. */
export function screenshot(text: string, random: Random): string {
  const confuse = (from: RegExp, to: string[], rate: number) => (s: string) =>
    s.replace(from, (c) => (random() < rate ? one(random, to) : c))
  return [
    confuse(/rn/g, ['m'], 0.6),
    confuse(/m/g, ['rn'], 0.15),
    confuse(/[oO]/g, ['0'], 0.2),
    confuse(/[lI]/g, ['1', 'l', 'I', '|'], 0.2),
    confuse(/[éèê]/g, ['e', '?'], 0.4),
    confuse(/s/g, ['5'], 0.04),
    confuse(/ /g, ['', ' · ', ' ~ '], 0.05),
  ].reduce((s, step) => step(s), text)
}

/** Lines end anywhere, long words are parted by a hyphen. */
export function broken(text: string, random: Random): string {
  return text
    .replace(/ /g, () => (random() < 0.3 ? '\n' : ' '))
    .replace(/(\p{L}{4})(\p{L}{3})/gu, (all, first, second) => (random() < 0.08 ? `${first}-\n${second}` : all))
}

const BUTTONS = [
  'Annuler',
  'OK',
  'Réessayer',
  'Détails',
  'Cancel',
  'Retry',
  'Settings',
  'Abbrechen',
  'Aceptar',
  'Annulla',
  'Close',
  '20:14',
  '100 %',
]
const BESIDE = [
  'Boîte de réception 12',
  'Brouillons',
  'Sent Items',
  'Search mail',
  'Posteingang',
  'Entwürfe',
  'Calendar  Contacts',
  'Bandeja de entrada',
]

export function amongButtons(text: string, random: Random): string {
  const some = (n: number) => Array.from({ length: n }, () => one(random, BUTTONS))
  return [...some(2), text, ...some(3)].join('\n')
}

/** A list of folders stands left of it, and the reader goes line by line across both. */
export function besideColumn(text: string, random: Random): string {
  const words = text.split(' ')
  const lines = Array.from({ length: Math.ceil(words.length / 5) }, (_, i) => words.slice(i * 5, i * 5 + 5).join(' '))
  return lines.map((line) => `${one(random, BESIDE)}    ${line}`).join('\n')
}
