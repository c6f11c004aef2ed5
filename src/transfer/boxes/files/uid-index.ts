// Where the line of each message begins, by its UID: twenty bytes a message, so that a million of them fit into memory.

export class UidIndex {
  #uids = new Uint32Array(1_024)
  #offsets = new Float64Array(1_024)
  #lines = new Float64Array(1_024)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** False, and nothing is added, for a UID that does not rise. */
  add(uid: number, offset: number, line: number): boolean {
    if (this.#length > 0 && uid <= (this.#uids[this.#length - 1] as number)) return false
    if (this.#length === this.#uids.length) this.#grow(this.#length * 2)
    this.#uids[this.#length] = uid
    this.#offsets[this.#length] = offset
    this.#lines[this.#length] = line
    this.#length++
    return true
  }

  uid(at: number): number {
    return this.#uids[at] as number
  }

  offset(at: number): number {
    return this.#offsets[at] as number
  }

  /** The number of its line. */
  line(at: number): number {
    return this.#lines[at] as number
  }

  position(uid: number): number | undefined {
    const at = this.firstAbove(uid - 1)
    return at < this.#length && this.#uids[at] === uid ? at : undefined
  }

  firstAbove(uid: number): number {
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#uids[middle] as number) > uid) high = middle
      else low = middle + 1
    }
    return low
  }

  #grow(length: number): void {
    const uids = new Uint32Array(length)
    uids.set(this.#uids)
    const offsets = new Float64Array(length)
    offsets.set(this.#offsets)
    const lines = new Float64Array(length)
    lines.set(this.#lines)
    this.#uids = uids
    this.#offsets = offsets
    this.#lines = lines
  }
}
