// A desk for the tests of the islands: the real pages and the built scripts over loopback, with views and answers that the test decides.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { stream, streamSSE } from 'hono/streaming'
import type { Lang } from '../../src/model/lang.ts'
import type { PageContext } from '../../src/web/page-data.ts'
import { AskPage, CasePage, GuidePrintPage, HistoryPage, renderDocument } from '../../src/web/pages/index.ts'
import type { CaseView, PastCase } from '../../src/web/view.ts'
import { freePorts } from '../real/daemon.ts'
import { APPS, MESSAGES, PAST } from './canned-views.ts'

const BUILT = fileURLToPath(new URL('../../web/', import.meta.url))
const POLICY =
  "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }

export interface Posted {
  readonly path: string
  readonly accept: string
  readonly fields: Readonly<Record<string, string>>
}

export interface CannedDesk {
  readonly url: string
  /** Everything that was posted, in order. */
  readonly posted: Posted[]
  /** What the case page shows now; `push` also tells the pages that listen. */
  view: CaseView
  push(view: CaseView): void
  /** What a form of the case page leads to. */
  answers: (posted: Posted) => CaseView | null
  /** What the line of events is answered with instead: the server knows neither the case nor the browser. */
  closed: 401 | 404 | null
  /** Status and text, or fault, of the next picture; `hold` keeps it waiting. */
  picture: { status: number; text: string; hold: boolean; fault: string | null }
  lang: Lang
  /** Ends all connections; `start` listens again at the same address. */
  stop(): Promise<void>
  start(): Promise<void>
}

export async function cannedDesk(view: CaseView): Promise<CannedDesk> {
  const manifest = JSON.parse(readFileSync(`${BUILT}manifest.json`, 'utf8')) as Record<string, string>
  const listeners = new Set<(view: CaseView) => void>()
  let server: ServerType | null = null
  // It is stopped and comes back where it was: nobody may be given the port meanwhile.
  const [port] = (await freePorts(1)) as [number]

  const desk: CannedDesk = {
    get url() {
      return `http://127.0.0.1:${port}`
    },
    posted: [],
    view,
    push(next) {
      desk.view = next
      for (const tell of listeners) tell(next)
    },
    answers: () => null,
    closed: null,
    picture: { status: 200, text: '', hold: false, fault: null },
    lang: 'en',
    async stop() {
      const closing = server
      server = null
      listeners.clear()
      if (closing === null) return
      const closed = new Promise((resolve) => closing.close(resolve))
      if ('closeAllConnections' in closing) closing.closeAllConnections()
      await closed
    },
    async start() {
      await new Promise<void>((resolve, reject) => {
        server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => resolve())
        server.on('error', reject)
      })
    },
  }

  const page = (path: string): PageContext => ({
    lang: desk.lang,
    path,
    lab: false,
    history: { open: true, why: '' },
    asset: (name) => manifest[name] ?? null,
  })
  const document = (c: Context, script: string, body: ReturnType<typeof AskPage>, state?: unknown) =>
    c.html(
      renderDocument({
        title: 'Test',
        lang: desk.lang,
        body,
        styles: [manifest['desk.css'] ?? ''],
        icon: manifest['icon.svg'],
        script: manifest[script],
        state,
      }),
    )

  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('content-security-policy', POLICY)
  })
  app.get('/', (c) => document(c, 'ask.js', AskPage({ data: { apps: APPS, examples: [], typed: {}, fault: null }, page: page('/') })))
  app.get('/cases/:id', (c) => {
    if (desk.closed === 401) return c.json({}, 401)
    if (c.req.header('accept')?.includes('application/json')) return c.json(desk.view)
    return document(c, 'case.js', CasePage({ data: { view: desk.view }, page: page(c.req.path) }), desk.view)
  })
  app.get('/cases/:id/guide', (c) => {
    const { id, address, app, provider, guide } = desk.view
    if (guide === null) return c.notFound()
    return document(c, 'guide.js', GuidePrintPage({ data: { id, address, app, provider, guide }, page: page(c.req.path) }))
  })
  app.get('/history', (c) => {
    const cases: readonly PastCase[] = PAST
    return document(c, 'history.js', HistoryPage({ data: { query: '', cases, total: cases.length }, page: page('/history') }))
  })
  app.get('/cases/:id/events', (c) => {
    if (desk.closed !== null) return c.json({}, desk.closed)
    return streamSSE(c, async (stream) => {
      const tell = (next: CaseView) => void stream.writeSSE({ data: JSON.stringify({ kind: 'view', view: next }) })
      listeners.add(tell)
      tell(desk.view)
      await new Promise<void>((resolve) => stream.onAbort(resolve))
      listeners.delete(tell)
    })
  })
  app.get('/apps.json', (c) => c.json(APPS))
  app.get('/messages.json', (c) => c.json(MESSAGES[c.req.query('app') ?? ''] ?? []))
  app.post('/read-picture', async (c) => {
    const { status, text } = desk.picture
    const picture = (await c.req.parseBody()).picture
    desk.posted.push({ path: c.req.path, accept: '', fields: { picture: picture instanceof File ? picture.name : '' } })
    if (status !== 200) return c.json({ error: { code: 'refused' } }, status as 415)
    c.header('content-type', 'application/x-ndjson')
    return stream(c, async (lines) => {
      await lines.write('{"progress":0.4}\n')
      while (desk.picture.hold && !lines.aborted) await lines.sleep(10)
      await lines.write(`${JSON.stringify(desk.picture.fault === null ? { text } : { error: { code: desk.picture.fault } })}\n`)
    })
  })
  app.post('*', async (c) => {
    const fields = Object.fromEntries(Object.entries(await c.req.parseBody()).map(([name, value]) => [name, String(value)]))
    const posted = { path: c.req.path, accept: c.req.header('accept') ?? '', fields }
    desk.posted.push(posted)
    if (!posted.accept.includes('application/json')) return c.redirect(`/cases/${desk.view.id}`, 303)
    const next = desk.answers(posted)
    if (next === null) return c.json({ error: { what: 'Too many tries.', next: 'Wait a little.' } }, 429)
    desk.push(next)
    return c.json(next)
  })
  app.get('/assets/:file', (c) => {
    const file = c.req.param('file')
    return c.body(readFileSync(`${BUILT}assets/${file}`), 200, { 'content-type': TYPES[file.split('.').at(-1) ?? ''] ?? 'text/plain' })
  })
  await desk.start()
  return desk
}
