// Where this machine keeps what Sésame remembers, and making that folder for its owner only.

import { chmod } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { makeFolder } from './make-folder.ts'

export interface PlaceRequest {
  /** Wins over everything; `--data`. */
  readonly folder?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform?: NodeJS.Platform
  readonly home?: string
}

/** `--data`, then SESAME_DATA, then the platform's own place (XDG Base Directory: $XDG_DATA_HOME, else ~/.local/share). */
export function dataFolder({ folder, env, platform = process.platform, home = homedir() }: PlaceRequest): string {
  if (folder) return folder
  if (env.SESAME_DATA) return env.SESAME_DATA
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Sesame')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Sesame')
  // A relative path is to be ignored, says the specification.
  return join(env.XDG_DATA_HOME?.startsWith('/') ? env.XDG_DATA_HOME : join(home, '.local', 'share'), 'sesame')
}

/** Throws what the file system says. A folder that was there before (a home, a shared one) keeps its rights: our files in it are private themselves. */
export async function privateFolder(folder: string): Promise<string> {
  const made = makeFolder(folder)
  if (made !== undefined) await chmod(folder, 0o700)
  return folder
}
