// `/sheets`: listed, searched, made, shown, printed, deleted.

import type { Context, Hono } from 'hono'
import { dropSheet, listAppPasswords, listSheets, newSheet, showSheet } from '../../../sesame.ts'
import { deskIn } from '../../../text/desk.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import { RecordFormPage, SheetPage, SheetPrintPage, SheetsPage } from '../../pages/index.ts'
import type { FormData as RecordForm, SheetsData } from '../../records-view.ts'
import { page } from '../answer.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { readForm } from '../form.ts'
import { doneWords } from '../sheets/done.ts'
import { faultOf, found, recordsOf } from '../sheets/place.ts'
import { sheetHistoryOf } from '../sheets/sheet-events.ts'
import { sheetPath, sheetView } from '../sheets/sheet-view.ts'

type C = Context<DeskEnv>

const PER_PAGE = 50

export function sheetRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/sheets', async (c) => {
    const data = await listed(c, room)
    return show(c, room, recordsOnDesk(c.get('lang')).sheets.title, (context) => SheetsPage({ data, page: context }))
  })

  app.get('/sheets/new', (c) => freshPage(c, room, c.req.query('address')?.slice(0, 320) ?? '', null))
  app.post('/sheets/new', async (c) => {
    const address = (await readForm(c)).line('address', 320)
    try {
      const { sheet } = await newSheet({ ...recordsOf(room), address })
      return c.redirect(sheetPath(sheet.address), 303)
    } catch (error) {
      return freshPage(c, room, address, { ...faultOf(error, c.get('lang')), field: 'address' })
    }
  })

  app.get('/sheets/:address', async (c) => {
    const view = await viewed(c, room)
    const data = { view, done: doneWords(c) }
    return show(c, room, view.address, (context) => SheetPage({ data, page: { ...context, path: view.base } }))
  })
  app.get('/sheets/:address/print', async (c) => {
    const view = await viewed(c, room)
    return show(c, room, view.address, (context) => SheetPrintPage({ view, page: context }))
  })

  app.get('/sheets/:address/delete', async (c) => {
    const lang = c.get('lang')
    const t = recordsOnDesk(lang)
    const { sheet } = await found(showSheet({ ...recordsOf(room), name: c.req.param('address') }))
    return formPage(c, room, {
      ...plainForm,
      title: t.deletion.title(sheet.address),
      lead: t.deletion.lead,
      action: `${sheetPath(sheet.address)}/delete`,
      back: { href: sheetPath(sheet.address), words: t.before.back },
      go: t.deletion.yes,
    })
  })
  app.post('/sheets/:address/delete', async (c) => {
    await found(dropSheet({ ...recordsOf(room), name: c.req.param('address') }))
    return c.redirect('/sheets?done=removed', 303)
  })
}

async function listed(c: C, room: DeskRoom): Promise<SheetsData> {
  const lang = c.get('lang')
  const query = (c.req.query('q') ?? '').slice(0, 200)
  const wanted = Math.max(1, Math.min(100_000, Math.floor(Number(c.req.query('page') ?? 1)) || 1))
  const list = (page: number) => listSheets({ ...recordsOf(room), search: query, limit: PER_PAGE, offset: (page - 1) * PER_PAGE })
  const { all, found, sheets } = await list(wanted)
  return {
    ...{ query, found },
    total: all,
    page: wanted,
    pages: Math.max(1, Math.ceil(found / PER_PAGE)),
    rows: sheets.map(({ address, providerName, owners, due, overdue }) => ({
      address,
      href: sheetPath(address),
      provider: providerName ?? '',
      owners,
      due: due === null ? '' : deskIn(lang).day(due),
      late: overdue,
    })),
    done: doneWords(c),
  }
}

async function viewed(c: C, room: DeskRoom) {
  const [lang, name] = [c.get('lang'), c.req.param('address') ?? '']
  const open = await found(showSheet({ ...recordsOf(room), name }))
  const [appPasswords, events] = await Promise.all([
    listAppPasswords({ ...recordsOf(room), sheet: open.sheet.address }),
    sheetHistoryOf(room, open.sheet.address, lang),
  ])
  return sheetView({ open, appPasswords, lang, ...events })
}

function freshPage(c: C, room: DeskRoom, address: string, fault: RecordForm['fault']): Response {
  const t = recordsOnDesk(c.get('lang'))
  return formPage(c, room, {
    ...plainForm,
    title: t.fresh.title,
    lead: t.fresh.lead,
    action: '/sheets/new',
    back: { href: '/sheets', words: t.cancel },
    fields: [{ name: 'address', label: t.fresh.address, hint: '', kind: 'email', value: address, choices: [], needed: true }],
    go: t.fresh.go,
    fault,
  })
}

export const plainForm: Omit<RecordForm, 'title' | 'action' | 'back' | 'go'> = {
  lead: '',
  fields: [],
  hidden: {},
  remove: null,
  warning: '',
  fault: null,
}

export function formPage(c: C, room: DeskRoom, data: RecordForm): Response {
  return show(
    c,
    room,
    data.title,
    (context) => RecordFormPage({ data, page: { ...context, path: data.action } }),
    data.fault === null ? 200 : 422,
  )
}

export function show(c: C, room: DeskRoom, title: string, body: Parameters<typeof page>[2]['body'], status = 200): Response {
  return page(c, room, { title, body, status, style: 'keys.css', script: 'plain.js' })
}
