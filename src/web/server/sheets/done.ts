// What was done just before, said once on the page that a form leads to. The address carries a word of ours, never a text.

import type { Context } from 'hono'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { DeskEnv } from '../desk.ts'

export const DONE = ['saved', 'removed', 'from-case', 'due'] as const
export type Done = (typeof DONE)[number]

export function doneWords(c: Context<DeskEnv>): string {
  const t = recordsOnDesk(c.get('lang'))
  const words: Readonly<Record<Done, string>> = {
    saved: t.saved,
    removed: t.removed,
    'from-case': t.fresh.fromCaseDone,
    due: t.due.marked,
  }
  const done = DONE.find((word) => word === c.req.query('done'))
  return done === undefined ? '' : words[done]
}
