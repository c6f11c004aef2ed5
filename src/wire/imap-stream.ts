// One command whose answers are heard as they come, however many: one wait a chunk of the socket, none a line or a message.

import { SesameError } from '../model/errors.ts'
import type { Connection } from './connection.ts'
import { decode } from './decode.ts'
import type { ImapData, ImapReply, ImapSession } from './imap.ts'
import { type FeedEar, FeedLimitError, ImapFeed } from './imap-feed.ts'
import { type ImapPiece, type ImapResponse, ImapSyntaxError, parseResponse } from './imap-syntax.ts'

export type ImapStatus = Extract<ImapResponse, { kind: 'status' }>

export interface StreamEar extends Omit<FeedEar, 'response'> {
  /** A whole response in its pieces, before it is parsed: true when it is of no more interest. */
  skips?(pieces: readonly ImapPiece[]): boolean
  /** Untagged data that nobody took before. */
  untagged(data: ImapData): void
  /** A `+` that came. */
  go?(text: string): void
  /** Asked after each chunk: a promise to wait for before more is read. */
  ready?(): Promise<void> | undefined
}

/** Untagged OK, NO, BAD of one answer that are kept. */
const STATUSES = 200

/**
 * Sends one line and resolves with its tagged answer, which holds no data; status `BYE` when the server said so and hung up. Not while another command runs.
 * `until`: when the wait for the next bytes is in vain, on the clock of performance.now(). Whatever the ear throws closes the connection and is thrown.
 */
export async function runStreamed(session: ImapSession, line: string, ear: StreamEar, until?: () => number): Promise<ImapReply> {
  const tag = session.nextTag()
  await session.connection.writeLine(`${tag} ${line}`)
  return hearStreamed(session, tag, ear, until)
}

/** As `runStreamed`, of a command that was sent already: what came before it has been answered. */
export async function hearStreamed(session: ImapSession, tag: string, ear: StreamEar, until?: () => number): Promise<ImapReply> {
  const { connection } = session
  let over: ImapReply | undefined
  let bye: ImapStatus | undefined
  const lines: string[] = []
  const feed = new ImapFeed(
    {
      ...(ear.line && { line: (chunk, start, end) => ear.line!(chunk, start, end) }),
      ...(ear.streams && { streams: (pieces, size) => ear.streams!(pieces, size) }),
      ...(ear.data && { data: (chunk) => ear.data!(chunk) }),
      ...(ear.end && { end: () => ear.end!() }),
      response(pieces) {
        if (ear.skips?.(pieces)) return undefined
        const response = parseResponse(pieces)
        if (response.kind === 'data') ear.untagged(response)
        else if (response.kind === 'continuation') ear.go?.(response.text)
        else {
          const said = noted(connection, pieces)
          if (lines.length < STATUSES) lines.push(said)
          session.heard(response)
          if (response.tag === tag) {
            over = replyOf(connection, response, lines)
            return true
          }
          if (response.tag !== '*') throw new ImapSyntaxError('an answer to nothing')
          if (response.status === 'BYE') bye = response
        }
        return undefined
      },
    },
    feedLimits(connection),
  )
  try {
    for (;;) {
      const chunks = await connection.readChunks(until)
      for (const [i, chunk] of chunks.entries()) {
        const rest = feed.push(chunk)
        if (over === undefined) continue
        connection.unread(Buffer.concat([chunk.subarray(rest), ...chunks.slice(i + 1)]))
        return over
      }
      const wait = ear.ready?.()
      if (wait) await wait
    }
  } catch (error) {
    // A server that says BYE and hangs up has answered.
    if (bye && error instanceof SesameError && error.code === 'connection-closed') return replyOf(connection, bye, lines)
    throw brokenBy(connection, error)
  }
}

export function feedLimits(connection: Connection): { readonly responseBytes: number; readonly literalBytes: number } {
  const { replyBytes, literalBytes } = connection.limits
  return { responseBytes: replyBytes, literalBytes }
}

/** What is thrown for an error that came while an answer was read; the connection is closed. */
export function brokenBy(connection: Connection, error: unknown): unknown {
  if (error instanceof FeedLimitError) return connection.broken('limit-exceeded')
  if (error instanceof ImapSyntaxError) return connection.broken()
  connection.close()
  return error
}

/** The line of a status response as text, noted, secrets struck out. */
export function noted(connection: Connection, pieces: readonly ImapPiece[]): string {
  const { transcript } = connection.ends
  const text = decode(pieces[0]!)
  transcript.add('S', text)
  return transcript.strike(text)
}

export function replyOf(connection: Connection, status: ImapStatus, lines: readonly string[]): ImapReply {
  return {
    ok: status.status === 'OK',
    status: status.status,
    ...(status.code !== undefined && { code: status.code }),
    ...(status.argument !== undefined && { argument: status.argument }),
    text: connection.ends.transcript.strike(status.text),
    lines,
    data: [],
  }
}
