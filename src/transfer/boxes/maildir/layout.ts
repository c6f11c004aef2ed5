// A backup as a Maildir++ that Dovecot, mutt, notmuch and mbsync read: LF line ends, flags in names, the date as the file's time.

import { closeSync, fsyncSync, lstatSync, openSync, readdirSync, renameSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../../../store/make-folder.ts'
import { isMissing } from '../files/disk-trouble.ts'
import type { Entry, EntryChange } from '../files/entry.ts'
import { fileShelf, folderMood, unlinkIfThere } from '../files/file-shelf.ts'
import { internalDate } from '../files/internal-date.ts'
import type { Arrival, Layout, Outside, Shelf, ShelfPlace } from '../files/shelf.ts'
import { writeWhole } from '../files/to-disk.ts'
import { baseOf, infoOf, marksOf, same } from './info.ts'
import { addKeywords, readKeywords } from './keywords.ts'
import { maildirName, maildirPlace } from './place.ts'

const PARTS = ['cur', 'new', 'tmp']
/** Microseconds, each given once. */
let made = 0

export const maildirLayout: Layout = {
  format: 'maildir',
  place: maildirPlace,
  make(root, place) {
    for (const part of PARTS) makeFolder(join(root, place, part))
    // What Courier and others know a folder of a Maildir++ by.
    if (place !== '.') closeSync(openSync(join(root, place, 'maildirfolder'), 'a', 0o600))
  },
  inside: () => undefined,
  rename(root, from, to) {
    renameSync(join(root, from), join(root, to))
  },
  remove(root, place) {
    if (place === '.') return
    const folder = join(root, place)
    // Only what a Maildir consists of, and what Dovecot makes again by itself.
    for (const name of readdirSync(folder)) if (name === 'maildirfolder' || /^dovecot[.-]/.test(name)) unlinkIfThere(join(folder, name))
    for (const part of PARTS) rmdirSync(join(folder, part))
    rmdirSync(folder)
  },
  shelf: maildirShelf,
  subscriptions(root, folders) {
    const file = join(root, 'subscriptions')
    const names = folders.filter((folder) => folder.subscribed).map((folder) => folder.path.map(maildirName).join('.'))
    const fd = openSync(`${file}.new`, 'w', 0o600)
    try {
      writeWhole(fd, Buffer.from(names.map((name) => `${name}\n`).join('')))
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(`${file}.new`, file)
  },
}

function maildirShelf({ root, folder }: ShelfPlace): Shelf {
  const home = join(root, folder.place)
  let letters: readonly string[] | undefined
  const known = () => {
    letters ??= readKeywords(home)
    return letters
  }
  const files = fileShelf({ root, folder, name: (arrival) => `cur/${baseName(arrival)}${infoOf(arrival.entry, known())}` })
  return {
    lf: true,
    ...files,
    async settle(arrivals) {
      letters = addKeywords(home, readKeywords(home), new Set(arrivals.flatMap(({ entry }) => entry.keywords)))
      return files.settle(arrivals)
    },
    mark(entry, change) {
      letters = addKeywords(home, readKeywords(home), change.keywords ?? [])
      const { file } = entry
      if (file === undefined) return {}
      const next = `cur/${baseOf(file.slice(file.indexOf('/') + 1))}${infoOf({ ...entry, ...change }, letters)}`
      if (next === file) return {}
      renameSync(join(home, file), join(home, next))
      return { file: next }
    },
    mood: () => `${folderMood(join(home, 'cur'))} ${folderMood(join(home, 'new'))} ${folderMood(join(home, 'dovecot-keywords'))}`,
    async compare(manifest) {
      letters = readKeywords(home)
      const there = listFiles(home)
      const changed: { uid: number; change: EntryChange }[] = []
      const gone: number[] = []
      await manifest.each((entry) => {
        const base = baseOf((entry.file ?? '').replace(/^(cur|new)\//, ''))
        const file = there.get(base)
        there.delete(base)
        if (file === undefined) {
          if (!isWaiting(files.lying(entry).path)) gone.push(entry.uid)
        } else if (file !== entry.file) changed.push({ uid: entry.uid, change: changeOf(entry, file, known()) })
      })
      return {
        changed,
        gone,
        added: [...there.values()].sort().flatMap((file) => foreignEntry(home, file, known()) ?? []),
      } satisfies Outside
    },
  }
}

/** Names rise with the order of arrival, which others list by; the date is the file's time. `S=` and `W=` spare Dovecot the reading of each file. */
function baseName({ landed, entry }: Arrival): string {
  made = Math.max(made + 1, Date.now() * 1_000)
  const unique = `M${String(made % 1_000_000).padStart(6, '0')}P${process.pid}U${entry.uid}`
  return `${Math.floor(made / 1_000_000)}.${unique}.sesame,S=${landed.length},W=${landed.crlfLength}`
}

/** Each file of `cur` and `new` by the part of its name that stays. */
export function listFiles(home: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of ['new', 'cur']) {
    let names: string[]
    try {
      names = readdirSync(join(home, part))
    } catch (error) {
      if (isMissing(error)) continue
      throw error
    }
    for (const name of names) if (!name.startsWith('.')) found.set(baseOf(name), `${part}/${name}`)
  }
  return found
}

function isWaiting(path: string): boolean {
  return /[/\\]spool[/\\]\d+-\d+$/.test(path)
}

/** Another program renamed it: its flags are now those of the name. Keywords without a letter stay as they were. */
function changeOf(entry: Entry, file: string, letters: readonly string[]): EntryChange {
  const marks = marksOf(file, letters)
  const others = entry.flags.filter((flag) => !/^\\(draft|flagged|answered|seen|deleted)$/i.test(flag))
  const silent = entry.keywords.filter((word) => !letters.some((known) => same(known, word)) && !same(word, '$Forwarded'))
  return { file, flags: [...marks.flags, ...others], keywords: [...marks.keywords, ...silent] }
}

/** What can be said of a file that nobody noted. Links are left alone: they may lead out of the folder. */
export function foreignEntry(home: string, file: string, letters: readonly string[]): Omit<Entry, 'uid'> | undefined {
  let stat: ReturnType<typeof lstatSync>
  try {
    stat = lstatSync(join(home, file))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  if (!stat?.isFile()) return undefined
  const told = /,W=(\d+)/.exec(file)?.[1]
  return {
    size: told === undefined ? stat.size : Number(told),
    ...marksOf(file.slice(file.indexOf('/') + 1), letters),
    date: internalDate(stat.mtimeMs),
    file,
    foreign: true,
  }
}
