// HTTP over our own connections, so that every override applies; bounded in time and size, redirected to https only.

import { request as httpRequest, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { HttpOutcome, HttpReply, Network } from './network.ts'

type FetchRequest = Parameters<Network['fetch']>[1]
type Door = Pick<Network, 'connect' | 'secure'>
type Failure = Extract<HttpOutcome, { ok: false }>['why']

const LIMIT = 1_048_576
const REDIRECTS = 3
/** Methods whose body means something. */
const CARRIES = new Set(['POST', 'PUT'])
const REDIRECTED = new Set([301, 302, 303, 307, 308])

class FetchError extends Error {
  readonly why: Failure
  constructor(why: Failure, detail: string) {
    super(detail)
    this.why = why
  }
}

/** Never rejects. */
export async function fetchOver(door: Door, address: string, request: FetchRequest): Promise<HttpOutcome> {
  const start = performance.now()
  const since = () => Math.round(performance.now() - start)
  const signal = AbortSignal.any([AbortSignal.timeout(request.timeoutMs), ...(request.signal ? [request.signal] : [])])
  try {
    let url = parseUrl(address)
    let method = request.method ?? 'GET'
    const { redirects = REDIRECTS } = request
    for (let left = redirects === 'show' ? 0 : redirects; ; left--) {
      const reply = await once(door, url, method, request, signal, since)
      const location = reply.headers.location
      if (!REDIRECTED.has(reply.status) || location === undefined || redirects === 'show')
        return { ok: true, reply: { ...reply, ms: since() } }
      const next = URL.canParse(location, url) ? new URL(location, url) : undefined
      if (left <= 0 || next?.protocol !== 'https:' || next.username) throw new FetchError('redirect-refused', next?.origin ?? location)
      // RFC 9110 §15.4: 307 and 308 keep the method, and a body must not go to somebody it was not meant for.
      if (CARRIES.has(method) && (reply.status === 307 || reply.status === 308) && next.origin !== url.origin) {
        throw new FetchError('redirect-refused', next.origin)
      }
      if (CARRIES.has(method) && reply.status !== 307 && reply.status !== 308) method = 'GET'
      url = next
    }
  } catch (error) {
    const why = error instanceof FetchError ? error.why : signal.aborted ? 'timeout' : 'invalid'
    return { ok: false, why, detail: (error as Error).message, ms: since() }
  }
}

function parseUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw new FetchError('invalid', 'not an http address')
  return url
}

async function once(
  door: Door,
  url: URL,
  method: string,
  request: FetchRequest,
  signal: AbortSignal,
  since: () => number,
): Promise<HttpReply> {
  const socket = await open(door, url, Math.max(1, request.timeoutMs - since()), signal)
  try {
    const message = await send(socket, url, method, request, signal)
    const body = await readBody(message, request.limit ?? LIMIT, signal)
    const headers = Object.fromEntries(Object.entries(message.headers).map(([key, value]) => [key, [value].flat().join(', ')]))
    return { status: message.statusCode ?? 0, url: url.href, headers, body, ms: 0 }
  } finally {
    socket.destroy()
  }
}

async function open(door: Door, url: URL, timeoutMs: number, signal: AbortSignal): Promise<Socket> {
  const secure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const tcp = await door.connect(host, Number(url.port) || (secure ? 443 : 80), { timeoutMs, signal })
  if (tcp.socket === null) {
    if (signal.aborted) throw new FetchError('timeout', 'connect')
    if (tcp.dns !== 'ok') throw new FetchError(tcp.dns === 'timeout' ? 'timeout' : 'dns-failed', tcp.dns)
    throw new FetchError('unreachable', tcp.proxy ?? tcp.attempts.at(-1)?.result ?? 'unreachable')
  }
  if (!secure) return tcp.socket
  const tls = await door.secure(tcp.socket, host, { timeoutMs, signal })
  if (tls.socket === null) {
    throw new FetchError(tls.result === 'timeout' || signal.aborted ? 'timeout' : 'unreachable', tls.error ?? tls.result)
  }
  if (!tls.trusted) {
    tls.socket.destroy()
    throw new FetchError('certificate', tls.certificate)
  }
  return tls.socket
}

function send(socket: Socket, url: URL, method: string, request: FetchRequest, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      // TLS, if any, is on the socket already: for node:http it is a stream like any other.
      createConnection: () => socket,
      method,
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        accept: '*/*',
        'accept-encoding': 'identity',
        'user-agent': 'Sesame',
        connection: 'close',
        ...(request.body !== undefined && CARRIES.has(method) && { 'content-length': String(Buffer.byteLength(request.body)) }),
        ...lowerCase(request.headers),
      },
      signal,
    })
    outgoing.once('response', resolve)
    // Stays: a second failure, after the first was told, must not end the process.
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(new FetchError('timeout', 'no answer in time'))
      else reject(new FetchError(error.code?.startsWith('HPE') ? 'invalid' : 'unreachable', error.code ?? 'closed'))
    })
    outgoing.end(CARRIES.has(method) ? request.body : undefined)
  })
}

function lowerCase(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]))
}

async function readBody(message: IncomingMessage, limit: number, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limit) throw new FetchError('too-large', `more than ${limit} bytes`)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof FetchError) throw error
    throw new FetchError(signal.aborted ? 'timeout' : 'unreachable', 'the body broke off')
  }
  return Buffer.concat(chunks).toString('utf8')
}
