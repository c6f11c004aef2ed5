// A message as its parts (RFC 2045, RFC 2046 §5.1), only as far as needed to take attachments out of it: places in the bytes, nothing is decoded.

export interface MimePart {
  /** Names in lower case, values unfolded, latin1. */
  readonly fields: ReadonlyMap<string, string>
  /** `text/plain`; lower case. */
  readonly type: string
  /** Places in the message: of its header, its body, and its end without the line end that belongs to the boundary. */
  readonly start: number
  readonly body: number
  readonly end: number
  /** From its delimiter line to the next one: what is cut. Equal to the whole for the message itself. */
  readonly cut: readonly [number, number]
  readonly parts: readonly MimePart[]
}

const DEEPEST = 12
const MOST_PARTS = 1_000
const HEADER_MOST = 262_144

/** Null for what goes beyond the limits: it is treated as one piece. */
export function readMime(message: Buffer): MimePart | null {
  let count = 0
  function read(start: number, end: number, cut: readonly [number, number], depth: number): MimePart | null {
    count += 1
    if (depth > DEEPEST || count > MOST_PARTS) return null
    const { fields, body } = readHeader(message, start, end)
    const { value: type, parameters } = readParameters(fields.get('content-type') ?? 'text/plain')
    const boundary = parameters.get('boundary')
    const parts: MimePart[] = []
    if (type.startsWith('multipart/') && boundary !== undefined && boundary !== '') {
      const marks = delimiters(message, body, end, boundary)
      for (const [at, mark] of marks.entries()) {
        const next = marks[at + 1]
        if (mark.last) break
        const partEnd = next === undefined ? end : Math.max(mark.after, next.at - 2)
        const part = read(mark.after, partEnd, [mark.at, next?.at ?? end], depth + 1)
        if (part === null) return null
        parts.push(part)
      }
    }
    return { fields, type, start, body, end, cut, parts }
  }
  return read(0, message.length, [0, message.length], 0)
}

function readHeader(message: Buffer, start: number, end: number): { fields: Map<string, string>; body: number } {
  const empty = message.subarray(start, Math.min(end, start + 2)).toString('latin1') === '\r\n'
  const found = empty ? start - 2 : message.indexOf('\r\n\r\n', start)
  const stop = found < 0 || found > end ? end : found + 2
  const text = message.subarray(start, Math.max(start, Math.min(stop, start + HEADER_MOST))).toString('latin1')
  const fields = new Map<string, string>()
  for (const line of text.replaceAll(/\r\n(?=[ \t])/g, '').split('\r\n')) {
    const match = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/.exec(line)
    // The first one counts.
    if (match !== null && !fields.has((match[1] as string).toLowerCase()))
      fields.set((match[1] as string).toLowerCase(), match[2] as string)
  }
  return { fields, body: found < 0 || found > end ? end : Math.min(end, found + 4) }
}

/** RFC 2046 §5.1.1: two dashes and the boundary at the start of a line; two more end the multipart. */
function delimiters(message: Buffer, from: number, end: number, boundary: string): { at: number; after: number; last: boolean }[] {
  const needle = Buffer.from(`--${boundary}`, 'latin1')
  const marks: { at: number; after: number; last: boolean }[] = []
  for (let at = message.indexOf(needle, from); at >= 0 && at < end && marks.length <= MOST_PARTS; at = message.indexOf(needle, at + 1)) {
    const lineEnd = message.indexOf('\r\n', at)
    const stop = lineEnd < 0 || lineEnd > end ? end : lineEnd
    const rest = message.subarray(at + needle.length, stop).toString('latin1')
    const starts = at === from || (message[at - 1] === 10 && message[at - 2] === 13)
    // A boundary that only begins like ours is another one.
    if (!starts || !/^(--)?[ \t]*$/.test(rest)) continue
    marks.push({ at, after: Math.min(end, stop + 2), last: rest.startsWith('--') })
  }
  return marks
}

/** `attachment; filename="a.pdf"`: RFC 2045 §5.1, continuations and charsets by RFC 2231 §3 and §4. */
export function readParameters(text: string): { readonly value: string; readonly parameters: ReadonlyMap<string, string> } {
  const parameters = new Map<string, string>()
  const pieces = new Map<string, { at: number; text: string; extended: boolean }[]>()
  for (const match of text.slice(0, 8_192).matchAll(/;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g)) {
    const raw = match[2]?.replaceAll(/\\(.)/g, '$1') ?? match[3] ?? ''
    const name = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec((match[1] as string).toLowerCase())
    if (name === null) continue
    const list = pieces.get(name[1] as string) ?? []
    list.push({ at: Number(name[2] ?? 0), text: raw, extended: name[3] === '*' })
    pieces.set(name[1] as string, list)
  }
  for (const [name, list] of pieces) {
    // `filename*` wins over `filename`, which is there for old readers.
    const extended = list.some((piece) => piece.extended)
    const whole = list.filter((piece) => !extended || piece.extended || list.length > 1).sort((a, b) => a.at - b.at)
    const used =
      extended && whole.some((piece) => !piece.extended && piece.at === 0) ? whole.filter((piece) => piece.extended || piece.at > 0) : whole
    const first = used.find((piece) => piece.extended)?.text
    const charset = /^([^']*)'[^']*'/.exec(first ?? '')
    const bytes = Buffer.concat(
      used.map((piece, index) => {
        const said = index === 0 && charset !== null ? piece.text.slice(charset[0].length) : piece.text
        return piece.extended ? percentDecoded(said) : Buffer.from(said, 'latin1')
      }),
    )
    const plain = bytes.toString('latin1')
    // Forbidden there and common (RFC 2047 §5): encoded words in file names.
    const text = /^(file)?name$/.test(name) ? decodeWords(plain) : plain
    parameters.set(name, extended ? decodedBy(charset?.[1] || 'utf-8', bytes) : text)
  }
  return { value: (text.split(';')[0] as string).trim().toLowerCase(), parameters }
}

/** RFC 2047 §2: `=?utf-8?B?…?=`; what is none stays, read as UTF-8 where it is that. */
export function decodeWords(text: string): string {
  const joined = text.replaceAll(/(=\?[^?\s]+\?[bq]\?[^?\s]*\?=)\s+(?==\?)/gi, '$1')
  if (!/=\?[^?\s]+\?[bq]\?[^?\s]*\?=/i.test(joined)) {
    const read = decodedBy('utf-8', Buffer.from(text, 'latin1'))
    return read.includes('\ufffd') ? text : read
  }
  return joined.replaceAll(/=\?([^?\s*]+)(?:\*[^?]*)?\?([bq])\?([^?\s]*)\?=/gi, (_all, charset: string, how: string, said: string) => {
    const bytes = how.toLowerCase() === 'b' ? Buffer.from(said, 'base64') : percentDecoded(said.replaceAll('_', ' ').replaceAll('=', '%'))
    return decodedBy(charset, bytes)
  })
}

function percentDecoded(text: string): Buffer {
  return Buffer.from(
    text.replaceAll(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

function decodedBy(charset: string, bytes: Buffer): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}
