// Reads one IMAP response from a connection: lines and literals, each within its limits.

import type { Connection } from './connection.ts'
import { decode } from './decode.ts'
import { announcedLiteral, type ImapPiece, type ImapResponse, ImapSyntaxError, parseResponse } from './imap-syntax.ts'

export interface ReadResponse {
  readonly response: ImapResponse
  /** As received; a literal stands as `{n bytes}`. */
  readonly line: string
}

/** A line with more literals than this is no answer to anything we ask. */
const LITERALS = 64

/** Throws SesameError `protocol-broken` for what is no response. */
export async function readResponse(connection: Connection): Promise<ReadResponse> {
  const pieces: ImapPiece[] = []
  let shown = ''
  for (let count = 0; count <= LITERALS; count++) {
    const line = await connection.readLineBytes()
    const literal = announcedLiteral(line)
    const text = decode(line)
    connection.ends.transcript.add('S', text)
    if (literal === null) {
      pieces.push(line)
      return { response: parse(connection, pieces), line: shown + text }
    }
    shown += `${decode(literal.rest)}{${literal.size} bytes}`
    // The order matters: the announcement is checked before anything is kept.
    pieces.push(literal.rest, await connection.readLiteral(literal.size))
  }
  throw connection.broken('limit-exceeded')
}

function parse(connection: Connection, pieces: readonly ImapPiece[]): ImapResponse {
  try {
    return parseResponse(pieces)
  } catch (error) {
    if (error instanceof ImapSyntaxError) throw connection.broken()
    throw error
  }
}
