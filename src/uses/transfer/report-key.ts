// The key with which this machine signs its reports: made when first needed, kept in the vault, never shown.

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { SesameError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import { fingerprintOf } from '../../transfer/proof/fingerprint.ts'
import type { Signer } from '../../transfer/proof/report.ts'
import type { Vault } from '../../vault/vault.ts'
import { openKeys } from '../keys.ts'

const NAME = 'key/report'

/** Throws what the vault throws. */
export async function reportSigner(vault: Vault): Promise<Signer> {
  // Two processes that start together make one key.
  const key = (await keptKey(vault)) ?? (await vault.alone(NAME, async () => (await keptKey(vault)) ?? makeKey(vault)))
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' })
  // RFC 8032 §5.1: Ed25519 takes the whole text, no digest of it.
  return { key: der.toString('base64'), fingerprint: fingerprintOf(der), sign: (bytes) => sign(null, bytes, key) }
}

/** Null where this machine has no vault, or nobody opens it: a report is then not signed, and says so. */
export async function signerOf(keys: () => Promise<{ readonly vault: Vault } | null>): Promise<Signer | null> {
  try {
    const open = await keys()
    return open === null ? null : await reportSigner(open.vault)
  } catch (error) {
    if (error instanceof SesameError && /^(vault|keyring|lock)-/.test(error.code)) return null
    throw error
  }
}

/** The fingerprint of this machine's key; null where there is none, or the vault is not open: nobody is asked for a passphrase to look at a report. */
export async function ownFingerprint(place: {
  readonly data?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}): Promise<string | null> {
  try {
    const keys = await openKeys({ data: place.data, env: place.env })
    try {
      const key = await keptKey(keys.vault)
      return key === null ? null : fingerprintOf(createPublicKey(key).export({ type: 'spki', format: 'der' }))
    } finally {
      keys.close()
    }
  } catch (error) {
    if (error instanceof SesameError) return null
    throw error
  }
}

async function keptKey(vault: Vault): Promise<KeyObject | null> {
  const held = await vault.read(NAME)
  return held === null ? null : createPrivateKey({ key: held.secret.reveal(), format: 'pem' })
}

async function makeKey(vault: Vault): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  await vault.write({ name: NAME, sort: 'key', title: 'Reports of Sésame' }, new Secret(pem))
  return privateKey
}
