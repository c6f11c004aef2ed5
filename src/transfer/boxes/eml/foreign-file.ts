// What can be said of an .eml or .emlx file that nobody noted: its date out of its own header, Apple's flags out of Apple's tail.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '../files/entry.ts'
import { internalDate } from '../files/internal-date.ts'
import { arrivalDate } from './arrival-date.ts'
import { emlxMarks, emlxParts } from './emlx.ts'
import { headerOf } from './header.ts'

const HEAD = 64 * 1024

/** Undefined for what is no file, a link above all. */
export function foreignEml(home: string, file: string): Omit<Entry, 'uid'> | undefined {
  let fd: number
  try {
    fd = openSync(join(home, file), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  } catch {
    return undefined
  }
  try {
    const stat = fstatSync(fd)
    if (!stat.isFile()) return undefined
    const read = (from: number, length: number) => {
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, stat.size - from)))
      return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, from))
    }
    const head = read(0, HEAD)
    const apple = /\.emlx$/i.test(file) ? emlxParts(head) : undefined
    const message = apple ? head.subarray(apple.at) : head
    const marks = apple ? emlxMarks(read(apple.at + apple.length, HEAD).toString('utf8')) : plainMarks(message)
    const date = marks.received === undefined ? arrivalDate(message, stat.mtimeMs).date : internalDate(marks.received)
    return {
      size: apple ? apple.length : stat.size,
      flags: marks.flags,
      keywords: marks.keywords,
      date,
      file,
      ...apple,
      // With LF alone a program has made it so: on the wire its lines end with CR LF. Else its bytes are its own.
      ...(message.includes('\r\n') ? { exact: true as const } : { foreign: true as const }),
    }
  } finally {
    closeSync(fd)
  }
}

/** Converters write what mbox programs do. */
function plainMarks(head: Buffer): Pick<Entry, 'flags' | 'keywords'> & { readonly received?: number } {
  return { flags: /R/.test(headerOf(head, 'status') ?? '') ? ['\\Seen'] : [], keywords: [] }
}
