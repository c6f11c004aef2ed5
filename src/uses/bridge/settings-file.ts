// The file of settings of a running bridge, `bridge.json` in the data folder: read, and seen to have changed.

import { readFile, stat } from 'node:fs/promises'
import { readSettings, type Settings } from '../../bridge/service/settings.ts'
import { SesameError } from '../../model/errors.ts'

/** Null when there is none. Throws `file-unreadable`. */
export async function contentsOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new SesameError('file-unreadable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error)
  }
}

/** Changes whenever the file does. */
export async function markOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => null)
  return found === null ? '' : `${found.mtimeMs} ${found.size} ${found.ino}`
}

export function settingsIn(file: string, text: string | null): Settings {
  const read = readSettings(text)
  if (!read.ok) throw new SesameError('bridge-settings-invalid', { file, why: read.why })
  return read.settings
}
