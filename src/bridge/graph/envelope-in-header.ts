// Graph knows no envelope: it sends to whom To, Cc and Bcc name. So these are made to name exactly those who are still to get the message (RFC 5322 §3.4 and §3.6.3).

export interface Fitted {
  readonly header: string
  /** Whoever the header named and the envelope did not: they are left out, since the device did not send to them. */
  readonly left: readonly string[]
}

/** `header`: lines that end in CRLF, without the empty one, as latin1. */
export function fitHeader(header: string, recipients: readonly string[], from: string): Fitted {
  const fields = header.split(/\r\n(?![ \t])/).filter((field) => field !== '')
  const wanted = new Map(recipients.map((address) => [address.toLowerCase(), address]))
  const missing = new Set(wanted.keys())
  const left: string[] = []
  const kept = fields.flatMap((field) => {
    const match = /^(to|cc|bcc)[ \t]*:(.*)$/is.exec(field)
    // A return path and a Bcc of somebody else's are no business of the recipients.
    if (match === null) return /^return-path[ \t]*:/i.test(field) ? [] : [field]
    const mailboxes = mailboxesIn(match[2] as string)
    const stay = mailboxes.filter(({ address }) => wanted.has(address))
    left.push(...mailboxes.filter(({ address }) => !wanted.has(address)).map(({ address }) => address))
    for (const { address } of stay) missing.delete(address)
    if (stay.length === 0) return []
    if (stay.length === mailboxes.length) return [field]
    return [`${match[1]}: ${stay.map(({ text }) => text).join(',\r\n ')}`]
  })
  if (!kept.some((field) => /^from[ \t]*:/i.test(field))) kept.unshift(`From: <${latin(from)}>`)
  const hidden = [...missing].map((address) => `<${latin(wanted.get(address) as string)}>`)
  if (hidden.length > 0) kept.push(`Bcc: ${hidden.join(',\r\n ')}`)
  return { header: kept.map((field) => `${field}\r\n`).join(''), left }
}

interface Mailbox {
  /** Lower case. */
  readonly address: string
  readonly text: string
}

/** Quoted names, comments and groups understood; what is no address is left out. */
export function mailboxesIn(value: string): Mailbox[] {
  const texts: string[] = []
  let text = ''
  let quoted = false
  let comment = 0
  let angle = false
  for (let at = 0; at < value.length; at++) {
    const letter = value[at] as string
    if (letter === '\\' && (quoted || comment > 0)) {
      text += letter + (value[++at] ?? '')
      continue
    }
    if (letter === '"' && comment === 0) quoted = !quoted
    else if (!quoted && letter === '(') comment += 1
    else if (!quoted && letter === ')' && comment > 0) comment -= 1
    else if (!quoted && comment === 0) {
      if (letter === '<') angle = true
      else if (letter === '>') angle = false
      // RFC 5322 §3.4: `Team: a@x, b@x;` is a group; its members count.
      if (!angle && (letter === ',' || letter === ';' || letter === ':')) {
        if (letter !== ':') texts.push(text)
        text = ''
        continue
      }
    }
    text += letter
  }
  texts.push(text)
  return texts.flatMap((one) => {
    const bare = one.replaceAll(/\((?:[^()\\]|\\.)*\)/g, ' ')
    const address = (/<([^<>]*)>[^<>]*$/.exec(bare)?.[1] ?? bare).replaceAll(/\s+/g, '')
    const decoded = Buffer.from(address, 'latin1').toString('utf8').toLowerCase()
    return /^[^@]+@[^@]+$/.test(decoded) ? [{ address: decoded, text: one.trim().replaceAll(/\r\n[ \t]+/g, ' ') }] : []
  })
}

function latin(address: string): string {
  return Buffer.from(address, 'utf8').toString('latin1')
}
