// A KeePass file as the vault's contents: entries of other programs are listed, and what the vault has no place for stays in the file.

import { SesameError } from '../model/errors.ts'
import { Secret } from '../model/secret.ts'
import type { Contents, OpenContents } from './contents.ts'
import { type KdbxBook, type KdbxRead, openKdbx, putEntry, readEntries, removeEntry, saveKdbx } from './formats/kdbx.ts'

/** The key of a KeePass file is its passphrase. */
export function keyOf(passphrase: Secret): Buffer {
  return Buffer.from(passphrase.reveal(), 'utf8')
}

export const openKdbxContents: OpenContents = async (bytes, key, file) => {
  const book = await bookOf(bytes, key, file)
  return book === null ? null : kdbxContents(book)
}

/** Null when it is another passphrase. Throws `vault-damaged`. */
export async function bookOf(bytes: Buffer, key: Buffer, file: string): Promise<KdbxBook | null> {
  try {
    return await openKdbx(bytes, new Secret(key.toString('utf8')), { file })
  } catch (error) {
    if (error instanceof SesameError && error.code === 'import-passphrase') return null
    const why = error instanceof SesameError ? String(error.args.why) : 'damaged'
    throw new SesameError('vault-damaged', { file, why, backup: `${file}.bak` })
  }
}

function kdbxContents(book: KdbxBook): Contents {
  let read: ReadonlyMap<string, KdbxRead> | null = null
  const entries = () => {
    read ??= new Map(readEntries(book).map((one) => [one.entry.name, one]))
    return read
  }
  return {
    list: () => [...entries().values()].map(({ entry }) => entry),
    read: (name) => {
      const one = entries().get(name)
      return one === undefined ? null : { entry: one.entry, secret: one.secret }
    },
    put({ entry, secret }) {
      putEntry(book, entry, secret)
      read = null
    },
    delete(name) {
      read = null
      return removeEntry(book, name)
    },
    bytes: async () => Buffer.from(await saveKdbx(book)),
  }
}
