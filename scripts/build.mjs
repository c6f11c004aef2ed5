// Builds `dist/`: TypeScript, then the compiled knowledge and lab, and what runs in the browser. Called by the launcher on first use and by `npm test`. Messages go to stderr.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Runs a step with its output on stderr; ends the process with its exit code when it fails. */
function step(name, args) {
  const ran = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (ran.status === 0) return
  process.stderr.write(`sesame: ${name} failed\n`)
  process.exit(ran.status ?? 1)
}

step('compiling', [join(root, 'node_modules/typescript/bin/tsc')])
step('compiling the knowledge', [join(root, 'dist/src/knowledge/compile.js'), 'knowledge', 'dist/knowledge.json'])
step('learning from the stories', [join(root, 'dist/src/learn/learn.js'), 'knowledge', 'dist/knowledge.json'])
step('publishing the knowledge', [join(root, 'scripts/publish-knowledge.mjs')])
step('joining the modules of the command line', [join(root, 'scripts/bundle.mjs')])
step('building what runs in the browser', [join(root, 'node_modules/vite/bin/vite.js'), 'build'])
step('compiling the lab', [join(root, 'dist/src/lab/compile.js'), 'lab', 'dist/lab.json'])
mkdirSync(join(root, 'dist'), { recursive: true })
writeFileSync(join(root, 'dist/.built'), `${new Date().toISOString()}\n`)
