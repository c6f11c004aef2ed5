// An SMTP submission session (RFC 5321, RFC 6409): greeting, EHLO, STARTTLS (RFC 3207), AUTH (RFC 4954), and MAIL FROM as the proof.

import { isIP } from 'node:net'
import { SesameError } from '../model/errors.ts'
import type { Endpoint } from '../model/protocol.ts'
import type { Network } from '../net/network.ts'
import type { Connection } from './connection.ts'
import { sayGoodbye } from './goodbye.ts'
import { type Opened, openSession, type WireOptions } from './open.ts'
import { knownMechanisms, startSasl } from './sasl.ts'
import { saslDialogue } from './sasl-dialogue.ts'
import type { Credentials, SaslMechanism, Session, StartTlsOutcome, WireReply } from './session.ts'
import { readSmtpReply } from './smtp-reply.ts'

/** Never throws for what the network or the server does. */
export function openSmtp(network: Network, endpoint: Endpoint, options: WireOptions = {}): Promise<Opened<SmtpSession>> {
  return openSession(network, endpoint, options, (connection) => startSmtp(connection, options.hello))
}

/** Reads the greeting. Throws SesameError when none comes. */
export async function startSmtp(connection: Connection, hello?: string): Promise<SmtpSession> {
  connection.beginReply()
  const { reply, first } = await readSmtpReply(connection)
  const struck = connection.ends.transcript.strike(first)
  return new SmtpSession(connection, reply ?? { ok: false, status: '', text: struck, lines: [struck] }, hello)
}

export class SmtpSession implements Session {
  readonly protocol = 'smtp'
  readonly connection: Connection
  readonly greeting: WireReply
  readonly #hello: string | undefined
  #capabilities = new Set<string>()
  #asked = false
  #user: string | undefined

  constructor(connection: Connection, greeting: WireReply, hello?: string) {
    this.connection = connection
    this.greeting = greeting
    this.#hello = hello
  }

  get host(): string {
    return this.connection.ends.host
  }

  get secure(): boolean {
    return this.connection.secure
  }

  /** Each line of EHLO's answer but the first: `STARTTLS`, `SIZE 35882577`, `AUTH LOGIN PLAIN`. */
  get capabilities(): ReadonlySet<string> {
    return this.#capabilities
  }

  async askCapabilities(): Promise<WireReply> {
    this.#asked = true
    this.#capabilities = new Set()
    const literal = addressLiteral(this.connection.localAddress)
    let reply = await this.run(`EHLO ${this.#hello ?? literal}`)
    // A few servers insist on a domain (RFC 5321 §4.1.4 forbids them to refuse on what it is).
    if (/^(501|504|550|553)$/.test(reply.status) && !this.#hello) reply = await this.run('EHLO localhost.localdomain')
    // RFC 5321 §3.2: HELO for a server that knows no EHLO.
    if (/^(500|502)$/.test(reply.status)) return this.run(`HELO ${this.#hello ?? literal}`)
    if (reply.ok) this.#capabilities = new Set(reply.lines.slice(1).map((line) => line.slice(4).trim().toUpperCase()))
    return reply
  }

  async startTls(): Promise<StartTlsOutcome> {
    if (this.connection.tls) return { reply: this.greeting, result: 'refused' }
    if (!this.#asked) await this.askCapabilities()
    const offered = this.#capabilities.has('STARTTLS')
    const reply = await this.run('STARTTLS')
    if (reply.status !== '220') return { reply: { ...reply, ok: false }, result: offered ? 'refused' : 'not-offered' }
    const outcome = await this.connection.upgrade(reply)
    // RFC 3207 §4.2: what was known before is thrown away.
    this.#capabilities = new Set()
    this.#asked = false
    return outcome
  }

  mechanisms(): SaslMechanism[] {
    // `AUTH=LOGIN` is the form of a draft that some servers still add.
    const names = [...this.#capabilities].flatMap((c) => (/^AUTH[ =]/.test(c) ? c.slice(5).split(/[\s=]+/) : []))
    return knownMechanisms(names)
  }

  async signIn(credentials: Credentials): Promise<WireReply> {
    this.connection.mustBeSecure()
    if (!this.#asked) await this.askCapabilities()
    const { ends } = this.connection
    // SMTP has no commands of its own for a name and a password: LOGIN is the nearest.
    const mechanism = credentials.mechanism === 'USER' ? 'LOGIN' : credentials.mechanism
    const exchange = startSasl({ ...credentials, mechanism }, ends, (text) => ends.transcript.hide(text))
    // RFC 4954 §4: the AUTH line is a command line of at most 512 bytes (RFC 5321 §4.5.3.1.4); a token rarely fits.
    const early = exchange.initial !== undefined && `AUTH ${exchange.name} \r\n`.length + base64Length(exchange.initial.length) <= 512
    const reply = await saslDialogue(
      exchange,
      {
        begin: (initial) => this.run(`AUTH ${exchange.name}${initial === undefined ? '' : ` ${initial}`}`),
        answer: (line) => this.run(line),
        challenge: (answer) => (answer.status === '334' ? answer.text : undefined),
      },
      early,
    )
    if (reply.ok) this.#user = credentials.user
    return reply
  }

  /** MAIL FROM and RSET: nothing is sent, but the server has to say whether this account may. */
  async enter(sender = this.#user ?? ''): Promise<WireReply> {
    // RFC 6531 §3.4: an address beyond US-ASCII needs the parameter.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: US-ASCII is what is asked.
    const unicode = /[^\x00-\x7f]/.test(sender) && this.#capabilities.has('SMTPUTF8')
    const from = `MAIL FROM:<${envelopeAddress(sender)}>${unicode ? ' SMTPUTF8' : ''}`
    if (this.#capabilities.has('PIPELINING')) return this.#fromAndReset(from)
    const reply = await this.run(from)
    // RFC 5321 §4.1.1.5
    if (reply.ok) await this.run('RSET')
    return reply
  }

  /** RFC 2920 §3.1: both in one flight, and the answers come in order. */
  async #fromAndReset(from: string): Promise<WireReply> {
    await this.connection.writeLine(from)
    await this.connection.writeLine('RSET')
    this.connection.beginReply()
    const reply = await this.readReply()
    this.connection.beginReply()
    try {
      await this.readReply()
    } catch (error) {
      // A server that refuses and hangs up has answered.
      if (reply.ok || !(error instanceof SesameError) || error.code !== 'connection-closed') throw error
    }
    return reply
  }

  quit(): Promise<void> {
    return sayGoodbye(this.connection, () => this.run('QUIT'))
  }

  close(): void {
    this.connection.close()
  }

  /** Sends one line and reads its answer. */
  async run(line: string): Promise<WireReply> {
    this.connection.beginReply()
    await this.connection.writeLine(line)
    return this.readReply()
  }

  async readReply(): Promise<WireReply> {
    const { reply } = await readSmtpReply(this.connection)
    if (reply === null) throw this.connection.broken()
    return reply
  }
}

/** An address that can stand in the envelope's brackets. Throws `address-invalid` for what would end them. */
export function envelopeAddress(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be in it.
  if (/[\u0000-\u0020<>\u007f]/.test(text)) throw new SesameError('address-invalid', { text })
  return text
}

// RFC 5321 §4.1.3
function addressLiteral(address: string | undefined): string {
  const plain = address?.replace(/^::ffff:/i, '').replace(/%.*$/, '')
  if (plain === undefined || isIP(plain) === 0) return 'localhost.localdomain'
  return isIP(plain) === 6 ? `[IPv6:${plain}]` : `[${plain}]`
}

function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4
}
