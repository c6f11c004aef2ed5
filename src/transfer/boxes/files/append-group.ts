// Messages on their way into one folder of a backup: spooled as they come, kept all at once when the group ends, or none of them.

import { closeSync } from 'node:fs'
import type { Appended, AppendGroup, NewMessage, Refusal } from '../../shapes.ts'
import { ownFile } from './backup.ts'
import { fullDisk, unwritable } from './disk-trouble.ts'
import type { Entry } from './entry.ts'
import { unlinkIfThere } from './file-shelf.ts'
import type { FolderStore } from './folder-store.ts'
import { type Incoming, incoming, type Landed } from './incoming.ts'
import { splitFlags } from './status.ts'

/** So many messages may be on their way to the disk; then the sender waits. */
const MOST_UNDERWAY = 64
let spooled = 0

/** `discard` leaves nothing of a group that was not finished. */
export interface FileGroup extends AppendGroup {
  discard(): void
}

export function appendGroup(root: string, store: FolderStore): FileGroup {
  const landed: { readonly landed: Landed; readonly message: NewMessage }[] = []
  const underway = new Set<Promise<void>>()
  let current: { readonly message: NewMessage; readonly incoming: Incoming } | undefined
  let count = 0
  let failure: unknown
  let over = false
  const tried = (work: () => void) => {
    if (failure !== undefined || over) return
    try {
      work()
    } catch (error) {
      failure = error
    }
  }
  const discard = () => {
    if (over) return
    over = true
    try {
      current?.incoming.discard()
    } catch {}
    void Promise.allSettled(underway).then(() => {
      for (const { landed: one } of landed) unlinkIfThere(one.spool)
    })
  }
  return {
    begin(message) {
      count++
      tried(() => {
        const name = ownFile(root, 'spool', `${process.pid}-${++spooled}.part`)
        current = { message, incoming: incoming(name, store.shelf.lf) }
      })
    },
    data: (chunk) => tried(() => current?.incoming.write(chunk)),
    end() {
      tried(() => {
        if (!current) return
        const { message } = current
        const one = current.incoming.end()
        current = undefined
        landed.push({ landed: one, message })
        if (one.size !== message.size) {
          closeSync(one.fd)
          throw new RangeError(`${one.size} bytes came where ${message.size} were announced`)
        }
        const going = store.shelf.arrived({ landed: one, date: message.date })
        if (!going) return
        const watched = going.then(
          () => {},
          (error: unknown) => {
            failure ??= error
          },
        )
        underway.add(watched)
        void watched.then(() => underway.delete(watched))
      })
    },
    ready: () => (underway.size < MOST_UNDERWAY ? undefined : Promise.race(underway)),
    async finish(): Promise<readonly Appended[]> {
      await Promise.all(underway)
      try {
        if (failure !== undefined) throw failure
        over = true
        if (landed.length === 0) return []
        const { uids, uidValidity } = await store.commit(
          landed,
          landed.map(({ landed: one, message }) => entryOf(one, message)),
        )
        return uids.map((uid) => ({ ok: true, uid, uidValidity }))
      } catch (error) {
        over = false
        discard()
        const full = fullDisk(error, root)
        if (!full) throw unwritable(root, error)
        const refusal: Refusal = full
        return Array.from({ length: count }, () => ({ ok: false, refusal, group: false }))
      }
    },
    discard,
  }
}

function entryOf(landed: Landed, message: NewMessage): Omit<Entry, 'uid'> {
  return {
    size: landed.size,
    sha256: landed.sha256,
    ...splitFlags(message.flags),
    date: message.date,
    from: message.origin,
    ...(landed.bareLf.length === 0 ? {} : { bareLf: landed.bareLf }),
    ...(landed.exact ? { exact: true } : {}),
  }
}
