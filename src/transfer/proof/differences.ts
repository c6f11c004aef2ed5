// Reads two copies of one message at once and says what the second changed: line ends, its end, its header or its body, and from which byte on.

import type { Change } from '../journey.ts'
import { type FirstDifference, firstDifference, type Parting, type Side } from './first-difference.ts'
import { type Outline, outlineReader } from './outline.ts'

export interface Difference {
  readonly change: Change
  /** The first byte that differs; of the body alone, line ends counted as one, where `change` is `body`. Unknown where one copy ran ahead of what is kept. */
  readonly at?: number
  /** The line end there, on both sides: `CR LF`, `LF`. */
  readonly ends?: readonly [source: string, target: string]
  /** Header fields that came, went, or say something else; by name, never by content. */
  readonly added?: readonly string[]
  readonly removed?: readonly string[]
  readonly changed?: readonly string[]
  /** The header says the same, its fields stand in another order. */
  readonly reordered?: true
  readonly sizes: readonly [source: number, target: number]
}

/** One copy of the message, as a Sink gives it. Read both sides at the same time: whoever is ahead is asked to wait. */
export interface Copy {
  data(chunk: Uint8Array): void
  ready(): Promise<void> | undefined
  /** It ended, or will not come; the other waits no longer. */
  end(): void
}

export interface Differences {
  readonly source: Copy
  readonly target: Copy
  /** After both ended. Undefined: not one byte differs. */
  result(): Difference | undefined
}

const AHEAD = 1 << 20

export function differences(): Differences {
  const exact = firstDifference()
  const body = firstDifference()
  const state = {
    source: { outline: outlineReader((chunk) => body.add('source', chunk)), began: false, ended: false },
    target: { outline: outlineReader((chunk) => body.add('target', chunk)), began: false, ended: false },
  }
  let release: (() => void) | undefined
  let waiting: Promise<void> | undefined
  const go = () => {
    release?.()
    release = waiting = undefined
  }
  const copy = (side: Side, other: Side): Copy => ({
    data(chunk) {
      state[side].began = true
      exact.add(side, chunk)
      state[side].outline.add(chunk)
      if (waiting !== undefined && Math.max(exact.ahead(other), body.ahead(other)) < AHEAD) go()
    },
    ready() {
      const ahead = Math.max(exact.ahead(side), body.ahead(side))
      if (ahead < AHEAD || !state[other].began || state[other].ended) return undefined
      waiting ??= new Promise((resolve) => {
        release = resolve
      })
      return waiting
    },
    end() {
      state[side].ended = true
      go()
    },
  })
  return {
    source: copy('source', 'target'),
    target: copy('target', 'source'),
    result: () => judge(state.source.outline.end(), state.target.outline.end(), exact, body),
  }
}

function judge(source: Outline, target: Outline, exact: FirstDifference, body: FirstDifference): Difference | undefined {
  if (source.digest === target.digest) return undefined
  const sizes = [source.size, target.size] as const
  const first = exact.end()
  const fields = fieldChanges(source, target)
  if (source.body !== target.body) {
    const parting = body.end()
    return { change: 'body', ...place(parting), ...fields, sizes }
  }
  if (fields !== undefined) return { change: 'header', ...place(first), ...fields, sizes }
  const end =
    typeof first === 'object' && first.at >= Math.min(source.contentEnd, target.contentEnd) && source.contentEnd === target.contentEnd
  return { change: end ? 'end-of-message' : 'line-ends', ...place(first), ...(!end && lineEnds(first)), sizes }
}

function place(parting: Parting | 'unknown' | undefined): { readonly at?: number } {
  return typeof parting === 'object' ? { at: parting.at } : {}
}

function fieldChanges(source: Outline, target: Outline): Pick<Difference, 'added' | 'removed' | 'changed' | 'reordered'> | undefined {
  if (source.fields.length === target.fields.length && source.fields.every(({ digest }, i) => digest === target.fields[i]!.digest))
    return undefined
  const gone = without(source, target)
  const come = without(target, source)
  const changed = gone.filter((name) => come.includes(name))
  const removed = gone.filter((name) => !changed.includes(name))
  const added = come.filter((name) => !changed.includes(name))
  if (gone.length === 0 && come.length === 0) return { reordered: true }
  return {
    ...(added.length > 0 && { added: unique(added) }),
    ...(removed.length > 0 && { removed: unique(removed) }),
    ...(changed.length > 0 && { changed: unique(changed) }),
  }
}

/** Names of the fields that one has more often than the other. */
function without(one: Outline, other: Outline): readonly string[] {
  const left = new Map<string, number>()
  for (const { digest } of other.fields) left.set(digest, (left.get(digest) ?? 0) + 1)
  const names: string[] = []
  for (const { name, digest } of one.fields) {
    const times = left.get(digest) ?? 0
    if (times > 0) left.set(digest, times - 1)
    else names.push(name)
  }
  return names
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].slice(0, 20)
}

const ENDS: Readonly<Record<string, string>> = { '\n': 'LF', '\r': 'CR', '\r\n': 'CR LF', '\r\r\n': 'CR CR LF' }

function lineEnds(parting: Parting | 'unknown' | undefined): Pick<Difference, 'ends'> | undefined {
  if (typeof parting !== 'object') return undefined
  // The line end may have begun with CRs that both have.
  const begun = /\r*$/.exec(parting.before.toString('latin1'))![0]
  const token = (bytes: Buffer) => /^(?:\r*\n|\r)/.exec(begun + bytes.toString('latin1'))?.[0]
  const [source, target] = [token(parting.source), token(parting.target)]
  if (source === undefined || target === undefined) return undefined
  return { ends: [ENDS[source] ?? 'CR … LF', ENDS[target] ?? 'CR … LF'] }
}

/** Short, for a journal or a line of a report; no content of the message is in it. */
export function howOf(difference: Difference): string {
  const { change, at, ends, sizes } = difference
  const where = at === undefined ? '' : `byte ${at}: `
  if (ends !== undefined) return `${where}${ends[1]} instead of ${ends[0]}`
  const fields = [
    difference.added && `added ${difference.added.join(', ')}`,
    difference.removed && `removed ${difference.removed.join(', ')}`,
    difference.changed && `changed ${difference.changed.join(', ')}`,
    difference.reordered && 'fields in another order',
  ].filter((part) => part)
  if (change === 'header') return `${where}header: ${fields.join('; ')}`
  const size = `${sizes[1]} bytes instead of ${sizes[0]}`
  if (change === 'body')
    return `${at === undefined ? '' : `byte ${at} of the body: `}other bytes, ${size}${fields.length > 0 ? `; header: ${fields.join('; ')}` : ''}`
  return `${where}${size}`
}
