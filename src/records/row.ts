// One row of an inventory as the beginning of a sheet, still to be read by its shape; and two rows of one address as one.

import { type FieldName, splitList } from './fields.ts'
import { type Column, type ColumnRole, cellText, type TableRow } from './table.ts'

export interface RowSheet {
  readonly address: string
  /** Keys of a sheet; only what the row says. */
  readonly values: Readonly<Record<string, unknown>>
}

export interface RowReaders {
  readonly provider: (text: string) => string
  readonly app: (text: string) => string
  readonly kind: (text: string) => string
  readonly secret: (text: string) => boolean
}

const MANY: readonly ColumnRole[] = ['owners', 'delegates', 'aliases', 'servers']

/** Null when no column gives an address. A secret anywhere is named by its column, and the row is not taken. */
export function rowSheet(
  { cells }: TableRow,
  columns: readonly Column[],
  readers: RowReaders,
): RowSheet | { readonly secretIn: string } | null {
  const values: Record<string, unknown> = {}
  const notes: string[] = []
  const thing: Partial<Record<ColumnRole, string>> = {}
  let address = ''
  for (const [i, { title, role }] of columns.entries()) {
    // An apostrophe before a sign is how a spreadsheet is told that it is text.
    const cell = cellText((cells[i] ?? '').trim())
    if (cell === '' || role === 'secret' || role === 'why') continue
    if (readers.secret(cell)) return { secretIn: title }
    if (role === 'address') address = cell
    else if (role === 'other') notes.push(`${title}: ${cell}`)
    else if (role === 'notes') notes.push(cell)
    else if (MANY.includes(role)) values[role] = [...((values[role] as string[] | undefined) ?? []), ...splitList(cell)]
    else if (role === 'redirections') values.redirections = splitList(cell).map((to) => ({ to }))
    else if (role === 'provider') values.provider = readers.provider(cell)
    else if (role === 'kind') values.kind = readers.kind(cell)
    else if (role === 'recoveryEmail' || role === 'recoveryPhone')
      values.recovery = { ...(values.recovery as object | undefined), [role === 'recoveryEmail' ? 'email' : 'phone']: cell }
    else if (role === 'secondAdmin' || role === 'rotation') values[role satisfies FieldName] = cell
    else thing[role] = cell
  }
  if (address === '') return null
  // What belongs to a device or a factor that nobody names is kept as it was said.
  for (const [i, { title, role }] of columns.entries()) {
    const alone =
      (role === 'signIn' && thing.device === undefined && thing.app === undefined) || (role === 'spareCodes' && thing.factor === undefined)
    if (alone && thing[role] !== undefined) notes.push(`${title}: ${(cells[i] ?? '').trim()}`)
  }
  if (notes.length > 0) values.notes = notes.join('\n')
  return { address, values: { ...values, ...things(thing, readers) } }
}

function things(thing: Partial<Record<ColumnRole, string>>, readers: RowReaders): Record<string, unknown> {
  const app = thing.app === undefined ? undefined : readers.app(thing.app)
  const device = thing.device ?? thing.app
  const day = thing.changed === undefined ? undefined : dayOf(thing.changed)
  return {
    ...(device !== undefined && { devices: [{ device, ...(app !== undefined && { app }), signIn: signInOf(thing.signIn) }] }),
    ...(thing.factor !== undefined && factorOf(thing.factor, thing.spareCodes)),
    ...((thing.vault !== undefined || day !== undefined) && {
      secrets: [
        {
          name: 'main password',
          kind: 'password',
          ...(thing.vault !== undefined && { vault: thing.vault }),
          ...(day !== undefined && { changed: day }),
        },
      ],
    }),
  }
}

/** Words of inventories for how an app gets in; others are left to be read, and refused with what is possible. */
function signInOf(text: string | undefined): string {
  const word = (text ?? '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
  if (word === '' || /^(unknown|inconnu|\?|-)$/.test(word)) return 'unknown'
  if (/oauth|modern|moderne|sso|google|microsoft/.test(word)) return 'oauth'
  if (/app[- ]?(specific )?pass|application/.test(word)) return 'app-password'
  return /^(password|mot de passe|mdp|basic|basique|standard|normal)$/.test(word) ? 'password' : word
}

const FACTORS: readonly (readonly [RegExp, string])[] = [
  [/sms|texto/i, 'sms'],
  [/passkey|cl[eé] d.acc[eè]s/i, 'passkey'],
  [/yubi|fido|cl[eé]|\bkey\b/i, 'key'],
  [/totp|authenticator|authy|\botp\b|google auth|appli/i, 'totp'],
  [/push|prompt|invite|notification/i, 'prompt'],
  [/call|appel|t[eé]l[eé]phone/i, 'call'],
  [/mail/i, 'email'],
]

function factorOf(text: string, spareCodes: string | undefined): Record<string, unknown> {
  // “No” is an answer, not a factor.
  if (/^(no|non|none|aucun|0|false|faux|off|disabled|désactivé[e]?|n\/a|-)$/i.test(text)) return {}
  const kind = FACTORS.find(([match]) => match.test(text))?.[1] ?? 'other'
  return { factors: [{ name: text, kind, ...(spareCodes !== undefined && { spareCodes }) }] }
}

/** 2026-11-22, 22/11/2026, 22.11.2026; what is none of them stays, and is refused as no day. */
function dayOf(text: string): string {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(text)
  if (iso) return [iso[1], iso[2]!.padStart(2, '0'), iso[3]!.padStart(2, '0')].join('-')
  const european = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?: .*)?$/.exec(text)
  return european ? [european[3], european[2]!.padStart(2, '0'), european[1]!.padStart(2, '0')].join('-') : text
}

/** Lists are joined, texts must agree: the key that does not is given back. */
export function joined(
  first: Readonly<Record<string, unknown>>,
  second: Readonly<Record<string, unknown>>,
): Record<string, unknown> | { readonly differs: string } {
  const out: Record<string, unknown> = { ...first }
  for (const [key, value] of Object.entries(second)) {
    const there = out[key]
    if (there === undefined) out[key] = value
    else if (Array.isArray(there) && Array.isArray(value)) {
      const known = new Set(there.map((one) => JSON.stringify(one)))
      out[key] = [...there, ...value.filter((one) => !known.has(JSON.stringify(one)))]
    } else if (key === 'notes') out.notes = [...new Set([...String(there).split('\n'), ...String(value).split('\n')])].join('\n')
    else if (JSON.stringify(there) !== JSON.stringify(value)) return { differs: key }
  }
  return out
}
