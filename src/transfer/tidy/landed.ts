// What came into the kept folder since a tidying began, by content: each of its messages stands for one message of the other folder, and no more.

import { secondsOf } from '../engine/moment.ts'
import { readDigests } from '../engine/read-digests.ts'
import type { Folder, Message, Reader } from '../shapes.ts'

export class Landed {
  readonly #reader: Reader
  readonly #folder: Folder
  /** All below were there before. */
  #next: number
  readonly #messages = new Map<number, Message>()
  /** UIDs by digest that nobody has claimed yet. */
  readonly #free = new Map<string, number[]>()

  constructor(reader: Reader, folder: Folder, uidNext: number) {
    this.#reader = reader
    this.#folder = folder
    this.#next = uidNext
  }

  /** Reads every byte of what is new. */
  async readAll(): Promise<void> {
    const fresh: Message[] = []
    await this.#reader.open(this.#folder)
    await this.#reader.list((message) => void (message.uid >= this.#next && fresh.push(message)), { after: this.#next - 1 })
    for (const message of fresh) this.#messages.set(message.uid, message)
    const uids = fresh.map(({ uid }) => uid)
    for (const { uid, digest } of await readDigests(this.#reader, 'target', uids))
      this.#free.set(digest, [...(this.#free.get(digest) ?? []), uid])
    this.#next = Math.max(this.#next, ...uids.map((uid) => uid + 1))
  }

  /** Of copies that are alike in bytes, the one that the server named, else one with the same date and marks. */
  claim(digest: string, message: Message, told?: number): number | undefined {
    const free = this.#free.get(digest)
    if (free === undefined || free.length === 0) return undefined
    const rank = (uid: number) => {
      const copy = this.#messages.get(uid)!
      if (uid === told) return 0
      return secondsOf(copy.date) !== secondsOf(message.date) ? 3 : lacking(message, copy).length > 0 ? 2 : 1
    }
    const best = free.reduce((one, other) => (rank(other) < rank(one) ? other : one))
    free.splice(free.indexOf(best), 1)
    return best
  }

  at(uid: number): Message | undefined {
    return this.#messages.get(uid)
  }

  /** After its marks were changed. */
  async again(uid: number): Promise<Message | undefined> {
    await this.#reader.open(this.#folder)
    let found: Message | undefined
    await this.#reader.list(
      (message) => {
        if (message.uid === uid) found = message
      },
      { after: uid - 1 },
    )
    return found
  }
}

/** RFC 9051 §6.4.7 only says that a copy should keep marks and date. Null: it did, or does now. */
export async function sameMarks(
  message: Message,
  copy: Message | undefined,
  add: (flags: readonly string[]) => Promise<void>,
  again: () => Promise<Message | undefined>,
): Promise<'date' | 'marks' | null> {
  if (copy === undefined || secondsOf(message.date) !== secondsOf(copy.date)) return 'date'
  const missing = lacking(message, copy)
  if (missing.length === 0) return null
  await add(missing)
  const now = await again()
  return now === undefined || lacking(message, now).length > 0 ? 'marks' : null
}

/** A message here is marked as deleted between the proof and its removal: a run that was cut there must not give that on. */
function lacking(message: Message, copy: Message): readonly string[] {
  const has = new Set(copy.flags.map((flag) => flag.toLowerCase()))
  return message.flags.filter((flag) => !has.has(flag.toLowerCase()) && !/^\\(deleted|recent)$/i.test(flag))
}
