// A new passphrase, and with it a new data key: whoever had the old one and an old copy learns nothing of what is written from now on.

import { randomBytes, randomUUID } from 'node:crypto'
import { SesameError } from '../model/errors.ts'
import type { Secret } from '../model/secret.ts'
import { locked, lockFile } from '../store/lock.ts'
import { lockAgent } from './agent/client.ts'
import { openSealed, sealedContents } from './contents.ts'
import { bytesOfVault } from './file-vault.ts'
import { forgetInKeyring } from './keyring.ts'
import { newKeyringSlot } from './make.ts'
import { tryOnKdbx } from './open.ts'
import { headerOf, vaultFile } from './place.ts'
import { replaceFile } from './replace.ts'
import { type Header, readSealed, sealedBytes } from './sealed.ts'
import { type Cost, type KeyringSlot, passphraseSlot, type Slot } from './slots.ts'
import { accountOf, byPassphrase, hasPassphrase, tryOf, unlock } from './unlock.ts'
import type { OpenRequest } from './vault.ts'

export interface ChangeRequest extends OpenRequest {
  /** Asked for once the old one was right. */
  readonly next: () => Promise<Secret>
  readonly cost?: Cost
}

/** The old passphrase is asked for, unless there was none. The backup is written anew too: the old one opens nothing any more. Throws what openVault throws. */
export async function changePassphrase(request: ChangeRequest): Promise<void> {
  const header = await headerOf(request.folder)
  if (header.kdbx === undefined) await changeSealed(request, header)
  else await changeKdbx(request, header, header.kdbx)
  await lockAgent(request)
}

async function changeSealed(request: ChangeRequest, header: Header): Promise<void> {
  const file = await vaultFile(request.folder)
  const old = await (hasPassphrase(header) ? byPassphrase(request, tryOf(header)) : unlock(request, header))
  const passphrase = await request.next()
  await locked(
    lockFile(request.folder, file),
    async () => {
      const bytes = await bytesOfVault(file)
      const contents = await openSealed(bytes, old, file)
      // Somebody else changed it while this person was typing.
      if (contents === null || readSealed(bytes, file).header.keyId !== header.keyId) throw new SesameError('lock-busy', { file })
      const key = randomBytes(32)
      const rings = ringsOf(header)
      const kept = await Promise.all(rings.map(() => newKeyringSlot(header.id, key)))
      const slots: Slot[] = [...kept, await passphraseSlot(header.id, key, passphrase, request.cost)]
      const entries = new Map(contents.list().map(({ name }) => [name, contents.read(name)!]))
      const changed = { id: header.id, keyId: randomUUID(), slots }
      await writeTwice(file, await sealedContents(changed, key, entries).bytes())
      key.fill(0)
      await forgetAll(header, rings)
    },
    { about: file },
  )
}

async function changeKdbx(request: ChangeRequest, header: Header, file: string): Promise<void> {
  const { bookOf, keyOf } = await import('./kdbx-contents.ts')
  const { changeKdbxPassphrase, saveKdbx } = await import('./formats/kdbx.ts')
  const old = await byPassphrase(request, await tryOnKdbx(await bytesOfVault(file), file))
  const passphrase = await request.next()
  await locked(
    lockFile(request.folder, file),
    async () => {
      const book = await bookOf(await bytesOfVault(file), old, file)
      if (book === null) throw new SesameError('lock-busy', { file })
      await changeKdbxPassphrase(book, passphrase)
      const rings = ringsOf(header)
      const slots = await Promise.all(rings.map(() => newKeyringSlot(header.id, keyOf(passphrase))))
      await writeTwice(file, Buffer.from(await saveKdbx(book)))
      const pointer = { header: { ...header, keyId: randomUUID(), slots }, nonce: Buffer.alloc(0), data: Buffer.alloc(0) }
      await replaceFile(await vaultFile(request.folder), sealedBytes(pointer), { keep: false })
      await forgetAll(header, rings)
    },
    { about: file },
  )
}

/** The vault first, its old self kept until that is on the disk; then the backup. */
async function writeTwice(file: string, bytes: Buffer): Promise<void> {
  await replaceFile(file, bytes, { keep: true })
  await replaceFile(`${file}.bak`, bytes, { keep: false })
}

function ringsOf({ slots }: Header): readonly KeyringSlot[] {
  return slots.filter((slot): slot is KeyringSlot => slot.kind === 'keyring')
}

/** What the keyring keeps for slots that are gone is only litter: it must not undo a change that is done. */
async function forgetAll(header: Header, rings: readonly KeyringSlot[]): Promise<void> {
  for (const slot of rings) await forgetInKeyring(accountOf(header, slot)).catch(() => {})
}
