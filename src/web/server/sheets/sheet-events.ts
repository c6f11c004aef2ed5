// The history of a sheet in words: the newest lines, and how many there are beside them.

import type { Lang } from '../../../model/lang.ts'
import { type RecordEvent, recordHistory } from '../../../sesame.ts'
import { textIn } from '../../../text/index.ts'
import type { DeskRoom } from '../desk.ts'
import { recordsOf } from './place.ts'
import type { SheetEvent } from './sheet-view.ts'

const SHOWN = 20
const COUNTED = 1_000
const CHANGES = 12

export async function sheetHistoryOf(
  room: DeskRoom,
  address: string,
  lang: Lang,
): Promise<{ readonly history: readonly SheetEvent[]; readonly historyLeft: number }> {
  const events = await recordHistory({ ...recordsOf(room), name: address, limit: COUNTED })
  const { kinds } = textIn(lang).records.history
  return {
    history: events.slice(0, SHOWN).map(({ at, who, what, changes }) => ({
      ...{ at, who },
      what: kinds[what],
      // Where a value came from stands beside the value; its own history says nothing to people.
      changes: changes
        .filter(({ path }) => !path.startsWith('origins'))
        .slice(0, CHANGES)
        .map(changeWords),
    })),
    historyLeft: Math.max(0, events.length - SHOWN),
  }
}

function changeWords({ path, from, to }: RecordEvent['changes'][number]): string {
  if (from === undefined) return `${path}: + ${short(to)}`
  return to === undefined ? `${path}: − ${short(from)}` : `${path}: ${short(from)} → ${short(to)}`
}

function short(value: unknown): string {
  const text = plain(value)
  return text.length > 160 ? `${text.slice(0, 159)}…` : text
}

/** Values only: the names of fields are for machines. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(plain).join(', ')
  if (typeof value === 'object' && value !== null) return Object.values(value).map(plain).join(', ')
  return String(value)
}
