// How one layout keeps the messages of a folder: what maildir/, mbox/ and eml/ give to the one reader and writer of backups.

import type { BackupFolder, BackupFormat } from './backup.ts'
import type { Entry, EntryChange } from './entry.ts'
import type { Landed } from './incoming.ts'
import type { FolderManifest } from './manifest.ts'

/** A message to be kept: what IMAP knows of it, and its bytes in a passing file. */
export interface Arrival {
  readonly landed: Landed
  readonly entry: Entry
}

/** What another program changed beside us. */
export interface Outside {
  readonly changed: readonly { readonly uid: number; readonly change: EntryChange }[]
  readonly gone: readonly number[]
  /** Without UID. */
  readonly added: readonly Omit<Entry, 'uid'>[]
}

/** Where the bytes of a message lie. */
export interface Lying {
  readonly path: string
  readonly from: number
  /** Undefined: to the end of the file. */
  readonly length?: number
  /** The lines carry mboxrd's quoting. */
  readonly quoted?: boolean
}

export interface Shelf {
  /** Files of this layout end their lines with LF. */
  readonly lf: boolean
  /** A message is complete in its passing file: closes that, and may begin to bring it to the disk. */
  arrived(arrival: Omit<Arrival, 'entry'> & { readonly date: string | null }): Promise<void> | undefined
  /** Puts the bytes where they stay, or makes all ready for it, and gives what the manifest shall say. Nothing of it counts before the manifest says so. */
  settle(arrivals: readonly Arrival[]): Promise<Entry[]>
  /** The manifest has them. */
  publish(arrivals: readonly Arrival[], entries: readonly Entry[]): Promise<void>
  /** The manifest could not be written. */
  takeBack(arrivals: readonly Arrival[]): void
  lying(entry: Entry): Lying
  /** Flags as this layout shows them to others; what the manifest shall say besides. */
  mark(entry: Entry, change: EntryChange): EntryChange
  /** The manifest no longer has them. */
  drop(entries: readonly Entry[]): void
  /** Something short that is another one after any change that others make. */
  mood(): string
  /** Compares what is there with the manifest. */
  compare(manifest: FolderManifest): Promise<Outside>
  /** No more comes for now: time to tidy up. */
  rest?(): Promise<void>
}

export interface ShelfPlace {
  readonly root: string
  readonly folder: BackupFolder
  readonly manifest: () => FolderManifest
}

/** One layout of a whole backup. */
export interface Layout {
  readonly format: BackupFormat
  /** Where a folder of this path shall lie; never a place that is taken. */
  place(path: readonly string[], folders: readonly BackupFolder[]): string
  /** Makes it, private, when it is not there. */
  make(root: string, place: string): void
  /** What the places of folders that lie in this one begin with; undefined where none does. */
  inside(place: string): string | undefined
  /** Another place for the folder and the folders inside. */
  rename(root: string, from: string, to: string): void
  /** It must be empty. Files of others stay. */
  remove(root: string, place: string): void
  shelf(place: ShelfPlace): Shelf
  /** Tells other programs which folders are subscribed to, where the layout has a file for it. */
  subscriptions?(root: string, folders: readonly BackupFolder[]): void
}
