// What can be said of an .eml or .emlx file that nobody noted: its date out of its own header, Apple's flags out of Apple's tail.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '../files/entry.ts'
import { arrivalDate } from './arrival-date.ts'

const HEAD = 64 * 1024

export function isEml(name: string): boolean {
  return /\.eml$/i.test(name) && !name.startsWith('.')
}

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
    const head = Buffer.allocUnsafe(HEAD)
    const read = head.subarray(0, readSync(fd, head, 0, HEAD, 0))
    return {
      size: stat.size,
      flags: [],
      keywords: [],
      date: arrivalDate(read, stat.mtimeMs).date,
      file,
      // A file with LF alone is one that a program has made so: on the wire its lines end with CR LF.
      ...(hasCrLf(read) ? {} : { foreign: true as const }),
    }
  } finally {
    closeSync(fd)
  }
}

function hasCrLf(bytes: Buffer): boolean {
  return bytes.includes('\r\n')
}
