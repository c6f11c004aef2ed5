// Every test file of dist/test, in one process: sixty files take a second so, half a minute otherwise.
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const wanted = process.argv.slice(2)
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.js') && (wanted.length === 0 || wanted.some((w) => file.includes(w))))
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
