// One message on its way into a file: digest, line ends and bytes as they come; a small one is written at once, a large one as it flows.

import { createHash } from 'node:crypto'
import { closeSync, openSync, unlinkSync } from 'node:fs'
import { type BareLineEnds, createRestorer, createStripper } from './line-ends.ts'
import { pour } from './pour.ts'
import { writeWhole } from './to-disk.ts'

/** A message that lies in a passing file and is complete there. */
export interface Landed {
  readonly spool: string
  readonly fd: number
  readonly size: number
  readonly sha256: string
  /** Bytes in the file. */
  readonly length: number
  /** Bytes as a program counts them that gives each line its CR LF. */
  readonly crlfLength: number
  readonly bareLf: BareLineEnds
  readonly exact: boolean
  /** The file ends with a line end, or is empty. */
  readonly endsWithLf: boolean
  /** The first bytes, for its name. */
  readonly head: Buffer
}

export interface Incoming {
  write(chunk: Buffer): void
  end(): Landed
  discard(): void
}

const AT_ONCE = 256 * 1024
const HEAD = 16 * 1024
const MOST_SPARES = 8
/** Staging of messages that are complete, for the next ones. */
const spares: Buffer[] = []
/** A message with more exceptions keeps its own bytes. */
const MOST_RANGES = 2_000

/** `lf`: the file gets LF. The file is made private, and stays open until its `fd` is closed by who took it. */
export function incoming(spool: string, lf: boolean): Incoming {
  const hash = createHash('sha256')
  const stripper = lf ? createStripper() : undefined
  let fd: number | undefined
  let size = 0
  let length = 0
  let staging: Buffer | undefined = spares.pop() ?? Buffer.allocUnsafe(AT_ONCE)
  let waiting = 0
  let last = 10
  let head = Buffer.alloc(0)
  const flush = () => {
    fd ??= openSync(spool, 'wx+', 0o600)
    if (staging && waiting > 0) writeWhole(fd, staging.subarray(0, waiting))
    waiting = 0
  }
  const take = (bytes: Buffer) => {
    if (bytes.length === 0 || !staging) return
    length += bytes.length
    last = bytes[bytes.length - 1] as number
    if (waiting + bytes.length > AT_ONCE) flush()
    if (bytes.length > AT_ONCE) writeWhole(fd as number, bytes)
    else {
      bytes.copy(staging, waiting)
      waiting += bytes.length
    }
  }
  const giveBack = () => {
    if (staging && spares.length < MOST_SPARES) spares.push(staging)
    staging = undefined
  }
  const discard = () => {
    giveBack()
    if (fd === undefined) return
    closeSync(fd)
    fd = undefined
    unlinkSync(spool)
  }
  return {
    write(chunk) {
      hash.update(chunk)
      size += chunk.length
      if (head.length < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD - head.length)])
      take(stripper ? stripper.strip(chunk) : chunk)
    },
    end() {
      if (stripper) take(stripper.rest())
      flush()
      giveBack()
      const { bare, lines, kept } = stripper?.done() ?? { bare: [], lines: 0, kept: 0 }
      const landed = { spool, fd: fd as number, size, sha256: hash.digest('hex'), head, endsWithLf: last === 10 }
      if (bare.length <= MOST_RANGES) return { ...landed, length, crlfLength: length + lines - kept, bareLf: bare, exact: false }
      const exact = openSync(`${spool}x`, 'wx+', 0o600)
      const restore = createRestorer(bare)
      pour(landed.fd, { from: 0, length }, (bytes) => writeWhole(exact, restore(bytes)))
      discard()
      const missing = bare.reduce((sum, [first, last]) => sum + last - first + 1, 0)
      return { ...landed, spool: `${spool}x`, fd: exact, length: size, crlfLength: size + missing, bareLf: [], exact: true }
    },
    discard,
  }
}
