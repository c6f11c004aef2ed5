// The manifest of one folder: JSON Lines, only ever appended to; later lines override earlier ones, a cut last line was never said.
// A million messages are listed as a stream: what stays in memory is where each line begins, and what changed since.

import { closeSync, fstatSync, ftruncateSync, openSync, readSync, renameSync } from 'node:fs'
import { SesameError } from '../../../model/errors.ts'
import { unwritable } from './disk-trouble.ts'
import { eachLine, LONGEST_LINE } from './each-line.ts'
import { type Entry, type EntryChange, type ManifestLine, readLine } from './entry.ts'
import { datasync, syncFolder, writeWhole } from './to-disk.ts'
import { UidIndex } from './uid-index.ts'

const CHUNK = 256 * 1024
/** So many lines that say nothing any more, and more than there are messages (or this many): time to write it anew. */
const DEAD_AT_LEAST = 1_000
const DEAD_AT_MOST = 50_000

/** What a folder's messages come to. */
export interface ManifestTotals {
  readonly messages: number
  readonly bytes: number
  readonly nextUid: number
  readonly uidValidity: number
  /** Lines ever written: rises with every change, a modseq (RFC 7162) of our own. */
  readonly lines: number
}

/** A manifest that was read. One process writes it; others may read. */
export class FolderManifest {
  readonly file: string
  /** Where the data of the folder lies meanwhile, when it was being written anew; see mbox/rewrite.ts. */
  data: string | undefined
  #uidValidity = 0
  #nextUid = 1
  #oldest = 0
  #lines = 0
  #bytes = 0
  #count = 0
  #dead = 0
  #size = 0
  #index = new UidIndex()
  /** Undefined entry: gone. */
  #changes = new Map<number, { readonly line: number; readonly change: EntryChange | undefined }>()

  private constructor(file: string) {
    this.file = file
  }

  static async make(file: string, uidValidity: number): Promise<FolderManifest> {
    const manifest = new FolderManifest(file)
    await replaceManifest(file, [headLine({ uidValidity, nextUid: 1, lines: 0, since: 0 })])
    await manifest.#load()
    return manifest
  }

  /** Reads it whole, once, as a stream. */
  static async open(file: string): Promise<FolderManifest> {
    const manifest = new FolderManifest(file)
    await manifest.#load()
    return manifest
  }

  get totals(): ManifestTotals {
    return {
      messages: this.#count,
      bytes: this.#bytes,
      nextUid: this.#nextUid,
      uidValidity: this.#uidValidity,
      lines: this.#lines,
    }
  }

  /** Its length in bytes: another one means that somebody else wrote. */
  get size(): number {
    return this.#size
  }

  /** Lines older than this can no longer be told apart. */
  get oldestLine(): number {
    return this.#oldest
  }

  async #load(): Promise<void> {
    await eachLine(this.file, 0, (text, offset, end) => {
      this.#take(this.#read(text), offset)
      this.#size = end
    })
    if (this.#uidValidity === 0) throw new SesameError('backup-damaged', { file: this.file, why: 'no first line' })
  }

  #read(text: string): ManifestLine | undefined {
    try {
      return readLine(text)
    } catch (error) {
      throw new SesameError('backup-damaged', { file: this.file, why: (error as Error).message }, error)
    }
  }

  #take(line: ManifestLine | undefined, offset: number): void {
    if (line?.kind === 'head') {
      this.#uidValidity = line.uidValidity
      this.#nextUid = Math.max(this.#nextUid, line.nextUid)
      this.#lines = line.lines
      this.#oldest = line.since
      this.data = line.data
      return
    }
    this.#lines++
    if (line === undefined) {
      this.#dead++
      return
    }
    if (line.kind === 'message') {
      const { uid, size } = line.entry
      // UIDs rise in the file; one that does not is no line of ours.
      if (!this.#index.add(uid, offset, this.#lines)) {
        this.#dead++
        return
      }
      this.#count++
      this.#bytes += size
      this.#nextUid = Math.max(this.#nextUid, uid + 1)
      return
    }
    this.#dead++
    const before = this.#changes.get(line.uid)
    if (this.#index.position(line.uid) === undefined || (before && before.change === undefined)) return
    if (line.kind === 'change') {
      this.#changes.set(line.uid, { line: this.#lines, change: { ...before?.change, ...line.change } })
      return
    }
    this.#dead++
    this.#changes.set(line.uid, { line: this.#lines, change: undefined })
    this.#count--
    this.#goneSinceRead.push(line.uid)
  }

  /** Their sizes leave the sum once somebody asks: a look at their lines costs a read each. */
  #goneSinceRead: number[] = []

  /** Takes away the bytes of what is gone; called before totals are told. */
  async settleBytes(): Promise<void> {
    if (this.#goneSinceRead.length === 0) return
    const gone = this.#goneSinceRead.splice(0)
    for (const entry of await this.#linesOf(gone)) this.#bytes -= entry.size
  }

  /** Every message with its UID above `after`, or changed after line `since`, in the order of UIDs. */
  async each(
    take: (entry: Entry) => void,
    { after = 0, since = 0 }: { readonly after?: number; readonly since?: number } = {},
  ): Promise<void> {
    const first = this.#index.firstAbove(after)
    const known = this.#index.length
    if (first >= known) return
    const end = this.#size
    let at = first
    await eachLine(
      this.file,
      this.#index.offset(first),
      (text, offset) => {
        if (at >= known || offset !== this.#index.offset(at)) return
        const position = at++
        const uid = this.#index.uid(position)
        const changed = this.#changes.get(uid)
        if (changed && changed.change === undefined) return
        if (Math.max(this.#index.line(position), changed?.line ?? 0) <= since) return
        const line = this.#read(text)
        if (line?.kind === 'message') take(changed ? { ...line.entry, ...changed.change } : line.entry)
      },
      end,
    )
  }

  /** UIDs that went after line `since`, rising. */
  goneSince(since: number): number[] {
    return [...this.#changes]
      .filter(([, { change, line }]) => change === undefined && line > since)
      .map(([uid]) => uid)
      .sort((a, b) => a - b)
  }

  /** Those of these UIDs that are there, in their order. */
  async find(uids: readonly number[]): Promise<Entry[]> {
    const there = uids.filter((uid) => {
      const changed = this.#changes.get(uid)
      return this.#index.position(uid) !== undefined && !(changed && changed.change === undefined)
    })
    const entries = await this.#linesOf(there)
    return entries.map((entry) => {
      const changed = this.#changes.get(entry.uid)?.change
      return changed ? { ...entry, ...changed } : entry
    })
  }

  /** What is gone, as it was, until the manifest is written anew. */
  removed(): Promise<Entry[]> {
    return this.#linesOf(this.goneSince(0))
  }

  async #linesOf(uids: readonly number[]): Promise<Entry[]> {
    const entries: Entry[] = []
    if (uids.length === 0) return entries
    const fd = openSync(this.file, 'r')
    try {
      let block = Buffer.alloc(0)
      let from = 0
      for (const uid of uids) {
        const position = this.#index.position(uid)
        if (position === undefined) continue
        const offset = this.#index.offset(position)
        let size = 64 * 1024
        let end = -1
        for (;;) {
          if (offset >= from && offset < from + block.length) end = block.indexOf(10, offset - from)
          if (end >= 0 || size > LONGEST_LINE) break
          block = Buffer.allocUnsafe(size)
          block = block.subarray(0, readSync(fd, block, 0, size, offset))
          from = offset
          size *= 4
          if (block.length === 0) break
        }
        if (end < 0) continue
        const line = this.#read(block.toString('utf8', offset - from, end))
        end = -1
        if (line?.kind === 'message') entries.push(line.entry)
      }
    } finally {
      closeSync(fd)
    }
    return entries
  }

  /** Writes all of these lines, and they are on the disk; or none, and it throws what the disk said. */
  async append(lines: readonly object[]): Promise<void> {
    if (lines.length === 0) return
    const fd = openSync(this.file, 'r+')
    const start = this.#size
    const texts = lines.map((line) => `${JSON.stringify(line)}\n`)
    try {
      // What a crash cut, and what was never confirmed, goes first.
      this.#cutTail(fd, start)
      writeWhole(fd, Buffer.from(texts.join('')), start)
      await datasync(fd)
    } catch (error) {
      if (error instanceof SesameError) throw error
      try {
        ftruncateSync(fd, start)
      } catch {}
      throw error
    } finally {
      closeSync(fd)
    }
    let offset = start
    for (const text of texts) {
      this.#take(this.#read(text), offset)
      offset += Buffer.byteLength(text)
    }
    this.#size = offset
  }

  /** Whole lines that we have not read are somebody's: two programs write, which the lock forbids. */
  #cutTail(fd: number, start: number): void {
    const excess = fstatSync(fd).size - start
    if (excess <= 0) return
    const tail = Buffer.alloc(Math.min(excess, LONGEST_LINE))
    if (tail.subarray(0, readSync(fd, tail, 0, tail.length, start)).includes(10)) throw new SesameError('lock-busy', { file: this.file })
    ftruncateSync(fd, start)
  }

  /** Takes changes as true without writing them: for a backup that may only be read. */
  believe(lines: readonly object[]): void {
    for (const line of lines) this.#take(this.#read(JSON.stringify(line)), -1)
  }

  /** True when most of its lines say nothing any more. */
  get wantsCompaction(): boolean {
    return this.#dead > DEAD_AT_LEAST && this.#dead > Math.min(this.#count, DEAD_AT_MOST)
  }

  /** Writes it anew with what is true now; `change` may alter each entry (an mbox that moves its messages). */
  async compact({
    change = (entry: Entry) => entry,
    data,
  }: {
    readonly change?: (entry: Entry) => Entry
    readonly data?: string
  } = {}): Promise<void> {
    const { uidValidity, nextUid, lines } = this.totals
    const fd = openSync(`${this.file}.new`, 'w', 0o600)
    try {
      let pending = [headLine({ uidValidity, nextUid, lines: lines - this.#count, since: lines, ...(data === undefined ? {} : { data }) })]
      let length = 0
      const flush = () => {
        writeWhole(fd, Buffer.from(pending.join('')))
        pending = []
        length = 0
      }
      await this.each((entry) => {
        const text = `${JSON.stringify(change(entry))}\n`
        pending.push(text)
        length += text.length
        if (length > CHUNK) flush()
      })
      flush()
      await datasync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(`${this.file}.new`, this.file)
    await syncFolder(this.file)
    this.#bytes = this.#count = this.#dead = this.#size = 0
    this.#index = new UidIndex()
    this.#changes = new Map()
    this.#goneSinceRead = []
    await this.#load()
  }
}

interface Head {
  readonly uidValidity: number
  readonly nextUid: number
  /** Lines written before this file was: the first one below counts as the next. */
  readonly lines: number
  /** What changed up to this line can no longer be told apart. */
  readonly since: number
  readonly data?: string
}

function headLine(head: Head): string {
  return `${JSON.stringify({ sesame: 'folder', version: 1, ...head })}\n`
}

async function replaceManifest(file: string, lines: readonly string[]): Promise<void> {
  try {
    const fd = openSync(`${file}.new`, 'w', 0o600)
    try {
      writeWhole(fd, Buffer.from(lines.join('')))
      await datasync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(`${file}.new`, file)
    await syncFolder(file)
  } catch (error) {
    throw unwritable(file, error)
  }
}
