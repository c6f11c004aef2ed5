// A TCP relay that keeps every byte of both directions, to look for what must never cross the wire in clear.

import { connect, createServer, type Socket } from 'node:net'

export interface Recorder {
  readonly port: number
  bytes(): Buffer
  stop(): Promise<void>
}

export async function record(target: number): Promise<Recorder> {
  const seen: Buffer[] = []
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.on('data', (chunk: Buffer) => {
        seen.push(chunk)
        to.write(chunk)
      })
      from.on('end', () => to.end())
      from.on('error', () => to.destroy())
      from.on('close', () => open.delete(from))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    bytes: () => Buffer.concat(seen),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
