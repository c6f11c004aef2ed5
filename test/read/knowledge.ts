// The knowledge of this checkout, compiled once for the tests of reading.

import { fileURLToPath } from 'node:url'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { readCompiled } from '../../src/knowledge/load.ts'

let read: Knowledge | undefined

/** Beside the built tests: `dist/knowledge.json` for `dist/test/read/`. */
export function knowledge(): Knowledge {
  read ??= readCompiled(fileURLToPath(new URL('../../knowledge.json', import.meta.url)))
  return read
}
