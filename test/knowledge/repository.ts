// Where the repository is, from wherever its tests were built to.

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function up(folder: string): string {
  return existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'knowledge')) ? folder : up(dirname(folder))
}

export const REPOSITORY = up(dirname(fileURLToPath(import.meta.url)))
