// A pair of connections, one to read from the source and one to write to the target, and on demand a third that reads the target. Opened when needed, thrown away when broken.

import { type Box, BoxRefusal, type Folder, type ListingWish, type OpenedFolder, type Reader, type Writer } from '../shapes.ts'
import { brokenBy, Ended } from './ended.ts'
import type { LineSide, LineWatch } from './line-watch.ts'
import type { Sides } from './request.ts'

const GRACE_MS = 3_000

interface OpenReader {
  readonly reader: Reader
  readonly folder: string
  readonly opened: OpenedFolder
}

export interface LaneBoxes extends Sides<Box> {
  readonly signal: AbortSignal
  readonly lines?: Pick<LineWatch, 'narrow'> | undefined
}

export class Lane {
  readonly #boxes: LaneBoxes
  #source: Partial<OpenReader> = {}
  #check: Partial<OpenReader> = {}
  #writer: Writer | undefined
  #opening: Promise<Writer> | undefined
  #warming: Promise<Reader | undefined> | undefined
  /** A folder of the source that is being opened; its name when it is open. */
  #ahead: Promise<string | undefined> | undefined
  readonly #told = new Map<string, OpenedFolder>()
  /** Opened before it was known that their line is narrow. */
  readonly #plain = new Set<LineSide>()

  constructor(boxes: LaneBoxes) {
    this.#boxes = boxes
    boxes.signal.addEventListener('abort', this.#onStop)
  }

  /** Who is between two messages stops by itself; who is not after this long is cut off. */
  readonly #onStop = (): void => {
    setTimeout(() => this.drop(), GRACE_MS).unref()
  }

  /** Reads the source; the folder is open. `again`: opened anew, so that what it says is of now. `next`: what will be listed. */
  async source(folder: Folder, again = false, next?: ListingWish): Promise<{ readonly reader: Reader; readonly opened: OpenedFolder }> {
    const ahead = this.#ahead
    this.#ahead = undefined
    // Opened ahead a moment ago: that is now.
    if ((await ahead) === folder.name && this.#source.folder === folder.name) return this.#source as OpenReader
    if (again) this.#source = { ...this.#source, folder: undefined as never }
    const warm = this.#warming
    this.#warming = undefined
    if (this.#source.reader === undefined && warm === undefined) this.#opens('source')
    const reader = this.#source.reader === undefined ? await warm : undefined
    if (reader) this.#source = { reader }
    this.#source = await openOn(this.#boxes.source, 'source', this.#source, folder, next)
    return this.#source as OpenReader
  }

  /** Opens the folder that comes next, while the target still answers for the last one. Nothing is thrown: who needs it hears it then. */
  ahead(folder: Folder, next?: ListingWish): void {
    const { reader } = this.#source
    if (reader === undefined || this.#ahead !== undefined) return
    this.#ahead = openOn(this.#boxes.source, 'source', { reader }, folder, next).then(
      (open) => {
        if (this.#source.reader === reader) this.#source = open
        return folder.name
      },
      () => {
        // Whatever it was: begun anew, it is told where it matters.
        if (this.#source.reader === reader) this.#source = {}
        reader.close()
        return undefined
      },
    )
  }

  /** Reads the target. */
  async check(folder: Folder, again = false, next?: ListingWish): Promise<{ readonly reader: Reader; readonly opened: OpenedFolder }> {
    if (again) this.#check = { ...this.#check, folder: undefined as never }
    this.#check = await openOn(this.#boxes.target, 'target', this.#check, folder, next)
    return this.#check as OpenReader
  }

  async writer(): Promise<Writer> {
    if (this.#writer) return this.#writer
    if (this.#opening === undefined) this.#opens('target')
    const opening = this.#opening ?? this.#boxes.target.writer()
    this.#opening = opening
    try {
      const writer = await opening
      if (this.#opening === opening) this.#writer = writer
      return writer
    } catch (error) {
      this.#opening = undefined
      throw notLetIn(error, 'target')
    }
  }

  /** What the writer said of a folder when it opened it, or was told of one that it has just made. */
  async target(folder: Folder, again = false): Promise<OpenedFolder> {
    const writer = await this.writer()
    const known = again ? undefined : this.#told.get(folder.name)
    if (known) return known
    const opened = await writer.open(folder)
    this.#told.set(folder.name, opened)
    return opened
  }

  /** It was made empty on this line just now: opening it would tell nothing new. */
  made(folder: Folder): void {
    if (folder.status) this.#told.set(folder.name, { ...folder.status, flags: [], keywords: true })
  }

  /** Connects ahead of need, since signing in takes several round trips. What fails here fails again where it matters. */
  warm(): void {
    this.writer().catch(() => {})
    this.#opens('source')
    this.#warming = this.#boxes.source.reader().catch(() => undefined)
  }

  #opens(side: LineSide): void {
    if (this.#boxes.lines?.narrow.has(side)) this.#plain.delete(side)
    else this.#plain.add(side)
  }

  /** A line of it is narrow, and would be opened compressed now. */
  get stale(): boolean {
    const { narrow } = this.#boxes.lines ?? {}
    return narrow !== undefined && narrow.size > 0 && [...narrow].some((side) => this.#plain.has(side))
  }

  /** Leaves such lines in good order, to be opened anew when they are needed; nothing may be on its way. False: there were none. */
  renew(): boolean {
    if (!this.stale) return false
    for (const side of this.#boxes.lines!.narrow) {
      if (!this.#plain.delete(side)) continue
      if (side === 'source') {
        this.#ahead = undefined
        this.#source.reader?.close()
        this.#source = {}
      } else {
        this.#writer?.close()
        this.#writer = undefined
        this.#opening = undefined
        this.#told.clear()
        this.#check.reader?.close()
        this.#check = {}
      }
    }
    return true
  }

  /** With what is half on its way. */
  cut(): void {
    this.#writer?.abort()
    this.#writer = undefined
    this.#opening = undefined
    this.#told.clear()
  }

  /** After a failure nothing that was said on these connections can be trusted to be over. */
  drop(): void {
    this.cut()
    this.#ahead = undefined
    this.#source.reader?.close()
    this.#check.reader?.close()
    this.#source = {}
    this.#check = {}
  }

  close(): void {
    this.#boxes.signal.removeEventListener('abort', this.#onStop)
    this.#writer?.close()
    this.#writer = undefined
    this.drop()
    void this.#warming?.then((reader) => reader?.close())
  }
}

async function openOn(
  box: Box,
  side: 'source' | 'target',
  now: Partial<OpenReader>,
  folder: Folder,
  next: ListingWish | undefined,
): Promise<Partial<OpenReader>> {
  try {
    const reader =
      now.reader ??
      (await box.reader().catch((error: unknown) => {
        throw notLetIn(error, side)
      }))
    if (now.folder === folder.name) return now
    try {
      return { reader, folder: folder.name, opened: await reader.open(folder, next) }
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
