// The little of RFC 5322 that a server needs: cut a message into header and body, find fields, and list addresses for an envelope.

export interface Split {
  readonly header: Buffer
  readonly body: Buffer
}

/** The header keeps its final empty line, as BODY[HEADER] must. */
export function splitMessage(raw: Buffer): Split {
  const end = raw.indexOf('\r\n\r\n')
  return end < 0 ? { header: raw, body: Buffer.alloc(0) } : { header: raw.subarray(0, end + 4), body: raw.subarray(end + 4) }
}

/** The fields in order, folded lines kept with their field. */
export function fields(header: Buffer): { name: string; line: string }[] {
  const out: { name: string; line: string }[] = []
  for (const line of header.toString('latin1').split('\r\n')) {
    const last = out.at(-1)
    if (/^[ \t]/.test(line) && last) last.line += `\r\n${line}`
    else if (line.includes(':')) out.push({ name: line.slice(0, line.indexOf(':')).trim().toLowerCase(), line })
  }
  return out
}

/** The value of the first field of that name, unfolded. */
export function field(header: Buffer, name: string): string | undefined {
  const found = fields(header).find((f) => f.name === name.toLowerCase())
  return found?.line
    .slice(found.line.indexOf(':') + 1)
    .replace(/\r\n/g, '')
    .trim()
}

export interface MailAddress {
  readonly name: string | undefined
  readonly local: string
  readonly host: string
}

export function addresses(value: string | undefined): MailAddress[] {
  if (value === undefined) return []
  const out: MailAddress[] = []
  for (const part of value.match(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,])+/g) ?? []) {
    const angle = /^(.*?)<([^>]*)>/s.exec(part.trim())
    const spec = (angle ? angle[2]! : part).trim()
    const at = spec.lastIndexOf('@')
    if (at <= 0) continue
    const name = angle?.[1]?.trim().replace(/^"(.*)"$/s, '$1')
    out.push({ name: name || undefined, local: spec.slice(0, at), host: spec.slice(at + 1) })
  }
  return out
}
