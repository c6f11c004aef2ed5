// What is kept of a maildrop between two sessions: each message that was ever listed, by a number of ours. UIDLs name messages on the server; the digest is what they are.

/** One message that was listed once. */
export interface KeptUidl {
  /** Ours: rises with the order in which they were first seen, never used again. */
  readonly uid: number
  /** Empty once another number stands for the message. */
  readonly uidl: string
  /** Which of several messages with this UIDL: 1, 2 ... (RFC 1939 §7 lets identical copies share one). */
  readonly nth: number
  /** As LIST said it. */
  readonly size: number
  /** SHA-256 of its bytes; null until it was read. */
  readonly digest: string | null
  /** `there`: in the last listing. `gone`: not in it, and not by us. `removed`: by us, and the server confirmed it. */
  readonly state: 'there' | 'gone' | 'removed'
}

/** Where it is kept. Both are whole or not at all. */
export interface UidlShelf {
  read(): readonly KeptUidl[]
  /** Adds these, or puts them in the place of those with their uid. */
  write(rows: readonly KeptUidl[]): void
}

/** For one run: nothing is remembered. */
export function memoryShelf(): UidlShelf {
  const rows = new Map<number, KeptUidl>()
  return {
    read: () => [...rows.values()],
    write(changed) {
      for (const row of changed) rows.set(row.uid, row)
    },
  }
}
