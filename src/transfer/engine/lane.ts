// A pair of connections, one to read from the source and one to write to the target, and on demand a third that reads the target. Opened when needed, thrown away when broken.

import { type Box, BoxRefusal, type Folder, type OpenedFolder, type Reader, type Writer } from '../shapes.ts'
import { brokenBy, Ended } from './ended.ts'
import type { Sides } from './request.ts'

interface OpenReader {
  readonly reader: Reader
  readonly folder: string
  readonly opened: OpenedFolder
}

export class Lane {
  readonly #boxes: Sides<Box>
  #source: Partial<OpenReader> = {}
  #check: Partial<OpenReader> = {}
  #writer: Writer | undefined

  constructor(boxes: Sides<Box>) {
    this.#boxes = boxes
  }

  /** Reads the source; the folder is open. `again`: opened anew, so that what it says is of now. */
  async source(folder: Folder, again = false): Promise<{ readonly reader: Reader; readonly opened: OpenedFolder }> {
    if (again) this.#source = { ...this.#source, folder: undefined as never }
    this.#source = await openOn(this.#boxes.source, 'source', this.#source, folder)
    return this.#source as OpenReader
  }

  /** Reads the target. */
  async check(folder: Folder, again = false): Promise<{ readonly reader: Reader; readonly opened: OpenedFolder }> {
    if (again) this.#check = { ...this.#check, folder: undefined as never }
    this.#check = await openOn(this.#boxes.target, 'target', this.#check, folder)
    return this.#check as OpenReader
  }

  async writer(): Promise<Writer> {
    try {
      this.#writer ??= await this.#boxes.target.writer()
      return this.#writer
    } catch (error) {
      throw notLetIn(error, 'target')
    }
  }

  /** With what is half on its way. */
  cut(): void {
    this.#writer?.abort()
    this.#writer = undefined
  }

  /** After a failure nothing that was said on these connections can be trusted to be over. */
  drop(): void {
    this.cut()
    this.#source.reader?.close()
    this.#check.reader?.close()
    this.#source = {}
    this.#check = {}
  }

  close(): void {
    this.#writer?.close()
    this.#writer = undefined
    this.drop()
  }
}

async function openOn(box: Box, side: 'source' | 'target', now: Partial<OpenReader>, folder: Folder): Promise<Partial<OpenReader>> {
  try {
    const reader =
      now.reader ??
      (await box.reader().catch((error: unknown) => {
        throw notLetIn(error, side)
      }))
    if (now.folder === folder.name) return now
    try {
      return { reader, folder: folder.name, opened: await reader.open(folder) }
    } catch (error) {
      if (now.reader === undefined) reader.close()
      throw error
    }
  } catch (error) {
    throw brokenBy(error, side)
  }
}

/** A server that refuses us altogether is no matter of a folder. */
function notLetIn(error: unknown, side: 'source' | 'target'): unknown {
  const broken = brokenBy(error, side)
  return broken instanceof BoxRefusal ? new Ended('refused', broken.refusal.said) : broken
}
