// The key of a vault, by the first way that gives it: keyring, agent, passphrase file, the person.

import { SesameError } from '../model/errors.ts'
import type { Secret } from '../model/secret.ts'
import { keyFromAgent, lockAgent } from './agent/client.ts'
import { keyFromKeyring } from './keyring.ts'
import { passphraseFromFile } from './passphrase-file.ts'
import type { Header } from './sealed.ts'
import { type KeyringSlot, openKeyringSlot, openPassphraseSlot, type PassphraseSlot } from './slots.ts'
import type { AskPassphrase, OpenRequest } from './vault.ts'

const TRIES = 3

/** Tries a passphrase: the key, or null when it is another passphrase. */
export type TryPassphrase = (passphrase: Secret) => Promise<Buffer | null>

/** A key that was `refused` is not given again, except by who typed it. Throws `vault-locked`, `vault-passphrase`, `vault-readable` or `keyring-unavailable`. */
export async function unlock(
  request: OpenRequest,
  header: Header,
  { tryPassphrase = tryOf(header), refused = null }: { readonly tryPassphrase?: TryPassphrase; readonly refused?: Buffer | null } = {},
): Promise<Buffer> {
  const ring = await fromKeyring(header)
  if (Buffer.isBuffer(ring) && !refused?.equals(ring)) return ring
  const held = await keyFromAgent(request, header)
  if (held !== null && !refused?.equals(held)) return held
  // An agent with an old key would be asked in vain by every command.
  if (held !== null) await lockAgent(request)
  // Nothing but the keyring opens it: say what the keyring said.
  if (!hasPassphrase(header)) throw ring instanceof SesameError ? ring : new SesameError('keyring-unavailable', { why: 'other-key' })
  return byPassphrase(request, tryPassphrase)
}

/** By the passphrase alone, whatever else would open it: who changes it must know it. */
export async function byPassphrase(request: OpenRequest, tryPassphrase: TryPassphrase): Promise<Buffer> {
  const inFile = await passphraseFromFile(request.env)
  if (inFile !== null) {
    const key = await tryPassphrase(inFile)
    if (key === null) throw new SesameError('vault-passphrase')
    return key
  }
  if (request.ask === undefined) throw new SesameError('vault-locked')
  return askFor(request.ask, tryPassphrase)
}

async function askFor(ask: AskPassphrase, tryPassphrase: TryPassphrase): Promise<Buffer> {
  for (let n = 0; n < TRIES; n++) {
    const passphrase = await ask(n > 0)
    // Who tried and then gave up is told what was wrong.
    if (passphrase === null) throw new SesameError(n === 0 ? 'vault-locked' : 'vault-passphrase')
    const key = await tryPassphrase(passphrase)
    if (key !== null) return key
  }
  throw new SesameError('vault-passphrase')
}

export function tryOf(header: Header): TryPassphrase {
  return async (passphrase) => {
    for (const slot of header.slots) {
      const key = slot.kind === 'passphrase' ? await openPassphraseSlot(header.id, slot, passphrase) : null
      if (key !== null) return key
    }
    return null
  }
}

/** A KeePass file has its passphrase in itself. */
export function hasPassphrase(header: Header): boolean {
  return header.kdbx !== undefined || header.slots.some((slot): slot is PassphraseSlot => slot.kind === 'passphrase')
}

/** The key, or why the keyring did not give it; null when no slot asks it. */
async function fromKeyring(header: Header): Promise<Buffer | SesameError | null> {
  const slot = header.slots.find((one): one is KeyringSlot => one.kind === 'keyring')
  if (slot === undefined) return null
  try {
    const kek = await keyFromKeyring(accountOf(header, slot))
    if (kek === null) return new SesameError('keyring-unavailable', { why: 'empty' })
    return openKeyringSlot(header.id, slot, kek) ?? new SesameError('keyring-unavailable', { why: 'other-key' })
  } catch (error) {
    if (error instanceof SesameError) return error
    throw error
  }
}

/** What the keyring calls the key of a slot. */
export function accountOf(header: Pick<Header, 'id'>, slot: Pick<KeyringSlot, 'id'>): string {
  return `vault ${header.id} ${slot.id}`
}
