// What a file of another program holds, read whole before anything is kept: what can be taken, and what cannot and why.

import type { Secret } from '../../model/secret.ts'
import type { SecretSort } from '../vault.ts'

/** Programs whose files are known by their columns or shape. */
export type Maker =
  | 'keepass'
  | 'keepass-xml'
  | 'bitwarden'
  | 'bitwarden-encrypted'
  | 'bitwarden-csv'
  | 'chrome-csv'
  | 'firefox-csv'
  | 'safari-csv'
  | 'keepassxc-csv'
  | 'lastpass-csv'
  | '1password-csv'
  | 'csv'

/** Part of an entry that the vault has no place for. The rest of the entry is taken. */
export type Part = 'totp' | 'passkey' | 'fields' | 'attachments' | 'history' | 'more-urls'

/** Why an entry is left out. */
export type LeftOutWhy =
  | 'no-password'
  | 'card'
  | 'identity'
  | 'unknown-kind'
  | 'in-trash'
  | 'twice'
  | 'columns'
  | 'quotes'
  | 'quote-open'
  | 'too-long'
  | 'internal'
  | 'broken'

export interface Found {
  /** Row of the table (the heading is 1) or number of the entry, as the file has it. */
  readonly at: number
  readonly title: string
  readonly sort: SecretSort
  /** Only when we wrote the file: the name that it had. */
  readonly name?: string
  readonly user?: string
  readonly url?: string
  readonly note?: string
  readonly due?: string
  readonly secret: Secret
  readonly without: readonly Part[]
}

export interface LeftOut {
  readonly at: number
  /** Absent where columns are out of place: it could be the password. */
  readonly title?: string
  readonly why: LeftOutWhy
}

export interface Reading {
  readonly maker: Maker
  /** The file holds passwords in clear. */
  readonly plain: boolean
  readonly found: readonly Found[]
  readonly leftOut: readonly LeftOut[]
}

/** What any reader takes at most. */
export const LIMITS = { bytes: 64 * 1024 * 1024, entries: 100_000, text: 64 * 1024 } as const

/** An entry whose texts have sane lengths; what people read as one line becomes one line. Null when a text is too long. */
export function tidy(one: Found): Found | null {
  const { user, url, note } = one
  if ([one.title, user, url, note, one.name, one.secret.reveal()].some((text) => text !== undefined && text.length > LIMITS.text))
    return null
  const title = line(one.title)
  const parts = { user: user && line(user), url: url && line(url), note: note?.trim() ? note : undefined }
  const { user: _u, url: _l, note: _n, ...rest } = one
  return {
    ...rest,
    title: title || parts.url || parts.user || `#${one.at}`,
    ...(parts.user && { user: parts.user }),
    ...(parts.url && { url: parts.url }),
    ...(parts.note && { note: parts.note }),
  }
}

function line(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}
