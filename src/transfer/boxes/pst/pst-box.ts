// Outlook's .pst through Debian's readpst: converted into a private folder that goes away afterwards, and read as the tree of .eml files that it writes.
// It builds the mails anew from Outlook's own fields: never treat them as the bytes that once arrived.

import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { foreignEmlTree } from '../eml/foreign.ts'
import type { FileBox } from '../files/backup-box.ts'
import { foreignBox } from '../files/foreign-box.ts'
import type { ForeignFolder } from '../files/foreign-folder.ts'
import { runReadpst } from './readpst.ts'
import { settleBoundaries } from './settle-boundaries.ts'

export interface PstOptions {
  /** Where programs are looked for; by default the environment's PATH. */
  readonly searchPath?: string | undefined
  readonly platform?: NodeJS.Platform
  /** Where the passing folder is made; it needs about as much room as the .pst has. */
  readonly within?: string
}

export async function pstBox(path: string, options: PstOptions = {}): Promise<FileBox> {
  const file = resolve(path)
  const within = options.within ?? tmpdir()
  await sweep(within)
  const folder = mkdtempSync(join(within, `${PREFIX}${process.pid}-`))
  const leave = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', leave)
  const close = async () => {
    process.off('exit', leave)
    if (existsSync(folder)) await rm(folder, { recursive: true, force: true })
  }
  try {
    await runReadpst(file, folder, options)
    settleBoundaries(folder)
    return foreignBox({ kind: 'pst', path: file, folders: withoutTop(foreignEmlTree(folder)), reconstructed: true, close })
  } catch (error) {
    await close()
    throw error
  }
}

const PREFIX = 'sesame-pst-'

/** What a run that was killed could not take away: somebody's mail. */
async function sweep(within: string): Promise<void> {
  for (const name of readdirSync(within)) {
    const pid = name.startsWith(PREFIX) ? Number(/^(\d+)-/.exec(name.slice(PREFIX.length))?.[1]) : Number.NaN
    if (pid > 0 && !lives(pid)) await rm(join(within, name), { recursive: true, force: true }).catch(() => {})
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** All lies in one folder, which is named as the .pst calls itself. */
function withoutTop(folders: readonly ForeignFolder[]): ForeignFolder[] {
  return folders.map((folder) => (folder.path.length > 1 ? { ...folder, path: folder.path.slice(1) } : folder))
}
