// Checks a folder of knowledge and prints `file:line:column message` for every problem; with --stale, what nobody compared for a year.

import { existsSync } from 'node:fs'
import { crossCheck } from './cross-check.ts'
import { isMain } from './main.ts'
import { byPlace, type Problem, printProblem } from './problem.ts'
import { type Draft, type Reading, readKnowledge } from './read.ts'

export interface Validation {
  readonly draft: Draft
  /** Sorted by file and line; empty when all is well. */
  readonly problems: readonly Problem[]
  readonly reading: Reading
}

/** `complete`: every cause of the closed list must have its file. Must never throw because of what a file says. */
export function validate(root: string, complete = false): Validation {
  const reading = readKnowledge(root)
  // References into a file that could not be read would only repeat its faults.
  const across = reading.problems.length === 0 ? crossCheck(root, reading, complete) : []
  return { draft: reading.draft, reading, problems: [...reading.problems, ...across].sort(byPlace) }
}

/** Files last compared with their source more than twelve months before `today`. */
export function stale(reading: Reading, today: string): readonly Problem[] {
  const limit = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 10)}`
  return reading.files.flatMap(({ source }) => {
    const checked = (source.data as { checked?: unknown } | null)?.checked
    if (typeof checked !== 'string' || checked >= limit) return []
    return [{ file: source.file, ...source.at(['checked']), message: `last checked on ${checked}, more than twelve months ago` }]
  })
}

/** Returns the exit code. */
export function runValidate(args: readonly string[], today: string, print: (line: string) => void): number {
  const root = args.find((arg) => !arg.startsWith('--')) ?? 'knowledge'
  if (!existsSync(root)) {
    print(`${root}: there is no such folder`)
    return 2
  }
  const { problems, reading } = validate(root, args.includes('--complete'))
  for (const problem of problems) print(printProblem(problem))
  if (args.includes('--stale')) for (const problem of stale(reading, today)) print(printProblem(problem))
  return problems.length > 0 ? 1 : 0
}

if (isMain(import.meta.url)) {
  const lines: string[] = []
  process.exitCode = runValidate(process.argv.slice(2), new Date().toISOString().slice(0, 10), (line) => lines.push(`${line}\n`))
  process.stdout.write(lines.join(''))
}
