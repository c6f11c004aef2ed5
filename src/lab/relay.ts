// A longer wire: passes bytes on to a server of the lab, those of the client and the connection itself later by one round trip.

import { connect, createServer, type Server, type Socket } from 'node:net'

/** Must be closed by its owner; `sockets` are all that it holds open. */
export function makeRelay(port: number, delayMs: number, sockets: Set<Socket>): Server {
  return createServer({ pauseOnConnect: true }, (client) => {
    const keep = (socket: Socket) => {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
    keep(client)
    // The connection itself costs a round trip before the server can say a word.
    later(() => {
      if (client.destroyed) return
      const server = connect(port, '127.0.0.1')
      keep(server)
      server.pipe(client)
      client.on('data', (chunk) => later(() => server.writable && server.write(chunk)))
      client.on('end', () => later(() => server.end()))
      client.on('close', () => server.destroy())
      server.on('close', () => client.end())
      client.resume()
    })
  })

  function later(task: () => void): void {
    setTimeout(task, delayMs).unref()
  }
}
