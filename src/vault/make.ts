// Makes a vault: a random data key with a slot for each way to get at it, or a KeePass file and a note of where it is.

import { randomBytes, randomUUID } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { SesameError } from '../model/errors.ts'
import type { Secret } from '../model/secret.ts'
import { locked, lockFile } from '../store/lock.ts'
import { privateFolder } from '../store/place.ts'
import { sealedContents } from './contents.ts'
import type { KdbxCost } from './formats/kdbx.ts'
import { keyToKeyring } from './keyring.ts'
import { isThere, vaultFile } from './place.ts'
import { replaceFile } from './replace.ts'
import { sealedBytes } from './sealed.ts'
import { type Cost, keyringSlot, passphraseSlot, type Slot } from './slots.ts'
import { accountOf } from './unlock.ts'

export interface MakeRequest {
  readonly folder: string
  /** At least one of the two; with `kdbx`, the passphrase of that file. */
  readonly passphrase?: Secret
  readonly keyring?: boolean
  /** The KeePass file that is to be the vault; it is made when it is not there. */
  readonly kdbx?: string
  /** What a guess of the passphrase costs; less only where a test makes many. */
  readonly cost?: Cost
  readonly kdbxCost?: KdbxCost
}

/** Throws `vault-exists`, `vault-passphrase`, `vault-damaged`, `keyring-unavailable` or `vault-unwritable`. Gives the file that has the entries. */
export async function makeVault(request: MakeRequest): Promise<string> {
  const { folder } = request
  await makeFolder(folder, folder)
  const file = await vaultFile(folder)
  return locked(
    lockFile(folder, file),
    async () => {
      // The backup alone is somebody's vault too.
      for (const one of [file, `${file}.bak`]) if (await isThere(one)) throw new SesameError('vault-exists', { file: one })
      return request.kdbx === undefined ? makeSealed(request, file) : makeOnKdbx(request, request.kdbx, file)
    },
    { about: file },
  )
}

async function makeSealed({ passphrase, keyring, cost }: MakeRequest, file: string): Promise<string> {
  if (passphrase === undefined && keyring !== true) throw new SesameError('no-secret')
  const id = randomUUID()
  const key = randomBytes(32)
  const slots: Slot[] = []
  if (keyring) slots.push(await newKeyringSlot(id, key))
  if (passphrase !== undefined) slots.push(await passphraseSlot(id, key, passphrase, cost))
  const contents = sealedContents({ id, keyId: randomUUID(), slots }, key, new Map())
  await replaceFile(file, await contents.bytes(), { keep: false })
  key.fill(0)
  return file
}

async function makeOnKdbx({ passphrase, keyring, kdbxCost }: MakeRequest, named: string, file: string): Promise<string> {
  if (passphrase === undefined) throw new SesameError('no-secret')
  const [{ bookOf, keyOf }, { newKdbx, saveKdbx }] = await Promise.all([import('./kdbx-contents.ts'), import('./formats/kdbx.ts')])
  await makeFolder(dirname(resolve(named)), named)
  // The folder by its real name, so that every process writes beside the same file.
  const kdbx = await realpath(named).catch(async () => join(await realpath(dirname(resolve(named))), basename(named)))
  const key = keyOf(passphrase)
  const there = await readFile(kdbx).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new SesameError('file-unreadable', { file: named, why: error.code ?? 'unknown' })
  })
  if (there !== null && (await bookOf(there, key, kdbx)) === null) throw new SesameError('vault-passphrase')
  const id = randomUUID()
  const slots = keyring ? [await newKeyringSlot(id, key)] : []
  if (there === null) {
    const book = await newKdbx('Sésame', passphrase, kdbxCost)
    await replaceFile(kdbx, Buffer.from(await saveKdbx(book)), { keep: false })
  }
  const header = { id, keyId: randomUUID(), slots, kdbx }
  await replaceFile(file, sealedBytes({ header, nonce: Buffer.alloc(0), data: Buffer.alloc(0) }), { keep: false })
  return kdbx
}

/** The key that wraps goes into the keyring before the file says that it is there. */
export async function newKeyringSlot(vault: string, key: Buffer): Promise<Slot> {
  const kek = randomBytes(32)
  const slot = keyringSlot(vault, key, kek)
  await keyToKeyring(accountOf({ id: vault }, slot), kek)
  kek.fill(0)
  return slot
}

async function makeFolder(folder: string, file: string): Promise<void> {
  await privateFolder(folder).catch((error: NodeJS.ErrnoException) => {
    throw new SesameError('vault-unwritable', { file, why: error.code ?? 'unknown' }, error)
  })
}
