// From what a schema found to problems with a line and a column.

import type { z } from 'zod'
import type { Problem } from './problem.ts'
import type { Path, YamlSource } from './yaml-source.ts'

export function zodProblems(source: YamlSource, error: z.ZodError): readonly Problem[] {
  return error.issues.flatMap((issue) => issueProblems(source, issue, []))
}

function issueProblems(source: YamlSource, issue: z.core.$ZodIssue, above: Path): readonly Problem[] {
  const path = [...above, ...issue.path]
  const problem = (at: Path, message: string, key?: 'key'): Problem => ({ file: source.file, ...source.at(at, key), message })
  const name = issue.path.at(-1)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => problem([...path, key], `unknown key "${key}"`, 'key'))
  // Of the ways to write a thing, the one that got furthest is the one that was meant.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const meant = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0]!
    return meant.flatMap((inner) => issueProblems(source, inner, path))
  }
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => problem(path, inner.message))
  if (issue.code === 'invalid_value') return [problem(path, `${label(name)}must be one of ${issue.values.map(String).join(', ')}`)]
  if (issue.code === 'invalid_type') {
    const missing = value(source.data, path) === undefined
    return [problem(path, missing ? `"${String(name ?? 'the file')}" is missing` : `${label(name)}must be ${article(issue.expected)}`)]
  }
  // Our own schemas say themselves what they are about, and whether a name or its value is wrong.
  if (issue.code === 'custom') return [problem(path, issue.message, issue.params?.at === 'key' ? 'key' : undefined)]
  return [problem(path, `${label(name)}${issue.message}`)]
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'invalid_type' ? 0 : 0.5)))
}

function label(name: PropertyKey | undefined): string {
  return typeof name === 'string' ? `${name}: ` : ''
}

function article(expected: string): string {
  return `${/^[aeiou]/.test(expected) ? 'an' : 'a'} ${expected === 'record' ? 'map' : expected === 'array' ? 'list' : expected}`
}

function value(data: unknown, path: Path): unknown {
  let here: unknown = data
  for (const step of path) here = typeof here === 'object' && here !== null ? (here as Record<PropertyKey, unknown>)[step] : undefined
  return here
}
