// A POP3 session (RFC 1939): greeting, CAPA (RFC 2449), STLS (RFC 2595), sign-in with USER or SASL (RFC 5034), and STAT.

import { SesameError } from '../model/errors.ts'
import type { Endpoint } from '../model/protocol.ts'
import type { Network } from '../net/network.ts'
import type { Connection } from './connection.ts'
import { decode } from './decode.ts'
import { unstuffDot } from './dot-stuffing.ts'
import { sayGoodbye } from './goodbye.ts'
import { type Opened, openSession, type WireOptions } from './open.ts'
import { knownMechanisms, startSasl } from './sasl.ts'
import { saslDialogue } from './sasl-dialogue.ts'
import type { Credentials, SaslMechanism, Session, StartTlsOutcome, WireReply } from './session.ts'

const CRLF = Buffer.from('\r\n')

/** A multi-line answer; `body` is what came between the status and the final dot, dots unstuffed. */
export interface Pop3Body extends WireReply {
  readonly body: readonly Buffer[]
}

/** Never throws for what the network or the server does. */
export function openPop3(network: Network, endpoint: Endpoint, options: WireOptions = {}): Promise<Opened<Pop3Session>> {
  return openSession(network, endpoint, options, startPop3)
}

/** Reads the greeting. Throws SesameError when none comes. */
export async function startPop3(connection: Connection): Promise<Pop3Session> {
  connection.beginReply()
  const line = await connection.readLine()
  return new Pop3Session(connection, statusOf(line, connection) ?? unknownReply(line, connection))
}

export class Pop3Session implements Session {
  readonly protocol = 'pop3'
  readonly connection: Connection
  readonly greeting: WireReply
  #capabilities = new Set<string>()
  #asked: WireReply | undefined

  constructor(connection: Connection, greeting: WireReply) {
    this.connection = connection
    this.greeting = greeting
  }

  get host(): string {
    return this.connection.ends.host
  }

  get secure(): boolean {
    return this.connection.secure
  }

  get capabilities(): ReadonlySet<string> {
    return this.#capabilities
  }

  // RFC 2449 §5: a server that knows no CAPA says -ERR, and then nothing is known.
  async askCapabilities(): Promise<WireReply> {
    const reply = await this.runLong('CAPA')
    this.#asked = reply
    this.#capabilities = new Set(reply.body.map((line) => decode(line).trim().toUpperCase()))
    return reply
  }

  async startTls(): Promise<StartTlsOutcome> {
    if (this.connection.tls) return { reply: this.greeting, result: 'refused' }
    if (!this.#asked) await this.askCapabilities()
    const offered = this.#capabilities.has('STLS')
    const reply = await this.run('STLS')
    if (!reply.ok) return { reply, result: offered ? 'refused' : 'not-offered' }
    const outcome = await this.connection.upgrade(reply)
    // RFC 2595 §4: what was known before is thrown away.
    this.#capabilities = new Set()
    this.#asked = undefined
    return outcome
  }

  mechanisms(): SaslMechanism[] {
    const names = [...this.#capabilities].flatMap((c) => (c.startsWith('SASL ') ? c.slice(5).split(/\s+/) : []))
    // Without CAPA, USER is all there is (RFC 1939 §7 makes it optional, every server has it).
    const user = this.#capabilities.has('USER') || this.#asked?.ok === false
    return [...knownMechanisms(names), ...(user ? (['USER'] as const) : [])]
  }

  async signIn(credentials: Credentials): Promise<WireReply> {
    this.connection.mustBeSecure()
    const { ends } = this.connection
    if (credentials.mechanism === 'USER') return this.#userAndPass(credentials)
    const exchange = startSasl(credentials, ends, (text) => ends.transcript.hide(text))
    // RFC 5034 §4 allows the initial response on the AUTH line; Microsoft refuses it, and every server takes two lines.
    return saslDialogue(
      exchange,
      {
        begin: () => this.run(`AUTH ${exchange.name}`),
        answer: (line) => this.run(line),
        challenge: (reply) => (reply.status === '+' ? reply.text : undefined),
      },
      false,
    )
  }

  enter(): Promise<WireReply> {
    return this.run('STAT')
  }

  quit(): Promise<void> {
    return sayGoodbye(this.connection, () => this.run('QUIT'))
  }

  close(): void {
    this.connection.close()
  }

  /** Sends lines in one writing; their answers are the caller's to read. */
  async send(lines: readonly string[]): Promise<void> {
    if (lines.some((line) => /[\r\n\0]/.test(line))) throw new SesameError('option-invalid', { option: '--user', value: 'a line break' })
    this.connection.beginReply()
    for (const line of lines) this.connection.ends.transcript.add('C', line)
    await this.connection.writeRaw(Buffer.from(lines.map((line) => `${line}\r\n`).join('')))
  }

  /** Sends one line and reads one status line. */
  async run(line: string): Promise<WireReply> {
    this.connection.beginReply()
    await this.connection.writeLine(line)
    return this.heard()
  }

  /** One status line: the answer to the next command that was sent. */
  async heard(): Promise<WireReply> {
    this.connection.beginReply()
    const answer = await this.connection.readLine()
    const reply = statusOf(answer, this.connection)
    if (reply === null) throw this.connection.broken()
    return reply
  }

  /** Sends one line and reads a status and, when it is +OK, a list of lines up to the dot. */
  async runLong(line: string): Promise<Pop3Body> {
    const reply = await this.run(line)
    if (!reply.ok) return { ...reply, body: [] }
    const { connection } = this
    const body: Buffer[] = []
    for (;;) {
      const raw = await connection.readLineBytes()
      connection.ends.transcript.add('S', decode(raw))
      if (isEnd(raw)) break
      body.push(unstuffDot(raw))
    }
    const lines = [...reply.lines, ...body.map((content) => connection.ends.transcript.strike(decode(content)))]
    return { ...reply, lines, body }
  }

  /** The same for a message: as long as a literal may be, and noted by its size only. */
  async runMessage(line: string): Promise<{ readonly reply: WireReply; readonly message: Buffer }> {
    const reply = await this.run(line)
    if (!reply.ok) return { reply, message: Buffer.alloc(0) }
    const { connection } = this
    let parts: Buffer[] = []
    let size = 0
    for (;;) {
      connection.beginReply()
      const raw = await connection.readLineBytes()
      if (isEnd(raw)) break
      const content = unstuffDot(raw)
      size += content.length + 2
      if (size > connection.ends.limits.literalBytes) throw connection.broken('limit-exceeded')
      parts.push(content, CRLF)
      // A message of nothing but short lines would cost far more than its bytes.
      if (parts.length > 4096) parts = [Buffer.concat(parts)]
    }
    connection.ends.transcript.add('S', `{${size} bytes}`)
    return { reply, message: Buffer.concat(parts, size) }
  }

  // RFC 1939 §7
  async #userAndPass({ user, secret }: Credentials): Promise<WireReply> {
    const { transcript } = this.connection.ends
    transcript.hide(secret.reveal())
    const named = await this.run(`USER ${user}`)
    if (!named.ok) return named
    const reply = await this.run(`PASS ${secret.reveal()}`)
    return { ...reply, lines: [...named.lines, ...reply.lines] }
  }
}

// RFC 1939 §3, RFC 2449 §8 for the code in brackets, RFC 5034 §4 for the `+` of a challenge.
export function statusOf(line: string, connection: Connection): WireReply | null {
  const match = /^(\+OK|-ERR)(?:[ \t]+|$)(?:\[([A-Z0-9/._-]+)\][ \t]*)?(.*)$/is.exec(line)
  const struck = connection.ends.transcript.strike(line)
  if (match !== null) {
    const status = match[1]!.toUpperCase()
    const text = connection.ends.transcript.strike(match[3]!)
    return { ok: status === '+OK', status, ...(match[2] && { code: match[2].toUpperCase() }), text, lines: [struck] }
  }
  if (/^\+( |$)/.test(line)) return { ok: true, status: '+', text: line.slice(1).trim(), lines: [struck] }
  return null
}

function isEnd(line: Buffer): boolean {
  return line.length === 1 && line[0] === 0x2e
}

function unknownReply(line: string, connection: Connection): WireReply {
  const struck = connection.ends.transcript.strike(line)
  return { ok: false, status: '', text: struck, lines: [struck] }
}
