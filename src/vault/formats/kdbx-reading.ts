// An open KeePass file as something to import from: its entries, what each has that the vault cannot keep, and what lies in its bin.

import { SesameError } from '../../model/errors.ts'
import { type KdbxBook, type KdbxRead, readEntries, trashed } from './kdbx.ts'
import { type Found, type LeftOut, LIMITS, type Part, type Reading, tidy } from './reading.ts'

/** Throws `import-invalid` for more entries than anybody has. */
export function readKeepass(book: KdbxBook, maker: 'keepass' | 'keepass-xml', file: string): Reading {
  const entries = read(book, file)
  if (entries.length > LIMITS.entries) throw new SesameError('import-invalid', { file, format: 'KDBX', why: 'too-many' })
  const found: Found[] = []
  const leftOut: LeftOut[] = []
  for (const [i, one] of entries.entries()) {
    const at = i + 1
    const { title, sort, user, url, note, due, name } = one.entry
    if (one.secret.reveal() === '') {
      leftOut.push({ at, title, why: 'no-password' })
      continue
    }
    const kept = tidy({
      at,
      title,
      sort,
      ...(one.ours && { name }),
      ...(user && { user }),
      ...(url && { url }),
      ...(note && { note }),
      ...(due && { due }),
      secret: one.secret,
      without: without(one),
    })
    if (kept) found.push(kept)
    else leftOut.push({ at, title, why: 'too-long' })
  }
  for (const [i, title] of trashed(book).entries()) leftOut.push({ at: entries.length + i + 1, title, why: 'in-trash' })
  return { maker, plain: maker === 'keepass-xml', found, leftOut }
}

/** Groups nested without end are somebody's attempt. */
function read(book: KdbxBook, file: string): KdbxRead[] {
  try {
    return readEntries(book)
  } catch {
    throw new SesameError('import-invalid', { file, format: 'KDBX', why: 'damaged' })
  }
}

/** Names under which KeePass, KeePassXC and their plug-ins keep more than a password. */
function without({ fields, attachments }: KdbxRead): Part[] {
  const parts = new Set<Part>()
  for (const name of fields) {
    if (/^(otp$|TOTP |TimeOtp|HmacOtp)/i.test(name)) parts.add('totp')
    else if (name.startsWith('KPEX_PASSKEY')) parts.add('passkey')
    else if (/^KP2A_URL/.test(name)) parts.add('more-urls')
    else parts.add('fields')
  }
  if (attachments.length > 0) parts.add('attachments')
  return [...parts]
}
