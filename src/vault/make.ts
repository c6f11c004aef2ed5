// Makes a vault: a random data key, and a slot for each way to get at it.

import { randomBytes, randomUUID } from 'node:crypto'
import { SesameError } from '../model/errors.ts'
import type { Secret } from '../model/secret.ts'
import { locked, lockFile } from '../store/lock.ts'
import { privateFolder } from '../store/place.ts'
import { sealedContents } from './contents.ts'
import { keyToKeyring } from './keyring.ts'
import { isThere, vaultFile } from './place.ts'
import { replaceFile } from './replace.ts'
import { type Cost, keyringSlot, passphraseSlot, type Slot } from './slots.ts'
import { accountOf } from './unlock.ts'

export interface MakeRequest {
  readonly folder: string
  /** At least one of the two. */
  readonly passphrase?: Secret
  readonly keyring?: boolean
  /** What a guess of the passphrase costs; less only where a test makes many. */
  readonly cost?: Cost
}

/** Throws `vault-exists`, `keyring-unavailable` or `vault-unwritable`; nothing is left behind then. Gives the file. */
export async function makeVault({ folder, passphrase, keyring = false, cost }: MakeRequest): Promise<string> {
  const file = vaultFile(folder)
  await privateFolder(folder).catch((error: NodeJS.ErrnoException) => {
    throw new SesameError('vault-unwritable', { file, why: error.code ?? 'unknown' }, error)
  })
  return locked(
    lockFile(folder, file),
    async () => {
      // The backup alone is somebody's vault too.
      for (const one of [file, `${file}.bak`]) if (await isThere(one)) throw new SesameError('vault-exists', { file: one })
      const id = randomUUID()
      const key = randomBytes(32)
      const slots: Slot[] = []
      if (keyring) slots.push(await newKeyringSlot(id, key))
      if (passphrase !== undefined) slots.push(await passphraseSlot(id, key, passphrase, cost))
      const contents = sealedContents({ id, keyId: randomUUID(), slots }, key, new Map())
      await replaceFile(file, await contents.bytes(), { keep: false })
      key.fill(0)
      return file
    },
    { about: file },
  )
}

/** The key that wraps goes into the keyring before the file says that it is there. */
export async function newKeyringSlot(vault: string, key: Buffer): Promise<Slot> {
  const kek = randomBytes(32)
  const slot = keyringSlot(vault, key, kek)
  await keyToKeyring(accountOf({ id: vault }, slot), kek)
  kek.fill(0)
  return slot
}
