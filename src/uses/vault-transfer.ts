// Secrets into the vault from another program's file, and out of it into one that another program opens. Nothing is lost without a word.

import { readFile, stat } from 'node:fs/promises'
import { SesameError } from '../model/errors.ts'
import type { Secret } from '../model/secret.ts'
import { bitwardenItems } from '../vault/formats/bitwarden-plain.ts'
import { ARGON2ID, type BitwardenKdf, PBKDF2, sealBitwarden } from '../vault/formats/bitwarden-sealed.ts'
import { importedName } from '../vault/formats/imported-name.ts'
import { type KdbxCost, newKdbx, putEntry, saveKdbx } from '../vault/formats/kdbx.ts'
import { writePrivately } from '../vault/formats/private-file.ts'
import { type ImportFormat, readImport } from '../vault/formats/read-import.ts'
import type { Found, LeftOut, Maker, Part, Reading } from '../vault/formats/reading.ts'
import type { NewEntry, Vault, VaultEntry } from '../vault/vault.ts'
import { openVault, type VaultPlace } from './vault.ts'

export { IMPORT_FORMATS, type ImportFormat } from '../vault/formats/read-import.ts'

export const EXPORT_FORMATS = ['kdbx', 'bitwarden-encrypted', 'bitwarden'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** A vault that is open already, or how to open it. */
export type VaultAccess = { readonly vault: Vault } | { readonly place: VaultPlace }

export interface ImportRequest {
  readonly file: string
  readonly format?: ImportFormat | undefined
  readonly keyFile?: string | undefined
  readonly into?: string | undefined
  readonly dryRun?: boolean
  readonly passphrase: () => Promise<Secret | null>
  /** Asked once, with the names whose content would change. */
  readonly replace: (names: readonly string[]) => Promise<boolean>
}

export interface ImportLine {
  readonly at: number
  readonly title: string
  readonly name: string
  /** What of it has no place in the vault and stays in the file alone. */
  readonly without: readonly Part[]
}

export interface ImportReport {
  readonly file: string
  readonly maker: Maker
  /** The file holds passwords in clear: it should go. */
  readonly plain: boolean
  readonly dryRun: boolean
  readonly taken: readonly ImportLine[]
  /** In the vault already, the same. */
  readonly same: readonly ImportLine[]
  /** In the vault with other content. */
  readonly changed: readonly ImportLine[]
  readonly replaced: boolean
  readonly leftOut: readonly LeftOut[]
}

export interface ExportRequest {
  /** Null: the bytes are given back and nothing is written. */
  readonly file: string | null
  readonly format: ExportFormat
  /** Names, or beginnings of names that end in `*`. All when empty. */
  readonly only?: readonly string[]
  readonly overwrite?: boolean
  /** For an encrypted format. */
  readonly passphrase: () => Promise<Secret | null>
  /** Of the encrypted Bitwarden file: one of its usual two, or exactly this. */
  readonly kdf?: 'argon2id' | 'pbkdf2' | BitwardenKdf
  readonly cost?: KdbxCost
}

export interface ExportReport {
  readonly file: string | null
  readonly format: ExportFormat
  readonly names: readonly string[]
  /** Secrets longer than Bitwarden takes: it will refuse the whole file. */
  readonly tooLong: readonly string[]
  readonly bytes: Uint8Array
}

/** Bitwarden refuses an encrypted text of more than 10,000 characters, which is so much in clear. */
const BITWARDEN_LONGEST = 7_300
const MOST_FILE = 128 * 1024 * 1024

/** Throws `file-unreadable`, `import-invalid`, `import-passphrase`, `no-secret` and what the vault throws. The vault is opened only after the file was read. */
export async function importIntoVault(access: VaultAccess, request: ImportRequest): Promise<ImportReport> {
  const bytes = await bytesOf(request.file)
  const keyFile = request.keyFile === undefined ? undefined : await bytesOf(request.keyFile)
  const reading = await readImport(bytes, { file: request.file, format: request.format, keyFile, passphrase: request.passphrase })
  const work = (vault: VaultOfImport) => keep(vault, reading, request)
  // A trial keeps nothing, so it needs no vault.
  if (request.dryRun === true) return withVault(access, work).catch((error) => (isMissing(error) ? work(NONE) : Promise.reject(error)))
  return withVault(access, work)
}

/** Throws `vault-entry-unknown`, `file-unwritable`, `no-secret` and what the vault throws. */
export async function exportFromVault(access: VaultAccess, request: ExportRequest): Promise<ExportReport> {
  return withVault(access, async (vault) => {
    const kept = await chosen(vault, request.only ?? [])
    const bytes = await bytesAs(request, kept)
    if (request.file !== null) await writePrivately(request.file, bytes, request.overwrite === true)
    const long = ({ secret, entry }: Kept) => secret.reveal().length > BITWARDEN_LONGEST || (entry.note?.length ?? 0) > BITWARDEN_LONGEST
    return {
      file: request.file,
      format: request.format,
      names: kept.map(({ entry }) => entry.name),
      tooLong: request.format === 'kdbx' ? [] : kept.filter(long).map(({ entry }) => entry.name),
      bytes,
    }
  })
}

type VaultOfImport = Pick<Vault, 'list' | 'read' | 'writeAll'>
const NONE: VaultOfImport = { list: async () => [], read: async () => null, writeAll: async () => {} }
const isMissing = (error: unknown) => error instanceof SesameError && error.code === 'vault-missing'

interface Kept {
  readonly entry: VaultEntry
  readonly secret: Secret
}

async function withVault<T>(access: VaultAccess, work: (vault: Vault) => Promise<T>): Promise<T> {
  if ('vault' in access) return work(access.vault)
  const vault = await openVault(access.place)
  try {
    return await work(vault)
  } finally {
    vault.close()
  }
}

async function keep(vault: VaultOfImport, reading: Reading, request: ImportRequest): Promise<ImportReport> {
  const taken: ImportLine[] = []
  const same: ImportLine[] = []
  const changed: ImportLine[] = []
  const leftOut = [...reading.leftOut]
  const fresh: { entry: NewEntry; secret: Secret }[] = []
  const other: { entry: NewEntry; secret: Secret }[] = []
  const mine = new Map<string, Found>()
  const there = new Set((await vault.list()).map((entry) => entry.name))
  for (const found of reading.found) {
    const name = freeName(importedName(found, request.into), found, mine)
    if (name === null) {
      leftOut.push({ at: found.at, title: found.title, why: 'twice' })
      continue
    }
    mine.set(name, found)
    const line = { at: found.at, title: found.title, name, without: found.without }
    const present = there.has(name) ? await vault.read(name) : null
    const entry = newEntry(name, found, present?.entry)
    if (present === null) {
      taken.push(line)
      fresh.push({ entry, secret: found.secret })
    } else if (isSame(present, entry, found.secret)) same.push(line)
    else {
      changed.push(line)
      other.push({ entry, secret: found.secret })
    }
  }
  const dryRun = request.dryRun === true
  const replaced = other.length > 0 && !dryRun && (await request.replace(changed.map(({ name }) => name)))
  const all = replaced ? [...fresh, ...other] : fresh
  if (!dryRun && all.length > 0) await vault.writeAll(all)
  leftOut.sort((a, b) => a.at - b.at)
  return { file: request.file, maker: reading.maker, plain: reading.plain, dryRun, taken, same, changed, replaced, leftOut }
}

/** Two rows of the same site and user are both kept when they differ, always under the same names; null for one that adds nothing. */
function freeName(name: string, found: Found, mine: ReadonlyMap<string, Found>): string | null {
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${name} (${n})`
    const before = mine.get(tried)
    if (before === undefined) return tried
    if (before.secret.reveal() === found.secret.reveal() && before.note === found.note && before.url === found.url) return null
  }
}

/** What the file says nothing about stays as the vault has it. */
function newEntry(name: string, { sort, title, user, url, note, due }: Found, there: VaultEntry | undefined): NewEntry {
  const kept = { user: user ?? there?.user, url: url ?? there?.url, note: note ?? there?.note, due: due ?? there?.due }
  return { name, sort, title, ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) }
}

function isSame({ entry, secret }: Kept, wanted: NewEntry, theirs: Secret): boolean {
  const fields = ['sort', 'title', 'user', 'url', 'note', 'due'] as const
  return secret.reveal() === theirs.reveal() && fields.every((field) => entry[field] === wanted[field])
}

async function chosen(vault: Vault, only: readonly string[]): Promise<Kept[]> {
  const names = (await vault.list()).map((entry) => entry.name)
  const matches = (wanted: string) => (name: string) => (wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted)
  const unknown = only.find((wanted) => !names.some(matches(wanted)))
  if (unknown !== undefined) throw new SesameError('vault-entry-unknown', { name: unknown })
  const picked = only.length === 0 ? names : names.filter((name) => only.some((wanted) => matches(wanted)(name)))
  const kept = await Promise.all(picked.map((name) => vault.read(name)))
  return kept.filter((one) => one !== null)
}

async function bytesAs({ format, passphrase, kdf, cost }: ExportRequest, kept: readonly Kept[]): Promise<Uint8Array> {
  const inClear = () => JSON.stringify(bitwardenItems(kept), null, 2)
  if (format === 'bitwarden') return Buffer.from(`${inClear()}\n`)
  const secret = await passphrase()
  if (secret === null) throw new SesameError('no-secret')
  if (format === 'bitwarden-encrypted')
    return Buffer.from(await sealBitwarden(inClear(), secret, kdf === 'pbkdf2' ? PBKDF2 : kdf === 'argon2id' ? ARGON2ID : kdf))
  const book = await newKdbx('Sésame', secret, cost)
  for (const one of kept) putEntry(book, one.entry, one.secret)
  return saveKdbx(book)
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    // A device that never ends, or a film, is not read to find out.
    const there = await stat(file)
    if (there.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
    if (there.size > MOST_FILE) throw Object.assign(new Error(), { code: 'EFBIG' })
    if (!there.isFile()) throw Object.assign(new Error(), { code: 'ENOTSUP' })
    return await readFile(file)
  } catch (error) {
    throw new SesameError('file-unreadable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}
