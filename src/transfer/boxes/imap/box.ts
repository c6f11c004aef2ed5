// A mailbox on an IMAP server, as a box of messages. Whoever makes it signs in; nothing here knows a provider.

import type { ImapSession } from '../../../wire/imap.ts'
import type { Box, Inventory } from '../../shapes.ts'
import type { FlagRoom } from './flags.ts'
import { imapInventory } from './inventory.ts'
import type { Root } from './names.ts'
import { ImapReader } from './reader.ts'
import { preparedSession } from './session.ts'
import { type SpareLine, spareLines } from './spare.ts'
import { ImapWriter } from './writer.ts'

export interface ImapBoxOptions {
  /** A session signed in, each time a new one; asked for again after a broken line, so it must refresh what has expired. */
  readonly open: () => Promise<ImapSession>
  readonly label: string
  readonly key: string
  /** Use COMPRESS=DEFLATE where it is offered: for slow lines only, it costs both sides much work. A function is asked for each connection. */
  readonly compress?: boolean | (() => boolean)
  /** So long a connection that nobody uses any more stays for whoever wants one next; absent: not at all. */
  readonly keepMs?: number
}

export function imapBox({ open, label, key, compress = false, keepMs = 0 }: ImapBoxOptions): Box {
  const spelled = new Map<string, string>()
  const rooms = new Map<string, FlagRoom>()
  const flight = { keepsOrder: true }
  const inUse = new Set<{ close(): void }>()
  /** The connection of the inventory, kept for the next one. */
  let asking: Promise<ImapSession> | undefined
  let root: Root | undefined
  const compressed = () => (typeof compress === 'function' ? compress() : compress)
  const session = () => preparedSession(open, compressed())
  const spare = spareLines({ open: session, kind: compressed, keepMs })
  const lent = async <T extends { close(): void }>(make: (line: SpareLine, leave: (line: SpareLine) => void) => T): Promise<T> => {
    const { line, kind } = await spare.take()
    const one = make(line, (left) => {
      inUse.delete(one)
      spare.leave(left, kind)
    })
    inUse.add(one)
    return one
  }
  const look = async (): Promise<Inventory> => {
    const known = asking
    asking ??= session()
    try {
      const inventory = await imapInventory(await asking, spelled)
      root = { prefix: inventory.prefix, delimiter: inventory.delimiter }
      return inventory
    } catch (error) {
      asking = undefined
      // A connection that lay idle may have been forgotten by the server; a new one has no such excuse.
      if (known === undefined) throw error
      return look()
    }
  }
  // Beside each other they would share one connection.
  let turn: Promise<unknown> = Promise.resolve()
  const inventory = () => {
    const next = turn.then(look)
    turn = next.catch(() => {})
    return next
  }
  return {
    kind: 'imap',
    label,
    key,
    inventory,
    reader: () => lent((line, leave) => new ImapReader(line, { spelled, flight, leave })),
    writer: () =>
      lent(
        (line, leave) => new ImapWriter(line, { spelled, rooms, leave, root: async () => root ?? (await inventory().then(() => root!)) }),
      ),
    async close() {
      for (const one of inUse) one.close()
      inUse.clear()
      const quits = spare.close()
      await turn
      const last = asking
      asking = undefined
      await last?.then(
        (one) => one.quit(),
        () => {},
      )
      await quits
    },
  }
}
