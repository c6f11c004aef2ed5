// The history of a sheet in words: the newest lines, and how many there are beside them.

import type { Lang } from '../../../model/lang.ts'
import type { DeskRoom } from '../desk.ts'
import type { SheetEvent } from './sheet-view.ts'

export async function sheetHistoryOf(
  _room: DeskRoom,
  _address: string,
  _lang: Lang,
): Promise<{ readonly history: readonly SheetEvent[]; readonly historyLeft: number }> {
  return { history: [], historyLeft: 0 }
}
