// mx-own: an expression for mail exchangers ends where the name ends, begins at a label, and fits nobody else’s exchangers.

import { type Fault, faultIn, type Rule, type World } from '../rule.ts'

export const mxOwn: Rule = {
  name: 'mx-own',
  why: 'An expression that fits a stranger’s exchanger sends people to servers that do not know them.',
  across: true,
  check: (world) => [...looseEnds(world), ...strangers(world)],
}

function* looseEnds(world: World): Generator<Fault> {
  for (const { file, path, source } of expressions(world)) {
    if (!/\$$/.test(source)) yield faultIn(world, file, path, 'ends with $: else any name that goes on after it fits')
    if (!/^(\^|\(\^\|\\\.\)|\\\.)/.test(source))
      yield faultIn(world, file, path, 'begins with ^, (^|\\.) or \\.: else “notexample.com” fits “example.com”')
    // `\.com$` would be everybody’s.
    if ((source.match(/\\\./g) ?? []).length < 2) yield faultIn(world, file, path, 'names no domain')
  }
}

function* strangers(world: World): Generator<Fault> {
  const all = [...expressions(world)].map((one) => ({ ...one, pattern: new RegExp(one.source, 'i') }))
  // Two houses of one family may share exchangers: MX alone does not tell them apart, and other signs do.
  for (const { owner, family, source } of all)
    for (const example of examplesOf(source))
      for (const other of all)
        if (other.owner !== owner && (other.family === undefined || other.family !== family) && other.pattern.test(example))
          yield faultIn(world, other.file, other.path, `also fits ${example} of ${owner}`)
}

interface Expression {
  readonly owner: string
  readonly family?: string
  readonly file: string
  readonly path: readonly PropertyKey[]
  readonly source: string
}

function* expressions({ draft }: World): Generator<Expression> {
  for (const { id, family, recognise } of draft.providers)
    for (const [i, source] of (recognise.mx ?? []).entries())
      yield { owner: id, family, file: `providers/${id}.yaml`, path: ['recognise', 'mx', i], source }
  for (const [n, { id, mx }] of draft.filters.entries())
    for (const [i, source] of mx.entries()) yield { owner: id, file: 'filters.yaml', path: ['filters', n, 'mx', i], source }
}

/** Names that an expression fits, read off the expression itself: each choice of a group once. */
export function examplesOf(source: string): readonly string[] {
  const choices = expand(
    source
      .replace(/^\^/, '')
      .replace(/\$$/, '')
      .replace(/^\(\^\|\\\.\)/, 'mx1.')
      .replace(/^\\\./, 'mx1.'),
  )
  const pattern = new RegExp(source, 'i')
  return choices.filter((name) => /^[a-z0-9.-]+$/.test(name) && pattern.test(name))
}

function expand(source: string): readonly string[] {
  const group = /\(([^()]*)\)(\?|\*|\+)?/.exec(source)
  if (group !== null) {
    const parts = [...group[1]!.replace(/^\?:/, '').split('|'), ...(group[2] === '?' || group[2] === '*' ? [''] : [])]
    return parts
      .slice(0, 12)
      .flatMap((part) => expand(source.replace(group[0], () => part)))
      .slice(0, 100)
  }
  return [
    source
      .replace(/\\d(\{[^}]*\}|[+*?])?/g, '1')
      .replace(/\[\^?([^\]])[^\]]*\](\{[^}]*\}|[+*?])?/g, '$1')
      .replace(/\\[wb]/g, '')
      .replace(/(.)\?/g, '$1')
      .replace(/\\(.)/g, '$1')
      .replace(/\.[+*]/g, 'x'),
  ]
}
