// A table of a helpdesk's inventory: rows of cells with their places, and which column is which field, whatever it is called and in whichever language.

import { parse } from 'csv-parse/sync'
import { type FieldName, fieldNamed, headerKey } from './fields.ts'

/** `secret`: never read. `other`: goes into the notes under its own name. */
export type ColumnRole =
  | 'address'
  | 'device'
  | 'app'
  | 'signIn'
  | 'factor'
  | 'spareCodes'
  | 'vault'
  | 'changed'
  | 'why'
  | 'secret'
  | 'other'
  | FieldName

export interface Column {
  readonly title: string
  readonly role: ColumnRole
}

export interface TableRow {
  /** From 1, the row of the names not counted. */
  readonly row: number
  /** Of the file. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface Table {
  readonly delimiter: string
  readonly columns: readonly Column[]
  readonly rows: readonly TableRow[]
  /** The line from which nothing could be read. */
  readonly brokenAt: number | null
}

const NAMES: Readonly<Partial<Record<ColumnRole, string>>> = {
  address:
    'address adresse email mail courriel adressemail adresseemail adresseelectronique emailaddress mailaddress mailbox boite boitemail boiteauxlettres compte account userprincipalname upn primarysmtpaddress login identifiant',
  device: 'device appareil poste machine ordinateur computer terminal materiel hostname devicename nomdelappareil',
  app: 'app application client logiciel mailapp mailclient messagerieclient clientmail program programme software',
  signIn: 'signin connexion authentification authentication auth authmethod methodeauth modedeconnexion',
  factor: 'factor secondfactor facteur secondfacteur 2fa mfa doubleauthentification a2f',
  spareCodes: 'sparecodes backupcodes codesdesecours recoverycodes codesdesecoursou',
  vault: 'vault coffre passwordlocation emplacementdumotdepasse gestionnaire keepass bitwarden',
  changed:
    'passwordchanged lastpasswordchange motdepassechange derniermotdepasse passwordlastset datemotdepasse datedumotdepasse dernierchangement passworddate',
  why: 'why raison',
  secret:
    'password motdepasse mdp pass passwd pwd passwort secret apppassword motdepasseapplication motdepassedapplication pin token codes',
}
const ROLES = new Map(Object.entries(NAMES).flatMap(([role, names]) => names.split(' ').map((name) => [name, role as ColumnRole] as const)))

const MOST_COLUMNS = 200
const MOST_CELL = 20_000

/** Must never throw because of the text. */
export function readTable(text: string): Table {
  const delimiter = delimiterOf(text)
  const options = {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: MOST_COLUMNS * MOST_CELL,
    trim: true,
  } as const
  // Collected as they come, so that what stands before an unclosed quote is read all the same.
  const records: { readonly record: readonly string[]; readonly info: { readonly lines: number } }[] = []
  let brokenAt: number | null = null
  try {
    parse(text, {
      ...options,
      on_record: (record: unknown) => {
        records.push(record as (typeof records)[number])
        return null
      },
    })
  } catch {
    brokenAt = (records.at(-1)?.info.lines ?? 0) + 1
  }
  const [head, ...rest] = records
  const columns = (head?.record ?? []).slice(0, MOST_COLUMNS).map((title): Column => ({ title, role: roleOf(title) }))
  const rows = rest
    .map(({ record, info }, i) => ({ row: i + 1, line: info.lines, cells: record }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  return { delimiter, columns: once(columns), rows, brokenAt }
}

function roleOf(title: string): ColumnRole {
  const key = headerKey(title)
  return ROLES.get(key) ?? fieldNamed(title)?.name ?? (/password|motdepasse|passwort|contrasena/.test(key) ? 'secret' : 'other')
}

/** Of two columns with the same role the first has it, unless it takes many values. The address may be called “user” where nothing else is. */
function once(columns: readonly Column[]): readonly Column[] {
  const MANY: readonly ColumnRole[] = ['owners', 'delegates', 'aliases', 'redirections', 'notes', 'servers', 'secret', 'other']
  const seen = new Set<ColumnRole>()
  return columns.map((column) => {
    const taken = seen.has(column.role) && !MANY.includes(column.role)
    seen.add(column.role)
    return taken ? { ...column, role: 'other' } : column
  })
}

/** The sign that parts the first lines into the same number of cells, more than one; the comma where none does. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n/, 12).filter((line) => line.trim() !== '')
  const score = (sign: string) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(sign).length - 1)
    const [first = 0] = counts
    return first === 0 ? 0 : first + counts.filter((count) => count === first).length * 2
  }
  return [',', ';', '\t', '|'].reduce((best, sign) => (score(sign) > score(best) ? sign : best), ',')
}

/** A cell as every spreadsheet reads it. What a spreadsheet would calculate is made a text. */
export function csvCell(value: string, delimiter: string): string {
  const safe = /^[=+@\t\r]|^-[^\d]|^'+[=+@\t\r-]/.test(value) ? `'${value}` : value
  return /["\r\n]/.test(safe) || safe.includes(delimiter) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Without the apostrophe that keeps a spreadsheet from reckoning; one that belongs to the text stays. */
export function cellText(cell: string): string {
  return cell.replace(/^'(?='*[=+@\t\r-])/, '')
}
