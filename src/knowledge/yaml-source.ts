// A YAML text with its data and the place of every node, so that a fault deep inside is shown where it stands.

import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { Problem } from './problem.ts'

export type Path = readonly PropertyKey[]

export interface YamlSource {
  readonly file: string
  readonly data: unknown
  readonly syntax: readonly Problem[]
  /** The place of a value, or of its key. Must return one for any path: the nearest ancestor that exists, else the first line. */
  readonly at: (path: Path, key?: 'key') => { readonly line: number; readonly column: number }
}

/** `firstLine`: how many lines of the file stand above the text (front matter of a Markdown file). */
export function readYaml(file: string, text: string, firstLine = 0): YamlSource {
  const lines = new LineCounter()
  // Keys twice in a map are nearly always two authors overwriting each other: an error.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, merge: false })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line) + firstLine, column: Math.max(1, col) }
  }
  const syntax = [...document.errors, ...document.warnings].map((e) => ({ file, ...place(e.pos[0]), message: `YAML: ${e.message}` }))
  return {
    file,
    // Aliases are bounded: a file of the knowledge has no use for a thousand copies of one node.
    data: syntax.length > 0 ? undefined : document.toJS({ maxAliasCount: 10 }),
    syntax,
    at: (path, key) => place(offsetOf(document.contents, path, key === 'key')),
  }
}

/** The offset of the deepest node on the path. */
function offsetOf(root: Node | null, path: Path, key: boolean): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step))
      if (pair === undefined) return offset
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0]
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      if (!isNode(node)) return offset
      offset = node.range?.[0] ?? offset
    } else return offset
  }
  // A list or map that begins on the next line is best shown at its key; a scalar at itself.
  if (!key && isScalar(node) && node.range) offset = node.range[0]
  return offset
}
