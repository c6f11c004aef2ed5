// What is kept of a message that streams by, enough to say later in which part another copy of it differs: a digest for each header field, one for the body.

import { createHash } from 'node:crypto'
import { canonicalLines } from './digest.ts'

export interface Outline {
  readonly size: number
  /** Where the last byte that is no line end lies. */
  readonly contentEnd: number
  /** In their order; names in lower case, the digest over the canonical field. */
  readonly fields: readonly { readonly name: string; readonly digest: string }[]
  /** Canonical. */
  readonly body: string
  readonly digest: string
}

export interface OutlineReader {
  add(chunk: Uint8Array): void
  end(): Outline
}

/** A header longer than this counts as body from there on. */
const HEADER_BYTES = 1 << 20
const FIELDS = 5_000
const LF = 0x0a

/** `body` is given the canonical bytes after the header. */
export function outlineReader(body?: (chunk: Buffer) => void): OutlineReader {
  const exact = createHash('sha256')
  const bodyHash = createHash('sha256')
  const head: Buffer[] = []
  let headBytes = 0
  let inBody = false
  let lastWasEnd = false
  let size = 0
  let contentEnd = 0
  const toBody = (chunk: Buffer) => {
    if (chunk.length === 0) return
    bodyHash.update(chunk)
    body?.(chunk)
  }
  const lines = canonicalLines((chunk) => {
    if (inBody) return toBody(chunk)
    // RFC 5322 §2.1: the first empty line ends the header; it may begin in one chunk and end in the next.
    const empty = lastWasEnd && chunk[0] === LF ? 0 : headBytes === 0 && chunk[0] === LF ? 0 : endOfHeader(chunk)
    const header = empty === undefined ? chunk : chunk.subarray(0, empty)
    head.push(Buffer.from(header))
    headBytes += header.length
    lastWasEnd = header.length > 0 ? header[header.length - 1] === LF : lastWasEnd
    if (empty === undefined && headBytes <= HEADER_BYTES) return
    inBody = true
    if (empty !== undefined) toBody(chunk.subarray(empty + 1))
  })
  return {
    add(chunk) {
      exact.update(chunk)
      let i = chunk.length
      while (i > 0 && (chunk[i - 1] === LF || chunk[i - 1] === 0x0d)) i--
      if (i > 0) contentEnd = size + i
      size += chunk.length
      lines.add(chunk)
    },
    end: () => ({ size, contentEnd, fields: fieldsOf(Buffer.concat(head)), body: bodyHash.digest('hex'), digest: exact.digest('hex') }),
  }
}

/** The place of the second LF of the first pair. */
function endOfHeader(chunk: Buffer): number | undefined {
  const at = chunk.indexOf('\n\n')
  return at === -1 ? undefined : at + 1
}

function fieldsOf(head: Buffer): Outline['fields'] {
  // RFC 5322 §2.2.3: a line that begins with white space goes on with the field before it.
  const texts = head
    .toString('latin1')
    .split(/\n(?![ \t])/, FIELDS)
    .filter((field) => field !== '')
  return texts.map((field) => ({
    name: /^[!-9;-~]{1,80}(?=[ \t]*:)/.exec(field)?.[0].toLowerCase() ?? '',
    digest: createHash('sha256').update(field, 'latin1').digest('hex'),
  }))
}
