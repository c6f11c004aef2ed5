// What stands before every route: headers, the name asked for (DNS rebinding), the key, where a change comes from (CSRF), and how large it may be.

import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import type { DeskEnv, DeskRoom } from './desk.ts'
import { languageOf } from './language.ts'
import { ownPath } from './own-path.ts'
import { Problem } from './problem.ts'

/** A form of a few pages of text. */
const FORM_BYTES = 128 * 1024
/** A picture, and what a multipart body adds. */
export const PICTURE_BYTES = 8 * 1024 * 1024
const PICTURE_BODY = PICTURE_BYTES + 64 * 1024

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Not `no-referrer`: with it a browser says “Origin: null” of our own forms.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'X-Robots-Tag': 'noindex',
}

export function guard(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.use(async (c, next) => {
    c.set('lang', languageOf(c.req.raw.headers, room.lang))
    c.set('local', room.isLocal?.(c.env) ?? true)
    await next()
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
    c.header('Vary', 'Cookie, Accept-Language, Accept-Encoding')
  })
  app.use(compress({ threshold: 2_048 }))
  app.use(async (c, next) => {
    // A name of somebody else that leads to this computer is not ours (RFC 9110 §15.5.20).
    if (!room.hosts().has((c.req.header('host') ?? '').toLowerCase())) throw new Problem(421, 'wrong-host')
    fromElsewhere(c)
    await next()
  })
  app.get('/health', (c) => c.json({ ok: true, name: 'sesame' }))
  app.use(async (c, next) => {
    if (c.req.path.startsWith('/assets/')) return next()
    return (enter(c, room) ?? (await next())) as Response | undefined
  })
  app.post('*', async (c, next) => {
    sameOrigin(c)
    const large = c.req.path === '/read-picture' || c.req.path === '/sheets/import'
    const onError = () => {
      throw new Problem(413, 'too-large')
    }
    return bodyLimit({ maxSize: large ? PICTURE_BODY : FORM_BYTES, onError })(c, next)
  })
}

/** Another site may lead a person here, but its scripts, pictures and frames get nothing (Fetch Metadata). */
function fromElsewhere(c: Context<DeskEnv>): void {
  const site = c.req.header('sec-fetch-site')
  const elsewhere = site === 'cross-site' || site === 'same-site'
  if (
    elsewhere &&
    !(c.req.method === 'GET' && c.req.header('sec-fetch-mode') === 'navigate' && c.req.header('sec-fetch-dest') === 'document')
  )
    throw new Problem(403, 'wrong-origin')
}

/** A good key becomes the cookie and leaves the address; without key or cookie nobody comes further. */
function enter(c: Context<DeskEnv>, room: DeskRoom): Response | null {
  const key = c.req.query('token')
  const cookie = key === undefined ? null : room.keys.enter(key)
  if (cookie !== null) {
    c.header('Set-Cookie', cookie)
    // Led here by another site, a browser sends no strict cookie along the redirect: the page then asks again by itself.
    if (c.req.header('sec-fetch-site') === 'cross-site') {
      c.header('Refresh', `0; url=${ownPath(c.req.path)}`)
      return c.html('<!doctype html><title>Sésame</title>')
    }
    return c.redirect(ownPath(c.req.path), 303)
  }
  if (room.keys.knows(c.req.header('cookie') ?? null)) return null
  throw new Problem(401, 'expired-link')
}

/** A change is asked for by a page of ours: browsers say where a POST comes from, and what says nothing is no browser of this person. */
function sameOrigin(c: Context<DeskEnv>): void {
  const [origin, site] = [c.req.header('origin'), c.req.header('sec-fetch-site')]
  const own = `http://${(c.req.header('host') ?? '').toLowerCase()}`
  const trusted =
    site === 'same-origin' ? origin === undefined || origin === own || origin === 'null' : site === undefined && origin === own
  if (!trusted) throw new Problem(403, 'wrong-origin')
}
