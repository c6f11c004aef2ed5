#!/usr/bin/env node
// The launcher: sets up on first use (or after a change), then runs the command line. Nothing but the command writes to stdout.
import * as modules from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`sesame: Node.js 20.19 or later is needed; this is ${process.versions.node}.\n`)
  process.exit(2)
}
const root = dirname(fileURLToPath(import.meta.url))
const { isReady, prepare } = await import(pathToFileURL(join(root, 'scripts/prepare.mjs')).href)
if (!isReady()) prepare()
// Node 22 and later keep what they compiled; where nothing can be written, they compile again.
modules.enableCompileCache?.(join(root, 'dist/compiled'))
// The same modules as dist/src/cli/main.js, joined into few files: twice as fast to load.
const { main } = await import(pathToFileURL(join(root, 'dist/run/main.js')).href)
await main(process.argv.slice(2))
