// Opens a connection for one of the three protocols and tells all that was seen on the way, whether it came to a session or not.

import type { Socket } from 'node:net'
import { SesameError } from '../model/errors.ts'
import type { Endpoint } from '../model/protocol.ts'
import type { Network, TcpOutcome, TlsOutcome } from '../net/network.ts'
import { Connection, describeTls } from './connection.ts'
import { DEFAULT_LIMITS, type WireLimits } from './limits.ts'
import { Transcript } from './transcript.ts'

export interface WireOptions {
  readonly transcript?: Transcript
  readonly limits?: Partial<WireLimits>
  readonly signal?: AbortSignal
  /** 10 s each by default. */
  readonly connectMs?: number
  readonly tlsMs?: number
  /** A socket that is already connected to the endpoint, before any TLS. */
  readonly socket?: Socket
  /** SMTP: the name to greet with; our address as a literal by default. */
  readonly hello?: string
}

/** What was seen. `session` is null when TCP or implicit TLS failed, or when no greeting could be read: then `broken` says why. */
export interface Opened<S> {
  readonly tcp?: TcpOutcome
  /** Implicit TLS only. A session under a bad certificate exists, but refuses secrets. */
  readonly tls?: TlsOutcome
  readonly session: S | null
  readonly broken?: SesameError
}

/** Never throws for what the network or the server does. `start` reads the greeting. */
export async function openSession<S>(
  network: Network,
  endpoint: Endpoint,
  options: WireOptions,
  start: (connection: Connection) => Promise<S>,
): Promise<Opened<S>> {
  const { host, port } = endpoint
  const transcript = options.transcript ?? new Transcript()
  const signal = options.signal && { signal: options.signal }
  const tcp = options.socket ? undefined : await network.connect(host, port, { timeoutMs: options.connectMs ?? 10_000, ...signal })
  const socket = options.socket ?? tcp?.socket ?? null
  if (tcp) transcript.add('!', describeTcp(tcp, `${host}:${port}`))
  if (socket === null) return { ...(tcp && { tcp }), session: null }
  const tlsMs = options.tlsMs ?? 10_000
  const tls = endpoint.security === 'tls' ? await network.secure(socket, host, { timeoutMs: tlsMs, ...signal }) : undefined
  if (tls) transcript.add('!', describeTls(tls))
  const seen = { ...(tcp && { tcp }), ...(tls && { tls }) }
  if (tls && tls.socket === null) return { ...seen, session: null }
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const ends = { protocol: endpoint.protocol, host, port, network, transcript, limits, tlsMs, ...signal }
  const connection = new Connection(ends, tls?.socket ?? socket, tls)
  try {
    return { ...seen, session: await start(connection) }
  } catch (error) {
    connection.close()
    if (!(error instanceof SesameError)) throw error
    transcript.add('!', error.message)
    return { ...seen, session: null, broken: error }
  }
}

function describeTcp(tcp: TcpOutcome, where: string): string {
  const attempts = tcp.attempts.map((a) => `${a.address} ${a.result} ${a.ms} ms`).join(', ')
  return `${where}: ${tcp.dns === 'ok' ? attempts : `dns ${tcp.dns}`}${tcp.proxy ? ` (proxy: ${tcp.proxy})` : ''}`
}
