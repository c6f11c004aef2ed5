// One door on this computer: a listening socket whose visitors are counted, bounded, and let go when the bridge ends.

import { createServer as createPlain, type Socket } from 'node:net'
import { createServer as createTls, type SecureContextOptions } from 'node:tls'
import { SesameError } from '../model/errors.ts'
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
  tls: SecureContextOptions | undefined,
  visit: (socket: Socket, secure: boolean) => void,
): Promise<Listening> {
  const sockets = new Set<Socket>()
  // Half-open: a client that has said its last word still gets its answers. No delay, and no byte is read before somebody reads.
  const options = { allowHalfOpen: true, noDelay: true }
  const implicit = listener.security === 'tls'
  const welcome = (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    if (sockets.size > MOST) socket.destroy()
    else visit(socket, implicit)
  }
  const server = implicit ? createTls({ ...options, ...tls }, welcome) : createPlain(options, welcome)
  if (implicit) server.on('tlsClientError', (_error, socket: Socket) => socket.destroy())
  const { address, port } = listener
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
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
          const closed = new Promise<void>((done) => void server.close(() => done()))
          for (const socket of sockets) socket.destroy()
          await closed
        },
      })
    })
  })
}
