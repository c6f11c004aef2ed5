// A Maildir that others wrote: Maildir++ (`.Clients.2019`), or folders in folders (`Clients/2019`), with Dovecot's UIDs where it left them.

import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeMailbox } from '../../../wire/imap-utf7.ts'
import { isMissing } from '../files/disk-trouble.ts'
import { type ForeignFolder, type ForeignMessages, type FoundFolder, isFolder, numbered, walk } from '../files/foreign-folder.ts'
import { baseOf } from './info.ts'
import { readKeywords } from './keywords.ts'
import { foreignEntry, listFiles } from './layout.ts'
import { readUidlist } from './uidlist.ts'

const PARTS = new Set(['cur', 'new', 'tmp'])

/** Empty where no Maildir is. */
export function foreignMaildir(root: string): ForeignFolder[] {
  if (!isFolder(root)) return []
  const subscribed = subscriptions(root)
  return walk(root, (names) => !PARTS.has(names.at(-1) ?? '') && names.length < 32)
    .filter(isMaildir)
    .map((found) => {
      const path = pathOf(found)
      return {
        path,
        subscribed: subscribed.has(path.join('\0')),
        load: async () => load(found.path),
        lying: (entry) => ({ path: placeNow(found.path, entry.file ?? ''), from: 0 }),
      }
    })
}

function isMaildir({ folders }: FoundFolder): boolean {
  return folders.includes('cur') && folders.includes('new')
}

export function looksLikeMaildir(root: string): boolean {
  return isFolder(join(root, 'cur')) && isFolder(join(root, 'new'))
}

function pathOf({ names }: FoundFolder): readonly string[] {
  if (names.length === 0) return ['INBOX']
  // A name that begins with a dot holds its parents too; a `.` within a name is escaped by Dovecot's listescape plugin.
  return names.flatMap((name) => (name.startsWith('.') ? name.slice(1).split('.') : [name])).map(nameOf)
}

function nameOf(written: string): string {
  return decodeMailbox(written.replace(/\\([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))))
}

function load(home: string): ForeignMessages {
  const letters = readKeywords(home)
  const files = listFiles(home)
  const uidlist = readUidlist(home)
  if (uidlist && [...files.keys()].every((base) => uidlist.uids.has(base))) {
    const entries = [...files]
      .flatMap(([base, file]) => {
        const entry = foreignEntry(home, file, letters)
        return entry ? [{ uid: uidlist.uids.get(base) as number, ...entry }] : []
      })
      .sort((a, b) => a.uid - b.uid)
    return { entries, uidValidity: uidlist.uidValidity, uidNext: uidlist.uidNext }
  }
  const sorted = [...files].sort(([a], [b]) => secondOf(a) - secondOf(b) || microsecondOf(a) - microsecondOf(b) || (a < b ? -1 : 1))
  return numbered(
    sorted.flatMap(([, file]) => foreignEntry(home, file, letters) ?? []),
    sorted.map(([base]) => base).join('\n'),
  )
}

/** Names begin with the second of their delivery, and most tell the microsecond. */
function secondOf(name: string): number {
  return Number.parseInt(name, 10) || 0
}

function microsecondOf(name: string): number {
  return Number(/\.M(\d{1,6})/.exec(name)?.[1] ?? 0)
}

/** Another program may have given it other flags since. */
function placeNow(home: string, file: string): string {
  const path = join(home, file)
  try {
    lstatSync(path)
    return path
  } catch {
    const now = listFiles(home).get(baseOf(file.slice(file.indexOf('/') + 1)))
    return now === undefined ? path : join(home, now)
  }
}

/** Dovecot's file: one name a line, or parts with tabs between them behind a line `V 2`. */
function subscriptions(root: string): Set<string> {
  let text: string
  try {
    text = readFileSync(join(root, 'subscriptions'), 'utf8')
  } catch (error) {
    if (isMissing(error)) return new Set()
    throw error
  }
  const second = text.startsWith('V\t2\n')
  const lines = (second ? text.slice(4) : text).split('\n').filter((line) => line !== '')
  return new Set(
    lines.map((line) =>
      line
        .split(second ? '\t' : '.')
        .map(nameOf)
        .join('\0'),
    ),
  )
}
