// Which column of a password table is which, and what program wrote it, from the heading alone.

import type { Maker } from './reading.ts'

export type Column = 'title' | 'user' | 'password' | 'url' | 'note' | 'totp' | 'type' | 'fields' | 'group'

export interface Columns {
  readonly maker: Maker
  readonly count: number
  readonly at: Partial<Readonly<Record<Column, number>>>
}

/** Headings as browsers and managers write them, in any capitals, and as people name them in a sheet of their own. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  password: ['password', 'login_password', 'pass', 'passwd', 'mot de passe', 'motdepasse', 'mdp', 'kennwort', 'passwort'],
  user: [
    'username',
    'login_username',
    'user name',
    'user',
    'login',
    'login name',
    'email',
    'e-mail',
    'account',
    'identifiant',
    'utilisateur',
    'nom d’utilisateur',
    "nom d'utilisateur",
    'adresse',
    'benutzername',
  ],
  url: ['url', 'login_uri', 'website', 'web site', 'web address', 'site', 'site web', 'address', 'adresse web'],
  title: ['name', 'title', 'nom', 'titre', 'service', 'account name'],
  note: ['note', 'notes', 'extra', 'comment', 'comments', 'commentaire', 'remarque', 'remarques'],
  totp: ['totp', 'otpauth', 'login_totp', 'otp'],
  type: ['type'],
  fields: ['fields'],
  group: ['group', 'folder', 'grouping', 'groupe', 'dossier'],
}

/** Null when no column is a password's, or nothing says whose it is. */
export function columnsOf(heading: readonly string[]): Columns | null {
  const names = heading.map((name) => name.trim().toLowerCase())
  const at: Partial<Record<Column, number>> = {}
  for (const [column, known] of Object.entries(NAMES) as [Column, readonly string[]][]) {
    const found = known.map((name) => names.indexOf(name)).find((index) => index >= 0)
    if (found !== undefined) at[column] = found
  }
  if (at.password === undefined || (at.user === undefined && at.url === undefined && at.title === undefined)) return null
  return { maker: makerOf(new Set(names)), count: names.length, at }
}

function makerOf(names: ReadonlySet<string>): Maker {
  const has = (...all: string[]) => all.every((name) => names.has(name))
  if (has('login_uri', 'login_username', 'login_password')) return 'bitwarden-csv'
  if (has('url', 'username', 'password', 'formactionorigin')) return 'firefox-csv'
  if (has('url', 'username', 'password', 'extra', 'grouping')) return 'lastpass-csv'
  if (has('title', 'url', 'username', 'password', 'otpauth', 'archived')) return '1password-csv'
  if (has('title', 'url', 'username', 'password', 'notes', 'otpauth')) return 'safari-csv'
  if (has('group', 'title', 'username', 'password', 'url')) return 'keepassxc-csv'
  if (has('name', 'url', 'username', 'password')) return 'chrome-csv'
  return 'csv'
}
