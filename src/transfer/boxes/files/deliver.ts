// The bytes of one message out of its file, as they were: line ends and quoting undone, and never sent on when the digest says otherwise.

import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import type { Message, Sink } from '../../shapes.ts'
import { unquote } from '../mbox/quote.ts'
import { isMissing, unreadable } from './disk-trouble.ts'
import type { Entry } from './entry.ts'
import { createCompleter, createRestorer } from './line-ends.ts'
import { pour, type Stretch } from './pour.ts'
import type { Lying } from './shelf.ts'

/** `damaged`: its bytes are not those that were kept. */
export type Delivery = 'sent' | 'gone' | 'damaged'

/** A smaller file is read once, and held while it is checked. */
const HELD = 1024 * 1024

interface Transform {
  push(chunk: Buffer): Buffer
  rest?(): Buffer
}

/** `lf`: files of this layout end their lines with LF. */
export async function deliver(entry: Entry, lying: Lying, lf: boolean, sink: Sink): Promise<Delivery> {
  let fd: number
  try {
    // A link may lead anywhere, and a pipe that nobody writes into would be waited for.
    fd = openSync(lying.path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if (isMissing(error)) return 'gone'
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return 'damaged'
    throw unreadable(lying.path, error)
  }
  try {
    const stat = fstatSync(fd)
    if (!stat.isFile()) return 'damaged'
    const stretch = { from: lying.from, length: lying.length ?? stat.size - lying.from }
    return await send(fd, stretch, entry, () => transforms(entry, lying, lf), sink)
  } finally {
    closeSync(fd)
  }
}

async function send(fd: number, stretch: Stretch, entry: Entry, fresh: () => Transform[], sink: Sink): Promise<Delivery> {
  const hash = createHash('sha256')
  const held: Buffer[] = []
  const holds = stretch.length <= HELD
  let size = 0
  const chain = fresh()
  const take = (bytes: Buffer) => {
    size += bytes.length
    hash.update(bytes)
    if (holds && bytes.length > 0) held.push(Buffer.from(bytes))
  }
  const whole = pour(fd, stretch, (chunk) => take(through(chain, chunk)))
  take(restOf(chain))
  const digest = hash.digest('hex')
  if (!whole || (entry.sha256 !== undefined && (entry.sha256 !== digest || entry.size !== size))) return 'damaged'
  sink.begin({ ...messageOf(entry), size, digest })
  if (holds) for (const bytes of held) sink.data(bytes)
  else await stream(fd, stretch, fresh(), sink)
  sink.end()
  await sink.ready()
  return 'sent'
}

async function stream(fd: number, stretch: Stretch, chain: Transform[], sink: Sink): Promise<void> {
  const STEP = 256 * 1024
  for (let done = 0; done < stretch.length; done += STEP) {
    const length = Math.min(STEP, stretch.length - done)
    pour(fd, { from: stretch.from + done, length }, (chunk) => {
      const bytes = through(chain, chunk)
      if (bytes.length > 0) sink.data(bytes)
    })
    await sink.ready()
  }
  const rest = restOf(chain)
  if (rest.length > 0) sink.data(rest)
}

function through(chain: readonly Transform[], chunk: Buffer): Buffer {
  let bytes = chunk
  for (const step of chain) bytes = step.push(bytes)
  return bytes
}

/** Only the first step holds anything back. */
function restOf([first, ...others]: readonly Transform[]): Buffer {
  return through(others, first?.rest?.() ?? Buffer.alloc(0))
}

function transforms(entry: Entry, lying: Lying, lf: boolean): Transform[] {
  const chain: Transform[] = []
  if (lying.quoted) chain.push(unquote())
  if (entry.foreign) chain.push({ push: createCompleter() })
  else if (lf && !entry.exact) chain.push({ push: createRestorer(entry.bareLf ?? []) })
  return chain
}

export function messageOf(entry: Entry): Message {
  return {
    uid: entry.uid,
    size: entry.size,
    flags: [...entry.flags, ...entry.keywords],
    date: entry.date,
    ...(entry.sha256 === undefined ? {} : { digest: entry.sha256 }),
  }
}
