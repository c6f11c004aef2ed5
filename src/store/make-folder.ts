// Makes a folder and those above it, one by one: `mkdir` with `recursive` never comes back below /proc, where making says "no such folder" of one that is there.

import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** The first one that had to be made; undefined: all were there. Throws what the file system says. */
export function makeFolder(folder: string, mode = 0o700): string | undefined {
  const missing: string[] = []
  let above = resolve(folder)
  while (!isThere(above)) {
    missing.push(above)
    const next = dirname(above)
    if (next === above) break
    above = next
  }
  for (const one of missing.reverse())
    try {
      mkdirSync(one, mode)
    } catch (error) {
      // Somebody made it in between.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isThere(one)) throw error
    }
  return missing[0]
}

/** False: nothing is there. Throws `ENOTDIR` where a file is. */
function isThere(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return false
  if (!stat.isDirectory()) throw Object.assign(new Error(`ENOTDIR: not a directory, mkdir '${path}'`), { code: 'ENOTDIR', path })
  return true
}
