// A checklist as its page shows it: dates for people, who said what, and what is late.

import type { Lang } from '../../../model/lang.ts'
import type { ChecklistItem, KeptChecklist } from '../../../sesame.ts'
import { deskIn } from '../../../text/desk.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import { textIn } from '../../../text/index.ts'
import type { ChecklistData, ItemView } from '../../records-view.ts'

export function checklistData({ checklist }: KeptChecklist, lang: Lang): Omit<ChecklistData, 'lost' | 'fault'> {
  const { id, title, about = '', owner = '', items, created } = checklist
  const open = items.some(({ state }) => state === 'open')
  return {
    ...{ id, title, about, owner, created },
    items: items.map((item) => itemView(item, lang)),
    doneCount: items.filter(({ state }) => state !== 'open').length,
    ...dayWords(open ? (checklist.due ?? null) : null, lang),
  }
}

function itemView(item: ChecklistItem, lang: Lang): ItemView {
  const { id, text, why = '', state, owner = '', note = '', by, at, url, command } = item
  return {
    ...{ id, text, why, state, owner, note, day: item.due ?? '' },
    ...dayWords(state === 'open' ? (item.due ?? null) : null, lang),
    said: by === undefined || at === undefined ? '' : textIn(lang).records.checklist.by(by, at),
    url: url ?? null,
    command: command ?? null,
  }
}

/** Days are those of this computer's calendar in UTC, as everywhere in the records. */
export function dayWords(day: string | null, lang: Lang): { readonly due: string; readonly late: boolean } {
  if (day === null) return { due: '', late: false }
  const days = Math.round((Date.parse(day) - Date.parse(new Date().toISOString().slice(0, 10))) / 86_400_000)
  return { due: `${deskIn(lang).day(day)} (${recordsOnDesk(lang).due.left(days)})`, late: days < 0 }
}
