// The fields of a sheet that one line can change, `owners+=Marie`, and all the names that people and inventories have for them.

import type { Sheet } from './sheet.ts'

export type FieldName =
  | 'provider'
  | 'kind'
  | 'owners'
  | 'delegates'
  | 'secondAdmin'
  | 'aliases'
  | 'redirections'
  | 'recoveryEmail'
  | 'recoveryPhone'
  | 'servers'
  | 'rotation'
  | 'notes'

export interface Field {
  readonly name: FieldName
  readonly many: boolean
  /** As headers of inventories and people write them, folded: letters and digits only. */
  readonly names: readonly string[]
}

const field = (name: FieldName, many: boolean, names: string): Field => ({ name, many, names: names.split(' ') })

export const FIELDS: readonly Field[] = [
  field('provider', false, 'provider fournisseur host hebergeur service messagerie operator operateur'),
  field('kind', false, 'kind type genre accounttype typedecompte typecompte nature'),
  field(
    'owners',
    true,
    'owners owner proprietaire proprietaires titulaire utilisateur user username nom name displayname nomcomplet fullname personne responsable assignedto employee employe collaborateur',
  ),
  field('delegates', true, 'delegates delegate delegue delegues delegation delegations delegations sharedwith partageavec acces'),
  field(
    'secondAdmin',
    false,
    'secondadmin secondadministrateur deuxiemeadministrateur deuxiemeadmin admin2 backupadmin administrateurdesecours adminsecours',
  ),
  field('aliases', true, 'aliases alias otheraddresses autresadresses proxyaddresses'),
  field('redirections', true, 'redirections redirection forward forwards forwarding forwardto transfert transfertvers redirigevers'),
  field(
    'recoveryEmail',
    false,
    'recoveryemail recovery emailderecuperation adressederecuperation emaildesecours adressedesecours recoveryaddress',
  ),
  field('recoveryPhone', false, 'recoveryphone telephonederecuperation telephonedesecours phone telephone tel mobile portable'),
  field('servers', true, 'servers server serveur serveurs imap imapserver serveurimap'),
  field('rotation', false, 'rotation rotationmonths mois moisderotation'),
  field('notes', false, 'notes note remarque remarques commentaire commentaires comment comments observation observations description'),
]

/** `Propriétaire (nom)` → `proprietairenom`. */
export const headerKey = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

export function fieldNamed(text: string): Field | undefined {
  const key = headerKey(text)
  return FIELDS.find((one) => one.names.includes(key) || one.name.toLowerCase() === key)
}

export interface Edit {
  readonly field: Field
  readonly how: 'set' | 'add' | 'remove'
  readonly value: string
}

/** The sheet with the edit, as a value still to be read by its shape: nothing is checked here. */
export function edited(sheet: Sheet, { field: { name, many }, how, value }: Edit): Record<string, unknown> {
  const out: Record<string, unknown> = { ...sheet, origins: withoutOrigin(sheet, name) }
  if (name === 'recoveryEmail' || name === 'recoveryPhone') {
    const key = name === 'recoveryEmail' ? 'email' : 'phone'
    out.recovery = { ...sheet.recovery, [key]: how === 'remove' ? '' : value }
    return out
  }
  if (!many) {
    const before = name === 'notes' && how === 'add' ? sheet.notes : undefined
    out[name] = how === 'remove' ? '' : before === undefined ? value : `${before}\n${value}`
    if (name === 'rotation' && out[name] === '') out[name] = 12
    return out
  }
  const given = splitList(value)
  const there: readonly unknown[] = name === 'redirections' ? sheet.redirections : (sheet[name] as readonly string[])
  const nameOf = (one: unknown) => (typeof one === 'string' ? one : (one as { to: string }).to).trim().toLowerCase()
  const wrapped: readonly unknown[] =
    name === 'redirections' ? given.map((to) => sheet.redirections.find((one) => nameOf(one) === nameOf(to)) ?? { to }) : given
  const gone = new Set(given.map(nameOf))
  if (how === 'set') out[name] = wrapped
  else if (how === 'remove') out[name] = there.filter((one) => !gone.has(nameOf(one)))
  else out[name] = [...there.filter((one) => !gone.has(nameOf(one))), ...wrapped]
  return out
}

/** Semicolons, bars, line ends and commas; but “Dupont, Marie” is one person. */
export function splitList(value: string): string[] {
  const parts = (/[;|\n]/.test(value) ? value.split(/[;|\n]/) : value.split(',')).map((one) => one.trim()).filter(Boolean)
  const surnameFirst = /^[^\s,;|@]+, [^\s,;|@]+$/u.test(value.trim())
  return surnameFirst ? [value.trim()] : parts
}

/** What a person writes is theirs: it is no guess any more. */
function withoutOrigin({ origins }: Sheet, name: FieldName): Sheet['origins'] {
  const key = name.startsWith('recovery') ? 'recovery' : name
  const { [key]: _, ...rest } = origins
  return rest
}
