// Reads the stories of `knowledge/stories/`: cases with their cause, one JSON object a line, from which the judgement learns to hear words.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Problem } from './problem.ts'
import { story } from './schema/story.ts'

export type Story = z.output<typeof story>

/** A story and where it stands. */
export interface StoryLine {
  readonly story: Story
  readonly file: string
  readonly line: number
}

/** Must never throw because of what a file says. */
export function readStories(root: string): {
  readonly stories: readonly Story[]
  readonly lines: readonly StoryLine[]
  readonly problems: readonly Problem[]
} {
  const folder = join(root, 'stories')
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
    : []
  const lines: StoryLine[] = []
  const problems: Problem[] = []
  const seen = new Map<string, string>()
  for (const name of files) {
    const file = join(folder, name)
    for (const [index, text] of readFileSync(file, 'utf8').split('\n').entries()) {
      if (text.trim() === '') continue
      const at = (message: string): Problem => ({ file, line: index + 1, column: 1, message })
      const parsed = story.safeParse(jsonOf(text))
      if (!parsed.success) {
        problems.push(...parsed.error.issues.map((issue) => at(`${issue.path.join('.') || 'line'}: ${issue.message}`)))
        continue
      }
      const { id } = parsed.data
      const owner = seen.get(id)
      if (owner !== undefined) problems.push(at(`id "${id}" is already in ${owner}`))
      seen.set(id, name)
      lines.push({ story: parsed.data, file, line: index + 1 })
    }
  }
  return { stories: lines.map((line) => line.story), lines, problems }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
