// Answers: a page as HTML or, when a script asked, data as JSON; and one place where what went wrong becomes a page.

import type { Context, Hono } from 'hono'
import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { PageContext } from '../page-data.ts'
import { ErrorPage, renderDocument } from '../pages/index.ts'
import type { DeskEnv, DeskRoom } from './desk.ts'
import { Problem, problemData } from './problem.ts'

type C = Context<DeskEnv>

export interface PageParts {
  readonly title: string
  readonly body: (page: PageContext) => VNode
  /** Name of the island's module. */
  readonly script?: string
  /** Name of the style sheet of its room, beside that of the desk. */
  readonly style?: string
  readonly state?: unknown
  readonly refresh?: number | undefined
  readonly status?: number
  /** Of what is shown, where it is not the desk's own. */
  readonly lab?: boolean
}

export function wantsJson(c: C): boolean {
  return c.req.header('accept')?.includes('application/json') === true
}

export function page(c: C, room: DeskRoom, { title, body, script, style, state, refresh, status = 200, lab }: PageParts): Response {
  const lang = c.get('lang')
  const asset = (name: string) => room.assets.path(name)
  const context: PageContext = {
    ...{ lang, asset },
    // Without the query: a token never comes back into a page.
    path: c.req.path,
    lab: lab ?? room.lab,
    history: {
      open: room.history !== null && !room.historyFailed,
      why: room.historyWhy?.(lang) ?? '',
    },
  }
  const html = renderDocument({
    ...{ title, lang, state, refresh },
    body: body(context),
    styles: ['desk.css', style].flatMap((name) => (name === undefined ? [] : (asset(name) ?? []))),
    icon: asset('icon.svg'),
    script: script === undefined ? null : asset(script),
  })
  return c.html(html, status as 200)
}

export function answerProblem(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.notFound((c) => problem(c, room, new Problem(404, 'not-found')))
  app.onError((error, c) => {
    if (!(error instanceof Problem)) room.log?.(`${c.req.method} ${c.req.path}: ${error.name} ${placeOf(error)}`)
    return problem(c, room, error instanceof Problem ? error : new Problem(500, 'internal'))
  })
}

function problem(c: C, room: DeskRoom, error: Problem): Response {
  const lang = c.get('lang') ?? room.lang
  const data = problemData(error, lang)
  if (wantsJson(c)) return c.json({ error: { code: error.kind, what: data.what, why: data.why, next: data.next } }, error.status as 400)
  return page(c, room, {
    title: deskIn(lang).errors.title,
    status: error.status,
    body: (context) => ErrorPage({ data, page: context }),
  })
}

/** Where it broke, without its message: that might quote what somebody typed. */
function placeOf(error: Error): string {
  return (
    error.stack
      ?.split('\n')
      .find((line) => line.trim().startsWith('at '))
      ?.trim() ?? ''
  )
}
