// One fault in a file of the knowledge, with the place where its author should look.

export interface Problem {
  readonly file: string
  /** From 1, as editors count. */
  readonly line: number
  readonly column: number
  readonly message: string
}

export function printProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.message}`
}

export function byPlace(a: Problem, b: Problem): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column
}
