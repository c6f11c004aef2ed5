// Where two streams of bytes part, though they come in pieces of their own and one runs ahead of the other.

export type Side = 'source' | 'target'

export interface Parting {
  /** Bytes that are the same before. */
  readonly at: number
  /** The last bytes that are the same, and the first of each that are not; fewer where it ends. */
  readonly before: Buffer
  readonly source: Buffer
  readonly target: Buffer
}

export interface FirstDifference {
  /** The chunk is only good until this returns. */
  add(side: Side, chunk: Uint8Array): void
  /** Bytes by which one is ahead. */
  ahead(side: Side): number
  /** Undefined: not one byte differs. `unknown`: one ran ahead too far to be kept. */
  end(): Parting | 'unknown' | undefined
}

const AROUND = 16

/** Keeps at most `limit` bytes of whichever is ahead. */
export function firstDifference(limit = 8 << 20): FirstDifference {
  const waiting: Buffer[] = []
  let waits = 0
  let owner: Side = 'source'
  let at = 0
  let tail = Buffer.alloc(0)
  let found: { readonly at: number; readonly before: Buffer } | undefined
  const after: Record<Side, Buffer> = { source: Buffer.alloc(0), target: Buffer.alloc(0) }
  let blind = false

  const around = (side: Side, chunk: Uint8Array) => {
    const missing = AROUND - after[side].length
    if (missing > 0 && chunk.length > 0) after[side] = Buffer.concat([after[side], chunk.subarray(0, missing)])
  }
  const same = (chunk: Buffer) => {
    at += chunk.length
    tail = Buffer.from(chunk.length >= AROUND ? chunk.subarray(-AROUND) : Buffer.concat([tail, chunk]).subarray(-AROUND))
  }
  const keep = (side: Side, chunk: Buffer) => {
    owner = side
    waits += chunk.length
    if (waits > limit) {
      blind = true
      waiting.length = 0
    } else waiting.push(Buffer.from(chunk))
  }

  return {
    add(side, bytes) {
      if (blind) return
      if (found !== undefined) return around(side, bytes)
      let chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      while (chunk.length > 0) {
        if (waiting.length === 0 || owner === side) return keep(side, chunk)
        const other = waiting[0]!
        const length = Math.min(other.length, chunk.length)
        if (other.compare(chunk, 0, length, 0, length) !== 0) {
          let i = 0
          while (other[i] === chunk[i]) i++
          same(chunk.subarray(0, i))
          found = { at, before: tail }
          around(side, chunk.subarray(i))
          waiting[0] = other.subarray(i)
          for (const kept of waiting) around(owner, kept)
          waiting.length = 0
          return
        }
        same(chunk.subarray(0, length))
        chunk = chunk.subarray(length)
        waits -= length
        if (length === other.length) waiting.shift()
        else waiting[0] = other.subarray(length)
      }
    },
    ahead: (side) => (found === undefined && !blind && owner === side ? waits : 0),
    end() {
      if (blind) return 'unknown'
      if (found === undefined && waiting.length === 0) return undefined
      // One ends where the other goes on.
      if (found === undefined) for (const kept of waiting) around(owner, kept)
      return { at: found?.at ?? at, before: found?.before ?? tail, ...after }
    },
  }
}
