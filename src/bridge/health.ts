// The bridge's health for machines that watch it: `/healthz` (it lives), `/readyz` (it lets people in), `/metrics`. Read only, and without a word that is secret.

import { createServer } from 'node:http'
import { SesameError } from '../model/errors.ts'
import { CONTENT_TYPE } from './exposition.ts'

export interface HealthSource {
  /** Null when it lives; else what stands still. */
  readonly ailing: () => string | null
  /** Null when it lets people in; else why it does not. */
  readonly waiting: () => string | null
  readonly metrics: () => string
}

export interface Health {
  readonly port: number
  close(): Promise<void>
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i
const PLAIN = { 'Content-Type': 'text/plain; charset=utf-8' }
const COMMON = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }

/** Throws `port-taken` or `listen-failed`. */
export function serveHealth(address: string, port: number, source: HealthSource): Promise<Health> {
  const local = address === 'localhost' || address === '::1' || address.startsWith('127.')
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000, maxHeaderSize: 8_192 }, (request, response) => {
    const say = (status: number, body: string, headers: Readonly<Record<string, string>> = PLAIN) => {
      response.writeHead(status, { ...COMMON, ...headers })
      response.end(request.method === 'HEAD' ? '' : body)
    }
    // A page that a browser was led to must not read who has an account here (DNS rebinding).
    if (local && !LOOPBACK.test(request.headers.host ?? '')) return say(421, 'Not for this name\n')
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, 'Only GET\n', { ...PLAIN, Allow: 'GET, HEAD' })
    const path = (request.url ?? '').split('?')[0]
    if (path === '/metrics') return say(200, source.metrics(), { 'Content-Type': CONTENT_TYPE })
    if (path !== '/healthz' && path !== '/readyz') return say(404, 'There are /healthz, /readyz and /metrics\n')
    const why = path === '/healthz' ? source.ailing() : (source.ailing() ?? source.waiting())
    return say(why === null ? 200 : 503, `${why ?? 'ok'}\n`)
  })
  server.maxConnections = 32
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(new SesameError(taken ? 'port-taken' : 'listen-failed', { host: address, port, why: error.code ?? '' }, error))
    })
    server.listen({ host: address, port }, () => {
      const at = server.address()
      server.unref()
      resolve({
        port: typeof at === 'object' && at !== null ? at.port : port,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            server.closeAllConnections()
          }),
      })
    })
  })
}
