// A TLS handshake whose every end is a value. The certificate is judged, never overlooked: whoever gets the socket is told whether it may be trusted.

import { isIP, type Socket } from 'node:net'
import { connect, type DetailedPeerCertificate, type SecureContext, type TLSSocket } from 'node:tls'
import { certificateProblems } from './certificate-check.ts'
import { plainHost } from './host.ts'
import type { TlsOutcome } from './network.ts'
import type { Limits } from './tcp.ts'
import type { TlsSessions } from './tls-sessions.ts'

export interface Trust {
  /** Undefined: Node's default. */
  readonly context?: SecureContext
  /** All that are trusted, as PEM: the reasons for a refusal are looked up in it. */
  readonly authorities: readonly string[]
}

// OpenSSL's words for "these bytes are no TLS record": a plain greeting, or HTTP.
const NOT_TLS = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL|BAD_RECORD_TYPE|RECORD_LAYER_FAILURE/
const OLD_VERSION =
  /UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|VERSION_TOO_LOW|NO_PROTOCOLS_AVAILABLE|DH_KEY_TOO_SMALL|INAPPROPRIATE_FALLBACK/

const ignore = () => {}

/** Never rejects. On failure the socket is closed. `sessions`: a session that was verified before may be taken up again. */
export function handshake(
  socket: Socket,
  host: string,
  trust: Trust,
  limits: Limits & { readonly sessions?: TlsSessions },
): Promise<TlsOutcome> {
  const start = performance.now()
  const name = plainHost(host)
  const since = () => Math.round(performance.now() - start)
  return new Promise((resolve) => {
    if (socket.destroyed || limits.signal?.aborted) {
      socket.destroy()
      resolve({ socket: null, trusted: false, result: 'closed', certificate: 'none', ms: 0 })
      return
    }
    let over = false
    const { sessions } = limits
    const server = `${name} ${socket.remoteAddress} ${socket.remotePort}`
    const kept = sessions?.take(server)
    const secured: TLSSocket = connect({
      socket,
      host: name,
      // RFC 6066 §3: no address literal in the server name.
      ...(isIP(name) === 0 && { servername: name }),
      ...(trust.context && { secureContext: trust.context }),
      ...(kept && { session: kept.session }),
      // Verified all the same: the verdict is read below, so that a refusal can say why.
      rejectUnauthorized: false,
    })
    const fail = (result: TlsOutcome['result'], error?: string) => {
      if (over) return
      over = true
      release()
      secured.destroy()
      socket.destroy()
      const version = error !== undefined && OLD_VERSION.test(error) ? 'old' : undefined
      resolve({
        socket: null,
        trusted: false,
        result,
        certificate: 'none',
        ...(version && { version }),
        ...(error && { error }),
        ms: since(),
      })
    }
    const aborted = () => fail('closed')
    const release = () => {
      clearTimeout(timer)
      limits.signal?.removeEventListener('abort', aborted)
    }
    const timer = setTimeout(() => fail('timeout'), limits.timeoutMs)
    limits.signal?.addEventListener('abort', aborted, { once: true })
    const failed = (error: NodeJS.ErrnoException) => {
      const code = error.code ?? error.message
      if (NOT_TLS.test(code)) fail('not-tls', code)
      else if (/^(ECONNRESET|EPIPE|ERR_STREAM)/.test(code)) fail('closed', code)
      else fail('handshake', code)
    }
    const closed = () => fail('closed')
    secured.on('error', failed)
    secured.once('close', closed)
    secured.once('secureConnect', () => {
      if (over) return
      over = true
      release()
      // Later failures are seen as a closed stream; a connection that lasts for hours holds nothing of its handshake.
      secured.on('error', ignore).off('error', failed).off('close', closed)
      // Taken up again, under the verdict of the handshake that began it: the server has shown that it holds the session's key.
      const again = kept !== undefined && secured.isSessionReused() && secured.authorizationError == null
      const chain = again ? kept.chain : secured.getPeerCertificate(true)
      const problems = again ? [] : certificateProblems(secured, name, trust.authorities, chain)
      if (sessions && problems.length === 0) keepSessions(secured, server, sessions, sessions.same(server, chain))
      resolve({
        socket: secured,
        trusted: problems.length === 0,
        result: 'ok',
        version: secured.getProtocol() ?? undefined,
        cipher: secured.getCipher()?.name,
        certificate: problems[0] ?? 'ok',
        ...(problems.length > 0 && { problems }),
        chain,
        ms: since(),
      })
    })
  })
}

/** On its own, so as to hold nothing else. */
function keepSessions(secured: TLSSocket, server: string, sessions: TlsSessions, chain: DetailedPeerCertificate): void {
  secured.on('session', (session: Buffer) => sessions.keep(server, { session, chain }))
}
