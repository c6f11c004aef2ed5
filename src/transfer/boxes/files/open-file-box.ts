// A box out of whatever is at a path: a backup of ours, a Maildir, an mbox, a tree of .eml files, a .pst.

import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { SesameError } from '../../../model/errors.ts'
import { emlLayout } from '../eml/layout.ts'
import { maildirLayout } from '../maildir/layout.ts'
import { type BackupFormat, isBackup, readBackup } from './backup.ts'
import { backupBox, type FileBox, makeBackup } from './backup-box.ts'
import { unreadable } from './disk-trouble.ts'
import type { Layout } from './shelf.ts'

const LAYOUTS: Readonly<Partial<Record<BackupFormat, Layout>>> = { maildir: maildirLayout, eml: emlLayout }

export interface OpenFileBoxOptions {
  /** Of a backup that is made; one that is there keeps its own, and another word here is `option-invalid`. Default `maildir`. */
  readonly format?: BackupFormat
  /** Makes a backup where nothing is: an empty folder or none. */
  readonly create?: boolean
}

export async function openFileBox(path: string, { format, create = false }: OpenFileBoxOptions = {}): Promise<FileBox> {
  const root = resolve(path)
  if (isBackup(root)) {
    const there = readBackup(root).format
    if (format !== undefined && format !== there)
      throw new SesameError('option-invalid', { option: '--format', value: format, allowed: there })
    return backupBox(root, layoutOf(there))
  }
  if (create && isEmpty(root)) {
    const layout = layoutOf(format ?? 'maildir')
    await makeBackup(root, layout, 'sesame')
    const box = backupBox(root, layout)
    await box.inventory()
    return box
  }
  throw new SesameError('backup-unknown', { file: root })
}

function layoutOf(format: BackupFormat): Layout {
  const layout = LAYOUTS[format]
  if (!layout) throw new SesameError('backup-unknown', { file: format })
  return layout
}

function isEmpty(root: string): boolean {
  try {
    return !existsSync(root) || (lstatSync(root).isDirectory() && readdirSync(root).length === 0)
  } catch (error) {
    throw unreadable(root, error)
  }
}
