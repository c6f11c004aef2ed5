// One message while it comes by POP3: its true size and its digest are known only at its end, so that it waits in memory when it is small, in a file without a name when it is not.

import { createHash } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SesameError } from '../../../model/errors.ts'

/** Beyond it the message goes to the disk. */
const IN_MEMORY = 1_048_576
const PIECE = 262_144
/** As much as the headers that a date is looked for in. */
const HEAD = 65_536

export class Spool {
  readonly #hash = createHash('sha256')
  #parts: Buffer[] = []
  #size = 0
  #file: { readonly descriptor: number; readonly folder: string } | undefined
  readonly #inMemory: number

  constructor(inMemory = IN_MEMORY) {
    this.#inMemory = inMemory
  }

  get size(): number {
    return this.#size
  }

  /** The chunk may be used again afterwards. Throws `file-unwritable`. */
  write(chunk: Buffer): void {
    this.#hash.update(chunk)
    this.#size += chunk.length
    if (this.#file !== undefined) put(this.#file, chunk)
    else if (this.#size <= this.#inMemory) this.#parts.push(Buffer.from(chunk))
    else {
      this.#file = nameless()
      for (const part of this.#parts) put(this.#file, part)
      put(this.#file, chunk)
      this.#parts = [Buffer.concat(this.#parts).subarray(0, HEAD)]
    }
  }

  /** Once, at the end. */
  digest(): string {
    return this.#hash.digest('hex')
  }

  /** The first bytes. */
  head(): Buffer {
    return Buffer.concat(this.#parts).subarray(0, HEAD)
  }

  /** All of it, from the first byte. */
  *pieces(): Generator<Buffer> {
    if (this.#file === undefined) {
      yield* this.#parts
      return
    }
    const piece = Buffer.allocUnsafe(Math.min(PIECE, this.#size))
    for (let at = 0; at < this.#size; ) {
      const read = readSync(this.#file.descriptor, piece, 0, piece.length, at)
      if (read === 0) throw new SesameError('file-unreadable', { file: tmpdir(), why: 'short' })
      yield piece.subarray(0, read)
      at += read
    }
  }

  close(): void {
    this.#parts = []
    if (this.#file === undefined) return
    closeSync(this.#file.descriptor)
    rmSync(this.#file.folder, { recursive: true, force: true })
    this.#file = undefined
  }
}

/** Its name is taken away at once where the system lets one (not on Windows): a killed process leaves no mail behind. */
function nameless(): { readonly descriptor: number; readonly folder: string } {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'sesame-mail-'))
    const descriptor = openSync(join(folder, 'message'), 'w+', 0o600)
    if (process.platform !== 'win32') rmSync(folder, { recursive: true, force: true })
    return { descriptor, folder }
  } catch (error) {
    throw unwritable(error)
  }
}

function put({ descriptor }: { readonly descriptor: number }, chunk: Buffer): void {
  try {
    for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at)
  } catch (error) {
    throw unwritable(error)
  }
}

const unwritable = (error: unknown) =>
  new SesameError('file-unwritable', { file: tmpdir(), why: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error)
