// Where the agent of a vault listens, in a folder of this person alone; anything there that belongs to somebody else is refused.

import { createHash } from 'node:crypto'
import { lstat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { SesameError } from '../../model/errors.ts'
import { privateFolder } from '../../store/place.ts'
import { vaultFile } from '../place.ts'
import type { OpenRequest } from '../vault.ts'

export type AgentRequest = Pick<OpenRequest, 'folder' | 'env' | 'quiet'>

/** A socket's path must fit in `sun_path`, 104 bytes with its zero on macOS and the BSDs (unix(4)). */
const LONGEST = 100

/** Two vaults of one person have two agents. A named pipe on Windows. */
export async function socketOf({ folder, env }: AgentRequest): Promise<string> {
  const file = await vaultFile(folder)
  const name = createHash('sha256').update(file).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\sesame-vault-${name}`
  // A relative path is to be ignored, says the XDG Base Directory Specification.
  const runtime = env.XDG_RUNTIME_DIR
  const own = runtime && isAbsolute(runtime) ? join(runtime, 'sesame') : join(file, '..', 'run')
  const socket = join(own, `${name}.sock`)
  return Buffer.byteLength(socket) <= LONGEST ? socket : join(tmpdir(), `sesame-${process.getuid?.() ?? 0}`, `${name}.sock`)
}

/** Makes the folder of a socket. Throws `vault-readable` when others get at it, `vault-unwritable` when it cannot be made. */
export async function makeFolderOf(socket: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = join(socket, '..')
  await privateFolder(folder).catch((error: NodeJS.ErrnoException) => {
    throw new SesameError('vault-unwritable', { file: folder, why: error.code ?? 'unknown' }, error)
  })
  if (!(await isOurFolder(folder))) throw new SesameError('vault-readable', { file: folder })
}

/** True only for a socket of ours, in a folder of ours that is closed to others: who else could have put it there? */
export async function isOurSocket(socket: string): Promise<boolean> {
  if (process.platform === 'win32') return true
  const there = await lstat(socket).catch(() => null)
  return there?.isSocket() === true && there.uid === process.getuid?.() && (await isOurFolder(join(socket, '..')))
}

async function isOurFolder(folder: string): Promise<boolean> {
  const there = await lstat(folder).catch(() => null)
  return there?.isDirectory() === true && there.uid === process.getuid?.() && (there.mode & 0o077) === 0
}
