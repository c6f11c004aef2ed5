// One mbox of a backup: groups are appended and synced before the manifest speaks of them; what a crash left behind the last of them is cut off.

import {
  closeSync,
  existsSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readFileSync,
  truncateSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ownFile } from '../files/backup.ts'
import { isMissing } from '../files/disk-trouble.ts'
import type { Entry } from '../files/entry.ts'
import { unlinkIfThere } from '../files/file-shelf.ts'
import { instantOf } from '../files/internal-date.ts'
import { pour } from '../files/pour.ts'
import type { Arrival, Lying, Shelf, ShelfPlace } from '../files/shelf.ts'
import { syncFolder, writeWhole } from '../files/to-disk.ts'
import { compareMbox } from './compare.ts'
import { fromLine } from './from-line.ts'
import { quote } from './quote.ts'
import { rewriteMbox } from './rewrite.ts'

const datasync = promisify(fdatasync)
/** For one message after the other. */
const staging = Buffer.allocUnsafe(256 * 1024)

export function mboxShelf({ root, folder, manifest }: ShelfPlace): Shelf {
  const file = join(root, folder.place)
  /** Written before the first byte of a run, removed after its last: while it is there, a tail that nobody knows is ours. */
  const marker = ownFile(root, 'folders', `${folder.id}.writing`)
  let marked = false
  let start = 0
  const path = () => {
    const { data } = manifest()
    const pending = data === undefined ? undefined : ownFile(root, 'spool', data)
    return pending !== undefined && existsSync(pending) ? pending : file
  }
  const mark = async (size: number) => {
    if (marked) return
    const fd = openSync(marker, 'w', 0o600)
    try {
      writeWhole(fd, Buffer.from(`${size}\n`))
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    await syncFolder(marker)
    marked = true
  }
  return {
    lf: true,
    arrived({ landed }) {
      closeSync(landed.fd)
      return undefined
    },
    async settle(arrivals) {
      // A file that another program removed meanwhile is made anew.
      const fd = openSync(file, existsSync(file) ? 'r+' : 'w+', 0o600)
      try {
        start = fstatSync(fd).size
        await mark(start)
        let at = start
        const entries = arrivals.map((arrival) => {
          const entry = append(fd, at, arrival)
          at = (entry.at as number) + (entry.length as number) + ending(entry, arrival).length
          return entry
        })
        await datasync(fd)
        return entries
      } catch (error) {
        // No room is needed to take it back.
        ftruncateSync(fd, start)
        throw error
      } finally {
        closeSync(fd)
      }
    },
    async publish(arrivals) {
      for (const { landed } of arrivals) unlinkIfThere(landed.spool)
    },
    takeBack(arrivals) {
      if (existsSync(file) && lstatSync(file).size > start && marked) truncateSync(file, start)
      for (const { landed } of arrivals) unlinkIfThere(landed.spool)
    },
    lying: (entry): Lying => ({ path: path(), from: entry.at ?? 0, length: entry.length ?? 0, quoted: !entry.unquoted }),
    mark: () => ({}),
    drop: () => {},
    mood() {
      try {
        const stat = lstatSync(file, { bigint: true })
        return `${stat.size} ${stat.mtimeNs}${existsSync(marker) && !marked ? ' unfinished' : ''}`
      } catch (error) {
        if (isMissing(error)) return 'missing'
        throw error
      }
    },
    async compare(known) {
      return compareMbox({ file, known, unfinished: marked ? undefined : readMarker(marker), done: () => unlinkIfThere(marker) })
    },
    async rest() {
      await rewriteMbox({ root, folder, file, manifest: manifest() })
      unlinkIfThere(marker)
      marked = false
    },
  }
}

function readMarker(marker: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(marker, 'utf8'), 10) || 0
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Its last line gets an end when it has none; a blank line stands before the next `From `. */
function ending(_entry: Entry, { landed }: Arrival): string {
  return landed.endsWithLf ? '\n' : '\n\n'
}

function append(fd: number, offset: number, arrival: Arrival): Entry {
  const { landed, entry } = arrival
  const head = Buffer.from(fromLine((entry.date === null ? undefined : instantOf(entry.date)) ?? 0))
  const at = offset + head.length
  const quoting = quote()
  let end = offset
  let waiting = 0
  const flush = () => {
    writeWhole(fd, staging.subarray(0, waiting), end)
    end += waiting
    waiting = 0
  }
  const add = (bytes: Buffer) => {
    if (waiting + bytes.length > staging.length) flush()
    if (bytes.length > staging.length) {
      writeWhole(fd, bytes, end)
      end += bytes.length
    } else waiting += bytes.copy(staging, waiting)
  }
  add(head)
  const spool = openSync(landed.spool, 'r')
  try {
    pour(spool, { from: 0, length: landed.length }, (chunk) => add(quoting.push(chunk)))
  } finally {
    closeSync(spool)
  }
  add(quoting.rest())
  const length = end + waiting - at
  add(Buffer.from(ending(entry, arrival)))
  flush()
  return { ...entry, at, length }
}
