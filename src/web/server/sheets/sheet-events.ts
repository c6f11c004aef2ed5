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
      changes: changes.slice(0, CHANGES).map(changeWords),
    })),
    historyLeft: Math.max(0, events.length - SHOWN),
  }
}

function changeWords({ path, from, to }: RecordEvent['changes'][number]): string {
  if (from === undefined) return `${path}: + ${short(to)}`
  return to === undefined ? `${path}: − ${short(from)}` : `${path}: ${short(from)} → ${short(to)}`
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}
