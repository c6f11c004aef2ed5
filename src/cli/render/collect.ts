// Collections on the terminal: what a round brought, in one line, and what is wrong, with the step to take.

import type { CollectFailure, CollectionState, CollectionView, CollectRound } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'
import { moment } from '../moment.ts'
import type { Terminal } from '../terminal.ts'
import { visible } from './road.ts'

const SAID = 300
const STEPS = 4

/** `3 messages (120 KB), 2 messages removed at the source`. */
export function cameIn({ collect }: Text, { collected, known, removed, refused }: CollectRound): string {
  const parts = [
    ...(collected.messages > 0 ? [collect.amount(collected.messages, collected.bytes)] : []),
    ...(known > 0 ? [collect.known(known)] : []),
    ...(removed > 0 ? [collect.wasRemoved(removed)] : []),
    ...(refused > 0 ? [collect.refused(refused)] : []),
  ]
  return parts.length === 0 ? collect.nothingNew : parts.join(', ')
}

/** The time alone for today. */
export function clock({ locale }: Text, ms: number): string {
  const date = new Date(ms)
  if (date.toDateString() === new Date().toDateString()) return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(date)
  return moment(locale, date.toISOString())
}

type Trouble = NonNullable<CollectionState['trouble']>

/** Who it is about. */
export function troubleLine({ collect }: Text, { kind, side }: Pick<Trouble, 'kind' | 'side'> | CollectFailure): string {
  return collect.trouble[kind](collect.side[side ?? 'from'])
}

/** All that is known of it, and what to do. */
export function renderTrouble(
  out: Terminal,
  text: Text,
  { collection, state }: Pick<CollectionView, 'collection' | 'state'>,
  indent: number,
): void {
  const trouble = state?.trouble
  if (!state || !trouble) return
  const { collect } = text
  const { kind, said, since, title, steps = [], letter, side } = trouble
  out.line(
    `${out.style(kind === 'later' || kind === 'unreachable' ? 'yellow' : 'red', troubleLine(text, trouble))} ${out.style('dim', `· ${collect.since(clock(text, since))}`)}`,
    indent,
  )
  if (said !== '' && kind !== 'messages') out.line(out.style('dim', collect.said(visible(said.slice(0, SAID)))), indent)
  if (title !== undefined) out.line(collect.cause(title), indent)
  for (const step of steps.slice(0, STEPS)) out.line(`• ${step.replaceAll('**', '')}`, indent, indent + 2)
  if (letter !== undefined) out.line(collect.letter(letter), indent)
  if (kind === 'sign-in') {
    out.line(out.style('bold', collect.signInAgain(side === 'to' ? collection.into : collection.from)), indent)
    out.line(collect.again, indent)
  }
  if (kind === 'full') out.line(out.style('bold', collect.makeRoom), indent)
  if (state.next !== null) out.line(collect.nextTry(clock(text, state.next)), indent)
}
