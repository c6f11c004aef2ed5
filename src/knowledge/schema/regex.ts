// Says what is wrong with a regular expression of the knowledge: it must compile, and must not run for ever on hostile text.

/** A sentence, or null when the expression is fit for use. */
export function regexFault(source: string): string | null {
  try {
    new RegExp(source, 'i')
  } catch (e) {
    return `not a regular expression: ${(e as Error).message.replace(/^Invalid regular expression: /, '')}`
  }
  if (new RegExp(source, 'i').test('')) return 'this regular expression matches the empty text, and so everything'
  if (hasNestedRepeat(source)) return 'a repeat inside a repeated group can run for ever on a hostile text'
  if ((source.match(/\.[*+]/g) ?? []).length > 4) return 'too many ".*": bound them, for instance ".{0,80}"'
  return null
}

/** True when a group that repeats without bound holds something that itself repeats without bound: `(a+)+`. */
export function hasNestedRepeat(source: string): boolean {
  const groups: { repeats: boolean }[] = [{ repeats: false }]
  for (let i = 0; i < source.length; i++) {
    const c = source[i]
    if (c === '\\') i++
    else if (c === '[') i = endOfClass(source, i)
    else if (c === '(') groups.push({ repeats: false })
    else if (c === ')') {
      const inner = groups.pop()!
      const outer = groups.at(-1) ?? { repeats: false }
      if (groups.length === 0) groups.push(outer)
      const repeated = isUnboundedRepeat(source, i + 1)
      if (repeated && inner.repeats) return true
      if (repeated || inner.repeats) outer.repeats = true
    } else if (isUnboundedRepeat(source, i)) groups.at(-1)!.repeats = groups.at(-1)!.repeats || source[i - 1] !== ')'
  }
  return false
}

function endOfClass(source: string, start: number): number {
  let i = start + 1
  if (source[i] === '^') i++
  for (; i < source.length && source[i] !== ']'; i++) if (source[i] === '\\') i++
  return i
}

function isUnboundedRepeat(source: string, i: number): boolean {
  return source[i] === '*' || source[i] === '+' || /^\{\d+,\}/.test(source.slice(i, i + 8))
}
