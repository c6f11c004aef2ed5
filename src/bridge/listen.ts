// One door on this computer: a listening socket whose visitors are counted, bounded, and let go when the bridge ends.

import { createServer as createPlain, type Socket } from 'node:net'
import { createServer as createTls, Server as TlsServer } from 'node:tls'
import { SesameError } from '../model/errors.ts'
import type { ServerTls } from './authority/server-tls.ts'
import type { Listener } from './shapes.ts'

export interface Listening {
  readonly listener: Listener
  readonly port: number
  /** No new visitors; those who are in stay. */
  stop(): void
  /** How many are in. */
  readonly visitors: number
  /** Sends everybody away. */
  close(): Promise<void>
}

/** RFC 6335 knows no such number: as many as a system lets wait. */
const BACKLOG = 511
const MOST = 2_000

/** `tls` is used for implicit TLS only; STARTTLS is the visit's. Throws `port-taken` or `listen-failed`. */
export function listen(
  listener: Listener,
  { tls, handshakeMs }: { readonly tls: ServerTls | undefined; readonly handshakeMs: number },
  visit: (socket: Socket, secure: boolean) => void,
): Promise<Listening> {
  const sockets = new Set<Socket>()
  // Half-open: a client that has said its last word still gets its answers. No delay, and no byte is read before somebody reads.
  const options = { allowHalfOpen: true, noDelay: true }
  const implicit = listener.security === 'tls'
  const welcome = (socket: Socket) => {
    socket.on('error', () => {})
    visit(socket, implicit)
  }
  const server = implicit
    ? createTls({ ...options, ...tls?.options(listener.oldTls), handshakeTimeout: handshakeMs }, welcome)
    : createPlain(options, welcome)
  server.maxConnections = MOST
  // Known from the first byte on, so that who never finishes a handshake is sent away too.
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('tlsClientError', (_error, socket: Socket) => socket.destroy())
  const unwatch = tls?.onChange(() => server instanceof TlsServer && server.setSecureContext(tls.options(listener.oldTls)))
  const { address, port } = listener
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      unwatch?.()
      const taken = error.code === 'EADDRINUSE'
      reject(new SesameError(taken ? 'port-taken' : 'listen-failed', { host: address, port, why: error.code ?? '' }, error))
    })
    server.listen({ host: address, port, backlog: BACKLOG }, () => {
      const at = server.address()
      resolve({
        listener,
        port: typeof at === 'object' && at !== null ? at.port : port,
        stop: () => void server.close(),
        get visitors() {
          return sockets.size
        },
        async close() {
          unwatch?.()
          const closed = new Promise<void>((done) => void server.close(() => done()))
          for (const socket of sockets) socket.destroy()
          await closed
        },
      })
    })
  })
}
