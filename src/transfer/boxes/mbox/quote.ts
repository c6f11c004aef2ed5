// mboxrd's quoting: a line of `From `, or of any number of `>` and `From `, gets one `>` more; taking one away gives the line back.

const LF = 10
const MARK = 62
const FROM = Buffer.from('From ')
/** One for all: what is written into it is taken out before anybody is called again. */
let scratch = Buffer.allocUnsafe(0)

/** Bytes whose lines end with LF, chunk by chunk. The buffers that it gives are good until any of these is called again. */
export interface LineScanner {
  push(chunk: Buffer): Buffer
  /** What was held back: the beginning of a line that might have become one of these. */
  rest(): Buffer
}

export function quote(): LineScanner {
  return scan((marks) => marks + 1)
}

/** A bare `From ` line, which no quoted text has, stays. */
export function unquote(): LineScanner {
  return scan((marks) => Math.max(0, marks - 1))
}

function scan(next: (marks: number) => number): LineScanner {
  let out = scratch
  /** Of the line that begins: undefined once it is known to be another one. */
  let marks = 0
  let letters = 0
  let beginning = true
  const give = (size: number): number => {
    out.fill(MARK, size, size + marks)
    out.set(FROM.subarray(0, letters), size + marks)
    const end = size + marks + letters
    marks = letters = 0
    beginning = false
    return end
  }
  return {
    push(chunk) {
      // Each line of six bytes may grow by one.
      const most = chunk.length * 2 + marks + letters + 1
      if (scratch.length < most) scratch = Buffer.allocUnsafe(most)
      out = scratch
      let size = 0
      let at = 0
      while (at < chunk.length) {
        if (!beginning) {
          const end = chunk.indexOf(LF, at)
          const stop = end < 0 ? chunk.length : end + 1
          size += chunk.copy(out, size, at, stop)
          at = stop
          beginning = end >= 0
          continue
        }
        const byte = chunk[at] as number
        if (byte === MARK && letters === 0) {
          marks++
          at++
        } else if (byte === FROM[letters]) {
          letters++
          at++
          if (letters === FROM.length) {
            marks = next(marks)
            size = give(size)
          }
        } else size = give(size)
      }
      return out.subarray(0, size)
    },
    rest() {
      if (scratch.length < marks + letters) scratch = Buffer.allocUnsafe(marks + letters)
      out = scratch
      return out.subarray(0, give(0))
    },
  }
}
