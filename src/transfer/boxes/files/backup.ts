// The one small file of a whole backup, `sesame-backup/backup.json`: what it is, who made it, and its folders as the mailbox names them.

import { closeSync, fsyncSync, lstatSync, openSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SesameError } from '../../../model/errors.ts'
import { makeFolder } from '../../../store/make-folder.ts'
import type { SpecialUse } from '../../shapes.ts'
import { isMissing, unreadable, unwritable } from './disk-trouble.ts'
import { staysInside } from './entry.ts'
import { syncFolder, writeWhole } from './to-disk.ts'

/** Without a dot: in a Maildir++ that would be a folder of mail. */
export const OWN_FOLDER = 'sesame-backup'
const NAME = 'backup.json'
const VERSION = 1
const LARGEST = 64 * 1024 * 1024

export type BackupFormat = 'maildir' | 'mbox' | 'eml'

export interface BackupFolder {
  /** Names its manifest and its passing files: never the folder's own name, which may be anything. */
  readonly id: string
  readonly path: readonly string[]
  readonly use?: SpecialUse
  readonly subscribed: boolean
  /** Where its messages lie, from the top of the backup; `.` is the top itself. */
  readonly place: string
  /** It is being moved from here. */
  readonly was?: string
}

export interface BackupFile {
  readonly sesame: 'backup'
  readonly version: number
  readonly format: BackupFormat
  readonly made: string
  readonly by: string
  /** Never the same for two backups: a journal finds it by this, wherever the folder was moved to. */
  readonly id: string
  readonly nextFolder: number
  /** The last UIDVALIDITY given. */
  readonly uidValidity: number
  readonly folders: readonly BackupFolder[]
}

export function ownFile(root: string, ...names: readonly string[]): string {
  return join(root, OWN_FOLDER, ...names)
}

export function isBackup(root: string): boolean {
  try {
    return lstatSync(ownFile(root, NAME)).isFile()
  } catch (error) {
    if (isMissing(error)) return false
    throw unreadable(ownFile(root, NAME), error)
  }
}

export function readBackup(root: string): BackupFile {
  const file = ownFile(root, NAME)
  let value: BackupFile
  try {
    if (lstatSync(file).size > LARGEST) throw new SesameError('backup-damaged', { file, why: 'too large' })
    value = JSON.parse(readFileSync(file, 'utf8')) as BackupFile
  } catch (error) {
    if (error instanceof SyntaxError) throw new SesameError('backup-damaged', { file, why: error.message }, error)
    throw unreadable(file, error)
  }
  if (typeof value === 'object' && value?.sesame === 'backup' && value.version > VERSION) throw new SesameError('backup-newer', { file })
  const why = wrong(value)
  if (why) throw new SesameError('backup-damaged', { file, why })
  return value
}

function wrong(value: BackupFile): string | undefined {
  if (typeof value !== 'object' || value === null || value.sesame !== 'backup') return 'not a backup'
  if (!['maildir', 'mbox', 'eml'].includes(value.format)) return 'an unknown format'
  if (typeof value.id !== 'string' || !Array.isArray(value.folders)) return 'no folders'
  if (!Number.isSafeInteger(value.nextFolder) || !Number.isSafeInteger(value.uidValidity)) return 'no numbers'
  for (const folder of value.folders) {
    if (!Array.isArray(folder?.path) || folder.path.length === 0 || !folder.path.every((name: unknown) => typeof name === 'string'))
      return 'a folder without a name'
    if (typeof folder.id !== 'string' || !/^\d{1,10}$/.test(folder.id)) return 'a folder without a number'
    for (const place of [folder.place, ...(folder.was === undefined ? [] : [folder.was])])
      if (typeof place !== 'string' || (place !== '.' && !staysInside(place)))
        return `a folder that leaves the backup: ${JSON.stringify(place)}`
  }
  return undefined
}

/** Written whole or not at all. Throws what the disk said, as `backup-unwritable`. */
export async function writeBackup(root: string, backup: BackupFile): Promise<void> {
  const file = ownFile(root, NAME)
  try {
    makeFolder(dirname(file))
    const fd = openSync(`${file}.new`, 'w', 0o600)
    try {
      writeWhole(fd, Buffer.from(`${JSON.stringify({ ...backup, version: VERSION }, null, 1)}\n`))
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(`${file}.new`, file)
    await syncFolder(file)
  } catch (error) {
    throw unwritable(file, error)
  }
}
