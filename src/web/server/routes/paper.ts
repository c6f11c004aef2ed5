// What is taken away from a case: the guide and the card to print, letters, the redacted report, the code for the phone.

import type { Context, Hono } from 'hono'
import type { DoctorResult } from '../../../sesame.ts'
import { forOtherEyes, letter, version } from '../../../sesame.ts'
import { deskIn } from '../../../text/desk.ts'
import type { GuideData, LetterData, ReportData } from '../../page-data.ts'
import { CardPage, GuidePrintPage, LetterPage, QrPage, ReportPage } from '../../pages/index.ts'
import type { CaseView } from '../../view.ts'
import { page } from '../answer.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { pastResult, pastViewOf } from '../past.ts'
import { Problem } from '../problem.ts'
import { qrOf } from '../qr.ts'

type C = Context<DeskEnv>

interface Taken {
  readonly result: DoctorResult
  readonly view: CaseView
  readonly when: string
}

export function paperRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/cases/:id/guide', async (c) => {
    const data = guideOf(await taken(c, room))
    return page(c, room, { title: data.guide.title, body: (context) => GuidePrintPage({ data, page: context }), script: 'guide.js' })
  })
  app.get('/cases/:id/card', async (c) => {
    const data = guideOf(await taken(c, room))
    const title = `${deskIn(c.get('lang')).guide.card} · ${data.address}`
    return page(c, room, { title, body: (context) => CardPage({ data, page: context }), script: 'guide.js' })
  })
  app.get('/cases/:id/letter/:letter', async (c) => {
    const data = await letterOf(c, await taken(c, room))
    return page(c, room, { title: data.subject, body: (context) => LetterPage({ data, page: context }), script: 'guide.js' })
  })
  app.get('/cases/:id/qr', async (c) => {
    const lang = c.get('lang')
    const data = qrOf(guideOf(await taken(c, room)), lang)
    return page(c, room, { title: deskIn(lang).qr.title, body: (context) => QrPage({ data, page: context }), script: 'guide.js' })
  })
  app.get('/cases/:id/report', async (c) => {
    const of = await taken(c, room)
    const data = await reportOf(of)
    if (c.req.query('format') !== 'json')
      return page(c, room, { title: deskIn(c.get('lang')).report.title, body: (context) => ReportPage({ data, page: context }) })
    const { id, when, view, told } = data
    const report = { report: 1, id, when, version: data.version, told, view, case: await forOtherEyes(of.result.saved, addressOf(of)) }
    return c.body(`${JSON.stringify(report, null, 2)}\n`, 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="sesame-${id}.json"`,
    })
  })
}

/** A run of this evening, or a case of the history. */
async function taken(c: C, room: DeskRoom): Promise<Taken> {
  const [id, lang] = [c.req.param('id') ?? '', c.get('lang')]
  const run = room.runs.get(id)
  const result = run === undefined ? pastResult(room, id, lang) : await run.resultIn(lang)
  if (result === null) throw new Problem(404, 'case-gone')
  const view = run === undefined ? await pastViewOf(result, lang) : await run.view(lang)
  return { result, view, when: run?.startedAt.toISOString() ?? result.date }
}

function guideOf({ view }: Taken): GuideData {
  const { id, address, app, provider, guide } = view
  if (guide === null) throw new Problem(404, 'not-found')
  return { id, address, app, provider, guide }
}

/** Only those that fit the case. */
async function letterOf(c: C, { result, view }: Taken): Promise<LetterData> {
  const [wanted, lang] = [c.req.param('letter') ?? '', c.get('lang')]
  const listed = result.guide?.letters.find(({ id }) => id === wanted)
  if (listed === undefined) throw new Problem(404, 'not-found')
  const { identity, client, date } = result
  const { to, subject, text } = await letter(wanted, {
    lang,
    provider: identity.provider ?? undefined,
    app: client?.id,
    address: identity.address.text,
    now: date.length === 10 ? date : undefined,
  })
  // The page shows the subject apart: whoever copies the letter pastes it under a subject that is already there.
  const body = text.replace(/^[^\n]*\n+/, (line) => (line.includes(subject) ? '' : line))
  return { id: view.id, letter: wanted, to: deskIn(lang).letter.to[to], subject, text: body }
}

async function reportOf(of: Taken): Promise<ReportData> {
  const { facts = [], evidence = [] } = of.result.subject
  const redacted = await forOtherEyes({ view: of.view, told: [...facts, ...evidence] }, addressOf(of))
  return { id: of.view.id, when: of.when, version: version(), ...redacted }
}

function addressOf({ result }: Taken) {
  return result.identity.address
}
