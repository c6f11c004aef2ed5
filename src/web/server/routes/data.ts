// The data of the pickers: apps by the names that people use, and what each is known to show.

import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { listApps, listMessages } from '../../../sesame.ts'
import type { DeskEnv } from '../desk.ts'

export function dataRoutes(app: Hono<DeskEnv>): void {
  app.get('/apps.json', async (c) => {
    const lang = c.get('lang')
    const { entries } = await listApps()
    return kept(
      c,
      entries.map(({ client }) => ({
        id: client.id,
        name: client.name[lang],
        names: client.names.filter((name) => !name.startsWith('/')),
        kind: client.kind,
      })),
    )
  })
  app.get('/messages.json', async (c) => kept(c, await listMessages((c.req.query('app') ?? '').slice(0, 200), c.get('lang'))))
}

/** Asked again each time, sent again only when it changed (RFC 9110 §13.1.2). */
function kept(c: Context<DeskEnv>, value: unknown): Response {
  const body = JSON.stringify(value)
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' }
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
  return c.body(body, 200, { ...headers, 'Content-Type': 'application/json; charset=utf-8' })
}
