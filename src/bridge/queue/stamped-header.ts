// The two fields that a message needs before it may wait: a Message-ID, so that a second delivery can be known as one, and the Date at which it was written (RFC 6409 §8.2 and §8.3).

/** A header that is longer than this is passed on as it is. */
const LONGEST = 131_072
const FIELD = /^([!-9;-~]+)[ \t]*:/

export interface StampedHeader {
  /** What may be written now. */
  add(piece: Buffer): Buffer
  /** The message is over: what was held back. */
  end(): Buffer
  /** With its brackets; known after the first bytes came out. */
  readonly messageId: string
}

/** Holds the header back until it is whole; what it has already stays as it is. */
export function stampedHeader(made: { readonly messageId: string; readonly date: Date }): StampedHeader {
  let held: Buffer | null = Buffer.alloc(0)
  let messageId = made.messageId
  const stamp = (bytes: Buffer): Buffer => {
    held = null
    const text = bytes.subarray(0, LONGEST).toString('latin1')
    const end = text.startsWith('\r\n') ? 0 : text.indexOf('\r\n\r\n')
    const header = (end < 0 ? text : text.slice(0, end)).replaceAll(/\r\n(?=[ \t])/g, ' ').split('\r\n')
    const names = header.map((line) => FIELD.exec(line)?.[1]?.toLowerCase())
    const field = (name: string) => header[names.indexOf(name)]
    const id = /<[^<>\s]{1,900}>/.exec(field('message-id') ?? '')
    if (id !== null) messageId = id[0]
    const added = [
      ...(field('message-id') === undefined ? [`Message-ID: ${made.messageId}\r\n`] : []),
      ...(field('date') === undefined ? [`Date: ${made.date.toUTCString().replace('GMT', '+0000')}\r\n`] : []),
      // A first line that is no field: there is no header, this is the body already.
      ...(names[0] === undefined && end !== 0 ? ['\r\n'] : []),
    ]
    return added.length === 0 ? bytes : Buffer.concat([Buffer.from(added.join(''), 'latin1'), bytes])
  }
  return {
    add(piece) {
      if (held === null) return piece
      held = Buffer.concat([held, piece])
      const whole = held.indexOf('\r\n\r\n') >= 0 || held.subarray(0, 2).equals(Buffer.from('\r\n'))
      return whole || held.length > LONGEST ? stamp(held) : Buffer.alloc(0)
    },
    end: () => (held === null ? Buffer.alloc(0) : stamp(held)),
    get messageId() {
      return messageId
    },
  }
}
