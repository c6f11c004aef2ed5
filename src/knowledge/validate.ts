// Checks a folder of knowledge and prints `file:line:column rule message` for every problem. `--rules` lists the rules, `--stale` what nobody compared for long.

import { existsSync } from 'node:fs'
import { isMain } from './main.ts'
import { byPlace, type Problem, printProblem, SHAPE } from './problem.ts'
import { type Draft, type Reading, readKnowledge } from './read.ts'
import type { World } from './rule.ts'
import { RULES } from './rules/index.ts'
import { printStale, staleness } from './stale.ts'
import { readStories } from './stories.ts'

export interface Validation {
  readonly draft: Draft
  /** Sorted by file and line; empty when all is well. */
  readonly problems: readonly Problem[]
  readonly reading: Reading
}

export interface ValidateOptions {
  /** Every cause of the closed list must have its file. */
  readonly complete?: boolean
  /** `YYYY-MM-DD`; absent: nothing is said about days to come, so that a build does not depend on the clock. */
  readonly today?: string
  /** Only the rules without which the program would go wrong. */
  readonly building?: boolean
}

/** Must never throw because of what a file says. */
export function validate(root: string, { complete = false, today, building = false }: ValidateOptions = {}): Validation {
  const reading = readKnowledge(root)
  const stories = readStories(root)
  const shape = [...reading.problems, ...stories.problems]
  const faulty = new Set(shape.map((problem) => problem.file))
  const world: World = {
    root,
    draft: reading.draft,
    files: reading.files.filter(({ source }) => !faulty.has(source.file)),
    calls: reading.calls,
    stories: stories.lines,
    complete,
    ...(today !== undefined && { today }),
  }
  // References into a file that could not be read would only repeat its faults.
  const rules = RULES.filter((rule) => (shape.length === 0 || !rule.across) && (rule.builds || !building))
  const broken = rules.flatMap(({ name, check }) => [...check(world)].map((fault) => ({ ...fault, rule: name })))
  return { draft: reading.draft, reading, problems: [...shape, ...broken].sort(byPlace) }
}

const USAGE = 'usage: validate [FOLDER] [--complete] [--rules] [--stale [--json]] [--today YYYY-MM-DD]'

/** Returns the exit code: 0 all is well, 1 a rule is broken or something is stale, 2 wrong usage. */
export function runValidate(args: readonly string[], clock: string, print: (line: string) => void): number {
  const { folder, today, wrong } = readArgs(args, clock)
  if (wrong !== undefined) {
    print(`${wrong}\n${USAGE}`)
    return 2
  }
  if (args.includes('--rules')) {
    for (const { name, why } of [{ name: SHAPE, why: 'A file holds what its kind may hold, with values of the right kind.' }, ...RULES])
      print(`${name}\n    ${why}`)
    return 0
  }
  if (!existsSync(folder)) {
    print(`${folder}: there is no such folder`)
    return 2
  }
  if (args.includes('--stale')) {
    const report = staleness(readKnowledge(folder), today)
    if (args.includes('--json')) print(JSON.stringify(report, null, 2))
    else for (const line of printStale(report)) print(line)
    return report.due.length > 0 ? 1 : 0
  }
  const { problems } = validate(folder, { complete: args.includes('--complete'), today })
  for (const problem of problems) print(printProblem(problem))
  return problems.length > 0 ? 1 : 0
}

const FLAGS = ['--complete', '--rules', '--stale', '--json', '--today']

function readArgs(args: readonly string[], clock: string): { readonly folder: string; readonly today: string; readonly wrong?: string } {
  const at = args.indexOf('--today')
  const today = at < 0 ? clock : (args[at + 1] ?? '')
  const folder = args.find((arg, i) => !arg.startsWith('--') && (at < 0 || i !== at + 1)) ?? 'knowledge'
  const unknown = args.find((arg) => arg.startsWith('--') && !FLAGS.includes(arg))
  if (unknown !== undefined) return { folder, today, wrong: `unknown option ${unknown}` }
  return /^\d{4}-\d{2}-\d{2}$/.test(today) ? { folder, today } : { folder, today, wrong: '--today takes a day written YYYY-MM-DD' }
}

if (isMain(import.meta.url)) {
  const lines: string[] = []
  process.exitCode = runValidate(process.argv.slice(2), new Date().toISOString().slice(0, 10), (line) => lines.push(`${line}\n`))
  process.stdout.write(lines.join(''))
}
