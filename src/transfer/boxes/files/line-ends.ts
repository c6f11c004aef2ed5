// CR LF to LF and back without losing a byte: one CR before an LF is taken away; LFs that had none are remembered by their ordinal.

const CR = 13
const LF = 10
/** What is larger is not kept for the next one. */
const KEPT = 1024 * 1024
let scratch = Buffer.allocUnsafe(64 * 1024)

/** One for all, because what is written into it is taken out before anybody is called again: a message a buffer would be garbage by the gigabyte. */
function room(size: number): Buffer {
  if (size <= scratch.length) return scratch
  const larger = Buffer.allocUnsafe(size)
  if (size <= KEPT) scratch = larger
  return larger
}

/** Ordinals of LFs (the first is 1) that had no CR before them, in rising ranges. */
export type BareLineEnds = readonly (readonly [first: number, last: number])[]

export interface Stripped {
  readonly bare: BareLineEnds
  /** LFs in all. */
  readonly lines: number
  /** CRs still before an LF in what was written: readers that add a CR to each line do not add one there. */
  readonly kept: number
}

/** The buffer that `strip` gives is good until anything of this file is called again. */
export interface Stripper {
  strip(chunk: Buffer): Buffer
  /** What was held back, one CR or nothing. */
  rest(): Buffer
  done(): Stripped
}

export function createStripper(): Stripper {
  let held = false
  let last = 0
  let lines = 0
  let kept = 0
  const bare: [number, number][] = []
  const isBare = () => {
    const range = bare.at(-1)
    if (range && range[1] === lines - 1) range[1] = lines
    else bare.push([lines, lines])
  }
  return {
    strip(chunk) {
      const out = room(chunk.length + 1)
      let size = 0
      if (held) out[size++] = CR
      held = false
      for (let i = 0; i < chunk.length; i++) {
        const byte = chunk[i] as number
        if (byte !== LF) {
          out[size++] = byte
          continue
        }
        lines++
        if (size > 0 && out[size - 1] === CR) {
          size--
          if ((size > 0 ? out[size - 1] : last) === CR) kept++
        } else isBare()
        out[size++] = LF
      }
      if (size > 0 && out[size - 1] === CR) {
        held = true
        size--
      }
      if (size > 0) last = out[size - 1] as number
      return out.subarray(0, size)
    },
    rest() {
      const rest = held ? Buffer.from([CR]) : Buffer.alloc(0)
      held = false
      return rest
    },
    done: () => ({ bare, lines, kept }),
  }
}

/** The other way: gives each LF its CR, but for those of `bare`. The buffer that it gives is good as long as a stripper’s. */
export function createRestorer(bare: BareLineEnds): (chunk: Buffer) => Buffer {
  let line = 0
  let at = 0
  return (chunk) => {
    const out = room(chunk.length * 2)
    let size = 0
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number
      if (byte === LF) {
        line++
        while (at < bare.length && (bare[at] as readonly [number, number])[1] < line) at++
        const range = bare[at]
        if (range === undefined || line < range[0]) out[size++] = CR
      }
      out[size++] = byte
    }
    return out.subarray(0, size)
  }
}

/** For files of others, whose line ends nobody noted: an LF without a CR gets one, as Dovecot gives it to a reader. */
export function createCompleter(): (chunk: Buffer) => Buffer {
  let last = 0
  return (chunk) => {
    const out = room(chunk.length * 2)
    let size = 0
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number
      if (byte === LF && last !== CR) out[size++] = CR
      out[size++] = byte
      last = byte
    }
    return out.subarray(0, size)
  }
}
