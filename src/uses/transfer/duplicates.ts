// `sesame duplicates`: exact duplicates of one mailbox listed; removed only when that is asked for, shown, written to a list, and answered with a yes.

import { randomBytes } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SesameError } from '../../model/errors.ts'
import { makeFolder } from '../../store/make-folder.ts'
import type { CompareEvent } from '../../transfer/proof/compare-boxes.ts'
import { type DuplicateGroup, type Duplicates, findDuplicates } from '../../transfer/proof/duplicates.ts'
import { type Removed, removeDuplicates } from '../../transfer/proof/remove-duplicates.ts'
import { connectionsTo } from './compare.ts'
import type { GivenKey } from './move.ts'
import { openRoom, type RoomRequest } from './room.ts'
import { openSide } from './side.ts'

export interface DuplicatesUseRequest {
  readonly room: RoomRequest
  readonly address: string
  readonly given: GivenKey
  readonly connections: number
  /** Those that lie in several folders are told too. */
  readonly across: boolean
  /** Absent: only looked at. Called with what was found and written down; false leaves everything as it is. */
  readonly remove?: ((found: Duplicates, list: string) => Promise<boolean>) | undefined
  /** Where the list of what would be removed is written; one name is made up where it is absent. */
  readonly list?: string | undefined
}

export interface DuplicatesTold {
  readonly label: string
  readonly groups: number
  readonly extra: number
  readonly bytes: number
  readonly across: number
  readonly gmail: boolean
  readonly untold: Duplicates['untold']
  /** The first of them. */
  readonly shown: readonly ShownDuplicate[]
  readonly shownAcross: readonly { readonly subject: string; readonly size: number; readonly folders: readonly string[] }[]
  readonly list: string | null
  readonly removed: Removed | null
}

export type ShownDuplicate = Omit<DuplicateGroup, 'folder'> & { readonly folder: string }

const SHOWN = 200

/** Throws what `openSide` throws, `side-refused`, `side-unreachable`, `file-unwritable`. */
export async function duplicates(request: DuplicatesUseRequest, on: (event: CompareEvent) => void): Promise<DuplicatesTold> {
  const { given, address, across, remove } = request
  const room = await openRoom(request.room)
  try {
    const { box, limits } = await openSide(address, { room, role: 'from', ...given })
    try {
      const signal = request.room.signal
      const found = await findDuplicates({ box, connections: connectionsTo(limits, request.connections), signal, on }, across)
      try {
        let list: string | null = null
        let removed: Removed | null = null
        // Gmail's folders are labels: what a removal from one does is the person's setting, which nobody here can see.
        if (remove !== undefined && found.groups > 0 && !found.gmail) {
          list = await writeList(
            request.list ?? `duplicates-${new Date().toISOString().slice(0, 10)}-${randomBytes(3).toString('hex')}.jsonl`,
            box.label,
            found,
          )
          if (await remove(found, list)) removed = await removeDuplicates(box, found.each(), signal)
        }
        return {
          ...{ label: box.label, groups: found.groups, extra: found.extra, bytes: found.bytes, across: found.across, gmail: found.gmail },
          ...{
            untold: found.untold,
            shown: [...first(found.each())].map(shown),
            shownAcross: [...first(found.eachAcross())],
            list,
            removed,
          },
        }
      } finally {
        found.close()
      }
    } finally {
      await box.close()
    }
  } finally {
    await room.close()
  }
}

function shown({ folder, ...group }: DuplicateGroup): ShownDuplicate {
  return { ...group, folder: folder.name }
}

function* first<T>(all: Iterable<T>): Generator<T> {
  let n = 0
  for (const one of all) {
    if (n++ >= SHOWN) return
    yield one
  }
}

/** Never over a file that is there: it may be the list of another day. */
async function writeList(name: string, label: string, found: Duplicates): Promise<string> {
  let file: FileHandle | undefined
  try {
    makeFolder(dirname(name), 0o777)
    file = await open(name, 'wx', 0o600)
    await file.write(
      `${JSON.stringify({ mailbox: label, made: new Date().toISOString(), groups: found.groups, messages: found.extra, bytes: found.bytes })}\n`,
    )
    for (const group of found.each()) await file.write(`${JSON.stringify(shown(group))}\n`)
    await file.sync()
    return name
  } catch (error) {
    throw new SesameError('file-unwritable', { file: name, why: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error)
  } finally {
    await file?.close()
  }
}
