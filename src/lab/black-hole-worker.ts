// A thread that listens and then sleeps for good: once its short queue is full, the kernel drops every new connection, as a firewall does.

import { createServer } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

const server = createServer()
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort?.postMessage((server.address() as { port: number }).port)
  Atomics.wait(new Int32Array(workerData as SharedArrayBuffer), 0, 0)
})
