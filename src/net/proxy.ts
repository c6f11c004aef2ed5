// Connections through a SOCKS5 (RFC 1928) or HTTP CONNECT (RFC 9110 §9.3.6) proxy. Its credentials appear in no outcome and no error.

import type { Socket } from 'node:net'
import { parseHostPort } from './host.ts'
import type { TcpAttempt } from './network.ts'

export interface ProxyAddress {
  readonly kind: 'socks5' | 'http'
  readonly host: string
  readonly port: number
  /** Names go to the proxy unresolved. */
  readonly remoteNames: boolean
  readonly user?: string
  readonly password?: string
}

export interface ProxyOutcome {
  readonly socket: Socket | null
  readonly result: TcpAttempt['result']
  /** The proxy's own words when it refused. */
  readonly detail?: string
}

const HEAD_LIMIT = 16_384

/** Returns null when it is not a proxy we can use. */
export function parseProxy(text: string): ProxyAddress | null {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return null
  }
  const kind = { 'socks5:': 'socks5', 'socks5h:': 'socks5', 'http:': 'http' }[url.protocol] as ProxyAddress['kind'] | undefined
  const at = parseHostPort(url.port ? `${url.hostname}:${url.port}` : `${url.hostname}:${kind === 'http' ? 80 : 1080}`)
  if (kind === undefined || at === null) return null
  return {
    kind,
    ...at,
    remoteNames: url.protocol !== 'socks5:',
    ...(url.username && { user: percentDecoded(url.username), password: percentDecoded(url.password) }),
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Asks for `host:port` on a socket connected to the proxy. Never rejects; closes the socket when it fails. */
export async function throughProxy(
  socket: Socket,
  proxy: ProxyAddress,
  host: string,
  port: number,
  timeoutMs: number,
): Promise<ProxyOutcome> {
  const outcome = await (proxy.kind === 'http' ? askHttp : askSocks)(socket, proxy, host, port, timeoutMs)
  if (outcome.socket === null) socket.destroy()
  return outcome.detail === undefined ? outcome : { ...outcome, detail: withoutCredentials(outcome.detail, proxy) }
}

/** A proxy may say back what it was told. */
function withoutCredentials(detail: string, { user = '', password = '' }: ProxyAddress): string {
  const forms = [Buffer.from(`${user}:${password}`).toString('base64'), encodeURIComponent(password), password]
  return forms.reduce((text, form) => (password === '' ? text : text.replaceAll(form, '•••')), detail)
}

async function askSocks(socket: Socket, proxy: ProxyAddress, host: string, port: number, timeoutMs: number): Promise<ProxyOutcome> {
  try {
    // Most runs have no proxy.
    const { SocksClient } = await import('socks')
    await SocksClient.createConnection({
      command: 'connect',
      destination: { host, port },
      existing_socket: socket,
      proxy: { host: proxy.host, port: proxy.port, type: 5, userId: proxy.user, password: proxy.password },
      timeout: timeoutMs,
    })
  } catch (error) {
    // The error object carries the proxy's password: only its message goes on.
    const detail = (error as Error).message
    return { socket: null, result: socksFailure(detail), detail }
  }
  return { socket: await keepEarlyBytes(socket), result: 'ok' }
}

/** The library lets the stream flow one turn after it is done; a greeting that came with the proxy's answer must not be lost. */
async function keepEarlyBytes(socket: Socket): Promise<Socket> {
  const early: Buffer[] = []
  const keep = (chunk: Buffer) => early.push(chunk)
  socket.on('data', keep)
  await new Promise((resolve) => setImmediate(resolve))
  socket.off('data', keep)
  return handOver(socket, Buffer.concat(early))
}

/** Gives the socket on as a fresh one: stopped, with the bytes that are not ours back in it, and flowing again for the first who listens. */
function handOver(socket: Socket, rest: Buffer): Socket {
  socket.pause()
  if (rest.length > 0) socket.unshift(rest)
  // An explicit pause outlives new listeners; coming and going as a 'readable' listener takes it back.
  const nothing = () => {}
  socket.on('readable', nothing).off('readable', nothing)
  return socket
}

function socksFailure(message: string): TcpAttempt['result'] {
  if (/ConnectionRefused/.test(message)) return 'refused'
  if (/TTLExpired|timed out/i.test(message)) return 'timeout'
  if (/closed/i.test(message)) return 'reset'
  return 'unreachable'
}

function askHttp(socket: Socket, proxy: ProxyAddress, host: string, port: number, timeoutMs: number): Promise<ProxyOutcome> {
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  const basic =
    proxy.user === undefined
      ? ''
      : `Proxy-Authorization: Basic ${Buffer.from(`${proxy.user}:${proxy.password ?? ''}`).toString('base64')}\r\n`
  return new Promise((resolve) => {
    let head = Buffer.alloc(0)
    const end = (outcome: ProxyOutcome) => {
      clearTimeout(timer)
      socket.off('data', read).off('close', closed)
      resolve(outcome)
    }
    const timer = setTimeout(() => end({ socket: null, result: 'timeout', detail: 'the proxy did not answer' }), timeoutMs)
    const closed = () => end({ socket: null, result: 'reset', detail: 'the proxy closed the connection' })
    const read = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk])
      const stop = head.indexOf('\r\n\r\n')
      if (stop < 0) {
        if (head.length > HEAD_LIMIT) end({ socket: null, result: 'unreachable', detail: 'the answer is not HTTP' })
        return
      }
      const status = /^HTTP\/1\.[01] (\d{3}[^\r\n]*)/.exec(head.toString('latin1', 0, stop))?.[1]
      if (status?.startsWith('2')) {
        end({ socket, result: 'ok' })
        // What follows the head is the server's own: a mail server greets at once.
        handOver(socket, head.subarray(stop + 4))
      } else {
        const detail = status ?? 'the answer is not HTTP'
        end({ socket: null, result: status?.startsWith('504') ? 'timeout' : 'unreachable', detail })
      }
    }
    socket.on('data', read).once('close', closed)
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${basic}\r\n`)
  })
}
