// Tells a file that is run from one that is imported.

import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export function isMain(url: string): boolean {
  const script = process.argv[1]
  if (script === undefined) return false
  try {
    return realpathSync(script) === realpathSync(fileURLToPath(url))
  } catch {
    return false
  }
}
