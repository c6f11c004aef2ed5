// Mail that others wrote: folders found where they lie, messages numbered in an order that stays while nothing changes there.

import { createHash } from 'node:crypto'
import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { SesameError } from '../../../model/errors.ts'
import { unreadable } from './disk-trouble.ts'
import type { Entry } from './entry.ts'
import type { Lying } from './shelf.ts'

/** Everything in a folder: the UIDs rise; another UIDVALIDITY when anything is another. */
export interface ForeignMessages {
  readonly entries: readonly (Entry & { readonly labels?: readonly string[] })[]
  readonly uidValidity: number
  readonly uidNext: number
}

export interface ForeignFolder {
  readonly path: readonly string[]
  readonly subscribed: boolean
  /** Never keeps anything of the files themselves. */
  load(): Promise<ForeignMessages>
  lying(entry: Entry): Lying
}

/** Numbers what was found, in its order; `mark` is another text when anything changed. */
export function numbered(found: readonly Omit<Entry, 'uid'>[], mark: string): ForeignMessages {
  return {
    entries: found.map((entry, at) => ({ uid: at + 1, ...entry })),
    uidValidity: validityOf(mark),
    uidNext: found.length + 1,
  }
}

/** A number that UIDVALIDITY may be (RFC 9051 §2.3.1.1: 32 bits, not zero). */
export function validityOf(mark: string): number {
  return createHash('sha256').update(mark).digest().readUInt32BE(0) || 1
}

const DEEPEST = 64
const MOST_FOLDERS = 100_000

export interface FoundFolder {
  /** From the top; empty for the top itself. */
  readonly names: readonly string[]
  readonly path: string
  readonly files: readonly string[]
  readonly folders: readonly string[]
}

/** Every folder below a top, parents first. Links are never followed: they may lead anywhere, or round in a circle. */
export function walk(top: string, enter: (names: readonly string[]) => boolean = () => true): FoundFolder[] {
  const found: FoundFolder[] = []
  const look = (path: string, names: readonly string[]) => {
    if (names.length > DEEPEST || found.length > MOST_FOLDERS) throw new SesameError('limit-exceeded', { what: path, limit: MOST_FOLDERS })
    let entries: import('node:fs').Dirent[]
    try {
      entries = readdirSync(path, { withFileTypes: true })
    } catch (error) {
      throw unreadable(path, error)
    }
    const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    const folders = sorted.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
    found.push({ names, path, files: sorted.filter((entry) => entry.isFile()).map((entry) => entry.name), folders })
    for (const name of folders) if (enter([...names, name])) look(join(path, name), [...names, name])
  }
  look(top, [])
  return found
}

export function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory()
  } catch {
    return false
  }
}
