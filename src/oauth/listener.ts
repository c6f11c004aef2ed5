// Waits on loopback for the one answer of a sign-in in the browser (RFC 8252 §7.3). Everybody on this computer can knock: strangers get a short no, and go on being strangers.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SesameError } from '../model/errors.ts'

export interface Listener {
  /** As it goes into the request. */
  readonly redirect: string
  /** The parameters of the answer. Null after the time limit, or when the signal was aborted. */
  readonly answer: Promise<URLSearchParams | null>
  /** True when an answer came that was not for this sign-in. */
  foreign(): boolean
  /** Shows the end page to whoever brought the answer, and closes. */
  close(page?: Page): Promise<void>
}

export interface Page {
  readonly html: string
  /** Hash of the one style block, for the policy of the page. */
  readonly styleHash: string
}

export interface ListenRequest {
  /** `http://127.0.0.1`, `http://localhost`, with or without port and path. */
  readonly redirect: string
  readonly state: string
  readonly timeoutMs: number
  /** How long to go on after a foreign answer: the right one comes at once or not at all. */
  readonly graceMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** For answers that are not ours, and for a second look at the address. */
  readonly foreignPage: Page
}

const HEADER_BYTES = 16 * 1024
const GRACE_MS = 20_000
const GOODBYE_MS = 2_000

/** Throws `oauth-redirect-taken`. Must be closed. */
export async function listenForAnswer({
  redirect,
  state,
  timeoutMs,
  graceMs = GRACE_MS,
  signal,
  foreignPage,
}: ListenRequest): Promise<Listener> {
  const wanted = new URL(redirect)
  const path = wanted.pathname
  let settle: (answer: URLSearchParams | null) => void = () => {}
  const answer = new Promise<URLSearchParams | null>((resolve) => {
    settle = resolve
  })
  let bringer: ServerResponse | null = null
  let foreign = false
  let timer = setTimeout(() => settle(null), timeoutMs)
  const onAbort = () => settle(null)
  signal?.addEventListener('abort', onAbort, { once: true })
  if (signal?.aborted) settle(null)

  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const url = URL.canParse(request.url ?? '', 'http://loopback') ? new URL(request.url ?? '', 'http://loopback') : null
    // Another name for this computer in Host is a page of somebody else's that found us (DNS rebinding).
    if (url === null || !isOurHost(request.headers.host)) return refuse(response, 421)
    if (request.method !== 'GET') return refuse(response, 405)
    // The answer is a page that the browser goes to (Fetch Metadata §2.1): what a page of somebody else's fetches or embeds is none.
    const destination = request.headers['sec-fetch-dest']
    if (destination !== undefined && destination !== 'document') return refuse(response, 403)
    const isAnswer = url.pathname === path && (url.searchParams.has('code') || url.searchParams.has('error'))
    if (!isAnswer) return refuse(response, 404)
    // RFC 6749 §10.12. Who does not know the state ends nothing.
    if (url.searchParams.get('state') !== state || url.searchParams.getAll('state').length !== 1) {
      if (!foreign) {
        foreign = true
        clearTimeout(timer)
        timer = setTimeout(() => settle(null), Math.min(timeoutMs, graceMs))
      }
      return send(response, 400, foreignPage)
    }
    if (bringer !== null) return send(response, 410, foreignPage)
    bringer = response
    settle(url.searchParams)
  }
  const port = Number(wanted.port) || 0
  const servers: Server[] = []
  try {
    const first = await open('127.0.0.1', port, handle)
    servers.push(first)
    const bound = (first.address() as AddressInfo).port
    // `localhost` may be either family: on the other one too, nobody else must hear the answer (RFC 8252 §8.3).
    if (wanted.hostname === 'localhost') servers.push(...(await open('::1', bound, handle).then((one) => [one], noSixth)))
    wanted.port = String(bound)
  } catch (error) {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    await Promise.all(servers.map(shut))
    throw error
  }
  const written = wanted.href
  return {
    // A bare host is registered without a slash, and compared letter by letter.
    redirect: path === '/' && !redirect.endsWith('/') ? written.replace(/\/$/, '') : written,
    answer,
    foreign: () => foreign,
    async close(page) {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      settle(null)
      if (bringer !== null && !bringer.destroyed) {
        const told = new Promise<void>((resolve) => bringer?.once('close', () => resolve()))
        send(bringer, 200, page ?? foreignPage)
        const patience = setTimeout(() => bringer?.destroy(), GOODBYE_MS)
        await told
        clearTimeout(patience)
      }
      await Promise.all(servers.map(shut))
    },
  }
}

async function open(host: string, port: number, handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer({ maxHeaderSize: HEADER_BYTES, keepAlive: false, headersTimeout: 5_000, requestTimeout: 10_000 }, handle)
  server.maxConnections = 20
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new SesameError('oauth-redirect-taken', { port, why: error.code ?? 'unknown' }, error)),
    )
    server.listen(port, host, resolve)
  })
  // Later troubles are those of single connections.
  server.on('error', () => {})
  return server
}

/** No IPv6 here: then nobody else hears it there either. A taken port is another matter. */
function noSixth(error: unknown): Server[] {
  if (error instanceof SesameError && error.args.why === 'EADDRINUSE') throw error
  return []
}

function isOurHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host)
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0, connection: 'close' }).end()
}

function send(response: ServerResponse, status: number, { html, styleHash }: Page): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': Buffer.byteLength(html),
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      connection: 'close',
    })
    .end(html)
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
