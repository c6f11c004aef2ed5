// News of a source that can wait for them (IDLE): a connection of its own, opened when it is first wanted and kept from round to round.

import type { Collection } from '../../transfer/collect/collection.ts'
import type { Folder, Reader } from '../../transfer/shapes.ts'
import type { Room } from './room.ts'
import { openSide, type Side } from './side.ts'

export interface News {
  /** True when there are some: more than `seen`, the UIDNEXT that was looked at. False when the time is over or the source cannot wait. Never rejects. */
  wait(ms: number, seen: number | null, signal: AbortSignal): Promise<boolean>
  close(): Promise<void>
}

interface Open {
  readonly side: Side
  readonly reader: Reader
  readonly inbox: Folder
}

export function openNews(room: Room, { from, protocol }: Collection): News {
  let open: Open | undefined
  /** It has no IDLE: asked once. */
  let mute = false

  async function opened(): Promise<Open | null> {
    if (open !== undefined) return open
    const side = await openSide(from, { room, role: 'from', protocol })
    try {
      const { folders, traits } = await side.box.inventory()
      const inbox = folders.find(({ use }) => use === 'inbox')
      const reader = await side.box.reader()
      mute = !traits.idle || inbox === undefined || reader.idle === undefined
      if (!mute) {
        open = { side, reader, inbox: inbox as Folder }
        return open
      }
      reader.close()
    } catch (error) {
      await side.box.close().catch(() => {})
      throw error
    }
    await side.box.close()
    return null
  }

  async function drop(): Promise<void> {
    const last = open
    open = undefined
    last?.reader.close()
    await last?.side.box.close().catch(() => {})
  }

  return {
    async wait(ms, seen, signal) {
      if (mute || signal.aborted) return false
      try {
        const one = await opened()
        if (one === null) return false
        const { uidNext } = await one.reader.open(one.inbox)
        // What came between the round and this moment.
        if (seen !== null && uidNext > seen) return true
        return (await one.reader.idle?.(ms, signal)) ?? false
      } catch {
        // The line broke: the schedule goes on without it.
        await drop()
        return false
      }
    },
    close: drop,
  }
}
