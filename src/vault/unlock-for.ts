// Unlocks once for the commands to come: the agent keeps the key for a while.

import { startAgent } from './agent/start.ts'
import { bytesOfVault } from './file-vault.ts'
import { tryOnKdbx } from './open.ts'
import { headerOf } from './place.ts'
import { byPassphrase, hasPassphrase, tryOf, unlock } from './unlock.ts'
import type { OpenRequest } from './vault.ts'

/** The passphrase is asked for even where an agent runs: it is a new wish. Throws what openVault throws, and `vault-readable` about the agent's folder. */
export async function unlockFor(request: OpenRequest, idleMs: number): Promise<void> {
  const header = await headerOf(request.folder)
  const tryPassphrase = header.kdbx === undefined ? tryOf(header) : await tryOnKdbx(await bytesOfVault(header.kdbx), header.kdbx)
  const key = hasPassphrase(header) ? await byPassphrase(request, tryPassphrase) : await unlock(request, header, { tryPassphrase })
  await startAgent(request, header, key, idleMs)
  key.fill(0)
}
