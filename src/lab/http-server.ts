// The lab's web servers behind one plain and one TLS listener: pages of the lab's data, autoconfig and PACC documents, Autodiscover, realm discovery, and OAuth.

import {
  createServer as createPlain,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import { createServer as createTls } from 'node:https'
import type { Server } from 'node:net'
import type { SecureContext } from 'node:tls'

export interface Page {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}
export interface WebRequest {
  readonly method: string
  readonly headers: IncomingHttpHeaders
  /** Of a POST, at most `MAX_BODY` bytes. */
  readonly body: string
}
export type Site = (url: URL, request: WebRequest) => Page | Promise<Page> | undefined

export interface WebServers {
  readonly plain: Server
  readonly secure: Server
  stop(): Promise<void>
}

/** A form of OAuth is a few kilobytes. */
const MAX_BODY = 65_536
/** On the plain listener, `/at/HOST/PATH` shows a page of a host to a browser that knows nothing of the lab's names. */
const SHOWN = /^\/at\/([a-z0-9.-]+)(\/.*)$/

/** `clockDays` tells how far the clock of a host runs ahead; `visited` is told each address, and the form that came with it. */
export function makeWebServers(
  site: Site,
  contextOf: (host: string) => SecureContext,
  clockDays: (host: string) => number,
  visited: (host: string, method: string, url: URL | undefined, body: string) => void,
): WebServers {
  const listener =
    (scheme: 'http' | 'https'): RequestListener =>
    (request, response) =>
      void serve(request, response, scheme).catch(() => response.destroy())

  async function serve(request: IncomingMessage, response: ServerResponse, scheme: string): Promise<void> {
    const body = await bodyOf(request)
    const named = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '')
    const shown = scheme === 'http' && named === '127.0.0.1' ? SHOWN.exec(request.url ?? '') : null
    const host = shown?.[1] ?? named
    const url = parse(shown ? `https://${host}${shown[2]}` : `${scheme}://${host}${request.url ?? '/'}`)
    visited(host, request.method ?? '', url, body ?? '')
    const page = body === undefined ? { status: 413, body: 'Content Too Large' } : await pageOf(url, request, body)
    // RFC 9110 §6.6.1: clients that doubt their clock compare it with this.
    const date = new Date(Date.now() + clockDays(host) * 86_400_000).toUTCString()
    response.sendDate = false
    response.writeHead(page.status, { 'Content-Type': 'text/plain; charset=utf-8', ...page.headers, Date: date, Connection: 'close' })
    response.end(request.method === 'HEAD' ? '' : page.body)
  }

  async function pageOf(url: URL | undefined, { method = '', headers }: IncomingMessage, body: string): Promise<Page> {
    return (url && (await site(url, { method, headers, body }))) ?? { status: 404, body: 'Not Found' }
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

/** Undefined when it is too much. A client that goes away in the middle ends it too. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  if (request.method !== 'POST') {
    request.resume()
    return ''
  }
  const parts: Buffer[] = []
  let size = 0
  // Not destroyed at the return: the answer still has to go out.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BODY) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
