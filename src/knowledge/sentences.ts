// Every sentence for people that the knowledge holds, with its language and its place: the two halves of `{ en, fr }`, and the blocks of procedures.

import { readFileSync } from 'node:fs'
import type { Lang } from '../model/lang.ts'
import type { ReadFile } from './read.ts'
import { nodes, type World } from './rule.ts'

export interface Sentence {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly lang: Lang
  readonly text: string
  /** `step`: something to do. `avoid`: something not to do. `never`: what an app cannot do. */
  readonly part: 'step' | 'avoid' | 'never' | 'other'
}

export interface Pair {
  readonly file: ReadFile
  readonly path: readonly PropertyKey[]
  readonly en: string
  readonly fr: string
}

/** What servers, apps and people say is quoted as they say it. */
const QUOTED = new Set(['texts', 'match', 'examples', 'not', 'case'])

export function* pairs({ files }: World): Generator<Pair> {
  for (const file of files) {
    if (file.path.startsWith('tables/')) continue
    for (const [path, node] of nodes(file.source.data)) {
      if (typeof node !== 'object' || node === null || path.some((step) => QUOTED.has(String(step)))) continue
      const { en, fr } = node as Record<string, unknown>
      if (typeof en === 'string' && typeof fr === 'string') yield { file, path, en, fr }
    }
  }
}

export function* sentences(world: World): Generator<Sentence> {
  for (const { file, path, en, fr } of pairs(world)) {
    const part = path.includes('never') ? 'never' : 'other'
    for (const [lang, text] of Object.entries({ en, fr }))
      yield { file: file.source.file, ...file.source.at([...path, lang]), lang: lang as Lang, text, part }
  }
  for (const file of world.files) if (file.path.endsWith('.md')) yield* blocks(file)
}

const START = /^(#+|\d+\.|-|>)\s+/

/** Titles, paragraphs, steps, “>” lines and list items, wrapped lines joined. */
export function* blocks({ path, source }: ReadFile): Generator<Sentence> {
  const lang: Lang = path.endsWith('.fr.md') ? 'fr' : 'en'
  const lines = readFileSync(source.file, 'utf8').split(/\r?\n/)
  let section: Sentence['part'] = 'step'
  let open: { line: number; column: number; text: string; part: Sentence['part'] } | undefined
  for (let i = lines.indexOf('---', 1) + 1; i <= lines.length; i++) {
    const raw = lines[i] ?? ''
    const text = raw.trim()
    const start = START.exec(text)
    if (open !== undefined && (text === '' || start !== null)) {
      yield { file: source.file, lang, ...open }
      open = undefined
    }
    if (text === '') continue
    if (start?.[1]?.startsWith('##')) section = /avoid|éviter/i.test(text) ? 'avoid' : 'step'
    if (open !== undefined) open.text += ` ${text}`
    else {
      const column = raw.length - raw.trimStart().length + (start?.[0].length ?? 0) + 1
      const part = start?.[1]?.startsWith('#') || (start === null && section === 'step') ? 'other' : section
      open = { line: i + 1, column, text: start === null ? text : text.slice(start[0].length), part }
    }
  }
}
