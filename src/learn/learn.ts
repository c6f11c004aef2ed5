// Build step: learns from the stories of `knowledge/stories/` and writes `knowledge-lean.json` beside the compiled knowledge.

import { writeFileSync } from 'node:fs'
import { sampleOf } from '../diagnose/index.ts'
import { asideFile } from '../knowledge/aside.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { readCompiled } from '../knowledge/load.ts'
import { isMain } from '../knowledge/main.ts'
import { printProblem } from '../knowledge/problem.ts'
import { readStories, type Story } from '../knowledge/stories.ts'
import { CAUSE_IDS, parentCause } from '../model/cause.ts'
import { type Lesson, train } from './train.ts'

/** The story without its answer, as the judge would meet it. */
export function lessonOf(knowledge: Knowledge, { cause, ...told }: Story): Lesson {
  return { ...sampleOf(knowledge, told), cause: CAUSE_IDS.indexOf(parentCause(cause)) }
}

if (isMain(import.meta.url)) {
  const [root = 'knowledge', out = 'dist/knowledge.json'] = process.argv.slice(2)
  const knowledge = readCompiled(out)
  const { stories, problems } = readStories(root)
  for (const problem of problems) process.stderr.write(`${printProblem(problem)}\n`)
  const lean = train(stories.map((story) => lessonOf(knowledge, story)))
  writeFileSync(asideFile(out, 'lean'), JSON.stringify(lean))
  if (problems.length > 0) process.exitCode = 1
}
