// `/due`: what is due on all sheets and lists, marked as done, and taken along as a calendar.

import type { Context, Hono } from 'hono'
import { type DueItem, dueCalendar, dueList, markDue, markItems } from '../../../sesame.ts'
import { deskIn } from '../../../text/desk.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import { DuePage } from '../../pages/index.ts'
import type { DueData } from '../../records-view.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { readForm } from '../form.ts'
import { doneWords } from '../sheets/done.ts'
import { found, recordsOf } from '../sheets/place.ts'
import { sheetPath } from '../sheets/sheet-view.ts'
import { show } from './sheets.ts'

type C = Context<DeskEnv>

const USUAL_DAYS = 90
const SOON_DAYS = 30
/** More on one page is read by nobody. */
const SHOWN = 300

export function dueRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/due', async (c) => {
    const data = await dueData(c, room)
    return show(c, room, recordsOnDesk(c.get('lang')).due.title, (context) => DuePage({ data, page: context }))
  })
  app.get('/due.ics', async (c) => {
    const list = await dueList({ ...recordsOf(room), within: daysOf(c) })
    return c.body(await dueCalendar(list, c.get('lang')), 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="sesame-due.ics"',
    })
  })
  app.post('/due/done', async (c) => {
    const form = await readForm(c)
    const [sheet, name, list, item] = [form.line('sheet'), form.line('name'), form.line('list'), form.line('item')]
    if (list === '') await found(markDue({ ...recordsOf(room), sheet, name }))
    else await found(markItems({ ...recordsOf(room), id: list, items: [item], state: 'done' }))
    return c.redirect('/due?done=due', 303)
  })
}

function daysOf(c: C): number {
  const days = Math.floor(Number(c.req.query('days') ?? USUAL_DAYS))
  return Number.isFinite(days) ? Math.min(3_650, Math.max(0, days)) : USUAL_DAYS
}

async function dueData(c: C, room: DeskRoom): Promise<DueData> {
  const lang = c.get('lang')
  const t = recordsOnDesk(lang).due
  const days = daysOf(c)
  const { items } = await dueList({ ...recordsOf(room), within: days })
  const shown = items.slice(0, SHOWN).map((item) => ({ days: item.days, view: itemView(item, lang) }))
  const group = (title: string, late: boolean, is: (days: number) => boolean) => ({
    ...{ title, late },
    items: shown.filter((one) => is(one.days)).map(({ view }) => view),
  })
  return {
    ...{ days, total: items.length, done: doneWords(c) },
    groups: [
      group(t.late, true, (left) => left < 0),
      group(t.soon, false, (left) => left >= 0 && left <= SOON_DAYS),
      group(t.later, false, (left) => left > SOON_DAYS),
    ],
  }
}

function itemView(item: DueItem, lang: 'en' | 'fr'): DueData['groups'][number]['items'][number] {
  const t = recordsOnDesk(lang).due
  const { kind, name, about, date, days, what } = item
  const [list = '', entry = ''] = kind === 'checklist' ? name.split('/') : []
  const [first = ''] = about
  return {
    when: deskIn(lang).day(date),
    ...{ date, left: t.left(days) },
    what: what === undefined ? (t.kinds[kind]?.(name) ?? name) : typeof what === 'string' ? what : what[lang],
    about: about.length > 1 ? t.mailboxes(about.length) : first || (kind === 'checklist' ? list : ''),
    href: kind === 'checklist' ? `/checklists/${encodeURIComponent(list)}` : about.length === 1 ? sheetPath(first) : null,
    done: kind === 'checklist' ? { list, item: entry } : { sheet: kind === 'policy' ? '*' : first, name },
  }
}
