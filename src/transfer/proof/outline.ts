// What is kept of a message that streams by, enough to say later in which part another copy of it differs: a digest for each header field, one for the body.

import { createHash } from 'node:crypto'
import { fieldsOf, splitHeader } from './split-header.ts'

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

/** `body` is given the canonical bytes after the header. */
export function outlineReader(body: (chunk: Buffer) => void): OutlineReader {
  const exact = createHash('sha256')
  const bodyHash = createHash('sha256')
  let size = 0
  let contentEnd = 0
  const parts = splitHeader((chunk) => {
    bodyHash.update(chunk)
    body(chunk)
  })
  return {
    add(chunk) {
      exact.update(chunk)
      let i = chunk.length
      while (i > 0 && (chunk[i - 1] === 0x0a || chunk[i - 1] === 0x0d)) i--
      if (i > 0) contentEnd = size + i
      size += chunk.length
      parts.add(chunk)
    },
    end: () => ({
      size,
      contentEnd,
      fields: fieldsOf(parts.header()).map(({ name, text }) => ({
        name,
        digest: createHash('sha256').update(text, 'latin1').digest('hex'),
      })),
      body: bodyHash.digest('hex'),
      digest: exact.digest('hex'),
    }),
  }
}
