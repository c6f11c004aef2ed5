// One name of a path as a target takes it, and why it had to change. What is refused where is known from the protocol, from knowledge, or from the server's own no.

import { encodeMailbox } from '../../wire/imap-utf7.ts'
import type { Limits } from '../journey.ts'
import type { Inventory } from '../shapes.ts'

/**
 * `separator`: the target's own is in the name. `character`: one that it refuses. `start`: what a name may not begin with. `blanks`: at the ends or in a row.
 * `reserved`: the target uses that name itself. `long`. `flat`: no folders within folders there. `inbox`: all lies below the inbox there already.
 * `taken`: another folder goes there. `case`: another folder goes to a name that may be the same there. `refused`: the server said no.
 */
export const RENAME_CAUSES = [
  'separator',
  'character',
  'start',
  'blanks',
  'reserved',
  'long',
  'flat',
  'inbox',
  'taken',
  'case',
  'refused',
] as const
export type RenameCause = (typeof RENAME_CAUSES)[number]

export interface LegalName {
  readonly name: string
  readonly causes: readonly RenameCause[]
}

/** What a name may not be or hold at one target. */
export interface NameRules {
  readonly delimiter: string | null
  readonly forbidden: string
  readonly reserved: readonly string[]
  readonly plainBlanks: boolean
  readonly bytes: number
  /** Every name is taken as it is. */
  readonly any: boolean
}

/** Most servers keep a folder as a file or directory, whose name has at most 255 bytes. */
const NAME_BYTES = 255
/** Maildir++ writes a whole path into one name of a directory. */
const PATH_BYTES = 120

export function nameRules({ folders, traits, delimiter }: Inventory, limits: Limits): NameRules {
  // Gmail's own folders stand below a name in which nobody else can make one.
  const own = folders.filter((f) => f.use === 'all' && f.path.length > 1).map((f) => f.path[0]!)
  return {
    delimiter,
    forbidden: limits.forbiddenInNames ?? '',
    reserved: [...(limits.reservedNames ?? []), ...own],
    plainBlanks: limits.plainBlanks ?? false,
    bytes: limits.nameBytes ?? (delimiter === '.' ? PATH_BYTES : NAME_BYTES),
    any: traits.names === 'any',
  }
}

/** Must give a name that the same rules leave as it is, and never an empty one. */
export function legalName(wanted: string, depth: number, rules: NameRules): LegalName {
  const causes = new Set<RenameCause>()
  let name = wanted
  const change = (cause: RenameCause, next: string) => {
    if (next !== name) causes.add(cause)
    name = next
  }
  if (rules.any) return { name: name === '' ? '_' : name, causes: name === '' ? ['character'] : [] }
  const { delimiter } = rules
  if (delimiter !== null) change('separator', name.replaceAll(delimiter, delimiter === '/' ? '-' : '_'))
  // Dovecot, whatever its separator: "Name must not have '/' characters".
  change('character', name.replaceAll('/', '-'))
  // RFC 9051 §5.1: control characters do not belong in names. Half of a pair cannot be encoded at all.
  change('character', name.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '_'))
  change('character', [...name].map((c) => (rules.forbidden.includes(c) ? '_' : c)).join(''))
  // Dovecot: "Invalid mailbox name: Begins with '~'". A name that is all dots is a way in a file system.
  if (depth === 0) change('start', name.replace(/^~/, '_'))
  change(
    'start',
    name.replace(/^\.+$/, (dots) => '_'.repeat(dots.length)),
  )
  if (rules.plainBlanks) change('blanks', name.replace(/\s+/g, ' ').trim())
  change('long', shortened(name, rules.bytes).trimEnd())
  if (name === '') change('blanks', '_')
  if (depth === 0 && isReserved(name, rules)) change('reserved', numbered(name, 2, rules.bytes))
  return { name, causes: [...causes] }
}

/** `Sent (2)`. */
export function numbered(name: string, n: number, bytes: number): string {
  const ending = ` (${n})`
  return `${shortened(name, bytes - ending.length).trimEnd()}${ending}`
}

function isReserved(name: string, { reserved }: NameRules): boolean {
  const lower = name.toLowerCase()
  return lower === 'inbox' || reserved.some((one) => one.toLowerCase() === lower)
}

/** By whole characters, in bytes of modified UTF-7, the longer of both ways to write a name. */
function shortened(name: string, bytes: number): string {
  if (bytesOf(name) <= bytes) return name
  const parts = [...name]
  let fits = 0
  let above = parts.length
  while (above - fits > 1) {
    const middle = (fits + above) >> 1
    if (bytesOf(parts.slice(0, middle).join('')) <= bytes) fits = middle
    else above = middle
  }
  return parts.slice(0, fits).join('')
}

const bytesOf = (name: string): number => Math.max(encodeMailbox(name).length, Buffer.byteLength(name))
