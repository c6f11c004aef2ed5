// Error numbers that settle which dialog it is: `0x800CCC0E`, `-16997`, `016-764`, `#801`, in the folded text that a person typed or a screenshot gave.

import type { Message } from '../../model/knowledge.ts'

export interface CodeMatch {
  readonly message: Message
  readonly code: string
}

/** What the general app shows, the finer one shows too. */
export function isOf(apps: readonly string[], message: Message): boolean {
  return apps.some((app) => message.clients.includes(app))
}

/** The letters that a screenshot makes of the digits of a code: `Ox800CCCOD`, `0xB00CCC1A`. */
const CODE_AS_SEEN = /\b[0oq]x[0-9a-foils]{8}\b/g
const EIGHT_AS_SEEN = /\b0xb(?=00)/g
const DIGITS: Readonly<Record<string, string>> = { o: '0', q: '0', i: '1', l: '1', s: '5' }
/** A number alone may be anything: it is a code where the word error stands before it. */
const ERROR_BEFORE =
  /(erreur|error|err|fehler|fehlercode|errore|codigo|code|codice)\W{0,3}(d'envoi|de envio|di invio|no|nr|number|numero|nummer|code|codigo)?\W{0,4}$/
/** `#801` is a ticket's number in most texts, a code beside a copier. */
const COPIER = /\b(canon|imagerunner|copie|copy|print|imprim|scan|drucker|stampante|impresora|escan)/

/** `0x800CCC0E` settles which message it is; a bare number only after the word error, or in the app that shows it. */
export function findCodes(codes: ReadonlyMap<string, readonly Message[]>, text: string, apps: readonly string[]): readonly CodeMatch[] {
  const folded = text.replace(CODE_AS_SEEN, (code) => code.replace(/[oqils]/g, (letter) => DIGITS[letter]!)).replace(EIGHT_AS_SEEN, '0x8')
  const found = new Map<string, CodeMatch>()
  for (const { 0: token, index } of folded.matchAll(/(?<![\w#-])[#-]?[0-9a-z][\w-]*/g)) {
    const messages = codes.get(token) ?? codes.get(token.replace(/^-/, ''))
    if (messages === undefined || found.has(token)) continue
    const sure = token.startsWith('#')
      ? COPIER.test(folded)
      : /[a-z]/.test(token) || ERROR_BEFORE.test(folded.slice(Math.max(0, index - 30), index))
    const message = messages.find((m) => isOf(apps, m)) ?? (sure ? messages[0] : undefined)
    if (message !== undefined) found.set(token, { message, code: token })
  }
  return [...found.values()].slice(0, 3)
}
