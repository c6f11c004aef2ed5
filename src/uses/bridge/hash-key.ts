// The key under which device passwords are hashed: made once, kept in the vault, so that a copy of the database alone tells nothing.

import { randomBytes } from 'node:crypto'
import { Secret } from '../../model/secret.ts'
import type { Vault } from '../../vault/vault.ts'

const NAME = 'bridge/device-hash-key'

/** 32 bytes. */
export async function hashKey(vault: Vault): Promise<Buffer> {
  const held = await vault.read(NAME)
  if (held !== null) return Buffer.from(held.secret.reveal(), 'base64url')
  return vault.alone(NAME, async () => {
    const now = await vault.read(NAME)
    if (now !== null) return Buffer.from(now.secret.reveal(), 'base64url')
    const key = randomBytes(32)
    await vault.write({ name: NAME, sort: 'bridge', title: 'Bridge: key of the device passwords' }, new Secret(key.toString('base64url')))
    return key
  })
}
