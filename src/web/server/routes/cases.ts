// Asking, and living through a case: start, see, hear, answer, stop, prove.

import type { Context, Hono } from 'hono'
import { fillFromDoctor, listApps } from '../../../sesame.ts'
import { deskIn } from '../../../text/desk.ts'
import type { AskData } from '../../page-data.ts'
import { AskPage, CasePage } from '../../pages/index.ts'
import { page, wantsJson } from '../answer.ts'
import { kindOf, readAskForm, secretOf } from '../ask-form.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { eventStream } from '../events.ts'
import { asExample, examplesOf } from '../examples.ts'
import { keptFor, keptSecret } from '../keys/kept-secret.ts'
import { pastView } from '../past.ts'
import { Problem } from '../problem.ts'
import type { Run } from '../run.ts'
import { recordsOf } from '../sheets/place.ts'
import { sheetPath } from '../sheets/sheet-view.ts'

type C = Context<DeskEnv>

/** Seconds between two looks of a page without script. */
const REFRESH = 2

export function caseRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/', (c) => askPage(c, room, {}, null))

  app.post('/cases', async (c) => {
    const read = readAskForm(await formOf(c), c.get('lang'))
    if (!read.ok) return askPage(c, room, read.typed, read.fault)
    const { lab: onLab, kept, ...asked } = asExample(read.asked)
    if (asked.secret !== undefined) mayTypePassword(c)
    const lab = onLab || room.lab
    const secret = kept ? await keptSecret(room, asked.address, c.get('lang')) : null
    if (secret !== null && 'fault' in secret) return askPage(c, room, typedOf(asked), { field: 'kept', ...secret.fault })
    const run = room.runs.start({
      ...{ ...asked, ...room.network, lab, lang: c.get('lang') },
      ...(secret !== null && { secret: secret.secret, secretKind: secret.kind }),
      ...(await keptFor(room, asked.address, lab)),
    })
    return seeCase(c, run)
  })

  app.get('/cases/:id', async (c) => {
    const run = room.runs.get(c.req.param('id'))
    const view = run === undefined ? await pastView(room, c.req.param('id'), c.get('lang')) : await run.view(c.get('lang'))
    if (view === null) throw new Problem(404, 'case-gone')
    if (wantsJson(c)) return c.json(view)
    return page(c, room, {
      title: view.address,
      body: (context) => CasePage({ data: { view }, page: context }),
      script: 'case.js',
      state: view,
      lab: view.lab,
      refresh: view.stage === 'looking' || view.proof?.state === 'running' ? REFRESH : undefined,
    })
  })

  app.get('/cases/:id/events', (c) => {
    const run = running(c, room)
    return c.body(eventStream(run, c.get('lang')), 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    })
  })

  app.post('/cases/:id/answer', async (c) => {
    const run = running(c, room)
    const form = await formOf(c)
    const [question, value] = [form.get('question'), form.get('value')]
    if (typeof question !== 'string' || typeof value !== 'string') throw new Problem(400, 'bad-form')
    // An answer given twice (two windows, “Back”) finds another question: the page shows what is true now.
    await run.answer(question, value)
    return seeCase(c, run)
  })

  app.post('/cases/:id/stop', async (c) => {
    const run = running(c, room)
    run.stop()
    await run.settled()
    return seeCase(c, run)
  })

  app.post('/cases/:id/sheet', (c) => sheetOf(c, room))

  app.post('/cases/:id/proof', async (c) => {
    const run = running(c, room)
    const form = await formOf(c)
    if (form.get('kept') === '1') {
      const kept = await keptSecret(room, run.address, c.get('lang'))
      if ('fault' in kept) throw new Problem(409, 'kept-gone')
      room.runs.prove(run, kept)
      return seeCase(c, run)
    }
    const secret = secretOf(form)
    if (secret === undefined) throw new Problem(400, 'bad-form')
    mayTypePassword(c)
    room.runs.prove(run, { secret, kind: kindOf(form) })
    return seeCase(c, run)
  })
}

/** What goes back into the form when the sign-in that is kept cannot be used. */
function typedOf({
  address,
  app = '',
  messages,
  tells,
}: {
  address: string
  app?: string
  messages: readonly string[]
  tells: readonly string[]
}) {
  return { address, app, message: messages[0] ?? '', tell: tells.join('\n'), kept: '1' }
}

/** What the doctor found fills the sheet of the mailbox. What is only tried on the lab is nobody's sheet. */
async function sheetOf(c: C, room: DeskRoom): Promise<Response> {
  const run = running(c, room)
  const result = await run.resultIn(c.get('lang'))
  if (result === null || (run.lab && !room.lab)) throw new Problem(404, 'not-found')
  const { view } = await fillFromDoctor({ ...recordsOf(room), result, proved: run.proved, lang: c.get('lang') })
  return c.redirect(`${sheetPath(view.sheet.address)}?done=from-case`, 303)
}

async function askPage(c: C, room: DeskRoom, typed: AskData['typed'], fault: AskData['fault']): Promise<Response> {
  const lang = c.get('lang')
  const { entries } = await listApps()
  const data: AskData = {
    apps: entries
      .filter(({ client }) => client.base === undefined)
      .map(({ client }) => ({ id: client.id, name: client.name[lang], names: [], kind: client.kind })),
    examples: fault === null ? examplesOf(lang) : [],
    ...{ typed, fault },
  }
  return page(c, room, {
    title: deskIn(lang).ask.title,
    status: fault === null ? 200 : 422,
    body: (context) => AskPage({ data, page: context }),
    script: 'ask.js',
  })
}

/** A form that cannot be read is nobody's own fault but the sender's. */
async function formOf(c: C): Promise<FormData> {
  try {
    return await c.req.formData()
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(400, 'bad-form')
  }
}

function running(c: C, room: DeskRoom): Run {
  const run = room.runs.get(c.req.param('id') ?? '')
  if (run === undefined) throw new Problem(404, 'case-gone')
  return run
}

/** The network between another device and this one is not encrypted: no password crosses it. */
function mayTypePassword(c: C): void {
  if (!c.get('local')) throw new Problem(403, 'password-over-network')
}

async function seeCase(c: C, run: Run): Promise<Response> {
  return wantsJson(c) ? c.json(await run.view(c.get('lang'))) : c.redirect(`/cases/${run.id}`, 303)
}
