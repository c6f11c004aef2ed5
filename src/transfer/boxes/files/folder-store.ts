// One folder of a backup: its manifest, its shelf, and what they come to. Shared by all readers and writers of a box.

import { lstatSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { SesameError } from '../../../model/errors.ts'
import { BoxRefusal } from '../../shapes.ts'
import { type BackupFolder, ownFile } from './backup.ts'
import { fullDisk, isMissing, unwritable } from './disk-trouble.ts'
import type { Entry, EntryChange } from './entry.ts'
import { FolderManifest, type ManifestTotals } from './manifest.ts'
import type { Arrival, Layout, Shelf } from './shelf.ts'

/** What is remembered beside the manifest, so that a look at a folder need not read it. Never more than a shortcut. */
interface Remembered extends ManifestTotals {
  readonly size: number
  readonly mood: string
}

export interface FolderStoreOptions {
  readonly root: string
  readonly layout: Layout
  /** True when nobody else writes: what changed outside may be noted. */
  mayWrite(): Promise<boolean>
}

export function manifestFile(root: string, folder: string): string {
  return ownFile(root, 'folders', `${folder}.jsonl`)
}

export class FolderStore {
  readonly folder: BackupFolder
  readonly shelf: Shelf
  readonly #options: FolderStoreOptions
  #manifest: FolderManifest | undefined
  #mood = ''
  /** Commits of this folder follow each other. */
  #last: Promise<unknown> = Promise.resolve()
  #changed = false

  constructor(folder: BackupFolder, options: FolderStoreOptions) {
    this.folder = folder
    this.#options = options
    this.shelf = options.layout.shelf({ root: options.root, folder, manifest: () => this.#loaded() })
  }

  /** Cheap when nothing changed since somebody looked last. */
  status(): Promise<ManifestTotals> {
    return this.#next(async () => {
      this.#staysInside()
      const manifest = this.#manifest
      const size = this.#fileSize()
      if (manifest && manifest.size === size && this.shelf.mood() === this.#mood) return manifest.totals
      if (!manifest) {
        const known = this.#recall()
        if (known && known.size === size && known.mood === this.shelf.mood()) return known
      }
      return (await this.#fresh()).totals
    })
  }

  /** The manifest as it is now, with what others changed beside us. */
  open(): Promise<FolderManifest> {
    return this.#next(() => this.#fresh())
  }

  async #fresh(): Promise<FolderManifest> {
    const { root } = this.#options
    const file = manifestFile(root, this.folder.id)
    this.#staysInside()
    const mood = this.shelf.mood()
    if (this.#manifest && this.#manifest.size === this.#fileSize() && mood === this.#mood) return this.#manifest
    if (this.#manifest?.size !== this.#fileSize() || !this.#manifest) this.#manifest = await FolderManifest.open(file)
    const manifest = this.#manifest
    const known = this.#recall()
    if (known?.mood !== mood || known.size !== manifest.size) await this.#adopt(manifest)
    await manifest.settleBytes()
    this.#mood = this.shelf.mood()
    this.#remember()
    return manifest
  }

  /** Takes over what other programs did: flags in names, files that came or went. */
  async #adopt(manifest: FolderManifest): Promise<void> {
    const { changed, gone, added } = await this.shelf.compare(manifest)
    if (changed.length + gone.length + added.length === 0) return
    const lines = [...changed.map(({ uid, change }) => ({ uid, ...change })), ...gone.map((uid) => ({ uid, gone: true }))]
    if (!(await this.#options.mayWrite())) return manifest.believe(lines)
    let uid = manifest.totals.nextUid
    await manifest.append([...lines, ...added.map((entry) => ({ uid: uid++, ...entry }))])
  }

  /** Gives UIDs to complete messages, and keeps them: all or none. */
  commit(
    arrivals: readonly Omit<Arrival, 'entry'>[],
    entries: readonly Omit<Entry, 'uid'>[],
  ): Promise<{ uids: number[]; uidValidity: number }> {
    return this.#next(async () => {
      const manifest = this.#loaded()
      let uid = manifest.totals.nextUid
      const numbered = arrivals.map((arrival, at) => ({ ...arrival, entry: { uid: uid++, ...(entries[at] as Omit<Entry, 'uid'>) } }))
      this.#begin()
      let settled: Entry[]
      try {
        settled = await this.shelf.settle(numbered)
        await manifest.append(settled)
      } catch (error) {
        this.shelf.takeBack(numbered)
        throw error
      }
      await this.shelf.publish(numbered, settled)
      this.#mood = this.shelf.mood()
      return { uids: settled.map((entry) => entry.uid), uidValidity: manifest.totals.uidValidity }
    })
  }

  /** Changes flags of these; those that are gone are left out. */
  change(uids: readonly number[], next: (entry: Entry) => EntryChange): Promise<void> {
    return this.#next(async () => {
      const manifest = this.#loaded()
      this.#begin()
      const lines: object[] = []
      try {
        for (const entry of await manifest.find(uids)) {
          const change = next(entry)
          if (Object.keys(change).length === 0) continue
          lines.push({ uid: entry.uid, ...change, ...this.shelf.mark(entry, change) })
        }
        await manifest.append(lines)
      } catch (error) {
        throw this.refused('store', error)
      }
      this.#mood = this.shelf.mood()
    })
  }

  remove(uids: readonly number[]): Promise<void> {
    return this.#next(async () => {
      const manifest = this.#loaded()
      this.#begin()
      const entries = await manifest.find([...new Set(uids)])
      try {
        await manifest.append(entries.map(({ uid }) => ({ uid, gone: true })))
      } catch (error) {
        throw this.refused('remove', error)
      }
      this.shelf.drop(entries)
      await manifest.settleBytes()
      this.#mood = this.shelf.mood()
    })
  }

  /** A full disk as a refusal, everything else as the error that it is. */
  refused(what: string, error: unknown): Error {
    const { root } = this.#options
    const full = fullDisk(error, root)
    return full ? new BoxRefusal(full, `${what} ${this.folder.path.join('/')}`) : unwritable(join(root, this.folder.place), error)
  }

  /** No more comes for now. */
  rest(): Promise<void> {
    return this.#next(async () => {
      const manifest = this.#manifest
      if (!manifest || !this.#changed) return
      await this.shelf.rest?.()
      await manifest.settleBytes()
      if (manifest.wantsCompaction) await manifest.compact()
      this.#mood = this.shelf.mood()
      this.#remember()
      this.#changed = false
    })
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => {})
    return turn
  }

  #begin(): void {
    this.#changed = true
  }

  #loaded(): FolderManifest {
    if (!this.#manifest) throw new SesameError('internal', { why: `folder ${this.folder.id} was not opened` })
    return this.#manifest
  }

  #fileSize(): number {
    try {
      return lstatSync(manifestFile(this.#options.root, this.folder.id)).size
    } catch (error) {
      if (isMissing(error)) return -1
      throw error
    }
  }

  /** A link may lead out of the backup: nothing is read or written behind one. */
  #staysInside(): void {
    const { root } = this.#options
    const place = join(root, this.folder.place)
    try {
      const [top, here] = [realpathSync(root), realpathSync(place)]
      if (here === top || here.startsWith(top + sep)) return
    } catch (error) {
      if (isMissing(error)) return
      throw error
    }
    throw new SesameError('backup-damaged', { file: place, why: 'a link that leaves the backup' })
  }

  #stateFile(): string {
    return ownFile(this.#options.root, 'folders', `${this.folder.id}.state.json`)
  }

  #recall(): Remembered | undefined {
    try {
      const known = JSON.parse(readFileSync(this.#stateFile(), 'utf8')) as Remembered
      const numbers = [known.size, known.messages, known.bytes, known.nextUid, known.uidValidity, known.lines]
      return numbers.every(Number.isSafeInteger) && typeof known.mood === 'string' ? known : undefined
    } catch {
      return undefined
    }
  }

  #remember(): void {
    const manifest = this.#loaded()
    const known: Remembered = { ...manifest.totals, size: manifest.size, mood: this.#mood }
    try {
      writeFileSync(`${this.#stateFile()}.new`, JSON.stringify(known), { mode: 0o600 })
      renameSync(`${this.#stateFile()}.new`, this.#stateFile())
    } catch {
      // A shortcut only: a full or read-only disk costs the next look some time.
    }
  }
}
