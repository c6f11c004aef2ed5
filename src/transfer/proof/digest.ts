// The two names of a message's content: exact (every byte), and canonical (the same whatever a server or a file format makes of line ends).

import { createHash } from 'node:crypto'

/** Fed chunk by chunk while a message streams; `end` may be called once. */
export interface Digest {
  add(chunk: Uint8Array): void
  /** Hexadecimal. */
  end(): string
}

/** SHA-256 of the bytes: the identity of a message. */
export function exactDigest(): Digest {
  const hash = createHash('sha256')
  return { add: (chunk) => void hash.update(chunk), end: () => hash.digest('hex') }
}

/**
 * SHA-256 after each line end (any CRs before an LF, a bare LF, a bare CR) became one LF and the line ends at the end were taken off.
 * Two messages with the same canonical digest say the same to any reader; nothing else than line ends may differ between them.
 */
export function canonicalDigest(): Digest {
  const hash = createHash('sha256')
  const lines = canonicalLines((chunk) => void hash.update(chunk))
  return { add: lines.add, end: () => hash.digest('hex') }
}

export interface CanonicalLines {
  add(chunk: Uint8Array): void
}

const LF = 0x0a
const CR = 0x0d
const BLANK = Buffer.alloc(4096, LF)

/** Shared by all: nobody keeps what is in it, and a message of its own buffer each would be most of the work. */
let scratch = Buffer.allocUnsafe(1 << 16)

/** Gives the canonical bytes on, never the line ends that may turn out to be the last. `give` must not keep its chunk. */
export function canonicalLines(give: (chunk: Buffer) => void): CanonicalLines {
  // CRs that an LF may still swallow, and line ends that something must follow to count.
  let crs = 0
  let ends = 0
  const blank = (count: number) => {
    for (let left = count; left > 0; left -= BLANK.length) give(left < BLANK.length ? BLANK.subarray(0, left) : BLANK)
  }
  return {
    add(bytes) {
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      if (scratch.length < chunk.length) scratch = Buffer.allocUnsafe(chunk.length)
      const out = scratch
      let at = 0
      let cr = -1
      let lf = -1
      for (let i = 0; i < chunk.length; ) {
        const byte = chunk[i]!
        if (byte === CR) {
          crs++
          i++
        } else if (byte === LF) {
          crs = 0
          ends++
          i++
        } else {
          ends += crs
          crs = 0
          // Ends from earlier chunks may be more than this chunk has room for.
          if (ends > i - at) {
            if (at > 0) give(out.subarray(0, at))
            at = 0
            blank(ends)
          } else for (let n = 0; n < ends; n++) out[at++] = LF
          ends = 0
          // Line by line instead of byte by byte: three times as fast.
          if (cr < i) cr = next(chunk, CR, i)
          if (lf < i) lf = next(chunk, LF, i)
          const end = Math.min(cr, lf)
          at += chunk.copy(out, at, i, end)
          i = end
        }
      }
      if (at > 0) give(out.subarray(0, at))
    },
  }
}

function next(chunk: Buffer, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from)
  return at === -1 ? chunk.length : at
}
