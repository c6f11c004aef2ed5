// One file of another program, whatever it is, read whole. The format is guessed from what is in it, never from its name.

import { SesameError } from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'
import { readBitwardenItems } from './bitwarden-plain.ts'
import { openBitwarden } from './bitwarden-sealed.ts'
import { readCsv } from './csv.ts'
import { decode } from './decode.ts'
import { looksLikeKdbx, openKdbx, openKeepassXml } from './kdbx.ts'
import { readKeepass } from './kdbx-reading.ts'
import { LIMITS, type Reading } from './reading.ts'

export const IMPORT_FORMATS = ['kdbx', 'keepass-xml', 'bitwarden', 'csv'] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

export interface ReadImportRequest {
  /** As the person named it, for the sentence of an error. */
  readonly file: string
  readonly format?: ImportFormat | undefined
  readonly keyFile?: Uint8Array | undefined
  /** Asked only when the file is encrypted. Null: nobody can be asked. */
  readonly passphrase: () => Promise<Secret | null>
}

/** Null for a file that is none of them. */
export function guessFormat(bytes: Uint8Array): ImportFormat | null {
  if (looksLikeKdbx(bytes)) return 'kdbx'
  const beginning = decode(bytes.subarray(0, 4096))
    ?.replace(/^\ufeff/, '')
    .trimStart()
  if (!beginning) return decode(bytes) === null ? null : 'csv'
  if (beginning.startsWith('{')) return 'bitwarden'
  if (beginning.startsWith('<')) return beginning.includes('<KeePassFile') ? 'keepass-xml' : null
  return 'csv'
}

/** Throws `import-invalid`, `import-passphrase`, `no-secret` (an encrypted file, and nobody to ask). */
export async function readImport(bytes: Uint8Array, request: ReadImportRequest): Promise<Reading> {
  const { file } = request
  const format = request.format ?? guessFormat(bytes)
  if (format === null) throw invalid(file, 'CSV, Bitwarden, KeePass', 'unknown-format')
  if (format === 'csv') return readCsv(bytes, file)
  if (format === 'kdbx') {
    // Whether it is one is said before anybody is asked for a password.
    if (!looksLikeKdbx(bytes)) throw invalid(file, 'KDBX', 'not-kdbx')
    const book = await openKdbx(bytes, await askFor(request), { file, ...(request.keyFile && { keyFile: request.keyFile }) })
    return readKeepass(book, 'keepass', file)
  }
  if (bytes.length > LIMITS.bytes) throw invalid(file, format, 'too-large')
  const text = decode(bytes)?.replace(/^\ufeff/, '')
  if (text === undefined) throw invalid(file, format, 'not-text')
  if (format === 'keepass-xml') return readKeepass(await openKeepassXml(text, file), 'keepass-xml', file)
  return readBitwarden(text, request)
}

async function readBitwarden(text: string, request: ReadImportRequest): Promise<Reading> {
  const { file } = request
  const refuse = (why: string) => invalid(file, 'Bitwarden', why)
  const value = json(text)
  if (value === undefined) throw refuse('not-json')
  if (typeof value !== 'object' || value === null) throw refuse('not-bitwarden')
  const outer = value as Record<string, unknown>
  if (outer.encrypted !== true) return itemsOf(value, 'bitwarden', refuse)
  if (outer.passwordProtected !== true) throw refuse('account-encrypted')
  const opened = await openBitwarden(outer, await askFor(request))
  if ('plain' in opened) return itemsOf(json(opened.plain), 'bitwarden-encrypted', refuse)
  if (opened.refused === 'passphrase') throw new SesameError('import-passphrase', { file })
  throw refuse(opened.refused)
}

function itemsOf(value: unknown, maker: 'bitwarden' | 'bitwarden-encrypted', refuse: (why: string) => SesameError): Reading {
  const items = readBitwardenItems(value)
  if (items === null) throw refuse('not-bitwarden')
  if (items === 'too-many') throw refuse('too-many')
  return { maker, plain: maker === 'bitwarden', ...items }
}

async function askFor({ passphrase }: ReadImportRequest): Promise<Secret> {
  const secret = await passphrase()
  if (secret === null) throw new SesameError('no-secret')
  return secret
}

/** Undefined for what is not JSON: the parser's own words quote the text. */
function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function invalid(file: string, format: string, why: string): SesameError {
  return new SesameError('import-invalid', { file, format, why })
}
