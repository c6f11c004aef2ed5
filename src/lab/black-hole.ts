// A port on loopback where packets vanish: connecting neither succeeds nor fails, it lasts.

import { connect, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'

export interface BlackHole {
  readonly port: number
  stop(): Promise<void>
}

/** Connected, or after a short while: systems differ in how long a queue of one is. */
function settled(socket: Socket): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, 200)
    socket.once('connect', () => {
      clearTimeout(timer)
      done()
    })
  })
}

/** The queue of a listener with backlog 1 holds two; the third already waits for ever. */
const FILLERS = 3

export async function startBlackHole(): Promise<BlackHole> {
  const shared = new SharedArrayBuffer(4)
  const worker = new Worker(new URL('./black-hole-worker.js', import.meta.url), { workerData: shared, execArgv: [] })
  const port = await new Promise<number>((done, fail) => {
    worker.once('message', done)
    worker.once('error', fail)
  })
  worker.unref()
  const fillers: Socket[] = []
  const connected: Promise<void>[] = []
  for (let i = 0; i < FILLERS; i++) {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.unref()
    fillers.push(socket)
    if (i < 2) connected.push(settled(socket))
  }
  await Promise.all(connected)
  return {
    port,
    async stop() {
      for (const socket of fillers) socket.destroy()
      Atomics.notify(new Int32Array(shared), 0)
      await worker.terminate()
    },
  }
}
