// One listening mail server: takes a connection, sets up TLS as the port promises (or breaks the promise), and hands over to the protocol's engine.

import { createServer, type Server, type Socket } from 'node:net'
import { misbehave } from './faults.ts'
import { serveImap } from './imap-server.ts'
import { Peer } from './peer.ts'
import { servePop3 } from './pop3-server.ts'
import { sawClear } from './seen.ts'
import { lines, type Service } from './service.ts'
import { serveSmtp } from './smtp-server.ts'

const ENGINES = { imap: serveImap, pop3: servePop3, smtp: serveSmtp } as const

/** Every connection is kept in `sockets` while it lasts, so that its owner can end it. */
export function makeMailServer(service: Service, sockets: Set<Socket>): Server {
  const { seen, server } = service
  // Nothing is read before it is known whether the first bytes belong to TLS.
  return createServer({ allowHalfOpen: server.fault === 'half-closed', pauseOnConnect: true }, (socket) => {
    seen.connections++
    sockets.add(socket)
    const peer = new Peer(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      sawClear(seen, peer.clear)
    })
    play(peer, service).catch(() => peer.destroy())
  })
}

async function play(peer: Peer, service: Service): Promise<void> {
  const { security, fault, protocol } = service.server
  const tls = fault === 'wrong-mode' ? security !== 'tls' : security === 'tls'
  if (fault === 'banned' || protocol === 'http') return peer.destroy()
  if (!tls) peer.open()
  else if (!(await peer.startTls(service.context()))) return
  if (await misbehave(peer, fault, { say: lines(service, { say: service.dialect.greeting }) })) return
  await ENGINES[protocol](peer, service)
}
