// `/checklists` and `/lost`: lists begun from a template or for a lost device, walked item by item, left and gone on with.

import type { Context, Hono } from 'hono'
import {
  checklistTemplates,
  type KeptChecklist,
  listChecklists,
  listSheets,
  lostDevice,
  markItems,
  newChecklist,
  showChecklist,
  showSheet,
} from '../../../sesame.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import { ChecklistPage, ChecklistsPage, LostPage } from '../../pages/index.ts'
import type { ChecklistData, ChecklistsData, FieldView, LostData, FormData as RecordForm } from '../../records-view.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { type ReadForm, readForm } from '../form.ts'
import { Problem } from '../problem.ts'
import { checklistData, dayWords } from '../sheets/checklist-data.ts'
import { faultOf, found, recordsOf } from '../sheets/place.ts'
import { formPage, plainForm, show } from './sheets.ts'

type C = Context<DeskEnv>

const LOST = 'lost-device'
/** So many sheets are asked for their devices; with more, the name is typed. */
const FEW = 60

export function checklistRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/checklists', async (c) => {
    const data = await listed(c, room)
    return show(c, room, recordsOnDesk(c.get('lang')).checklists.title, (context) => ChecklistsPage({ data, page: context }))
  })
  app.get('/checklists/new', (c) => beginPage(c, room, c.req.query('template') ?? '', null, null))
  app.post('/checklists/new', async (c) => {
    const form = await readForm(c)
    const template = form.line('template', 80)
    const text = (name: string) => form.line(name) || undefined
    try {
      const made = await newChecklist({
        ...recordsOf(room),
        ...{ template, lang: c.get('lang'), about: text('about'), owner: text('owner'), due: text('due') },
      })
      return c.redirect(pathOf(made), 303)
    } catch (error) {
      return beginPage(c, room, template, form, faultOf(error, c.get('lang')))
    }
  })
  app.get('/checklists/:id', async (c) => listPage(c, room, await opened(c, room), null))
  app.post('/checklists/:id/items/:item', async (c) => {
    const [form, item] = [await readForm(c), c.req.param('item')]
    const state = form.oneOf('state', ['open', 'done', 'not-needed'])
    if (state === undefined) throw new Problem(400, 'bad-form')
    const text = (name: string) => (form.data.has(name) ? form.line(name) : undefined)
    try {
      const marked = await found(
        markItems({
          ...recordsOf(room),
          ...{ id: c.req.param('id'), items: [item], state, note: text('note'), owner: text('owner'), due: text('due') || undefined },
        }),
      )
      const next = marked.checklist.items.find((one) => one.state === 'open')
      return c.redirect(`${pathOf(marked)}${state === 'open' || next === undefined ? '' : `#item-${next.id}`}`, 303)
    } catch (error) {
      if (error instanceof Problem) throw error
      return listPage(c, room, await opened(c, room), faultOf(error, c.get('lang')))
    }
  })

  app.get('/lost', (c) => lostPage(c, room, '', null))
  app.post('/lost', async (c) => {
    const device = (await readForm(c)).line('device', 200)
    try {
      const { checklist } = await lostDevice({ ...recordsOf(room), device, lang: c.get('lang') })
      return c.redirect(pathOf(checklist), 303)
    } catch (error) {
      const fault = faultOf(error, c.get('lang'))
      return lostPage(c, room, fault.secret ? '' : device, fault)
    }
  })
}

const pathOf = ({ checklist }: KeptChecklist): string => `/checklists/${encodeURIComponent(checklist.id)}`
const opened = (c: C, room: DeskRoom) => found(showChecklist({ ...recordsOf(room), id: c.req.param('id') ?? '' }))

function listPage(c: C, room: DeskRoom, kept: KeptChecklist, fault: ChecklistData['fault']): Response {
  const data = { ...checklistData(kept, c.get('lang')), lost: kept.checklist.template === LOST, fault }
  const body = (context: Parameters<typeof ChecklistPage>[0]['page']) => ChecklistPage({ data, page: { ...context, path: pathOf(kept) } })
  return show(c, room, data.title, body, fault === null ? 200 : 422)
}

async function listed(c: C, room: DeskRoom): Promise<ChecklistsData> {
  const lang = c.get('lang')
  const all = c.req.query('all') === '1'
  const lists = await listChecklists({ ...recordsOf(room), all })
  const templates = (await checklistTemplates()).filter(({ id }) => id !== LOST)
  return {
    all,
    lists: lists.map(({ id, title, about, owner, due, items, open }) => ({
      ...{ id, title, about: about ?? '', owner: owner ?? '', all: items, done: items - open },
      ...dayWords(open === 0 ? null : due, lang),
    })),
    templates: templates.map(({ id, title, about }) => ({ id, title: title[lang], about: about?.[lang] ?? '' })),
  }
}

async function beginPage(
  c: C,
  room: DeskRoom,
  template: string,
  form: ReadForm | null,
  fault: (RecordForm['fault'] & { secret?: boolean }) | null,
) {
  const lang = c.get('lang')
  const t = recordsOnDesk(lang).checklists
  const spec = (await checklistTemplates()).find(({ id }) => id === template)
  if (spec === undefined) throw new Problem(404, 'not-found')
  const field = (name: string, label: string, kind: FieldView['kind'], hint = ''): FieldView => ({
    ...{ name, label, hint, kind, choices: [], needed: false },
    value: form === null || fault?.secret ? '' : form.line(name),
  })
  return formPage(c, room, {
    ...plainForm,
    title: t.makeTitle(spec.title[lang]),
    lead: spec.about?.[lang] ?? '',
    action: '/checklists/new',
    back: { href: '/checklists', words: t.back },
    hidden: { template },
    fields: [field('about', t.about, 'text', t.aboutHint), field('owner', t.owner, 'text'), field('due', t.due, 'date')],
    go: t.make,
    fault,
  })
}

async function lostPage(c: C, room: DeskRoom, typed: string, fault: LostData['fault']): Promise<Response> {
  const lists = await listChecklists(recordsOf(room))
  const data: LostData = {
    ...{ typed, fault },
    devices: await devicesOf(room),
    running: lists
      .filter(({ template }) => template === LOST)
      .map(({ id, title, open }) => ({ href: `/checklists/${encodeURIComponent(id)}`, title, open })),
  }
  const title = recordsOnDesk(c.get('lang')).lost.title
  const body = (context: Parameters<typeof LostPage>[0]['page']) => LostPage({ data, page: { ...context, path: '/lost' } })
  return show(c, room, title, body, fault === null ? 200 : 422)
}

async function devicesOf(room: DeskRoom): Promise<LostData['devices']> {
  const { all, sheets } = await listSheets({ ...recordsOf(room), limit: FEW })
  if (all > FEW) return []
  const on = new Map<string, string[]>()
  for (const { address } of sheets) {
    const { sheet } = await showSheet({ ...recordsOf(room), name: address })
    const names = new Set(sheet.devices.filter(({ state }) => state === 'in-use').map(({ device }) => device))
    for (const name of names) on.set(name, [...(on.get(name) ?? []), address])
  }
  return [...on].map(([name, sheets]) => ({ name, sheets })).sort((a, b) => a.name.localeCompare(b.name))
}
