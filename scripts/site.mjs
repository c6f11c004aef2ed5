// Writes the site: node scripts/site.mjs [FOLDER] [--now DATE] [--dist FOLDER]. A page that is no longer made is removed.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const options = new Map()
const folders = []
for (let i = 2; i < process.argv.length; i++) {
  const name = /^--(now|dist)$/.exec(process.argv[i])?.[1]
  if (name) options.set(name, process.argv[++i])
  else folders.push(process.argv[i])
}
const dist = resolve(options.get('dist') ?? join(root, 'dist'))
const out = resolve(folders[0] ?? 'site')
const now = options.get('now') ?? new Date().toISOString().slice(0, 10)
/** What tells a folder that this script made from one that it must not touch. */
const MARK = '.sesame-site'

function fail(sentence) {
  process.stderr.write(`sesame: ${sentence}\n`)
  process.exit(2)
}

const stranger = existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, MARK))
if (folders.length > 1 || folders[0]?.startsWith('-')) fail('node scripts/site.mjs [FOLDER] [--now DATE] [--dist FOLDER]')
if (stranger) fail(`${out} holds other files: nothing was written. Name an empty or a new folder.`)
const { siteOf } = await import(pathToFileURL(join(dist, 'src/site/site.js')).href)
const { loadKnowledge } = await import(pathToFileURL(join(dist, 'src/knowledge/load.js')).href)
let files
try {
  files = siteOf(loadKnowledge(), now)
} catch (error) {
  fail(error.code === 'option-invalid' ? `--now cannot be "${now}": write a day, 2026-11-22.` : error.message)
}
mkdirSync(out, { recursive: true })
writeFileSync(join(out, MARK), '')
const before = readdirSync(out, { recursive: true, withFileTypes: true })
for (const entry of before) {
  const path = join(entry.parentPath ?? entry.path, entry.name)
  const name = path
    .slice(out.length + 1)
    .split(sep)
    .join('/')
  if (entry.isFile() && name !== MARK && !files.has(name)) rmSync(path)
}
for (const [name, content] of files) {
  const file = join(out, name)
  mkdirSync(dirname(file), { recursive: true })
  // Unchanged files keep their time, so that a server may tell what is new.
  if (!existsSync(file) || readFileSync(file, 'utf8') !== content) writeFileSync(file, content)
}
process.stderr.write(`sesame: ${files.size} files in ${out}\n`)
