// Runs test files in one process: sixty take a second so, half a minute otherwise.
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** No test, and nothing that is done before or after tests, takes as long. */
const LONGEST_MS = 600_000
export const NEVER_ENDED = 'never ended: '

/**
 * What never ends would say nothing until somebody loses patience: it is named, and this process is over.
 * Here and not where all is told, because a part is heard there only when those before it have ended.
 */
function watch(): void {
  const running = new Map<object, string>()
  let last = performance.now()
  beforeEach((test) => {
    running.set(test, test.name)
    last = performance.now()
  })
  afterEach((test) => {
    running.delete(test)
    last = performance.now()
  })
  setInterval(() => {
    if (performance.now() - last < LONGEST_MS) return
    process.stderr.write(`${NEVER_ENDED}${[...running.values()].join('; ') || 'what is done before or after tests'}\n`)
    process.exit(1)
  }, 10_000).unref()
}

const here = dirname(fileURLToPath(import.meta.url))

/** Those that `isWanted`; each named by its path from the folder of the tests. */
export async function runFiles(isWanted: (file: string) => boolean): Promise<void> {
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js') && isWanted(file))
    .sort()
  // Tests run in their order: none begins, against its clock, while files are still being read.
  let allRead: (value?: unknown) => void = () => {}
  const read = new Promise((resolve) => {
    allRead = resolve
  })
  watch()
  test('every test file can be read', async () => {
    await read
  })
  for (const file of files) await import(pathToFileURL(join(here, file)).href)
  allRead()
}
