// The lab's web servers behind one plain and one TLS listener: pages of the lab's data, autoconfig and PACC documents, Autodiscover and realm discovery.

import { createServer as createPlain, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTls } from 'node:https'
import type { Server } from 'node:net'
import type { SecureContext } from 'node:tls'

export interface Page {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}
export type Site = (url: URL) => Page | undefined

export interface WebServers {
  readonly plain: Server
  readonly secure: Server
  stop(): Promise<void>
}

/** `clockDays` tells how far the clock of a host runs ahead; `visited` is told each URL. */
export function makeWebServers(
  site: Site,
  contextOf: (host: string) => SecureContext,
  clockDays: (host: string) => number,
  visited: (host: string, url: string) => void,
): WebServers {
  const listener =
    (scheme: 'http' | 'https'): RequestListener =>
    (request, response) =>
      serve(request, response, scheme)

  function serve(request: IncomingMessage, response: ServerResponse, scheme: string): void {
    request.resume()
    const host = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '')
    const url = parse(`${scheme}://${host}${request.url ?? '/'}`)
    visited(host, `${request.method} ${url?.href ?? ''}`)
    const page = (url && site(url)) ?? { status: 404, body: 'Not Found' }
    // RFC 9110 §6.6.1: clients that doubt their clock compare it with this.
    const date = new Date(Date.now() + clockDays(host) * 86_400_000).toUTCString()
    response.sendDate = false
    response.writeHead(page.status, { 'Content-Type': 'text/plain; charset=utf-8', ...page.headers, Date: date, Connection: 'close' })
    response.end(request.method === 'HEAD' ? '' : page.body)
  }

  const limits = { requestTimeout: 10_000, headersTimeout: 10_000, maxHeaderSize: 16_384 }
  const plain = createPlain(limits, listener('http'))
  const secure = createTls({ ...limits, SNICallback: (host, done) => done(null, contextOf(host.toLowerCase())) }, listener('https'))
  for (const server of [plain, secure]) server.on('clientError', (_error, socket) => socket.destroy())
  secure.on('tlsClientError', () => {})

  return {
    plain,
    secure,
    async stop() {
      await Promise.all(
        [plain, secure].map((server) => {
          server.closeAllConnections()
          return new Promise((done) => server.close(done))
        }),
      )
    },
  }
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
