// The only door to the world. Everything that resolves, connects, speaks TLS, fetches or asks the time of the judgement takes a Network.

import type { Socket } from 'node:net'
import type { PeerCertificate, TLSSocket } from 'node:tls'
import type { TlsSessions } from './tls-sessions.ts'

/** As curl takes them; the same keys in the JSON file named by SESAME_NETWORK. */
export interface NetworkOptions {
  /** `HOST:PORT` of a resolver. */
  readonly dns?: string
  /** `HOST1:PORT1:HOST2:PORT2`; an empty HOST1 or PORT1 matches any, an empty HOST2 or PORT2 keeps it. IPv6 in brackets. */
  readonly connectTo?: readonly string[]
  /** A PEM file of extra trusted authorities, or the PEM text itself. */
  readonly cacert?: string
  /** ISO date: the clock of the judgement (not of TLS time-outs). */
  readonly now?: string
  /** `socks5://host:port` (names resolved here), `socks5h://host:port` (by the proxy) or `http://host:port`; `user:password@` before the host. */
  readonly proxy?: string
}

export interface MxRecord {
  readonly exchange: string
  readonly priority: number
}
export interface SrvRecord {
  readonly name: string
  readonly port: number
  readonly priority: number
  readonly weight: number
}

/** The answer of a look-up: a refusal is a value. `records` is empty unless `status` is `ok`. */
export interface DnsAnswer<T> {
  readonly status: 'ok' | 'nxdomain' | 'nodata' | 'timeout' | 'servfail' | 'none'
  readonly records: readonly T[]
  readonly ms: number
}

export interface Resolver {
  mx(name: string): Promise<DnsAnswer<MxRecord>>
  srv(name: string): Promise<DnsAnswer<SrvRecord>>
  txt(name: string): Promise<DnsAnswer<string>>
  cname(name: string): Promise<DnsAnswer<string>>
  /** Both families. */
  addresses(name: string): Promise<DnsAnswer<{ readonly address: string; readonly family: 4 | 6 }>>
}

/** How one address of a host answered. */
export interface TcpAttempt {
  readonly address: string
  readonly family: 4 | 6
  readonly result: 'ok' | 'refused' | 'timeout' | 'reset' | 'unreachable' | 'cancelled'
  readonly ms: number
}

/** Either a socket, or why there is none. DNS comes first: `attempts` is empty when the name did not resolve. */
export interface TcpOutcome {
  readonly socket: Socket | null
  readonly dns: DnsAnswer<unknown>['status']
  readonly attempts: readonly TcpAttempt[]
  /** What a proxy on the way answered when it refused, without its credentials: `407 Proxy Authentication Required`. */
  readonly proxy?: string
  readonly ms: number
}

export type CertificateProblem = 'name' | 'self-signed' | 'untrusted' | 'chain-incomplete' | 'expired' | 'not-yet-valid'

/** What a handshake showed. `socket` is present whenever the handshake itself ended, also under a bad certificate: never put a secret on it unless `trusted`. */
export interface TlsOutcome {
  readonly socket: TLSSocket | null
  /** Certificate and name verified for the host that was asked. */
  readonly trusted: boolean
  readonly result: 'ok' | 'not-tls' | 'handshake' | 'closed' | 'timeout'
  /** `TLSv1.3` ... as negotiated; `old` when the handshake failed because the server only knows versions that are refused today (RFC 8996). */
  readonly version?: string
  readonly cipher?: string
  readonly certificate: 'ok' | CertificateProblem | 'none'
  /** All that is wrong with the certificate, `certificate` first. Absent when nothing is. */
  readonly problems?: readonly CertificateProblem[]
  /** Leaf first, with `issuerCertificate`. */
  readonly chain?: PeerCertificate
  /** OpenSSL's own word: `ERR_SSL_WRONG_VERSION_NUMBER`. */
  readonly error?: string
  readonly ms: number
}

export interface HttpReply {
  readonly status: number
  /** Final URL after redirects that were allowed. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** At most `limit` bytes, decoded as UTF-8. */
  readonly body: string
  readonly ms: number
}

/** Never throws for what the network does. */
export type HttpOutcome =
  | { readonly ok: true; readonly reply: HttpReply }
  | {
      readonly ok: false
      readonly why: 'dns-failed' | 'unreachable' | 'certificate' | 'timeout' | 'redirect-refused' | 'too-large' | 'invalid'
      readonly detail: string
      readonly ms: number
    }

export interface Network extends Resolver {
  /** Both address families raced (RFC 8305); every attempt is reported. */
  connect(host: string, port: number, limits: { readonly timeoutMs: number; readonly signal?: AbortSignal }): Promise<TcpOutcome>
  /** A handshake on a connected socket; the name is checked against `host`, the one asked for, whatever `connectTo` says. */
  secure(
    socket: Socket,
    host: string,
    limits: { readonly timeoutMs: number; readonly signal?: AbortSignal; readonly sessions?: TlsSessions },
  ): Promise<TlsOutcome>
  /** GET, POST and their kin, https or http, redirects to https only (at most 3), body at most `limit` bytes (1 MiB by default). `redirects: 'show'` gives the redirect itself as the reply. */
  fetch(
    url: string,
    request: {
      readonly timeoutMs: number
      readonly signal?: AbortSignal
      readonly method?: 'GET' | 'POST' | 'HEAD' | 'PUT' | 'DELETE'
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string | Uint8Array
      readonly limit?: number
      readonly redirects?: number | 'show'
    },
  ): Promise<HttpOutcome>
  /** The date of the judgement, `YYYY-MM-DD`. */
  today(): string
  readonly options: NetworkOptions
}
