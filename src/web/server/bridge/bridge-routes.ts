// `/bridge`: is it running, started and stopped, its mailboxes, its devices, and mail that waits.

import type { Context, Hono } from 'hono'
import { SesameError } from '../../../model/errors.ts'
import { bridgeStatus, cancelQueuedMail, flushMailQueue, keptListeners, letter, retryQueuedMail } from '../../../sesame.ts'
import { deskIn } from '../../../text/desk.ts'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import { textIn } from '../../../text/index.ts'
import type { StartView } from '../../bridge-view.ts'
import { BridgePage, LetterPage, QueuePage } from '../../pages/index.ts'
import { page } from '../answer.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { type ReadForm, readForm } from '../form.ts'
import { Problem } from '../problem.ts'
import { deviceRoutes } from './device-routes.ts'
import { overview } from './overview.ts'
import { queueData } from './queue-data.ts'
import { startDoors, startView } from './start-form.ts'

type C = Context<DeskEnv>

const LOOK = { style: 'bridge.css', script: 'plain.js' } as const

export function bridgeRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/bridge', (c) => bridgePage(c, room, null, null))

  app.post('/bridge/start', async (c) => {
    const lang = c.get('lang')
    const [t, form] = [bridgeOnDesk(lang), await readForm(c)]
    const doors = (await keptListeners(await room.bridge.request())) ?? startDoors(form, t)
    if ('what' in doors) return bridgePage(c, room, form, doors)
    try {
      await room.bridge.start(doors, lang)
    } catch (error) {
      if (!(error instanceof SesameError)) throw error
      const said = error.code === 'port-taken' ? t.start.faultTaken : textIn(lang).error(error.code, error.args)
      return bridgePage(c, room, form, said)
    }
    return c.redirect('/bridge?done=started', 303)
  })
  app.post('/bridge/stop', async (c) => {
    await room.bridge.stop()
    return c.redirect('/bridge?done=stopped', 303)
  })

  app.get('/bridge/mailboxes/:account/letter', (c) => letterPage(c, room))

  deviceRoutes(app, room)

  app.get('/bridge/queue', async (c) => {
    const lang = c.get('lang')
    const data = { ...(await queueData(room, c.req.query('all') === '1', lang)), done: doneWords(c) }
    return page(c, room, { title: bridgeOnDesk(lang).queue.title, body: (context) => QueuePage({ data, page: context }), ...LOOK })
  })
  app.post('/bridge/queue/flush', async (c) => {
    await flushMailQueue(await room.bridge.request())
    return c.redirect('/bridge/queue?done=flushed', 303)
  })
  app.post('/bridge/queue/:id/cancel', async (c) => {
    const became = await queued(cancelQueuedMail(await room.bridge.request(), c.req.param('id')))
    return c.redirect(`/bridge/queue?done=${became === 'cancelled' ? 'cancelled' : 'late'}`, 303)
  })
  app.post('/bridge/queue/:id/retry', async (c) => {
    const tried = await queued(retryQueuedMail(await room.bridge.request(), c.req.param('id')))
    return c.redirect(`/bridge/queue?done=${tried ? 'retried' : 'not-retried'}`, 303)
  })
}

async function bridgePage(c: C, room: DeskRoom, form: ReadForm | null, fault: StartView['fault']): Promise<Response> {
  const lang = c.get('lang')
  const [shown, start] = await Promise.all([overview(room, lang), startView(room, form, fault)])
  const data = { ...shown, start, done: doneWords(c) }
  return page(c, room, {
    title: bridgeOnDesk(lang).title,
    status: fault === null ? 200 : 422,
    body: (context) => BridgePage({ data, page: { ...context, path: '/bridge' } }),
    ...LOOK,
  })
}

async function letterPage(c: C, room: DeskRoom): Promise<Response> {
  const [lang, account] = [c.get('lang'), c.req.param('account') ?? '']
  const { accounts } = await bridgeStatus({ ...(await room.bridge.request()), lang })
  const wanted = accounts.find(({ id }) => id === account)?.shut?.diagnosis?.letter
  if (!wanted) throw new Problem(404, 'not-found')
  const { to, subject, text } = await letter(wanted, { lang, address: account })
  const body = text.replace(/^[^\n]*\n+/, (line) => (line.includes(subject) ? '' : line))
  const data = { id: wanted, back: '/bridge', letter: wanted, to: deskIn(lang).letter.to[to], subject, text: body }
  return page(c, room, { title: subject, body: (context) => LetterPage({ data, page: context }), script: 'guide.js' })
}

/** What was done just before. The address carries a word of ours, never a text. */
function doneWords(c: C): string {
  const words: Readonly<Record<string, string>> = bridgeOnDesk(c.get('lang')).done
  const done = c.req.query('done') ?? ''
  return Object.hasOwn(words, done) ? (words[done] ?? '') : ''
}

async function queued<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (error instanceof SesameError && error.code === 'nothing-found') throw new Problem(404, 'not-found')
    throw error
  })
}
