// A vault over one file: read anew when another process changed it, written alone, whole or not at all.

import { readFile, stat } from 'node:fs/promises'
import { SesameError } from '../model/errors.ts'
import { locked, lockFile } from '../store/lock.ts'
import type { Contents, OpenContents } from './contents.ts'
import { replaceFile } from './replace.ts'
import { LARGEST } from './sealed.ts'
import type { NewEntry, Vault, VaultEntry } from './vault.ts'

/** How often another program may save the file while we write it. */
const TRIES = 5

export interface FileVault {
  readonly file: string
  readonly format: Vault['format']
  /** Where the locks of this machine's data are. */
  readonly folder: string
  readonly open: OpenContents
  /** Asked for the key at first, and again when the file has got another; `refused` did not open it. Throws what openVault throws. */
  readonly unlock: (bytes: Buffer, refused: Buffer | null) => Promise<Buffer>
}

export function fileVault({ file, format, folder, open, unlock }: FileVault): Vault & { ready(): Promise<void> } {
  let key: Buffer | null = null
  let closed = false
  let seen: { readonly mark: string; readonly contents: Contents } | null = null

  async function opened(): Promise<Contents> {
    if (closed) throw new SesameError('vault-locked')
    const mark = await markOf(file)
    if (seen?.mark === mark) return seen.contents
    const bytes = await bytesOfVault(file)
    const contents = await withKey(bytes)
    seen = { mark, contents }
    return contents
  }

  async function withKey(bytes: Buffer): Promise<Contents> {
    let refused: Buffer | null = null
    for (;;) {
      const contents = key === null ? null : await open(bytes, key, file)
      if (contents !== null) return contents
      const next = await unlock(bytes, refused)
      // The key is the right one, so what it should open was changed by somebody who has it not.
      if (refused?.equals(next)) throw new SesameError('vault-damaged', { file, why: 'changed', backup: `${file}.bak` })
      key = next
      refused = next
    }
  }

  /** Read, change and write as one step among all processes. */
  async function change<T>(work: (contents: Contents) => { readonly changed: boolean; readonly gives: T }): Promise<T> {
    // Whoever must be asked for the key is asked before others are kept waiting.
    await opened()
    return locked(lockFile(folder, file), () => alone(work), { about: file })
  }

  async function alone<T>(work: (contents: Contents) => { readonly changed: boolean; readonly gives: T }): Promise<T> {
    if (closed) throw new SesameError('vault-locked')
    // Never from memory: a mark could be the same by chance. What fails half-way must not stay in memory either.
    seen = null
    for (let tries = 0; tries < TRIES; tries++) {
      const mark = await markOf(file)
      const contents = await withKey(await bytesOfVault(file))
      const { changed, gives } = work(contents)
      const bytes = changed ? await contents.bytes() : null
      // Another program, KeePassXC above all, may have saved the file meanwhile: it does not know our lock.
      if ((await markOf(file)) !== mark) continue
      if (bytes !== null) await replaceFile(file, bytes, { keep: true })
      seen = { mark: await markOf(file), contents }
      return gives
    }
    throw new SesameError('lock-busy', { file })
  }

  return {
    file,
    format,
    ready: async () => void (await opened()),
    list: async () => (await opened()).list(),
    read: async (name) => (await opened()).read(name),
    write: (entry, secret) => writeAll([{ entry, secret }]),
    writeAll,
    delete: (name) =>
      change((contents) => {
        const gives = contents.delete(name)
        return { changed: gives, gives }
      }),
    alone: (name, work) => locked(lockFile(folder, `${file}\n${name}`), work, { about: name, timeoutMs: 60_000 }),
    close() {
      closed = true
      seen = null
      key?.fill(0)
      key = null
    },
  }

  function writeAll(entries: Parameters<Vault['writeAll']>[0]): Promise<void> {
    return change((contents) => {
      for (const { entry, secret } of entries) contents.put({ entry: dated(entry, contents.read(entry.name)?.entry), secret })
      return { changed: entries.length > 0, gives: undefined }
    })
  }
}

/** `made` stays what it was. */
export function dated(entry: NewEntry, old: VaultEntry | undefined): VaultEntry {
  const now = new Date().toISOString()
  return { ...entry, made: old?.made ?? now, changed: now }
}

/** Throws `vault-missing` or `vault-damaged`. */
export async function bytesOfVault(file: string): Promise<Buffer> {
  try {
    const there = await stat(file)
    // A pipe or a device could keep whoever reads it for ever.
    if (!there.isFile() && !there.isDirectory()) throw new SesameError('vault-damaged', { file, why: 'not-a-vault', backup: `${file}.bak` })
    if (there.size > LARGEST) throw new SesameError('vault-damaged', { file, why: 'too-large', backup: `${file}.bak` })
    return await readFile(file)
  } catch (error) {
    throw unreadable(error, file)
  }
}

/** Changes with every write: a new file each time, with its own moment. */
async function markOf(file: string): Promise<string> {
  try {
    const { ino, mtimeNs, size } = await stat(file, { bigint: true })
    return `${ino} ${mtimeNs} ${size}`
  } catch (error) {
    throw unreadable(error, file)
  }
}

function unreadable(error: unknown, file: string): SesameError {
  if (error instanceof SesameError) return error
  const { code = 'unknown' } = error as NodeJS.ErrnoException
  return new SesameError('vault-damaged', { file, why: code === 'ENOENT' ? 'gone' : code, backup: `${file}.bak` }, error)
}
