// Parts the canonical bytes of a message into its header, kept for a look, and its body, which passes on.

import { canonicalLines } from './digest.ts'

export interface SplitHeader {
  add(chunk: Uint8Array): void
  /** Latin-1: each byte a character. Whole only after the last chunk. */
  header(): string
}

/** A header longer than this counts as body from there on. */
const HEADER_BYTES = 1 << 20
const LF = 0x0a

export function splitHeader(body: (chunk: Buffer) => void): SplitHeader {
  const head: Buffer[] = []
  let headBytes = 0
  let inBody = false
  let endedLine = true
  const lines = canonicalLines((chunk) => {
    if (inBody) return body(chunk)
    // RFC 5322 §2.1: the first empty line ends the header; it may begin in one chunk and end in the next.
    const empty = endedLine && chunk[0] === LF ? 0 : endOfHeader(chunk)
    const header = empty === undefined ? chunk : chunk.subarray(0, empty)
    head.push(Buffer.from(header))
    headBytes += header.length
    endedLine = chunk[chunk.length - 1] === LF
    if (empty === undefined && headBytes <= HEADER_BYTES) return
    inBody = true
    if (empty !== undefined && empty + 1 < chunk.length) body(chunk.subarray(empty + 1))
  })
  return { add: lines.add, header: () => Buffer.concat(head).toString('latin1') }
}

/** The place of the second LF of the first pair. */
function endOfHeader(chunk: Buffer): number | undefined {
  const at = chunk.indexOf('\n\n')
  return at === -1 ? undefined : at + 1
}

export interface HeaderField {
  /** Lower case; empty for a line that is no field. */
  readonly name: string
  readonly text: string
}

const FIELDS = 5_000

export function fieldsOf(header: string): readonly HeaderField[] {
  // RFC 5322 §2.2.3: a line that begins with white space goes on with the field before it.
  return header
    .split(/\n(?![ \t])/, FIELDS)
    .filter((text) => text !== '')
    .map((text) => ({ name: /^[!-9;-~]{1,80}(?=[ \t]*:)/.exec(text)?.[0].toLowerCase() ?? '', text }))
}
