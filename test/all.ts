// Every test file of dist/test, in one process: sixty files take a second so, half a minute otherwise.
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const wanted = process.argv.slice(2)
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.js') && (wanted.length === 0 || wanted.some((w) => file.includes(w))))
  .sort()
for (const file of files) await import(pathToFileURL(join(here, file)).href)
