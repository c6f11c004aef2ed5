// A rule of the validator: its name, why it is one, and a check that finds what breaks it. Written for authors: a rule says where and what, in one line.

import { join } from 'node:path'
import type { Problem } from './problem.ts'
import type { Draft, ReadFile, Reading } from './read.ts'
import type { StoryLine } from './stories.ts'
import type { Path } from './yaml-source.ts'

export interface Rule {
  /** Lower case words joined by dashes; printed before the message. */
  readonly name: string
  /** One sentence: what goes wrong for people without it. */
  readonly why: string
  /** True when it compares files with each other: it waits until every file can be read, or one fault would cause many. */
  readonly across?: boolean
  /** True when the program itself would go wrong: the build checks it too. The others are for authors, in `npm run knowledge` and the tests. */
  readonly builds?: boolean
  /** Must never throw because of what a file says. */
  check(world: World): Iterable<Fault>
}

export type Fault = Omit<Problem, 'rule'>

/** The knowledge as the rules see it: what the schemas made of it, and where each part stands. */
export interface World {
  readonly root: string
  readonly draft: Draft
  /** Files that have the shape of their kind. */
  readonly files: readonly ReadFile[]
  readonly calls: Reading['calls']
  readonly stories: readonly StoryLine[]
  /** Every cause of the closed list must be there. */
  readonly complete: boolean
  /** Absent when nobody knows the day (a build must not depend on the clock). */
  readonly today?: string
}

export function faultAt({ source }: ReadFile, path: Path, message: string, key?: 'key'): Fault {
  return { file: source.file, ...source.at(path, key), message }
}

/** By the path below the root; a thing that has no readable file is shown at the file's first line. */
export function faultIn(world: World, file: string, path: Path, message: string, key?: 'key'): Fault {
  const found = world.files.find((one) => one.path === file)
  return found === undefined ? { file: join(world.root, file), line: 1, column: 1, message } : faultAt(found, path, message, key)
}

/** Where the things of a file of many stand: `replies/google.yaml` holds `replies[3]`. */
export function* listed(world: World, folder: string, key: string): Generator<{ file: ReadFile; path: Path; data: Entry }> {
  for (const file of world.files) {
    if (!file.path.startsWith(folder)) continue
    const list = (file.source.data as Record<string, unknown> | null)?.[key]
    if (!Array.isArray(list)) continue
    for (const [i, data] of list.entries())
      if (typeof data === 'object' && data !== null) yield { file, path: [key, i], data: data as Entry }
  }
}
export type Entry = Readonly<Record<string, unknown>>

/** Every value of a YAML tree with its path, maps and lists too. */
export function* nodes(data: unknown, path: Path = []): Generator<readonly [Path, unknown]> {
  yield [path, data]
  if (typeof data !== 'object' || data === null) return
  for (const [key, inner] of Array.isArray(data) ? data.entries() : Object.entries(data)) yield* nodes(inner, [...path, key])
}
