// YAML of people: sheets in and out, templates. Every node has its place, so that a fault is shown where it stands; bombs are refused.

import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseAllDocuments, stringify } from 'yaml'
import type { Sheet } from './sheet.ts'

export interface YamlDocument {
  readonly data: unknown
  readonly line: number
  /** Null: it is YAML. */
  readonly syntax: { readonly line: number; readonly why: string } | null
  /** Of a value, or of the nearest thing around it that exists. */
  readonly lineOf: (path: readonly (string | number)[]) => number
}

/** Ten thousand sheets take twelve. */
export const MOST_BYTES = 64 * 1024 * 1024
const MOST_ALIASES = 10

/** Each document of the stream; empty ones are left out. Must never throw because of the text. */
export function readYaml(text: string): readonly YamlDocument[] {
  const lines = new LineCounter()
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const broken = (why: string): readonly YamlDocument[] => [{ data: undefined, line: 1, syntax: { line: 1, why }, lineOf: () => 1 }]
  try {
    const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, merge: false, version: '1.2' })
    if (!Array.isArray(documents)) return []
    return documents
      .filter((document) => document.contents !== null || document.errors.length > 0)
      .map((document): YamlDocument => {
        const [error] = [...document.errors, ...document.warnings]
        const start = lineAt(document.contents?.range?.[0] ?? document.range[0])
        const lineOf = (path: readonly (string | number)[]) => lineAt(offsetOf(document.contents, path))
        if (error !== undefined)
          return { data: undefined, line: start, syntax: { line: lineAt(error.pos[0]), why: plain(error.message) }, lineOf }
        try {
          return { data: document.toJS({ maxAliasCount: MOST_ALIASES }), line: start, syntax: null, lineOf }
        } catch (thrown) {
          return { data: undefined, line: start, syntax: { line: start, why: plain((thrown as Error).message) }, lineOf }
        }
      })
  } catch (thrown) {
    // Nested deeper than any reader goes.
    return broken(plain((thrown as Error).message))
  }
}

/** The library's words may quote the text, which may be a secret: what stands in quotes is left out. */
const plain = (message: string) =>
  message
    .replace(/(["'`]).*?\1|: .*$/gs, '')
    .slice(0, 120)
    .trim()

function offsetOf(root: unknown, path: readonly (string | number)[]): number {
  let node = root
  let offset = isNode(root) ? (root.range?.[0] ?? 0) : 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step))
      if (pair === undefined) return offset
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      if (!isNode(node)) return offset
      offset = node.range?.[0] ?? offset
    } else return offset
  }
  return offset
}

/** What is empty is left out; the same sheet is always the same text. */
export function sheetYaml(sheet: Sheet, keepEmpty = false): string {
  const shown = Object.entries(sheet).filter(([, value]) => keepEmpty || !isEmpty(value))
  return stringify(Object.fromEntries(shown), { lineWidth: 0, version: '1.2', aliasDuplicateObjects: false })
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
