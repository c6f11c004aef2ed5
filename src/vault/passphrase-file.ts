// The passphrase from a file, for services that nobody can ask: it must be closed to others, as SSH asks of its keys.

import { open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { SesameError } from '../model/errors.ts'
import { Secret } from '../model/secret.ts'

type Environment = Readonly<Record<string, string | undefined>>

export const VARIABLE = 'SESAME_VAULT_PASSPHRASE_FILE'
const LONGEST = 64 * 1024

/** Null when none is named. Throws `vault-readable`, `file-unreadable` or `no-secret`. */
export async function passphraseFromFile(env: Environment): Promise<Secret | null> {
  const file = env[VARIABLE]
  if (!file) return null
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new SesameError('file-unreadable', { file, why: error.code ?? 'unknown' })
  })
  try {
    const { mode, uid } = await handle.stat()
    if (process.platform !== 'win32' && !isCredential(file, env) && ((mode & 0o077) !== 0 || !isOurs(uid)))
      throw new SesameError('vault-readable', { file })
    const buffer = Buffer.alloc(LONGEST)
    const { bytesRead } = await handle.read(buffer, 0, LONGEST, null)
    // The line end belongs to the editor, not to the passphrase.
    const value = buffer.toString('utf8', 0, bytesRead).replace(/\r?\n$/, '')
    buffer.fill(0)
    if (value === '' || value.includes('\n')) throw new SesameError('no-secret')
    return new Secret(value)
  } finally {
    await handle.close()
  }
}

/** systemd closes its credentials by an access list that shows as group rights (systemd.exec(5), CREDENTIALS_DIRECTORY). */
function isCredential(file: string, env: Environment): boolean {
  return env.CREDENTIALS_DIRECTORY !== undefined && dirname(resolve(file)) === resolve(env.CREDENTIALS_DIRECTORY)
}

function isOurs(uid: number): boolean {
  return uid === process.getuid?.() || uid === 0
}
