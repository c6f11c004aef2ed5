// One fault in a file of the knowledge, with the place where its author should look and the rule that it breaks.

export interface Problem {
  readonly file: string
  /** From 1, as editors count. */
  readonly line: number
  readonly column: number
  /** The rule's name; absent: the file has not the shape of its kind. */
  readonly rule?: string
  readonly message: string
}

/** What a file must be before any rule can look at it. */
export const SHAPE = 'shape'

export function printProblem({ file, line, column, rule, message }: Problem): string {
  return `${file}:${line}:${column} ${rule ?? SHAPE} ${message}`
}

export function byPlace(a: Problem, b: Problem): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column
}
