// A line between client and server that is slow, narrow, or breaks at any byte: TCP only, so that TLS is cut in the middle of its records.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Fault {
  /** One way, in milliseconds: 20 for a round trip of 40. Order and bandwidth stay. */
  readonly delay?: number
  /** Each way. */
  readonly bytesPerSecond?: number
  readonly cut?: Cut
}

export interface Cut {
  /** `up`: from the client to the server. */
  readonly side: 'up' | 'down'
  /** So many bytes of this connection and side are handed on, then it happens. */
  readonly after: number
  /** `stall`: nothing comes any more, and nobody is told. */
  readonly how: 'rst' | 'fin' | 'stall'
}

export interface FaultProxy {
  readonly port: number
  /** Asked for each connection, counted from 0 since the proxy began; undefined: a good line. May be changed between runs. */
  script: (connection: number) => Fault | undefined
  /** Hears of each piece that was handed on. */
  watch: (() => void) | undefined
  onCut: (() => void) | undefined
  /** Connections so far, cuts so far, bytes handed on so far, and of each connection. */
  readonly seen: Handed & { connections: number; cuts: number; readonly lines: Handed[] }
  /** Breaks all that is open. */
  cutAll(how?: 'rst' | 'fin'): void
  close(): Promise<void>
}

export interface Handed {
  up: number
  down: number
}

/** More than this waiting for a slow reader holds the other side back. */
const HELD = 4_000_000

export async function startFaultProxy(port: number, script: FaultProxy['script'] = () => undefined): Promise<FaultProxy> {
  const open = new Set<Pair>()
  const seen: FaultProxy['seen'] = { connections: 0, cuts: 0, up: 0, down: 0, lines: [] }
  const server = createServer({ noDelay: true }, (client) => {
    const fault = proxy.script(seen.connections++) ?? {}
    const pair: Pair = { client, upstream: connect({ host: '127.0.0.1', port, noDelay: true }) }
    open.add(pair)
    const ended = () => {
      if (pair.client.destroyed && pair.upstream.destroyed) open.delete(pair)
    }
    const line = { up: 0, down: 0 }
    seen.lines.push(line)
    const handed = (side: Cut['side'], bytes: number) => {
      line[side] += bytes
      seen[side] += bytes
      proxy.watch?.()
    }
    const onCut = () => {
      seen.cuts++
      proxy.onCut?.()
    }
    relay(pair, 'up', fault, handed, onCut)
    relay(pair, 'down', fault, handed, onCut)
    client.on('close', ended)
    pair.upstream.on('close', ended)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy: FaultProxy = {
    port: (server.address() as AddressInfo).port,
    script,
    watch: undefined,
    onCut: undefined,
    seen,
    cutAll(how = 'rst') {
      for (const pair of open) breakBoth(pair, how)
    },
    close() {
      for (const { client, upstream } of open) {
        client.destroy()
        upstream.destroy()
      }
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return proxy
}

interface Pair {
  readonly client: Socket
  readonly upstream: Socket
}

function breakBoth({ client, upstream }: Pair, how: 'rst' | 'fin'): void {
  for (const socket of [client, upstream]) {
    // Node 20 loses the handle of a socket that is reset after its end was sent: the process would never end.
    if (how === 'rst' && !socket.writableEnded) socket.resetAndDestroy()
    else socket.destroySoon()
  }
}

function relay(
  pair: Pair,
  side: Cut['side'],
  { delay = 0, bytesPerSecond, cut }: Fault,
  told: (side: Cut['side'], bytes: number) => void,
  onCut: () => void,
): void {
  const [from, to] = side === 'up' ? [pair.client, pair.upstream] : [pair.upstream, pair.client]
  /** When each chunk is due; null at the end of the stream. */
  const queue: { readonly at: number; readonly chunk: Buffer | null }[] = []
  let handed = 0
  let freeAt = 0
  let over = false
  let timer: NodeJS.Timeout | undefined
  const left = () => (cut?.side === side ? cut.after - handed : Number.POSITIVE_INFINITY)

  const give = (chunk: Buffer | null) => {
    if (over) return
    if (chunk === null) {
      to.end()
      return
    }
    const part = chunk.length > left() ? chunk.subarray(0, left()) : chunk
    handed += part.length
    if (part.length > 0 && !to.destroyed) to.write(part)
    told(side, part.length)
    if (left() === 0) happen()
    else if (to.writableLength > HELD && !from.isPaused()) {
      from.pause()
      to.once('drain', () => from.resume())
    }
  }

  const happen = () => {
    over = true
    onCut()
    const how = cut!.how
    if (how === 'stall') {
      from.pause()
      // The other side goes on in vain, as behind a router that forgot the connection.
      pair.client.unpipe()
      return
    }
    // What was handed on leaves first: the cut is at this byte, not before it.
    to.write('', () => breakBoth(pair, how))
  }

  const later = () => {
    timer = undefined
    const now = performance.now()
    while (queue.length > 0 && queue[0]!.at <= now) give(queue.shift()!.chunk)
    if (queue.length > 0) timer = setTimeout(later, Math.max(0, queue[0]!.at - performance.now()))
  }

  const take = (chunk: Buffer | null) => {
    if (delay === 0 && !bytesPerSecond) return give(chunk)
    const now = performance.now()
    if (bytesPerSecond) freeAt = Math.max(freeAt, now) + ((chunk?.length ?? 0) / bytesPerSecond) * 1000
    queue.push({ at: Math.max(now, freeAt) + delay, chunk })
    // A narrow line does not take more than it can carry in a moment.
    if (freeAt - now > 200 && !from.isPaused()) {
      from.pause()
      setTimeout(() => from.resume(), freeAt - now - 100)
    }
    timer ??= setTimeout(later, Math.max(0, queue[0]!.at - now))
  }

  if (left() === 0) from.once('data', happen)
  from.on('data', take)
  from.on('end', () => take(null))
  from.on('error', () => {
    over = true
    to.destroy()
  })
  from.on('close', () => {
    if (from.errored || over) {
      clearTimeout(timer)
      if (cut?.how !== 'stall') to.destroy()
    }
  })
}
