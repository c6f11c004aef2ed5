// Takes attachments out of a message that is too large for one request to Graph: the rest stays byte for byte, what was taken out is uploaded on its own.

import { type MimePart, readMime, readParameters } from './mime-parts.ts'

export interface Attachment {
  readonly name: string
  readonly type: string
  /** Without its brackets: the body shows it by this name (RFC 2392). */
  readonly contentId: string | null
  readonly inline: boolean
  /** Decodes; asked for once, when it is its turn. */
  content(): Buffer
}

export interface CutMessage {
  readonly rest: Buffer
  readonly attachments: readonly Attachment[]
}

/** Why not: `signed` would be broken by it; `text` is too much text; `shape` cannot be read. */
export type CutOutcome = ({ readonly ok: true } & CutMessage) | { readonly ok: false; readonly why: 'signed' | 'text' | 'shape' }

/** Those whose inside must stay as it is (RFC 1847, RFC 8551 §3). */
const SEALED = /^(multipart\/(signed|encrypted)|application\/(x-)?pkcs7-mime)$/
const EMPTY = 'Content-Type: text/plain; charset=utf-8\r\n\r\n'

/** `message`: its lines end in CRLF. The largest attachments go first, until the rest is at most `most` bytes. */
export function cutAttachments(message: Buffer, most: number): CutOutcome {
  const root = readMime(message)
  if (root === null) return { ok: false, why: 'shape' }
  if (SEALED.test(root.type)) return { ok: false, why: 'signed' }
  if (root.parts.length === 0) return cutWhole(message, root)
  const found: MimePart[] = []
  collect(root, found)
  found.sort((a, b) => b.cut[1] - b.cut[0] - (a.cut[1] - a.cut[0]))
  const gone: MimePart[] = []
  let size = message.length
  for (const part of found) {
    if (size <= most) break
    gone.push(part)
    size -= part.cut[1] - part.cut[0]
  }
  const rest = without(message, root, new Set(gone))
  if (rest.length > most) return { ok: false, why: someSealed(root) ? 'signed' : 'text' }
  // In the order of the message.
  gone.sort((a, b) => a.start - b.start)
  return { ok: true, rest, attachments: gone.map((part, at) => attachmentOf(message, part, at)) }
}

/** A scanner that sends nothing but the document: header here, document there. */
function cutWhole(message: Buffer, root: MimePart): CutOutcome {
  if (root.type.startsWith('text/')) return { ok: false, why: 'text' }
  const header = message.subarray(0, Math.max(0, root.body - 2)).toString('latin1')
  const kept = header.split(/\r\n(?![ \t])/).filter((field) => field !== '' && !/^(content-[a-z-]+|mime-version)[ \t]*:/i.test(field))
  const rest = Buffer.from(`${kept.map((field) => `${field}\r\n`).join('')}MIME-Version: 1.0\r\n${EMPTY}`, 'latin1')
  return { ok: true, rest, attachments: [attachmentOf(message, root, 0)] }
}

function collect(part: MimePart, found: MimePart[]): void {
  for (const one of part.parts) {
    if (SEALED.test(one.type)) continue
    if (one.parts.length > 0) collect(one, found)
    // One form of a text beside others is no attachment, whatever it is called.
    else if (part.type !== 'multipart/alternative' && isAttachment(one)) found.push(one)
  }
}

function isAttachment({ type, fields }: MimePart): boolean {
  const { value, parameters } = readParameters(fields.get('content-disposition') ?? '')
  return value === 'attachment' || parameters.has('filename') || !/^(text|multipart|message\/delivery-status)/.test(type)
}

function someSealed(part: MimePart): boolean {
  return SEALED.test(part.type) || part.parts.some(someSealed)
}

function without(message: Buffer, root: MimePart, gone: ReadonlySet<MimePart>): Buffer {
  const pieces: Buffer[] = []
  let at = 0
  const walk = (part: MimePart): void => {
    const all = part.parts.length > 0 && part.parts.every((one) => gone.has(one))
    for (const [index, one] of part.parts.entries()) {
      if (!gone.has(one)) walk(one)
      else {
        // A multipart without parts is none (RFC 2046 §5.1.1): the last one leaves an empty text.
        const keepsDelimiter = all && index === part.parts.length - 1
        pieces.push(message.subarray(at, keepsDelimiter ? one.start : one.cut[0]))
        if (keepsDelimiter) pieces.push(Buffer.from(`${EMPTY}\r\n`))
        at = one.cut[1]
      }
    }
  }
  walk(root)
  pieces.push(message.subarray(at))
  return Buffer.concat(pieces)
}

function attachmentOf(message: Buffer, part: MimePart, at: number): Attachment {
  const disposition = readParameters(part.fields.get('content-disposition') ?? '')
  const said = disposition.parameters.get('filename') ?? readParameters(part.fields.get('content-type') ?? '').parameters.get('name')
  const name = said?.replaceAll(/[\p{Cc}/\\]/gu, '_').trim()
  const id = /<([^<>]+)>/.exec(part.fields.get('content-id') ?? '')?.[1]
  return {
    name: (name || `attachment-${at + 1}${ENDINGS[part.type] ?? ''}`).slice(0, 250),
    type: part.type,
    contentId: id ?? null,
    inline: disposition.value !== 'attachment' && id !== undefined,
    content: () => decoded(message.subarray(part.body, part.end), part.fields.get('content-transfer-encoding') ?? ''),
  }
}

const ENDINGS: Readonly<Record<string, string>> = {
  ...{ 'application/pdf': '.pdf', 'image/jpeg': '.jpg', 'image/png': '.png', 'image/tiff': '.tif', 'message/rfc822': '.eml' },
}

/** RFC 2045 §6. */
function decoded(body: Buffer, encoding: string): Buffer {
  const how = encoding.trim().toLowerCase()
  if (how === 'base64') return Buffer.from(body.toString('latin1'), 'base64')
  if (how !== 'quoted-printable') return body
  const text = body.toString('latin1').replaceAll(/[ \t]*=[ \t]*\r\n/g, '')
  return Buffer.from(
    text.replaceAll(/=([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}
