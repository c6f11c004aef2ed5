// The client of bench/bridge.ts: the same few lines of IMAP, POP3 and SMTP over any way, so that only the way differs.

import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** How a client gets to the mailbox, and what it says there to be let in. */
export interface Way {
  readonly name: string
  readonly ports: { readonly imap: number; readonly pop3: number; readonly smtp: number }
  /** The client speaks TLS itself, under this name and authority. */
  readonly tls?: { readonly host: string; readonly ca: string }
  /** It signs in with a token; otherwise with a password. */
  readonly oauth: boolean
  readonly user: string
  readonly secret: string
}

const HUNG_MS = 20_000
/** Longer than any last line of an answer. */
const TAIL = 2_000

export class Talk {
  readonly socket: Socket
  #size = 0
  /** The end of what was heard: an answer's last line is looked for in it. */
  #tail = ''
  #wake = () => {}
  #closed = false

  constructor(socket: Socket) {
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('error', () => {})
    this.listen(socket)
  }

  listen(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => {
      this.#size += chunk.length
      this.#tail = (this.#tail + chunk.toString('latin1', Math.max(0, chunk.length - TAIL))).slice(-TAIL)
      this.#wake()
    })
    socket.on('close', () => {
      this.#closed = true
      this.#wake()
    })
  }

  /** Says it, and waits for the line that ends the answer; gives the number of bytes back. */
  async ask(text: string, until: RegExp): Promise<number> {
    this.#size = 0
    this.#tail = ''
    if (text !== '') this.socket.write(text)
    while (!until.test(this.#tail)) {
      if (this.#closed) throw new Error(`closed, after ${this.#tail}`)
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`hung at ${text.slice(0, 40)}, after ${this.#tail}`)), HUNG_MS)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    return this.#size
  }

  get tail(): string {
    return this.#tail
  }
}

export async function open(port: number, tls?: Way['tls']): Promise<Talk> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return new Talk(tls ? await secured(socket, tls) : socket)
}

async function secured(socket: Socket, { host, ca }: NonNullable<Way['tls']>): Promise<Socket> {
  const over = connectTls({ socket, servername: host, ca })
  await new Promise<void>((resolve, reject) => over.once('secureConnect', resolve).once('error', reject))
  return over
}

const xoauth2 = ({ user, secret }: Way) => Buffer.from(`user=${user}\x01auth=Bearer ${secret}\x01\x01`).toString('base64')
const TAGGED = /(^|\n)t (OK|NO|BAD)[^\n]*\n$/
const LINE = /\r\n$/
const REPLY = /(^|\n)\d{3} [^\n]*\n$/

function must(talk: Talk, pattern: RegExp): void {
  if (!pattern.test(talk.tail)) throw new Error(`refused: ${talk.tail}`)
}

export async function imapSignedIn(way: Way): Promise<Talk> {
  const talk = await open(way.ports.imap, way.tls)
  await talk.ask('', LINE)
  await talk.ask(way.oauth ? `t AUTHENTICATE XOAUTH2 ${xoauth2(way)}\r\n` : `t LOGIN ${way.user} ${way.secret}\r\n`, TAGGED)
  must(talk, /t OK/)
  return talk
}

export async function imapAsk(talk: Talk, command: string): Promise<number> {
  const bytes = await talk.ask(`t ${command}\r\n`, TAGGED)
  must(talk, /t OK/)
  return bytes
}

/** Connect, sign in, NOOP; the goodbye is not waited for. */
export async function imapSession(way: Way): Promise<void> {
  const talk = await imapSignedIn(way)
  await imapAsk(talk, 'NOOP')
  talk.socket.end('t LOGOUT\r\n')
  talk.socket.resume()
}

export async function popSession(way: Way): Promise<void> {
  const talk = await open(way.ports.pop3, way.tls)
  await talk.ask('', LINE)
  if (way.oauth) {
    await talk.ask('AUTH XOAUTH2\r\n', LINE)
    await talk.ask(`${xoauth2(way)}\r\n`, LINE)
  } else {
    await talk.ask(`USER ${way.user}\r\n`, LINE)
    await talk.ask(`PASS ${way.secret}\r\n`, LINE)
  }
  must(talk, /\+OK/)
  await talk.ask('STAT\r\n', LINE)
  must(talk, /\+OK/)
  talk.socket.end('QUIT\r\n')
  talk.socket.resume()
}

/** Connect, sign in, one message of ten kilobytes. `starttls`: the client asks for TLS itself. */
export async function smtpMessage(way: Way, starttls: boolean): Promise<void> {
  let talk = await open(way.ports.smtp)
  await talk.ask('', REPLY)
  await talk.ask('EHLO client.example\r\n', REPLY)
  if (starttls && way.tls) {
    await talk.ask('STARTTLS\r\n', REPLY)
    talk.socket.removeAllListeners('data')
    talk = new Talk(await secured(talk.socket, way.tls))
    await talk.ask('EHLO client.example\r\n', REPLY)
  }
  const plain = Buffer.from(`\0${way.user}\0${way.secret}`).toString('base64')
  await talk.ask(way.oauth ? `AUTH XOAUTH2 ${xoauth2(way)}\r\n` : `AUTH PLAIN ${plain}\r\n`, REPLY)
  must(talk, /235/)
  await talk.ask(`MAIL FROM:<${way.user}>\r\n`, REPLY)
  await talk.ask(`RCPT TO:<${way.user}>\r\n`, REPLY)
  await talk.ask('DATA\r\n', REPLY)
  await talk.ask(`Subject: bench\r\n\r\n${`${'x'.repeat(76)}\r\n`.repeat(130)}.\r\n`, REPLY)
  must(talk, /250/)
  talk.socket.end('QUIT\r\n')
  talk.socket.resume()
}
