// The lines of a file as a stream: whole ones only, with their offsets.

import { closeSync, openSync, readSync } from 'node:fs'
import { SesameError } from '../../../model/errors.ts'
import { errnoOf } from './disk-trouble.ts'

const CHUNK = 256 * 1024
/** No line is longer: one message has at most a few thousand ranges of odd line ends. */
export const LONGEST_LINE = 8 * 1024 * 1024

/** Each whole line from an offset on, up to `end`; gives way to others between its chunks. */
export async function eachLine(
  file: string,
  start: number,
  take: (text: string, offset: number, end: number) => void,
  end = Infinity,
): Promise<void> {
  let fd: number
  try {
    fd = openSync(file, 'r')
  } catch (error) {
    throw new SesameError('backup-damaged', { file, why: errnoOf(error) }, error)
  }
  try {
    let rest = Buffer.alloc(0)
    let at = start
    const chunk = Buffer.allocUnsafe(CHUNK)
    for (;;) {
      const read = at >= end ? 0 : readSync(fd, chunk, 0, Math.min(CHUNK, end - at), at)
      if (read === 0) return
      let text = chunk.subarray(0, read)
      let offset = at - rest.length
      if (rest.length > 0) text = Buffer.concat([rest, text])
      at += read
      let from = 0
      for (let found = text.indexOf(10); found >= 0; found = text.indexOf(10, from)) {
        take(text.toString('utf8', from, found), offset, offset + found - from + 1)
        offset += found - from + 1
        from = found + 1
      }
      rest = Buffer.from(text.subarray(from))
      if (rest.length > LONGEST_LINE) throw new SesameError('backup-damaged', { file, why: `a line of more than ${LONGEST_LINE} bytes` })
      await new Promise((resolve) => setImmediate(resolve))
    }
  } finally {
    closeSync(fd)
  }
}
