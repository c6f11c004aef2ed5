// Which states of messages a person accepts: what decides whether a transfer came to a good end. Pure.

import { SesameError } from '../../model/errors.ts'
import type { MessageState, TransferOutcome } from '../../transfer/journey.ts'

/** In the order in which people read them. */
export const STATES: readonly MessageState[] = ['identical', 'already-there', 'changed', 'refused', 'excluded', 'gone', 'waiting']
/** What was left out was left out by the person; what left the source was removed by its owner. */
const ALWAYS: readonly MessageState[] = ['identical', 'already-there', 'excluded', 'gone']

/** `changed,refused`, or `all`. Throws `option-invalid`. */
export function acceptedStates(text: string | undefined): ReadonlySet<MessageState> {
  const words = (text ?? '')
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '')
  for (const word of words)
    if (word !== 'all' && !(STATES as readonly string[]).includes(word))
      throw new SesameError('option-invalid', { option: '--accept', value: text ?? '', allowed: [...STATES, 'all'].join(', ') })
  return new Set(words.includes('all') ? STATES : [...ALWAYS, ...(words as MessageState[])])
}

/** The states with messages in them that are not accepted. */
export function notAccepted({ states }: Pick<TransferOutcome, 'states'>, accepted: ReadonlySet<MessageState>): readonly MessageState[] {
  return STATES.filter((state) => states[state].messages > 0 && !accepted.has(state))
}
