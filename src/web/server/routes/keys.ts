// `/keys`: who is signed in, a sign-in from the address to its proof, and signing out.

import type { Context, Hono } from 'hono'
import { SesameError } from '../../../model/errors.ts'
import { letter, listSignIns, logout } from '../../../sesame.ts'
import { deskIn } from '../../../text/desk.ts'
import { keysIn } from '../../../text/desk-keys.ts'
import { textIn } from '../../../text/index.ts'
import type { KeptSignIn, SignInsData, SignOutData } from '../../keys-view.ts'
import { AttemptPage, LetterPage, SignInsPage, SignOutPage } from '../../pages/index.ts'
import { isMoving } from '../../pages/keys/attempt-body.tsx'
import { page, wantsJson } from '../answer.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { viewStream } from '../events.ts'
import { readForm } from '../form.ts'
import type { Attempt } from '../keys/attempts.ts'
import { refusalView } from '../keys/refusal-view.ts'
import { Problem } from '../problem.ts'

type C = Context<DeskEnv>

const REFRESH = 3

export function keysRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/keys', (c) => signInsPage(c, room, '', null))

  app.post('/keys', async (c) => {
    const lang = c.get('lang')
    const address = (await readForm(c)).line('address', 320)
    if (!/^[^@\s]+@[^@\s]+$/.test(address)) return signInsPage(c, room, address, textIn(lang).error('address-invalid', { text: address }))
    return c.redirect(`/keys/attempts/${room.attempts.start(address, lang).id}`, 303)
  })

  app.get('/keys/attempts/:id', async (c) => {
    const view = await attemptIn(c, room).view(c.get('lang'))
    if (wantsJson(c)) return c.json(view)
    return page(c, room, {
      title: keysIn(c.get('lang')).attempt.title(view.address),
      body: (context) => AttemptPage({ view, page: context }),
      ...{ style: 'keys.css', script: 'attempt.js', state: view, lab: view.lab },
      refresh: isMoving(view) ? REFRESH : undefined,
    })
  })
  app.get('/keys/attempts/:id/events', (c) => {
    const [attempt, lang] = [attemptIn(c, room), c.get('lang')]
    const source = { version: () => attempt.version, listen: attempt.listen, event: () => attempt.view(lang) }
    return c.body(viewStream(attempt, source), 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
    })
  })
  app.post('/keys/attempts/:id/begin', async (c) => {
    const attempt = attemptIn(c, room)
    const flow = (await readForm(c)).oneOf('flow', ['browser', 'device']) ?? 'browser'
    await attempt.begin(flow, c.get('lang'))
    return c.redirect(`/keys/attempts/${attempt.id}`, 303)
  })
  app.post('/keys/attempts/:id/stop', async (c) => {
    const attempt = attemptIn(c, room)
    await attempt.stop()
    return c.redirect(`/keys/attempts/${attempt.id}`, 303)
  })
  app.get('/keys/attempts/:id/letter/:letter', (c) => letterPage(c, room))

  app.get('/keys/kept/:id/out', (c) =>
    signOutPage(c, room, { address: c.req.param('id'), done: false, revoked: false, refusal: '', takeBack: null }),
  )
  app.post('/keys/kept/:id/out', async (c) => {
    const [network, data] = [await room.networkRequest(), room.data]
    const out = await room.vault
      .use((vault) => logout({ ...network, data, vault, address: c.req.param('id'), signal: AbortSignal.timeout(30_000) }))
      .catch((error: unknown) => {
        if (error instanceof SesameError && error.code === 'sign-in-unknown') throw new Problem(404, 'attempt-gone')
        if (error instanceof SesameError && error.code === 'vault-locked') throw new Problem(409, 'vault-locked')
        throw error
      })
    const refusal = out.refusal === null ? '' : (out.refusal.code ?? out.refusal.error ?? out.refusal.why)
    return signOutPage(c, room, { address: out.address, done: true, revoked: out.revoked === true, refusal, takeBack: out.page })
  })
}

function attemptIn(c: C, room: DeskRoom): Attempt {
  const attempt = room.attempts.get(c.req.param('id') ?? '')
  if (attempt === undefined) throw new Problem(404, 'attempt-gone')
  return attempt
}

async function signInsPage(c: C, room: DeskRoom, typed: string, fault: SignInsData['fault']): Promise<Response> {
  const lang = c.get('lang')
  const t = keysIn(lang)
  const vault = await room.vault.view(lang)
  const examples = [
    { address: 'marie@outlook.com', shows: t.examples.microsoft },
    { address: 'admin-consent@oauth-cases.example', shows: t.examples.consent },
    { address: 'marie@yahoo.com', shows: t.examples.closed },
  ]
  const data: SignInsData = {
    ...{ typed, fault, vault },
    signIns: vault.state === 'open' ? await kept(room, lang) : [],
    examples: room.lab ? examples : [],
  }
  return page(c, room, {
    title: t.list.title,
    status: fault === null ? 200 : 422,
    body: (context) => SignInsPage({ data, page: { ...context, path: '/keys' } }),
    ...{ style: 'keys.css', script: 'plain.js' },
  })
}

async function kept(room: DeskRoom, lang: 'en' | 'fr'): Promise<KeptSignIn[]> {
  const t = keysIn(lang).list
  const { signIns } = await room.vault.use((vault) => listSignIns({ data: room.data, env: room.network.env, vault }))
  return signIns.map((one) => ({
    id: one.id,
    address: one.address,
    provider: one.providerName,
    flow: t.flows[one.flow],
    since: one.made,
    until: one.expires,
    state: one.state === 'fine' ? 'works' : one.state,
    again: one.daysLeft === null ? null : t.againIn(one.daysLeft),
    refusal: one.refusal === null ? null : refusalView(one.refusal, null, lang),
    takeBack: null,
  }))
}

function signOutPage(c: C, room: DeskRoom, data: SignOutData): Response {
  const t = keysIn(c.get('lang')).out
  return page(c, room, {
    title: data.done ? t.done(data.address) : t.title(data.address),
    body: (context) => SignOutPage({ data, page: context }),
    style: 'keys.css',
  })
}

async function letterPage(c: C, room: DeskRoom): Promise<Response> {
  const [{ state, id }, lang, wanted] = [attemptIn(c, room), c.get('lang'), c.req.param('letter') ?? '']
  const guide = state.now.step === 'over' ? state.now.result.judged?.guide : null
  if (!guide?.letters.some((one) => one.id === wanted)) throw new Problem(404, 'not-found')
  const { to, subject, text } = await letter(wanted, { lang, provider: guide.provider ?? undefined, address: state.address })
  const body = text.replace(/^[^\n]*\n+/, (line) => (line.includes(subject) ? '' : line))
  const data = { id, back: `/keys/attempts/${id}`, letter: wanted, to: deskIn(lang).letter.to[to], subject, text: body }
  return page(c, room, { title: subject, body: (context) => LetterPage({ data, page: context }), script: 'guide.js' })
}
