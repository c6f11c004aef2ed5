// The entries of one opened file, in memory: what the vault lists, reads and changes, whichever format the file has.

import { SesameError } from '../model/errors.ts'
import { Secret } from '../model/secret.ts'
import { boundTo, type Header, readSealed, sealedBytes } from './sealed.ts'
import { decrypt, encrypt } from './slots.ts'
import type { SecretSort, VaultEntry } from './vault.ts'

export interface Kept {
  readonly entry: VaultEntry
  readonly secret: Secret
}

/** A file that was opened. Changes are in memory until its bytes are written. */
export interface Contents {
  list(): readonly VaultEntry[]
  read(name: string): Kept | null
  put(kept: Kept): void
  delete(name: string): boolean
  bytes(): Promise<Buffer>
}

/** Null: the key is not, or no longer, that of the file. Throws `vault-damaged` and `vault-newer`. */
export type OpenContents = (bytes: Buffer, key: Buffer, file: string) => Promise<Contents | null>

export const SORTS: readonly SecretSort[] = ['password', 'app-password', 'oauth', 'oauth-client', 'bridge', 'key', 'note']

/** What is kept is padded to steps of at least this, so that a size tells little. */
const STEP = 4096

export const openSealed: OpenContents = async (bytes, key, file) => {
  const { header, nonce, data } = readSealed(bytes, file)
  const plain = decrypt(key, nonce, data, boundTo(header))
  if (plain === null) return null
  return sealedContents(header, key, entriesOf(plain, file))
}

export function sealedContents(header: Header, key: Buffer, entries: Map<string, Kept>): Contents {
  return {
    list: () => [...entries.values()].map(({ entry }) => entry),
    read: (name) => entries.get(name) ?? null,
    put: (kept) => void entries.set(kept.entry.name, kept),
    delete: (name) => entries.delete(name),
    async bytes() {
      const rows = [...entries.values()].map(({ entry, secret }) => ({ ...entry, secret: secret.reveal() }))
      return sealedBytes({ header, ...encrypt(key, padded(JSON.stringify(rows)), boundTo(header)) })
    },
  }
}

/** With blanks, which JSON does not mind, to a length with few bits set (PADMÉ, PETS 2019 §4): at most 12 % more. */
function padded(json: string): Buffer {
  const length = Buffer.byteLength(json)
  const bits = Math.floor(Math.log2(Math.max(length, 2)))
  const step = Math.max(STEP, 2 ** (bits - Math.floor(Math.log2(bits)) - 1))
  const plain = Buffer.alloc(Math.ceil(length / step) * step, ' ')
  plain.write(json)
  return plain
}

/** It decrypted, so a Sésame wrote it; it is read with care all the same. */
function entriesOf(plain: Buffer, file: string): Map<string, Kept> {
  try {
    const rows = JSON.parse(plain.toString('utf8')) as ({ secret: string } & VaultEntry)[]
    return new Map(
      rows.map(({ secret, ...entry }) => {
        if (typeof secret !== 'string' || typeof entry.name !== 'string' || !SORTS.includes(entry.sort)) throw new TypeError(entry.name)
        return [entry.name, { entry, secret: new Secret(secret) }]
      }),
    )
  } catch {
    throw new SesameError('vault-damaged', { file, why: 'not-a-vault', backup: `${file}.bak` })
  }
}
