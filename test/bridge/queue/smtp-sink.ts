// An SMTP server that takes messages and can be told to refuse, to wait and to hang up: what it took is the truth of the tests. It knows no code of the product.

import { createServer, type TLSSocket } from 'node:tls'
import { createAuthority } from '../../net/pki.ts'

export interface Taken {
  readonly from: string
  readonly to: readonly string[]
  /** As it was sent, dots taken away. */
  readonly text: string
  readonly at: number
}

export interface Sink {
  readonly port: number
  readonly caPem: string
  readonly host: string
  readonly taken: Taken[]
  /** How many connections were made, and how many are open at once at most. */
  readonly seen: { connections: number; most: number; commands: string[] }
  /** An answer instead of the usual one; `cut`: hangs up instead; undefined: the usual. */
  answer: (command: string, message: Taken | null) => string | 'cut' | undefined
  /** Before it answers the final dot. */
  dotDelay: number
  close(): Promise<void>
}

const HOST = 'smtp.sink.example'

export async function startSink(offers: readonly string[] = ['PIPELINING', 'SIZE 50000000', '8BITMIME', 'AUTH XOAUTH2']): Promise<Sink> {
  const authority = createAuthority()
  const { key, cert } = authority.issue({ names: [HOST] })
  let open = 0
  const sink = {
    host: HOST,
    caPem: authority.cert,
    taken: [] as Taken[],
    seen: { connections: 0, most: 0, commands: [] as string[] },
    answer: (() => undefined) as Sink['answer'],
    dotDelay: 0,
  }
  const sockets = new Set<TLSSocket>()
  const server = createServer({ key, cert, noDelay: true }, (socket) => {
    sockets.add(socket)
    sink.seen.connections += 1
    sink.seen.most = Math.max(sink.seen.most, ++open)
    socket.on('error', () => {})
    socket.once('close', () => {
      open -= 1
      sockets.delete(socket)
    })
    talk(socket)
  })
  function talk(socket: TLSSocket): void {
    let held = Buffer.alloc(0)
    let from = ''
    let to: string[] = []
    let data: string[] | null = null
    const say = (line: string) => {
      if (line === 'cut') socket.destroy()
      else socket.write(`${line}\r\n`)
    }
    say('220 sink ready')
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk])
      for (let at = held.indexOf('\r\n'); at >= 0; at = held.indexOf('\r\n')) {
        const line = held.toString('utf8', 0, at)
        held = held.subarray(at + 2)
        if (data === null) command(line)
        else if (line !== '.') data.push(line.startsWith('.') ? line.slice(1) : line)
        else {
          const message: Taken = { from, to, text: data.join('\r\n'), at: Date.now() }
          data = null
          from = ''
          to = []
          const end = () => {
            const said = sink.answer('.', message)
            // Taken, whatever becomes of the answer, unless it is a refusal.
            if (said === undefined || said === 'cut' || said.startsWith('2')) sink.taken.push(message)
            say(said ?? '250 2.0.0 Ok: queued as SINK')
          }
          if (sink.dotDelay > 0) setTimeout(end, sink.dotDelay)
          else end()
        }
      }
    })
    function command(line: string): unknown {
      sink.seen.commands.push(line.startsWith('AUTH') ? 'AUTH' : line)
      const verb = line.slice(0, 4).toUpperCase()
      const said = sink.answer(line, null)
      if (said !== undefined) {
        if (verb === 'RCPT' && said.startsWith('2')) to.push(line.slice(9, -1))
        return say(said)
      }
      if (verb === 'EHLO') return say([...['sink', ...offers].map((one, i) => `250${i === offers.length ? ' ' : '-'}${one}`)].join('\r\n'))
      if (verb === 'AUTH') return say(line.endsWith('XOAUTH2') ? '334 ' : '235 2.7.0 Ok')
      if (verb === 'MAIL') {
        if (from !== '') return say('503 5.5.1 nested MAIL')
        from = /^MAIL FROM:<([^>]*)>/.exec(line)?.[1] || '<>'
        return say('250 2.1.0 Ok')
      }
      if (verb === 'RCPT') {
        to.push(/^RCPT TO:<([^>]*)>/.exec(line)?.[1] ?? '?')
        return say('250 2.1.5 Ok')
      }
      if (verb === 'DATA') {
        if (to.length === 0) return say('554 5.5.1 no valid recipients')
        data = []
        return say('354 go on')
      }
      if (verb === 'RSET') {
        from = ''
        to = []
        return say('250 2.0.0 Ok')
      }
      if (verb === 'QUIT') {
        say('221 2.0.0 Bye')
        return socket.end()
      }
      // The second line of AUTH XOAUTH2.
      return say(/^[A-Za-z0-9+/=]{20,}$/.test(line) ? '235 2.7.0 Ok' : '502 5.5.1 unknown')
    }
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return Object.assign(sink, {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((done) => server.close(() => done()))
    },
  })
}
