// A socket on which both sides speak raw DEFLATE (RFC 4978 §3, RFC 1951), as a duplex of plain bytes; each write goes out whole at once.

import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { constants, createDeflateRaw, createInflateRaw } from 'node:zlib'

/** `first`: compressed bytes that have come already. */
export function deflated(socket: Socket, first: Buffer): Duplex {
  const inflate = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH })
  const deflate = createDeflateRaw({ flush: constants.Z_SYNC_FLUSH, level: 3 })
  let drained: (() => void) | undefined
  const plain = new Duplex({
    readableHighWaterMark: 262_144,
    read() {
      inflate.resume()
    },
    write(chunk: Buffer, _encoding, done) {
      deflate.write(chunk, (error) => {
        if (error || !socket.writableNeedDrain) done(error)
        else drained = done
      })
    },
    final(done) {
      socket.end(done)
    },
    destroy(error, done) {
      socket.destroy()
      inflate.destroy()
      deflate.destroy()
      drained?.()
      done(error)
    },
  })
  const closed = () => {
    if (!plain.destroyed) plain.push(null)
    drained?.()
  }
  // What is no DEFLATE at all ends as a closed connection.
  const broken = () => plain.destroy()
  inflate.on('data', (chunk: Buffer) => {
    if (!plain.push(chunk)) inflate.pause()
  })
  deflate.on('data', (chunk: Buffer) => void socket.write(chunk))
  inflate.on('error', broken)
  deflate.on('error', broken)
  inflate.on('drain', () => socket.resume())
  socket.on('data', (chunk: Buffer) => {
    if (!inflate.write(chunk)) socket.pause()
  })
  socket.on('drain', () => {
    const done = drained
    drained = undefined
    done?.()
  })
  socket.on('end', () => inflate.end())
  inflate.on('end', closed)
  socket.on('error', broken)
  // What came before is still to be read.
  socket.on('close', () => {
    inflate.end()
    const done = drained
    drained = undefined
    done?.()
  })
  if (first.length > 0) inflate.write(first)
  socket.resume()
  return plain
}
