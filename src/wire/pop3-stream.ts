// Long answers of POP3 as they stream by: messages (RETR) and lists (UIDL, LIST), their dots taken away, several commands on their way where the server allows it (RFC 2449 §6.6).

import { decode } from './decode.ts'
import { Unstuffer } from './dot-stuffing.ts'
import { type Pop3Session, statusOf } from './pop3.ts'
import type { WireReply } from './session.ts'

/** Receives the answers in the order of the commands. Synchronous; a chunk is only good until `data` returns. */
export interface AnswerSink {
  /** The server said +OK to this command: its lines follow. */
  begin(index: number, reply: WireReply): void
  data(chunk: Buffer): void
  end(): void
  /** It said -ERR: nothing follows. */
  refused(index: number, reply: WireReply): void
  /** Asked after each chunk: a promise to wait for, or undefined when more may come at once. */
  ready(): Promise<void> | undefined
}

export interface StreamOptions {
  /** Commands on their way at once, where the server pipelines. */
  readonly ahead?: number
  /** Bytes of one answer. */
  readonly mostBytes?: number
}

const LF = 10
/** Small enough that the server's side of the line takes them all while it still answers. */
const AHEAD = 32
/** RFC 1939 knows no limit; nobody's server takes a message of a gibibyte. */
const MOST_BYTES = 2 ** 30

/**
 * Sends the commands and streams what the server answers. Throws SesameError when the line breaks or goes beyond its bounds: the sink then never hears `end`
 * of the message under way. What the sink throws closes the connection, since nobody knows any more where in an answer it stands.
 */
export async function streamAnswers(
  session: Pop3Session,
  commands: readonly string[],
  sink: AnswerSink,
  { ahead = AHEAD, mostBytes = MOST_BYTES }: StreamOptions = {},
): Promise<void> {
  const { connection } = session
  const window = session.capabilities.has('PIPELINING') ? ahead : 1
  const { lineBytes } = connection.ends.limits
  let sent = 0
  let answered = 0
  let body: Unstuffer | null = null
  let bytes = 0
  let line: Buffer[] = []
  let lineSize = 0
  const emit = (run: Buffer) => {
    bytes += run.length
    sink.data(run)
  }
  try {
    while (answered < commands.length) {
      // Half of the window empty: filled again in one writing.
      if (sent - answered <= window / 2) {
        const more = commands.slice(sent, answered + window)
        sent += more.length
        if (more.length > 0) await session.send(more)
      }
      const chunk = await connection.readSome()
      let at = 0
      while (at < chunk.length) {
        if (body !== null) {
          const end = body.feed(chunk, at, emit)
          if (bytes > mostBytes) throw connection.broken('limit-exceeded')
          if (end < 0) break
          at = end
          body = null
          answered++
          sink.end()
          continue
        }
        if (answered === commands.length) {
          connection.unread(chunk.subarray(at))
          break
        }
        const found = chunk.indexOf(LF, at)
        const part = chunk.subarray(at, found < 0 ? chunk.length : found)
        lineSize += part.length
        if (lineSize > lineBytes) throw connection.broken('limit-exceeded')
        line.push(part)
        at += part.length + 1
        if (found < 0) break
        const text = decode(Buffer.concat(line)).replace(/\r$/, '')
        ;[line, lineSize, bytes] = [[], 0, 0]
        connection.ends.transcript.add('S', text)
        const reply = statusOf(text, connection)
        if (reply === null || reply.status === '+') throw connection.broken()
        if (reply.ok) {
          sink.begin(answered, reply)
          body = new Unstuffer()
        } else sink.refused(answered++, reply)
      }
      const wait = sink.ready()
      if (wait !== undefined) await wait
    }
  } catch (error) {
    session.close()
    throw error
  }
}

/** A whole answer in memory, within `mostBytes`: for lists. */
export async function longAnswer(
  session: Pop3Session,
  command: string,
  mostBytes = 67_108_864,
): Promise<{ readonly reply: WireReply; readonly text: Buffer }> {
  const parts: Buffer[] = []
  let reply: WireReply | undefined
  const keep = (_: number, said: WireReply) => {
    reply = said
  }
  await streamAnswers(
    session,
    [command],
    { begin: keep, refused: keep, data: (chunk) => void parts.push(Buffer.from(chunk)), end: () => {}, ready: () => undefined },
    { mostBytes },
  )
  return { reply: reply as WireReply, text: Buffer.concat(parts) }
}
