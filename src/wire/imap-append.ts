// APPEND without waiting (RFC 9051 §6.3.12, RFC 7888, RFC 3502): commands follow each other on one connection, answers are read beside them, and no literal goes out that the server did not accept.

import { SesameError } from '../model/errors.ts'
import { decode } from './decode.ts'
import { GatedFlow, type Placed, type Sender } from './gated-flow.ts'
import type { ImapReply, ImapSession } from './imap.ts'
import { ImapFeed } from './imap-feed.ts'
import { brokenBy, feedLimits, type ImapStatus, noted, replyOf } from './imap-stream.ts'
import { ImapSyntaxError, parseResponse } from './imap-syntax.ts'

/** RFC 7888 §4, §5: `plus` any size without waiting, `minus` up to 4,096 bytes, `sync` none. */
export type Literals = 'plus' | 'minus' | 'sync'

export interface AppendPart {
  /** Bytes, exactly. */
  readonly size: number
  /** What the folder takes, valid as atoms. */
  readonly flags: readonly string[]
  /** INTERNALDATE as IMAP writes it; null: the server's clock. */
  readonly date: string | null
}

/** The answer to one APPEND command. `broken` instead, when the connection ended before it came. */
export type AppendAnswer = { readonly reply: ImapReply } | { readonly broken: SesameError }

/** One APPEND command on its way: messages one behind the other, more than one only where the server takes groups. */
export interface AppendCommand {
  begin(part: AppendPart): void
  /** The bytes may change afterwards. Throws `internal` when there are more than were announced, and the connection is closed. */
  data(chunk: Buffer): void
  end(): void
  /** Nothing more follows. Resolves with the answer, never rejects. */
  finish(): Promise<AppendAnswer>
}

interface Running extends AppendCommand, Sender {
  readonly tag: string
  /** The server has answered: what follows is not for it. */
  over: boolean
  /** A literal of it went out without the server's yes. */
  unasked: boolean
  settle(answer: AppendAnswer): void
}

const MINUS = 4096
const CRLF = Buffer.from('\r\n')

export class AppendLine {
  readonly #session: ImapSession
  readonly #literals: Literals
  readonly #out: GatedFlow<Running>
  readonly #running = new Map<string, Running>()
  /** Begun and not finished: nobody else may speak in between. */
  #unfinished: Running | undefined
  #reading = false
  #listening: Promise<void> | undefined
  #heardAt = performance.now()
  #saidAt = performance.now()
  #bye: ImapStatus | undefined
  #broken: SesameError | undefined

  constructor(session: ImapSession, literals: Literals) {
    this.#session = session
    this.#literals = literals
    this.#out = new GatedFlow(session.connection)
  }

  /** Why the connection is of no use any more. */
  get broken(): SesameError | undefined {
    return this.#broken
  }

  /** What the server said before it hung up. */
  get bye(): string | undefined {
    return this.#bye && this.#session.connection.ends.transcript.strike(this.#bye.text)
  }

  /** Somebody has begun a command and not finished it. */
  get busy(): boolean {
    return this.#unfinished !== undefined
  }

  /** A new command into the folder, whose name is as a command takes it: quoted, or bytes for a literal. Those before need not be answered. */
  command(name: string | Buffer): AppendCommand {
    const tag = this.#session.nextTag()
    let settle: Running['settle'] = () => {}
    const answer = new Promise<AppendAnswer>((resolve) => {
      settle = resolve
    })
    let [messages, bytes, left] = [0, 0, 0]
    /** The message that is under way is not for this server. */
    let swallowed = false
    const { transcript } = this.#session.connection.ends
    const running: Running = {
      tag,
      over: false,
      refused: false,
      unasked: false,
      sent: false,
      settle: (given) => {
        running.over = true
        this.#running.delete(tag)
        settle(given)
      },
      begin: ({ size, flags, date }) => {
        left = size
        // After an early answer nothing may be announced: it would be read as a command of its own.
        swallowed = running.over
        if (swallowed) return
        const options = `${flags.length > 0 ? `(${flags.join(' ')}) ` : ''}${date === null ? '' : `"${date}" `}`
        const atOnce = this.#literals === 'plus' || (this.#literals === 'minus' && size <= MINUS)
        if (messages === 0) {
          if (this.#unfinished) throw this.#fail(new SesameError('internal', { why: 'a group began inside another' }))
          this.#unfinished = running
          this.#running.set(tag, running)
          this.#listen()
          this.#put(running, Buffer.from(`${tag} APPEND `))
          this.#name(running, name)
        }
        if (atOnce) running.unasked = true
        messages++
        bytes += size
        this.#put(running, Buffer.from(` ${options}{${size}${atOnce ? '+' : ''}}\r\n`, 'latin1'), { gate: !atOnce })
      },
      data: (chunk) => {
        left -= chunk.length
        if (left < 0) throw this.#fail(new SesameError('internal', { why: 'a message is longer than was announced' }))
        if (!swallowed) this.#put(running, chunk)
      },
      end: () => {
        if (left > 0) throw this.#fail(new SesameError('internal', { why: 'a message is shorter than was announced' }))
      },
      finish: () => {
        if (messages === 0) {
          // Refused before it began, or nothing to say.
          settle({ broken: this.#broken ?? new SesameError('internal', { why: 'an empty group' }) })
          return answer
        }
        if (left !== 0) this.#fail(new SesameError('internal', { why: 'a message that was begun has no end' }))
        this.#unfinished = undefined
        transcript.add('C', `${tag} APPEND ${typeof name === 'string' ? name : decode(name)} (${messages} messages, ${bytes} bytes)`)
        this.#put(running, CRLF, { last: true })
        this.#out.flush()
        return answer
      },
    }
    if (this.#broken) running.over = true
    return running
  }

  /** A promise to wait for, or undefined when more may come at once. */
  ready(): Promise<void> | undefined {
    return this.#out.ready()
  }

  /** Resolves when every command that was begun has been answered, or the connection is broken: then others may use it. */
  async settled(): Promise<void> {
    while (this.#reading) await this.#listening
  }

  #name(of: Running, name: string | Buffer): void {
    if (typeof name === 'string') {
      this.#put(of, Buffer.from(name))
      return
    }
    const atOnce = this.#literals === 'plus' || (this.#literals === 'minus' && name.length <= MINUS)
    if (atOnce) of.unasked = true
    this.#put(of, Buffer.from(`{${name.length}${atOnce ? '+' : ''}}\r\n`), { gate: !atOnce })
    this.#put(of, name)
  }

  #put(of: Running, bytes: Buffer, placed: Placed = {}): void {
    this.#out.put(of, bytes, placed)
    // Our own silence is not the server's.
    this.#saidAt = performance.now()
  }

  /** Reads answers for as long as one is owed. */
  #listen(): void {
    if (this.#reading) return
    this.#reading = true
    this.#listening = this.#read()
  }

  async #read(): Promise<void> {
    const { connection } = this.#session
    const feed = new ImapFeed(
      { response: (pieces) => this.#hear(parseResponse(pieces), () => noted(connection, pieces)) },
      feedLimits(connection),
    )
    try {
      while (this.#running.size > 0) {
        const chunks = await connection.readChunks(() => this.#patience())
        this.#heardAt = performance.now()
        for (const [i, chunk] of chunks.entries()) {
          const rest = feed.push(chunk)
          if (rest < 0) continue
          connection.unread(Buffer.concat([chunk.subarray(rest), ...chunks.slice(i + 1)]))
          break
        }
      }
    } catch (error) {
      const thrown = brokenBy(connection, error)
      this.#fail(thrown instanceof SesameError ? thrown : new SesameError('internal', { why: String(thrown) }))
    }
    // At once, not when the promise is heard: the next command may begin before.
    this.#reading = false
  }

  /** True when nothing more is owed: what follows is for others. */
  #hear(response: ReturnType<typeof parseResponse>, note: () => string): boolean {
    if (response.kind === 'data') return false
    if (response.kind === 'continuation') {
      if (this.#out.gate !== undefined) this.#out.open()
      return false
    }
    const line = note()
    this.#session.heard(response)
    if (response.tag === '*') {
      if (response.status === 'BYE') this.#bye = response
      return false
    }
    const running = this.#running.get(response.tag)
    if (running === undefined) throw new ImapSyntaxError('an answer to nothing')
    running.settle({ reply: replyOf(this.#session.connection, response, [line]) })
    // Who did not understand the command does not skip its literals either, and would take the message for commands.
    if (response.status === 'BAD' && running.unasked) throw new ImapSyntaxError('a message may be read as commands')
    // RFC 9051 §4.3: a literal that was refused is not sent.
    if (this.#out.gate === running) {
      running.refused = true
      this.#out.open()
    }
    return this.#running.size === 0
  }

  /** A silence counts only while the server owes something and takes what it is sent. */
  #patience(): number {
    const owed = this.#out.waits || [...this.#running.values()].some(({ sent }) => sent)
    if (!owed) return Number.POSITIVE_INFINITY
    return Math.max(this.#heardAt, this.#saidAt, this.#out.moved) + this.#session.connection.limits.readMs
  }

  #fail(error: SesameError): SesameError {
    this.#broken ??= error
    this.#session.connection.close()
    this.#out.abandon()
    for (const running of [...this.#running.values()]) running.settle({ broken: this.#broken })
    return this.#broken
  }
}
