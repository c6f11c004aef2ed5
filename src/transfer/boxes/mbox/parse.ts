// An mbox of anybody's, message by message as a stream: mboxo, mboxrd, and the two kinds with a Content-Length that is to be believed only where it leads to a message.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { isMissing, unreadable } from '../files/disk-trouble.ts'
import { isFromLine } from './from-line.ts'

export interface MboxMessage {
  readonly fromLine: string
  /** Where the message itself begins, behind its `From ` line, and how many bytes it has in the file. */
  readonly at: number
  readonly length: number
  /** Its header, the beginning of a very long one. */
  readonly head: Buffer
  /** False where lines of `From ` stand in it as they are (mboxcl2). */
  readonly quoted: boolean
}

const CHUNK = 1024 * 1024
const HEAD = 64 * 1024
const LF = 10
const FROM = Buffer.from('From ')

interface Open {
  readonly fromLine: string
  readonly at: number
  head: Buffer[]
  headSize: number
  inHead: boolean
  quoted: boolean
  /** Content-Length says so, and it is true. */
  end: number | undefined
}

/** `from`: the file is read from there on, where a message begins. An absent file holds none. */
export async function parseMbox(file: string, take: (message: MboxMessage) => void, from = 0): Promise<void> {
  let fd: number
  try {
    fd = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  } catch (error) {
    if (isMissing(error)) return
    throw unreadable(file, error)
  }
  try {
    await parse(fd, take, from)
  } finally {
    closeSync(fd)
  }
}

async function parse(fd: number, take: (message: MboxMessage) => void, from: number): Promise<void> {
  const total = fstatSync(fd).size
  let open: Open | undefined
  /** The blank line before this offset belongs to nobody. */
  let blank = 0
  const close = (end: number) => {
    if (!open) return
    const stop = open.end ?? end
    take({ fromLine: open.fromLine, at: open.at, length: Math.max(0, stop - open.at), head: Buffer.concat(open.head), quoted: open.quoted })
    open = undefined
  }
  const line = (bytes: Buffer, offset: number, next: number) => {
    const isFrom = bytes.length >= 5 && bytes[0] === FROM[0] && bytes.subarray(0, 5).equals(FROM)
    if (open?.end !== undefined && offset < open.end) {
      if (isFrom) open.quoted = false
    } else if (isFrom && (!open || blank > 0 || offset === open.end) && isFromLine(bytes.toString('latin1'))) {
      close(offset - blank)
      open = { fromLine: bytes.toString('latin1'), at: next, head: [], headSize: 0, inHead: true, quoted: true, end: undefined }
      blank = 0
      return
    }
    const empty = isBlank(bytes)
    if (open?.inHead) {
      if (empty) {
        open.inHead = false
        open.end = believed(fd, open, next, total)
      }
      if (open.headSize < HEAD) {
        open.head.push(Buffer.from(bytes))
        open.headSize += bytes.length
      }
    }
    blank = empty ? bytes.length : 0
  }
  const chunk = Buffer.allocUnsafe(CHUNK)
  let rest = Buffer.alloc(0)
  let at = from
  while (at < total) {
    const read = readSync(fd, chunk, 0, CHUNK, at)
    if (read === 0) break
    let offset = at - rest.length
    at += read
    const text = rest.length > 0 ? Buffer.concat([rest, chunk.subarray(0, read)]) : chunk.subarray(0, read)
    let start = 0
    for (let end = text.indexOf(LF); end >= 0; end = text.indexOf(LF, start)) {
      line(text.subarray(start, end + 1), offset, offset + end + 1 - start)
      offset += end + 1 - start
      start = end + 1
    }
    rest = Buffer.from(text.subarray(start))
    // A line without an end is no `From ` line: only where it began matters.
    if (rest.length > CHUNK) {
      blank = 0
      if (open) open.inHead = false
      const skipped = skip(fd, at, total)
      rest = Buffer.alloc(0)
      at = skipped
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (rest.length > 0) line(rest, at - rest.length, at)
  close(total - blank)
}

/** The offset behind the next line end. */
function skip(fd: number, from: number, total: number): number {
  const chunk = Buffer.allocUnsafe(CHUNK)
  for (let at = from; at < total; ) {
    const read = readSync(fd, chunk, 0, CHUNK, at)
    if (read === 0) return total
    const found = chunk.subarray(0, read).indexOf(LF)
    if (found >= 0) return at + found + 1
    at += read
  }
  return total
}

function isBlank(line: Buffer): boolean {
  return (line.length === 1 && line[0] === LF) || (line.length === 2 && line[0] === 13 && line[1] === LF)
}

/** Content-Length counts the body's bytes in the file; believed when a message, or the end of the file, is where it leads. */
function believed(fd: number, open: Open, body: number, total: number): number | undefined {
  const told = /^Content-Length:[ \t]*(\d{1,15})[ \t]*\r?$/im.exec(Buffer.concat(open.head).toString('latin1'))?.[1]
  if (told === undefined) return undefined
  const end = body + Number(told)
  if (end > total) return undefined
  const after = Buffer.alloc(9)
  const seen = after.subarray(0, readSync(fd, after, 0, after.length, end)).toString('latin1')
  return /^(\r?\n){0,2}(From |$)/.test(seen) && (seen.trim() !== '' || end >= total - 4) ? end : undefined
}
