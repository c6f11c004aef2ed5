// A stretch of a file, chunk by chunk.

import { readSync } from 'node:fs'

const CHUNK = 256 * 1024
/** Lent to one at a time. */
let spare: Buffer | undefined = Buffer.allocUnsafe(CHUNK)

export interface Stretch {
  readonly from: number
  readonly length: number
}

/** The chunk is good until `take` returns. False: the file is shorter than that. */
export function pour(fd: number, { from, length }: Stretch, take: (chunk: Buffer) => void): boolean {
  const chunk = spare ?? Buffer.allocUnsafe(CHUNK)
  spare = undefined
  try {
    let done = 0
    while (done < length) {
      const read = readSync(fd, chunk, 0, Math.min(CHUNK, length - done), from + done)
      if (read === 0) return false
      done += read
      take(chunk.subarray(0, read))
    }
    return true
  } finally {
    spare = chunk
  }
}
