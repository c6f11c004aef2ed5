// Compiles a folder of knowledge into JSON for the program: what judging needs in one file, the rest in files that are read when asked for.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { PreparationRow, TableRow } from '../model/knowledge.ts'
import { ASIDE, type Aside, asideFile, isPacked } from './aside.ts'
import { isMain } from './main.ts'
import { pack } from './pack.ts'
import { printProblem } from './problem.ts'
import type { Draft } from './read.ts'
import { validate } from './validate.ts'

/** Writes the files; the same knowledge gives the same bytes. */
export function writeKnowledge(draft: Draft, out: string): void {
  mkdirSync(dirname(out), { recursive: true })
  const core: Record<string, unknown> = { ...draft }
  for (const name of ASIDE) {
    const part = isPacked(name) ? pack<TableRow | PreparationRow>(draft[name]) : draft[name]
    writeFileSync(asideFile(out, name), JSON.stringify(part))
    delete core[name satisfies Aside]
  }
  writeFileSync(out, JSON.stringify(core))
}

if (isMain(import.meta.url)) {
  const [root = 'knowledge', out = 'knowledge.json'] = process.argv.slice(2)
  const { draft, problems } = validate(root, { building: true })
  for (const problem of problems) process.stderr.write(`${printProblem(problem)}\n`)
  // What could be read is written all the same: one bad file must not keep its author from trying the rest. The exit code tells the build.
  writeKnowledge(draft, out)
  if (problems.length > 0) process.exitCode = 1
}
