// Writes what other programs read: the whole knowledge in one JSON file, its JSON Schema, and the types of the package's export:
// node scripts/publish-knowledge.mjs [--dist FOLDER] [--out FOLDER]
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const option = (name, otherwise) => resolve(process.argv[process.argv.indexOf(`--${name}`) + 1 || Number.NaN] ?? otherwise)
const dist = option('dist', join(root, 'dist'))
const out = option('out', dist)
const load = (file) => import(pathToFileURL(join(dist, 'src/knowledge', file)).href)

const { loadKnowledge } = await load('load.js')
const { wholeKnowledge } = await load('whole.js')
const { publishedSchema } = await load('schema/published.js')
mkdirSync(join(out, 'published'), { recursive: true })
writeFileSync(join(out, 'published/knowledge.json'), `${JSON.stringify(wholeKnowledge(loadKnowledge()))}\n`)
writeFileSync(join(out, 'published/knowledge.schema.json'), `${JSON.stringify(publishedSchema(), null, 2)}\n`)

const tsc = spawnSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.types.json'), '--outDir', join(out, 'types')],
  { cwd: root, stdio: ['ignore', 2, 2] },
)
process.exitCode = tsc.status ?? 1
