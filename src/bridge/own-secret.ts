// Watches what a client says after it was let in: the device's password, said again, must not reach the provider (a second LOGIN sent ahead, say).

export interface OwnSecret {
  /** What may go on now; null when the password was said: the client is to be cut off. Bytes that may become the password wait for those that follow. */
  pass(chunk: Buffer): Buffer | null
  /** Nothing is looked for any more: enough was seen, or the client keeps a message that may hold whatever its owner wrote. */
  readonly over: boolean
  /** What waits. */
  rest(): Buffer
}

/** A client that repeats its sign-in does so at once. */
const WATCHED = 2_048
/** So many letters of the password are no accident; fewer tell nobody anything. */
const TELLING = 8

export function ownSecret(password: string): OwnSecret {
  const forms = formsOf(password)
  let held: Buffer = Buffer.alloc(0)
  /** The last bytes that went on: the beginning of a form may be among them. */
  let behind: Buffer = Buffer.alloc(0)
  let seen = 0
  const longest = Math.max(...forms.map((form) => form.length))
  return {
    pass(chunk) {
      const fresh = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      const known = Buffer.concat([behind, fresh])
      const text = known.toString('latin1').toLowerCase()
      seen += chunk.length
      held = Buffer.alloc(0)
      // RFC 9051 §6.3.12: a message that is kept in the mailbox is the person's own.
      const append = text.search(/(^|\n)\S+ (uid )?append /)
      const at = Math.min(...forms.map((form) => text.indexOf(form)).filter((found) => found >= 0))
      if (at !== Number.POSITIVE_INFINITY && (append < 0 || at < append)) return null
      if (append >= 0 || seen > WATCHED) {
        seen = Number.POSITIVE_INFINITY
        return fresh
      }
      const wait = Math.min(fresh.length, Math.max(0, ...forms.map((form) => begun(text, form))))
      held = Buffer.from(fresh.subarray(fresh.length - wait))
      const out = fresh.subarray(0, fresh.length - wait)
      behind = Buffer.from(known.subarray(Math.max(0, known.length - wait - longest), known.length - wait))
      return out
    },
    get over() {
      return seen === Number.POSITIVE_INFINITY
    },
    rest: () => held,
  }
}

/** How many letters of `form` the text ends with, when they are telling ones. */
function begun(text: string, form: string): number {
  for (let length = Math.min(form.length - 1, text.length); length >= TELLING; length--)
    if (text.endsWith(form.slice(0, length))) return length
  return 0
}

/** As it was typed, as IMAP quotes it (RFC 9051 §4.3), and in Base64 at its three places; capitals do not count. */
function formsOf(password: string): string[] {
  const bytes = Buffer.from(password, 'utf8')
  const quoted = password.replace(/[\\"]/g, '\\$&')
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  })
  // Without dashes and spaces it is the same password to us.
  const tidy = password.replace(/[\s-]+/g, '')
  const texts = [
    bytes.toString('latin1'),
    Buffer.from(tidy, 'utf8').toString('latin1'),
    Buffer.from(quoted, 'utf8').toString('latin1'),
    ...base64,
  ]
  return [...new Set(texts.map((text) => text.toLowerCase()).filter((text) => text.length >= TELLING))]
}
