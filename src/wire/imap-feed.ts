// Cuts a stream of bytes into IMAP responses as they come (RFC 9051 §4.3, §7), synchronously: lines and small literals are kept within limits, a body's literal is handed through piece by piece.

import { announcedLiteral, type ImapPiece } from './imap-syntax.ts'

/** Who listens. `true` from `line` or `response` ends the feeding behind it. */
export interface FeedEar {
  /** A whole line that announces nothing and follows nothing, at its place in the chunk: for answers that come by the thousand. Undefined: not mine, `response` hears it. */
  line?(chunk: Buffer, start: number, end: number): boolean | undefined
  /** A literal is announced behind these pieces: true to have its bytes by `data` and `end`; it stands in the response as an empty piece. */
  streams?(pieces: readonly ImapPiece[], size: number): boolean
  /** Only good until it returns. */
  data?(chunk: Buffer): void
  end?(): void
  /** As parseResponse takes them. */
  response(pieces: readonly ImapPiece[]): boolean | undefined
}

export interface FeedLimits {
  /** One response, without the literals that stream through. */
  readonly responseBytes: number
  /** One literal that is kept. */
  readonly literalBytes: number
}

/** More literals in a response are no answer to anything we ask. */
const LITERALS = 64
const LF = 10
const CR = 13
const CLOSING_BRACE = 0x7d
const EMPTY = Buffer.alloc(0)

export class FeedLimitError extends Error {}

export class ImapFeed {
  readonly #ear: FeedEar
  readonly #limits: FeedLimits
  /** Of a line whose end has not come. */
  #line = EMPTY
  #lineLength = 0
  #pieces: ImapPiece[] = []
  #kept = 0
  /** Bytes of a literal that are still to come. */
  #left = 0
  /** The literal that is kept; null while one streams through. */
  #literal: Buffer | null = null
  #inLiteral = false

  constructor(ear: FeedEar, limits: FeedLimits) {
    this.#ear = ear
    this.#limits = limits
  }

  /** Where the bytes begin that are not for this ear, or -1 when all were taken. Throws FeedLimitError, and whatever the ear throws. */
  push(chunk: Buffer): number {
    let at = 0
    while (at < chunk.length) {
      if (this.#inLiteral) {
        at = this.#readLiteral(chunk, at)
        continue
      }
      const lf = chunk.indexOf(LF, at)
      if (lf < 0) {
        this.#hold(chunk, at, chunk.length)
        break
      }
      const over = this.#readLine(chunk, at, lf)
      at = lf + 1
      if (over) return at
    }
    return -1
  }

  /** In the middle of a response. */
  get midway(): boolean {
    return this.#inLiteral || this.#lineLength > 0 || this.#pieces.length > 0
  }

  /** True: the ear has heard enough. */
  #readLine(chunk: Buffer, start: number, lf: number): boolean {
    let [from, begin, end] = [chunk, start, lf]
    if (this.#lineLength > 0) {
      this.#hold(chunk, start, lf)
      from = this.#line
      begin = 0
      end = this.#lineLength
      this.#line = EMPTY
      this.#lineLength = 0
    }
    if (end > begin && from[end - 1] === CR) end--
    const literal = end > begin && from[end - 1] === CLOSING_BRACE ? announcedLiteral(from.subarray(begin, end)) : null
    if (literal === null) {
      if (this.#pieces.length === 0) {
        const heard = this.#ear.line?.(from, begin, end)
        if (heard !== undefined) return heard
      }
      return this.#whole(from.subarray(begin, end))
    }
    if (this.#pieces.length >= LITERALS * 2) throw new FeedLimitError('too many literals')
    // The rest of the chunk is not ours to keep.
    this.#pieces.push(Buffer.from(literal.rest))
    this.#count(literal.rest.length)
    this.#inLiteral = true
    this.#left = literal.size
    if (this.#ear.streams?.(this.#pieces, literal.size)) this.#literal = null
    else {
      if (literal.size > this.#limits.literalBytes) throw new FeedLimitError('a literal too large')
      this.#count(literal.size)
      this.#literal = Buffer.allocUnsafe(literal.size)
    }
    if (literal.size === 0) this.#endLiteral()
    return false
  }

  #whole(line: Buffer): boolean {
    const pieces = this.#pieces
    pieces.push(line)
    this.#pieces = []
    this.#kept = 0
    return this.#ear.response(pieces) === true
  }

  #readLiteral(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#left)
    if (this.#literal === null) this.#ear.data?.(at === 0 && end === chunk.length ? chunk : chunk.subarray(at, end))
    else chunk.copy(this.#literal, this.#literal.length - this.#left, at, end)
    this.#left -= end - at
    if (this.#left === 0) this.#endLiteral()
    return end
  }

  #endLiteral(): void {
    this.#inLiteral = false
    this.#pieces.push(this.#literal ?? EMPTY)
    if (this.#literal === null) this.#ear.end?.()
    this.#literal = null
  }

  #hold(chunk: Buffer, start: number, end: number): void {
    const length = this.#lineLength + end - start
    if (length + this.#kept > this.#limits.responseBytes) throw new FeedLimitError('a response too long')
    if (length > this.#line.length) {
      const grown = Buffer.allocUnsafe(Math.max(256, length * 2))
      this.#line.copy(grown, 0, 0, this.#lineLength)
      this.#line = grown
    }
    chunk.copy(this.#line, this.#lineLength, start, end)
    this.#lineLength = length
  }

  #count(bytes: number): void {
    this.#kept += bytes
    if (this.#kept > this.#limits.responseBytes) throw new FeedLimitError('a response too long')
  }
}
