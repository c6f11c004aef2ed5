// Maildir++ as Dovecot reads it by default: the inbox at the top, `.Clients.2019` beside, names in modified UTF-7 (RFC 3501 §5.1.3).

import { createHash } from 'node:crypto'
import { encodeMailbox } from '../../../wire/imap-utf7.ts'
import type { BackupFolder } from '../files/backup.ts'
import { nameKey } from '../files/disk-name.ts'

/** File systems stop at 255. */
const LONGEST = 230
/** Where letters of another case are another name, Dovecot shall read the names as they are. */
const key = process.platform === 'linux' ? (name: string) => name : nameKey

/** Characters that a Maildir++ name cannot hold are written as Dovecot's listescape plugin does; the manifest has the name itself. */
export function maildirName(name: string): string {
  const escaped = encodeMailbox(name).replace(/[./\\]/g, (letter) => `\\${letter.charCodeAt(0).toString(16)}`)
  return escaped === '' ? '\\20' : escaped
}

export function maildirPlace(path: readonly string[], folders: readonly BackupFolder[]): string {
  if (path.length === 1 && path[0]?.toUpperCase() === 'INBOX') return '.'
  const whole = path.map((part) => `.${maildirName(part)}`).join('')
  const name =
    whole.length > LONGEST ? `${whole.slice(0, LONGEST - 20)}~${createHash('sha256').update(whole).digest('hex').slice(0, 12)}` : whole
  const taken = new Set(folders.map((folder) => key(folder.place)))
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name} (${number})`
    if (!taken.has(key(tried))) return tried
  }
}
