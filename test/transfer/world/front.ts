// A server in front of a Dovecot that can do less, or does worse, than it: without UIDPLUS's answers, LITERAL+ and MULTIAPPEND, and with every habit that a test gives it.

import { readFileSync } from 'node:fs'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import type { MailServer } from './server.ts'

export interface Habits {
  /** APPENDUID and COPYUID are left out of answers. */
  readonly uidplus?: boolean
  /** `{n+}` is taken; otherwise it is answered with BAD and a goodbye, as by a server that never heard of it. */
  readonly literalPlus?: boolean
  readonly multiappend?: boolean
  /** A command's line, without its end: what is handed on instead; a string with `answer` is told to the client at once, and the server never hears of it. */
  readonly command?: (line: string) => string | { readonly answer: string } | undefined
  /** A line of the server (not what is in literals): what the client hears instead. */
  readonly answer?: (line: string) => string
}

export interface Front {
  /** TLS, with the server's own certificate. */
  readonly port: number
  /** All command lines, without what is secret in LOGIN and AUTHENTICATE. */
  readonly commands: string[]
  close(): Promise<void>
}

const LITERAL = /\{(\d+)(\+?)\}$/

export async function startFront({ dovecot, imap }: MailServer, habits: Habits = {}): Promise<Front> {
  const commands: string[] = []
  const open = new Set<Socket>()
  const server = createServer({ cert: readFileSync(dovecot.certFile), key: readFileSync(dovecot.keyFile), noDelay: true }, (client) => {
    const upstream = connect({ host: '127.0.0.1', port: imap, noDelay: true })
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('close', () => {
        open.delete(socket)
        client.destroy()
        upstream.destroy()
      })
      socket.on('error', () => {})
    }
    readLines(upstream, client, (line) => {
      const heard = habits.uidplus ? line : line.replace(/\[(APPENDUID|COPYUID) [^\]]*\] /, '')
      client.write(latin(`${habits.answer ? habits.answer(heard) : heard}\r\n`))
      return literalOf(line)
    })
    up(client, upstream)
  })

  function up(client: TLSSocket, upstream: Socket): void {
    /** Of the command whose literals are still coming. */
    let inCommand = ''
    let literals = 0
    readLines(client, upstream, (line) => {
      const first = inCommand === ''
      const tag = first ? (line.split(' ')[0] ?? '*') : inCommand
      const literal = LITERAL.exec(line)
      if (first) commands.push(line.replace(/(LOGIN|AUTHENTICATE \S+) .*/i, '$1 ...'))
      literals = first ? 0 : literals
      const isAppend = (first && /^\S+ APPEND /i.test(line)) || literals > 0
      if (literal?.[2] && !habits.literalPlus) {
        client.end(latin(`${tag} BAD Unknown literal\r\n* BYE Too many invalid commands\r\n`))
        return undefined
      }
      if (literal && isAppend && !habits.multiappend && literals >= 1) {
        client.end(latin(`${tag} BAD One message for each APPEND\r\n* BYE Too many invalid commands\r\n`))
        return undefined
      }
      const said = first ? habits.command?.(line) : undefined
      if (typeof said === 'object') {
        client.write(latin(`${said.answer.replaceAll('TAG', tag)}\r\n`))
        return 0
      }
      // A folder's name may be a literal before the message is one.
      if (literal && /^\S+ APPEND \{/i.test(line)) literals = 0
      else if (literal) literals++
      inCommand = literal ? tag : ''
      upstream.write(latin(`${said ?? line}\r\n`))
      return literalOf(line)
    })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    commands,
    close() {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

const latin = (text: string) => Buffer.from(text, 'latin1')
const literalOf = (line: string) => Number(LITERAL.exec(line)?.[1] ?? 0)

/** Each line goes to `onLine`, which tells how many bytes behind it are a literal and go to `to` as they are; undefined ends the reading. */
function readLines(from: Socket, to: Socket, onLine: (line: string) => number | undefined): void {
  let rest: Buffer = Buffer.alloc(0)
  let literal = 0
  from.on('data', (chunk: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    for (;;) {
      if (literal > 0) {
        const part = rest.subarray(0, literal)
        if (part.length === 0) return
        literal -= part.length
        rest = rest.subarray(part.length)
        if (!to.write(part) && !from.isPaused()) {
          from.pause()
          to.once('drain', () => from.resume())
        }
        continue
      }
      const end = rest.indexOf('\r\n')
      if (end < 0) return
      const line = rest.toString('latin1', 0, end)
      rest = rest.subarray(end + 2)
      const behind = onLine(line)
      if (behind === undefined) {
        from.removeAllListeners('data')
        from.resume()
        return
      }
      literal = behind
    }
  })
}
