// An mbox without the messages that are gone: written beside, announced by the manifest, then given its name. A crash at any point leaves one that is whole.

import { closeSync, existsSync, fsyncSync, lstatSync, openSync, renameSync } from 'node:fs'
import { type BackupFolder, ownFile } from '../files/backup.ts'
import { isMissing } from '../files/disk-trouble.ts'
import type { Entry } from '../files/entry.ts'
import { instantOf } from '../files/internal-date.ts'
import type { FolderManifest } from '../files/manifest.ts'
import { pour } from '../files/pour.ts'
import { syncFolder, writeWhole } from '../files/to-disk.ts'
import { fromLine } from './from-line.ts'

/** So many bytes of what is gone, and a quarter of the file, before it is worth it. */
const WORTH = 1024 * 1024

export interface RewriteMbox {
  readonly root: string
  readonly folder: BackupFolder
  readonly file: string
  readonly manifest: FolderManifest
}

export async function rewriteMbox({ root, folder, file, manifest }: RewriteMbox): Promise<void> {
  if (manifest.data !== undefined) finish(ownFile(root, 'spool', manifest.data), file)
  let kept = 0
  const entries: Entry[] = []
  await manifest.each((entry) => {
    kept += entry.length ?? 0
    entries.push(entry)
  })
  let size: number
  try {
    size = lstatSync(file).size
  } catch (error) {
    if (isMissing(error)) return
    throw error
  }
  // A `From ` line and two line ends a message.
  const dead = size - kept - entries.length * 64
  // A manifest written anew no longer knows what was removed, which then must not lie there either.
  if (!manifest.wantsCompaction && (dead < WORTH || dead * 4 < size)) return
  const data = `${folder.id}.rewritten`
  const beside = ownFile(root, 'spool', data)
  const places = new Map<number, number>()
  const from = openSync(file, 'r')
  const to = openSync(beside, 'w', 0o600)
  try {
    let at = 0
    const add = (bytes: Buffer) => {
      writeWhole(to, bytes, at)
      at += bytes.length
    }
    for (const entry of entries) {
      add(Buffer.from(fromLine((entry.date === null ? undefined : instantOf(entry.date)) ?? 0)))
      places.set(entry.uid, at)
      let last = 10
      pour(from, { from: entry.at ?? 0, length: entry.length ?? 0 }, (chunk) => {
        add(chunk)
        last = chunk[chunk.length - 1] as number
      })
      add(Buffer.from(last === 10 ? '\n' : '\n\n'))
    }
    fsyncSync(to)
  } finally {
    closeSync(from)
    closeSync(to)
  }
  await syncFolder(beside)
  await manifest.compact({ data, change: (entry) => ({ ...entry, at: places.get(entry.uid) ?? 0 }) })
  finish(beside, file)
}

function finish(beside: string, file: string): void {
  if (existsSync(beside)) renameSync(beside, file)
}
