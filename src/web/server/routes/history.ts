// Past cases: found, deleted one by one or all at once after a question, exported; and the switch of the language.

import type { Hono } from 'hono'
import type { History } from '../../../sesame.ts'
import { deskIn } from '../../../text/desk.ts'
import type { HistoryData } from '../../page-data.ts'
import { DeleteAllPage, HistoryPage } from '../../pages/index.ts'
import { page } from '../answer.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { languageCookie } from '../language.ts'
import { ownPath } from '../own-path.ts'

export function historyRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/history', (c) => {
    const lang = c.get('lang')
    const query = (c.req.query('q') ?? '').slice(0, 200)
    const data: HistoryData = {
      query,
      cases: tried(room, (history) => history.list(lang, query)) ?? [],
      total: tried(room, (history) => history.total) ?? 0,
    }
    return page(c, room, {
      title: deskIn(lang).history.title,
      body: (context) => HistoryPage({ data, page: context }),
      script: 'history.js',
    })
  })
  app.get('/history/delete-all', (c) => {
    const data = { total: tried(room, (history) => history.total) ?? 0 }
    return page(c, room, { title: deskIn(c.get('lang')).deleteAll.title, body: (context) => DeleteAllPage({ data, page: context }) })
  })
  app.get('/history/export.json', (c) => {
    const exported = tried(room, (history) => history.export()) ?? { exported: new Date().toISOString(), cases: [] }
    return c.body(`${JSON.stringify(exported, null, 2)}\n`, 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="sesame-history.json"',
    })
  })
  // What is still in memory goes with it: deleted is deleted.
  app.post('/history/delete-all', (c) => {
    room.runs.forgetAll()
    tried(room, (history) => history.removeAll())
    return c.redirect('/history', 303)
  })
  app.post('/history/:id/delete', (c) => {
    room.runs.forget(c.req.param('id'))
    tried(room, (history) => history.remove(c.req.param('id')))
    return c.redirect('/history', 303)
  })
  app.post('/language', async (c) => {
    const form = await c.req.formData().catch(() => new FormData())
    const [lang, back] = [form.get('lang'), form.get('back')]
    if (lang === 'fr' || lang === 'en') c.header('Set-Cookie', languageCookie(lang))
    return c.redirect(typeof back === 'string' ? ownPath(back) : '/', 303)
  })
}

/** Undefined without a history, and from the moment its disk fails. */
function tried<T>(room: DeskRoom, use: (history: History) => T): T | undefined {
  if (room.history === null) return undefined
  try {
    return use(room.history)
  } catch (error) {
    room.historyFailed = true
    room.log?.(`history: ${(error as { code?: string }).code ?? 'unknown'}`)
    return undefined
  }
}
