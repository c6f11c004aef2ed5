// `/assets/*`: built files with the hash in their name; a name never changes its content, so browsers keep it for ever.

import type { Hono } from 'hono'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { Problem } from '../problem.ts'

export function assetRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/assets/*', (c) => {
    const asset = room.assets.file(c.req.path)
    if (asset === undefined) throw new Problem(404, 'not-found')
    const headers: Record<string, string> = { ETag: asset.etag, 'Cache-Control': 'public, max-age=31536000, immutable' }
    if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304, headers)
    const zipped = asset.gzip !== null && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
    headers['Content-Type'] = asset.type
    if (zipped) headers['Content-Encoding'] = 'gzip'
    return c.body(zipped && asset.gzip !== null ? asset.gzip : asset.bytes, 200, headers)
  })
}
