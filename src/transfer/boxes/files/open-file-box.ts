// A box out of whatever is at a path: a backup of ours, a Maildir, an mbox, a tree of .eml files, a .pst.

import { closeSync, existsSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import { SesameError } from '../../../model/errors.ts'
import { foreignEmlTree } from '../eml/foreign.ts'
import { emlLayout } from '../eml/layout.ts'
import { foreignMaildir } from '../maildir/foreign.ts'
import { maildirLayout } from '../maildir/layout.ts'
import { foreignMbox } from '../mbox/foreign.ts'
import { mboxLayout } from '../mbox/layout.ts'
import { pstBox } from '../pst/pst-box.ts'
import { type BackupFormat, isBackup, readBackup } from './backup.ts'
import { backupBox, type FileBox, makeBackup } from './backup-box.ts'
import { unreadable } from './disk-trouble.ts'
import { foreignBox } from './foreign-box.ts'
import type { ForeignFolder } from './foreign-folder.ts'
import type { Layout } from './shelf.ts'

const LAYOUTS: Readonly<Record<BackupFormat, Layout>> = { maildir: maildirLayout, mbox: mboxLayout, eml: emlLayout }
/** In the order in which they are tried: an mbox may lie beside Maildirs, but no Maildir in an mbox. */
const FOREIGN: readonly (readonly [BackupFormat, (root: string) => readonly ForeignFolder[]])[] = [
  ['maildir', foreignMaildir],
  ['eml', foreignEmlTree],
  ['mbox', foreignMbox],
]

export interface OpenFileBoxOptions {
  /** Of a backup that is made (default `maildir`), or what lies there; `option-invalid` where something else does. */
  readonly format?: BackupFormat | 'pst'
  /** Makes a backup where nothing is: an empty folder or none. */
  readonly create?: boolean
}

/** Throws `backup-unknown` where nothing that holds mail lies, `readpst-missing`, and what reading says. */
export async function openFileBox(path: string, { format, create = false }: OpenFileBoxOptions = {}): Promise<FileBox> {
  const root = resolve(path)
  const other = (there: string): never => {
    throw new SesameError('option-invalid', { option: '--format', value: format ?? '', allowed: there })
  }
  if (isBackup(root)) {
    const there = readBackup(root).format
    return format !== undefined && format !== there ? other(there) : backupBox(root, LAYOUTS[there])
  }
  if (create && isEmpty(root)) {
    if (format === 'pst') return other('maildir, mbox, eml')
    const layout = LAYOUTS[format ?? 'maildir']
    await makeBackup(root, layout, 'sesame')
    const box = backupBox(root, layout)
    await box.inventory()
    return box
  }
  if (!existsSync(root)) throw unreadable(root, Object.assign(new Error('missing'), { code: 'ENOENT' }))
  if (format === 'pst' || isPst(root)) return pstBox(root)
  for (const [kind, find] of FOREIGN) {
    if (format !== undefined && format !== kind) continue
    const folders = find(root)
    if (folders.length > 0) return foreignBox({ kind, path: root, folders })
  }
  throw new SesameError('backup-unknown', { file: root })
}

/** [MS-PST] §2.2.2.6: dwMagic. */
function isPst(path: string): boolean {
  if (!lstatSync(path).isFile()) return false
  try {
    const fd = openSync(path, 'r')
    try {
      const magic = Buffer.alloc(4)
      return readSync(fd, magic, 0, 4, 0) === 4 && magic.toString('latin1') === '!BDN'
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    throw unreadable(path, error)
  }
}

function isEmpty(root: string): boolean {
  try {
    return !existsSync(root) || (lstatSync(root).isDirectory() && readdirSync(root).length === 0)
  } catch (error) {
    throw unreadable(root, error)
  }
}
