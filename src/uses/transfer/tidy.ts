// Cleans the special folders that a mailbox has twice after a change of account or app: shows them, and after a yes pours each into the one that counts.

import { folderIndex } from '../../knowledge/folder-names.ts'
import { loadKnowledge } from '../../knowledge/load.ts'
import { SesameError } from '../../model/errors.ts'
import { dataFolder } from '../../store/place.ts'
import type { Box, Folder, Inventory } from '../../transfer/shapes.ts'
import { type Double, type Doubles, doublesOf } from '../../transfer/tidy/doubles.ts'
import { type FolderLook, lookInto } from '../../transfer/tidy/look.ts'
import { type Merged, mergeFolders } from '../../transfer/tidy/merge-folders.ts'
import { openRoom, type RoomRequest } from './room.ts'
import { openSide, type SideWanted } from './side.ts'
import { tidyMemory } from './tidy-memory.ts'

export interface DoubleView {
  readonly use: Double['use'] | null
  readonly keep: FolderLook
  readonly because: Double['because']
  readonly from: FolderLook
  readonly langs: readonly string[]
  /** Mail of the last weeks went into the folder that goes, and none since into the one that stays: an app may still put it there. */
  readonly stillUsed: boolean
}

export interface TidyView {
  readonly label: string
  readonly doubles: readonly DoubleView[]
  readonly unclear: readonly { readonly use: string; readonly folders: readonly FolderLook[] }[]
  /** Nothing can be merged here, whatever is doubled: labels are no folders, or single messages cannot be removed. */
  readonly hindrance: 'labels' | 'no-uidplus' | null
}

export interface TidiedFolder extends Merged {
  readonly from: string
  readonly keep: string
  /** What became of the folder itself. */
  readonly folder: 'removed' | 'kept' | 'holds-others' | 'not-empty' | 'refused'
  /** The server's words, where it refused. */
  readonly said?: string
}

export interface TidyReport {
  readonly view: TidyView
  /** Empty where nothing was to be done, or nobody said yes. */
  readonly tidied: readonly TidiedFolder[]
}

export interface TidyRequest extends Pick<SideWanted, 'secret' | 'secretKind'> {
  readonly room: RoomRequest
  /** An address or the URL of a server. */
  readonly mailbox: string
  readonly rules: readonly { readonly from: readonly string[]; readonly to: readonly string[] }[]
  /** Shown what is doubled; true: merge. */
  readonly merge: (view: TidyView) => Promise<boolean>
  /** An emptied folder may go. */
  readonly mayRemove: (folder: string) => Promise<boolean>
  readonly onProgress?: ((folder: string, done: number, total: number) => void) | undefined
}

/** Throws what opening a side throws, `option-invalid` for a folder that is not there, and BoxRefusal. */
export async function tidyMailbox(request: TidyRequest): Promise<TidyReport> {
  const { mailbox, secret, secretKind } = request
  const room = await openRoom(request.room)
  try {
    const { box, provider } = await openSide(mailbox, { room, role: 'from', secret, secretKind })
    try {
      const data = dataFolder({ folder: request.room.data, env: request.room.env ?? {} })
      return await tidyBox({ ...request, box, provider, data })
    } finally {
      await box.close()
    }
  } finally {
    await room.close()
  }
}

export interface TidyBoxRequest extends Pick<TidyRequest, 'rules' | 'merge' | 'mayRemove' | 'onProgress'> {
  readonly box: Box
  readonly provider: string | null
  /** The folder where it is remembered what was begun. */
  readonly data: string
  readonly room: Pick<RoomRequest, 'signal'>
  /** Milliseconds since 1970. */
  readonly now?: number
}

const LATELY_MS = 21 * 86_400_000

/** The same on a box that is open already. */
export async function tidyBox(request: TidyBoxRequest): Promise<TidyReport> {
  const { box, provider, rules } = request
  if (box.kind !== 'imap') throw new SesameError('option-invalid', { option: 'ADDRESS', value: box.label, allowed: 'IMAP' })
  const inventory = await box.inventory()
  const names = folderIndex(loadKnowledge())
  const found = doublesOf({ inventory, names, rules, ...(provider !== null && { provider }) })
  if (found.unknown.length > 0)
    throw new SesameError('option-invalid', {
      option: '--folder',
      value: found.unknown[0]!,
      allowed: inventory.folders.map((f) => f.path.join('/')).join(', '),
    })
  const view = await viewOf(request, inventory, found)
  const goes = view.doubles.length > 0 && view.hindrance === null && (await request.merge(view))
  if (!goes) return { view, tidied: [] }
  const tidied: TidiedFolder[] = []
  for (const double of found.doubles) tidied.push(await tidyOne(request, inventory, double))
  return { view, tidied }
}

async function viewOf({ box, now = Date.now() }: TidyBoxRequest, { traits }: Inventory, { doubles, unclear }: Doubles): Promise<TidyView> {
  const looks = new Map<Folder, FolderLook>()
  const reader = await box.reader()
  try {
    for (const folder of [...doubles.flatMap(({ keep, from }) => [keep, from]), ...unclear.flatMap(({ folders }) => folders)])
      if (!looks.has(folder)) looks.set(folder, await lookInto(reader, folder))
  } finally {
    reader.close()
  }
  const look = (folder: Folder) => looks.get(folder)!
  return {
    label: box.label,
    doubles: doubles.map(({ use = null, keep, because, from, langs }) => {
      const [here, there] = [look(from), look(keep)]
      const isLate = here.newest !== null && now - Date.parse(here.newest) < LATELY_MS
      return { use, keep: there, because, from: here, langs, stillUsed: isLate && here.newest! > (there.newest ?? '') }
    }),
    unclear: unclear.map(({ use, folders }) => ({ use, folders: folders.map(look) })),
    hindrance: traits.gmail ? 'labels' : traits.uidplus ? null : 'no-uidplus',
  }
}

async function tidyOne(request: TidyBoxRequest, { folders }: Inventory, { from, keep }: Double): Promise<TidiedFolder> {
  const { box, data, room, mayRemove, onProgress } = request
  const [here, there, writer] = await Promise.all([box.reader(), box.reader(), box.writer()])
  try {
    const memory = tidyMemory(data, box.key, from.name, keep.name)
    const progress = onProgress && ((done: number, total: number) => onProgress(from.name, done, total))
    const merged = await mergeFolders({ here, there, writer, from, keep, memory, signal: room.signal, onProgress: progress })
    // Whoever saw the old folder must go on seeing the mail.
    if (from.subscribed && !keep.subscribed) await writer.subscribe(keep)
    const named = { from: from.name, keep: keep.name, ...merged }
    if (merged.left > 0) return { ...named, folder: 'not-empty' }
    if (folders.some((f) => f.path.length > from.path.length && from.path.every((name, i) => f.path[i] === name)))
      return { ...named, folder: 'holds-others' }
    if (!(await mayRemove(from.name))) return { ...named, folder: 'kept' }
    try {
      await writer.removeFolder(from)
    } catch (error) {
      if (!(error instanceof Error && error.name === 'BoxRefusal')) throw error
      return { ...named, folder: 'refused', said: error.message }
    }
    // RFC 9051 §6.3.8: what is removed stays subscribed, and shows as a ghost in some apps. Not worth failing for.
    await writer.unsubscribe?.(from).catch(() => {})
    return { ...named, folder: 'removed' }
  } finally {
    here.close()
    there.close()
    writer.close()
  }
}
