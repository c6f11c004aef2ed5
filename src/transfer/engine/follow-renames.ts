// A folder that got another name in the source gets it in the target too, with all that is in it: known by its id, or by its UIDVALIDITY and what it holds.

import { changeFolder, changePlace, type StoredFolder, storedFolders, storedPlaces } from '../../store/transfer/folders.ts'
import { messagesBetween } from '../../store/transfer/messages.ts'
import { BoxRefusal, type Folder, type Message } from '../shapes.ts'
import { brokenBy } from './ended.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'

const BATCH = 500

/** Parents first, since their children go with them. How many were followed. The target's inventory is taken anew then. */
export async function followRenames(job: Job, lane: Lane): Promise<number> {
  const { journal, inventories } = job
  let renamed = 0
  const here = new Map(inventories.source.folders.map((folder) => [folder.name, folder]))
  const known = storedFolders(journal)
  const away = known.filter((folder) => !folder.gone && folder.validity !== 0 && !here.has(folder.name))
  if (away.length === 0) return 0
  const names = new Set(known.map(({ name }) => name))
  const fresh = inventories.source.folders.filter((folder) => folder.selectable && !names.has(folder.name))
  for (const folder of [...fresh].sort((a, b) => a.path.length - b.path.length)) {
    const old = await theSame(job, lane, folder, away)
    if (old === undefined) continue
    away.splice(away.indexOf(old), 1)
    await renameTarget(job, lane, old, folder)
    changeFolder(journal, old.id, { name: folder.name, path: folder.path, settled: false })
    renamed++
  }
  return renamed
}

async function theSame(job: Job, lane: Lane, folder: Folder, away: readonly StoredFolder[]): Promise<StoredFolder | undefined> {
  const { status } = folder
  const alike = away.filter((old) => old.validity === (status?.uidValidity ?? old.validity))
  const byId = alike.find((old) => old.mailbox !== null && old.mailbox === status?.id)
  if (byId) return byId
  for (const old of alike) {
    // Both have ids, and they differ.
    if (old.mailbox !== null && status?.id !== undefined) continue
    if ((await holdsTheSame(job, lane, folder, old)) > 0) return old
  }
  return undefined
}

/** How many of its messages are those of the journal; 0 as soon as one is not. UIDVALIDITY alone proves nothing: many servers give the same to several folders. */
async function holdsTheSame(job: Job, lane: Lane, folder: Folder, old: StoredFolder): Promise<number> {
  const { reader, opened } = await lane.source(folder, true)
  if (opened.uidValidity !== old.validity) return 0
  let same = 0
  let other = false
  let batch: Message[] = []
  const compare = () => {
    const first = batch[0]?.uid ?? 0
    const rows = new Map(messagesBetween(job.journal, old.id, first, batch.at(-1)?.uid ?? 0).map((row) => [row.uid, row]))
    for (const { uid, size, date } of batch) {
      if (uid > old.listed) continue
      const row = rows.get(uid)
      // In a stored row the size is exact where the listing's may not be: then the date tells.
      if (row && (row.size === size || row.date === date)) same++
      else other = true
    }
    batch = []
  }
  try {
    await reader.list((message) => {
      if (batch.push(message) === BATCH) compare()
    })
  } catch (error) {
    throw brokenBy(error, 'source')
  }
  compare()
  return other ? 0 : same
}

async function renameTarget(job: Job, lane: Lane, old: StoredFolder, folder: Folder): Promise<void> {
  const { journal, inventories, request } = job
  const place = storedPlaces(journal).find(({ id }) => id === old.place)
  if (place === undefined) return
  const pair = request.pairs(inventories, []).find(({ source }) => source.name === folder.name)
  const target = inventories.target.folders.find(({ name }) => name === place.name)
  // The person chose another way for it, the new name is taken, or it went with its parent.
  if (!pair || !target || 'name' in pair.target) return
  try {
    const writer = await lane.writer()
    const made = await writer.rename(target, pair.target.path)
    job.progress.tell({ kind: 'folder', folder: place.path.join('/'), what: 'renamed', to: made.path.join('/') })
    job.inventories = { ...job.inventories, target: await job.target.inventory() }
    const depth = place.path.length
    for (const one of storedPlaces(journal)) {
      if (!place.path.every((name, at) => one.path[at] === name)) continue
      const path = [...made.path, ...one.path.slice(depth)]
      const now = job.inventories.target.folders.find((candidate) => candidate.path.join('\0') === path.join('\0'))
      if (now) changePlace(journal, one.id, { name: now.name, path: now.path })
    }
  } catch (error) {
    if (!(error instanceof BoxRefusal) || error.refusal.meaning === 'connection' || error.refusal.meaning === 'moment')
      throw brokenBy(error, 'target')
    // It keeps its old name there: nothing is lost by that.
    job.progress.tell({ kind: 'folder', folder: folder.name, what: 'refused', said: error.refusal.said })
  }
}
