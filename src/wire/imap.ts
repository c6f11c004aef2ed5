// An IMAP session (RFC 9051, RFC 3501): greeting, capabilities at three moments, STARTTLS, sign-in, and commands for whoever builds on it.

import { SesameError } from '../model/errors.ts'
import type { Endpoint } from '../model/protocol.ts'
import type { Network } from '../net/network.ts'
import type { Connection } from './connection.ts'
import { sayGoodbye } from './goodbye.ts'
import { enterInbox } from './imap-enter.ts'
import { type ReadResponse, readResponse } from './imap-response.ts'
import { imapSignIn } from './imap-sign-in.ts'
import type { ImapResponse } from './imap-syntax.ts'
import { type Opened, openSession, type WireOptions } from './open.ts'
import { knownMechanisms } from './sasl.ts'
import type { Credentials, SaslMechanism, Session, StartTlsOutcome, WireReply } from './session.ts'

export type ImapData = Extract<ImapResponse, { kind: 'data' }>
type ImapStatus = Extract<ImapResponse, { kind: 'status' }>

/** The tagged answer, with the data that came before it. Status `+`: the server waits for `more`. */
export interface ImapReply extends WireReply {
  readonly data: readonly ImapData[]
  /** What follows the response code: `[COPYUID 38505 304,319 3956:3957]`. */
  readonly argument?: string
}

/** A text goes as it is, bytes go as a literal. */
export type ImapPart = string | Buffer

/** Which capabilities were told when: with the greeting, before the sign-in, after it (with its OK, or asked). */
export interface CapabilityMoments {
  readonly greeting?: readonly string[]
  readonly before?: readonly string[]
  readonly after?: readonly string[]
}

interface Running {
  readonly tag: string
  readonly data: ImapData[]
  readonly lines: string[]
  /** Its tagged answer, when it came before that of an earlier command. */
  early?: ImapStatus
}

/** Never throws for what the network or the server does. */
export function openImap(network: Network, endpoint: Endpoint, options: WireOptions = {}): Promise<Opened<ImapSession>> {
  return openSession(network, endpoint, options, (connection) => startImap(connection))
}

/** Reads the greeting. Throws SesameError when none comes. */
export async function startImap(connection: Connection): Promise<ImapSession> {
  connection.beginReply()
  let line = ''
  try {
    const { response, line: text } = await readResponse(connection)
    line = text
    if (response.kind === 'status' && response.tag === '*') return new ImapSession(connection, response, line)
  } catch (error) {
    if (!(error instanceof SesameError) || error.code !== 'protocol-broken') throw error
    line = connection.ends.transcript.lines.findLast((l) => l.who === 'S')?.text ?? ''
  }
  return new ImapSession(connection, null, line)
}

export class ImapSession implements Session {
  readonly protocol = 'imap'
  readonly connection: Connection
  readonly greeting: WireReply
  #capabilities = new Set<string>()
  #moments: CapabilityMoments = {}
  #moment: keyof CapabilityMoments = 'greeting'
  #count = 0
  #running: Running | undefined
  #flight: readonly Running[] = []
  /** Settles when the last command of a flight was answered. */
  #landed: Promise<unknown> | undefined
  #bye: ImapStatus | undefined

  /** `greeting` is null when the first line was not one. */
  constructor(connection: Connection, greeting: ImapStatus | null, line: string) {
    this.connection = connection
    const struck = connection.ends.transcript.strike(line)
    this.greeting =
      greeting === null
        ? { ok: false, status: '', text: struck, lines: [struck] }
        : { ...this.#wireReply(greeting), ok: greeting.status === 'OK' || greeting.status === 'PREAUTH', lines: [struck] }
    if (greeting !== null) this.#absorbCode(greeting)
    this.#moment = 'before'
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

  get capabilityMoments(): CapabilityMoments {
    return this.#moments
  }

  askCapabilities(): Promise<ImapReply> {
    return this.run('CAPABILITY')
  }

  async startTls(): Promise<StartTlsOutcome> {
    // RFC 9051 §6.2.1: STARTTLS exists only before authentication, so PREAUTH on a plain connection shuts it out.
    if (this.greeting.status === 'PREAUTH') return { reply: this.greeting, result: 'preauth' }
    if (this.connection.tls) return { reply: this.greeting, result: 'refused' }
    if (this.#capabilities.size === 0) await this.askCapabilities()
    // Whoever strips the word from the list cannot also stop us from asking: the server's refusal is the proof.
    const offered = this.#capabilities.has('STARTTLS')
    const reply = await this.run('STARTTLS')
    if (!reply.ok) return { reply, result: offered ? 'refused' : 'not-offered' }
    const outcome = await this.connection.upgrade(reply)
    // RFC 9051 §6.2.1: what was known before is thrown away.
    this.#capabilities = new Set()
    this.#moments = {}
    return outcome
  }

  mechanisms(): SaslMechanism[] {
    const names = [...this.#capabilities].flatMap((c) => (c.startsWith('AUTH=') ? [c.slice(5)] : []))
    // RFC 9051 §6.2.3: LOGIN needs no capability, LOGINDISABLED takes it away.
    return [...knownMechanisms(names), ...(this.#capabilities.has('LOGINDISABLED') ? [] : (['USER'] as const))]
  }

  async signIn(credentials: Credentials): Promise<ImapReply> {
    this.connection.mustBeSecure()
    if (this.#capabilities.size === 0) await this.askCapabilities()
    const known = { capabilities: this.#capabilities, moments: this.#moments }
    this.#moment = 'after'
    const reply = await imapSignIn(this, credentials)
    if (!reply.ok) {
      this.#moment = 'before'
      this.#capabilities = known.capabilities
      this.#moments = known.moments
    } else if (this.#moments.after === undefined) {
      // RFC 9051 §6.1.1: what was told before does not hold any more.
      this.#capabilities = new Set()
    }
    return reply
  }

  async enter(): Promise<ImapReply> {
    return (await enterInbox(this)).reply
  }

  quit(): Promise<void> {
    return sayGoodbye(this.connection, () => this.run('LOGOUT'))
  }

  close(): void {
    this.connection.close()
  }

  /** Sends a command and reads to its tagged answer, or to a `+` that no literal explains. One at a time. */
  async run(parts: ImapPart | readonly ImapPart[]): Promise<ImapReply> {
    if (this.#landed) await this.#landed
    const running = this.#begin()
    this.#running = running
    this.connection.beginReply()
    let line = `${running.tag} `
    for (const part of [parts].flat() as ImapPart[]) {
      if (typeof part === 'string') {
        line += part
        continue
      }
      // RFC 7888: LITERAL+ sends without waiting; LITERAL- up to 4096 bytes.
      const atOnce = this.#capabilities.has('LITERAL+') || (this.#capabilities.has('LITERAL-') && part.length <= 4096)
      await this.connection.writeLine(`${line}{${part.length}${atOnce ? '+' : ''}}`)
      if (!atOnce) {
        const reply = await this.#read(running)
        if (reply.status !== '+') return reply
      }
      await this.connection.writeBytes(part)
      line = ''
    }
    await this.connection.writeLine(line)
    return this.#read(running)
  }

  /**
   * Sends commands without literals in one flight (RFC 9051 §5.5: a server keeps their order where it matters) and resolves each with its tagged answer.
   * Data count for the first command that is not answered yet.
   */
  runTogether(lines: readonly string[]): readonly Promise<ImapReply>[] {
    const flight = lines.map(() => this.#begin())
    this.#flight = flight
    let before: Promise<unknown> = this.connection.writeLines(lines.map((line, i) => `${flight[i]!.tag} ${line}`))
    const replies = flight.map((running) => {
      const reply = before.then(() => {
        this.connection.beginReply()
        return this.#read(running)
      })
      before = reply
      return reply
    })
    // Whoever waits for one of them hears of the failure; nobody has to wait for all.
    this.#landed = Promise.allSettled(replies).then(() => {
      this.#flight = []
      this.#landed = undefined
    })
    return replies
  }

  /** Answers a `+` with one line, and reads on. */
  async more(line: string): Promise<ImapReply> {
    if (!this.#running) throw new SesameError('internal', { why: 'no command waits for more' })
    await this.connection.writeLine(line)
    return this.#read(this.#running)
  }

  /** For a command whose answer somebody else reads. */
  nextTag(): string {
    return `S${++this.#count}`
  }

  /** A status that somebody else has read: capabilities may have come with it. */
  heard(status: ImapStatus): void {
    this.#absorbCode(status)
  }

  #begin(): Running {
    return { tag: this.nextTag(), data: [], lines: [] }
  }

  async #read(running: Running): Promise<ImapReply> {
    for (;;) {
      if (running.early) return this.#finish(running, running.early)
      let read: ReadResponse
      try {
        read = await readResponse(this.connection)
      } catch (error) {
        // A server that says BYE and hangs up has answered.
        if (this.#bye && error instanceof SesameError && error.code === 'connection-closed') return this.#finish(running, this.#bye)
        throw error
      }
      const { response, line } = read
      const other = response.kind === 'status' ? this.#flight.find(({ tag }) => tag === response.tag) : undefined
      ;(other ?? running).lines.push(this.connection.ends.transcript.strike(line))
      if (response.kind === 'continuation') {
        return { ok: true, status: '+', text: response.text, lines: [...running.lines], data: running.data }
      }
      if (response.kind === 'data') {
        if (response.name === 'CAPABILITY') this.#absorb(response.values.filter((v) => typeof v === 'string'))
        running.data.push(response)
        continue
      }
      this.#absorbCode(response)
      if (response.tag === running.tag) return this.#finish(running, response)
      if (other) other.early = response
      else if (response.tag !== '*') throw this.connection.broken()
      if (response.tag === '*' && response.status === 'BYE') this.#bye = response
    }
  }

  #finish(running: Running, status: ImapStatus): ImapReply {
    this.#running = undefined
    return {
      ...this.#wireReply(status),
      lines: running.lines,
      data: running.data,
      ...(status.argument !== undefined && { argument: status.argument }),
    }
  }

  #wireReply(status: ImapStatus): WireReply {
    const strike = (text: string) => this.connection.ends.transcript.strike(text)
    return {
      ok: status.status === 'OK',
      status: status.status,
      ...(status.code !== undefined && { code: status.code }),
      text: strike(status.text),
      lines: [],
    }
  }

  #absorbCode(status: ImapStatus): void {
    if (status.code === 'CAPABILITY') this.#absorb((status.argument ?? '').split(' '))
  }

  /** RFC 9051 §7.2.2: names are compared without regard to case; one provider writes IMAP4REV1. */
  #absorb(names: readonly string[]): void {
    this.#capabilities = new Set(names.filter((name) => name !== '').map((name) => name.toUpperCase()))
    this.#moments = { ...this.#moments, [this.#moment]: [...this.#capabilities] }
  }
}
