// Runs test files in one process: sixty take a second so, half a minute otherwise.
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'

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
  test('every test file can be read', async () => {
    await read
  })
  for (const file of files) await import(pathToFileURL(join(here, file)).href)
  allRead()
}
