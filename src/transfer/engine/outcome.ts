// What a transfer came to, from the journal: of every folder, how many messages ended in which state.

import { allWaiting } from '../../store/transfer/counts.ts'
import { changeFolder, storedFolders, storedPlaces } from '../../store/transfer/folders.ts'
import type { Journal } from '../../store/transfer.ts'
import type { Count, MessageState, TransferOutcome } from '../journey.ts'
import { countsOf } from './finish-folder.ts'

type States = Record<MessageState, Count>

interface FolderCounts {
  readonly states: readonly { readonly state: MessageState; readonly messages: number; readonly bytes: number }[]
  readonly duplicates: number
}

export interface Ending {
  readonly ended: TransferOutcome['ended']
  readonly why?: string
  readonly copied: Count
  readonly ms: number
  readonly removed: number
  readonly removalsWaiting: number
}

/** `counted`: folders that this run has not touched keep what was counted when it did. */
export function transferOutcome(journal: Journal, ending: Ending, room: number | undefined): TransferOutcome {
  const places = new Map(storedPlaces(journal).map((place) => [place.id, place.path.join('/')]))
  const all = noStates()
  const folders = storedFolders(journal).map(({ id, path, place, counts, settled }) => {
    const text = settled && counts !== null ? counts : countsOf({ journal }, id)
    if (settled && counts === null) changeFolder(journal, id, { counts: text })
    const counted = JSON.parse(text) as FolderCounts
    const states = noStates()
    for (const { state, messages, bytes } of counted.states) {
      states[state] = { messages, bytes }
      all[state] = { messages: all[state].messages + messages, bytes: all[state].bytes + bytes }
    }
    return {
      source: path.join('/'),
      target: (place === null ? undefined : places.get(place)) ?? '',
      states,
      duplicates: counted.duplicates,
    }
  })
  const { ended, why, copied, ms, removed, removalsWaiting } = ending
  const missing = ended === 'full' ? { missingRoom: Math.max(1, allWaiting(journal).bytes - (room ?? 0)) } : {}
  const removals = { ...(removed > 0 && { removed }), ...(removalsWaiting > 0 && { removalsWaiting }) }
  return { ended, ...(why !== undefined && { why }), states: all, folders, ...missing, ...removals, copied, ms }
}

export function noStates(): States {
  const none = { messages: 0, bytes: 0 }
  return { identical: none, 'already-there': none, changed: none, refused: none, excluded: none, gone: none, waiting: none }
}
