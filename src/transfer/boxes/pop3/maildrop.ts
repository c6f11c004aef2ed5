// Which listed message is which kept one: by UIDL and size while the server keeps its UIDLs, by digest when it gave them all anew.

import type { DroppedMessage } from '../../../wire/pop3-maildrop.ts'
import type { KeptUidl, UidlShelf } from './uidl-shelf.ts'

/** A message of the session that is open. */
export interface Drop {
  readonly number: number
  readonly row: KeptUidl
}

/** The kept rows of one maildrop, and those of the last listing by their numbers. */
export class Maildrop {
  readonly #shelf: UidlShelf
  readonly #rows = new Map<number, KeptUidl>()
  readonly #byId = new Map<string, number>()
  /** Of messages that have gone without us, the numbers by digest. */
  readonly #gone = new Map<string, Set<number>>()
  #drops = new Map<number, number>()
  #last = 0

  constructor(shelf: UidlShelf) {
    this.#shelf = shelf
    for (const row of shelf.read()) this.#set(row)
  }

  /** One above the largest number that was ever given. */
  get next(): number {
    return this.#last + 1
  }

  get bytes(): number {
    return [...this.#drops.keys()].reduce((sum, uid) => sum + (this.#rows.get(uid)?.size ?? 0), 0)
  }

  get count(): number {
    return this.#drops.size
  }

  /** Takes a listing in: what is new gets a number, what is missing is gone. */
  listed(messages: readonly (DroppedMessage & { readonly uidl: string })[]): void {
    const changed: KeptUidl[] = []
    const times = new Map<string, number>()
    const drops = new Map<number, number>()
    const put = (row: KeptUidl) => {
      changed.push(row)
      this.#set(row)
    }
    for (const { number, uidl, size } of messages) {
      const nth = (times.get(uidl) ?? 0) + 1
      times.set(uidl, nth)
      const known = this.#rows.get(this.#byId.get(idOf(uidl, nth)) ?? 0)
      // A server that gives an old UIDL to another message (a counter begun anew) betrays itself by the size.
      const same = known !== undefined && known.size === size && known.state !== 'removed'
      if (same && known.state === 'there') drops.set(known.uid, number)
      else if (same) {
        put({ ...known, state: 'there' })
        drops.set(known.uid, number)
      } else {
        if (known !== undefined) put({ ...known, uidl: '', state: known.state === 'removed' ? 'removed' : 'gone' })
        const uid = this.next
        put({ uid, uidl, nth, size, digest: null, state: 'there' })
        drops.set(uid, number)
      }
    }
    this.#drops = drops
    for (const row of this.#rows.values()) if (row.state === 'there' && !drops.has(row.uid)) put({ ...row, state: 'gone' })
    if (changed.length > 0) this.#shelf.write(changed)
  }

  /** What is there now, in the order of our numbers. */
  *there(): Generator<Drop> {
    for (const uid of [...this.#drops.keys()].sort((a, b) => a - b)) yield this.drop(uid) as Drop
  }

  drop(uid: number): Drop | undefined {
    const number = this.#drops.get(uid)
    const row = this.#rows.get(uid)
    return number === undefined || row === undefined ? undefined : { number, row }
  }

  /**
   * The message was read. The number that stands for it: its own, or, when it was read for the first time and the very bytes of one that has gone are in it,
   * the old one, because the server has only given it another UIDL.
   */
  read(uid: number, digest: string): number {
    const row = this.#rows.get(uid)
    if (row === undefined || row.digest === digest) return uid
    const [old] = row.digest === null ? (this.#gone.get(digest) ?? []) : []
    const before = old === undefined ? undefined : this.#rows.get(old)
    const changed: KeptUidl[] = []
    if (before === undefined) changed.push({ ...row, digest })
    else {
      changed.push({ ...row, uidl: '', state: 'gone' })
      changed.push({ ...before, uidl: row.uidl, nth: row.nth, size: row.size, state: 'there' })
      const number = this.#drops.get(uid) as number
      this.#drops.delete(uid)
      this.#drops.set(before.uid, number)
    }
    for (const one of changed) this.#set(one)
    this.#shelf.write(changed)
    return before?.uid ?? uid
  }

  /** The server has confirmed that these are no more. */
  removed(uids: readonly number[]): void {
    const changed = uids.flatMap((uid) => {
      const row = this.#rows.get(uid)
      this.#drops.delete(uid)
      return row === undefined ? [] : [{ ...row, state: 'removed' as const }]
    })
    for (const row of changed) this.#set(row)
    this.#shelf.write(changed)
  }

  #set(row: KeptUidl): void {
    const before = this.#rows.get(row.uid)
    if (before !== undefined) {
      const id = idOf(before.uidl, before.nth)
      if (this.#byId.get(id) === before.uid) this.#byId.delete(id)
      if (before.digest !== null) this.#gone.get(before.digest)?.delete(before.uid)
    }
    this.#rows.set(row.uid, row)
    if (row.uidl !== '') this.#byId.set(idOf(row.uidl, row.nth), row.uid)
    if (row.state === 'gone' && row.digest !== null) {
      const set = this.#gone.get(row.digest) ?? new Set()
      this.#gone.set(row.digest, set.add(row.uid))
    }
    this.#last = Math.max(this.#last, row.uid)
  }
}

const idOf = (uidl: string, nth: number) => `${nth} ${uidl}`
