// The two lines that carry an envelope: MAIL FROM and RCPT TO (RFC 5321 §4.1.1.2 and §4.1.1.3), with what devices really write.

export interface EnvelopeLine {
  readonly address: string
  /** `SIZE=1234 BODY=8BITMIME`, as it was written. */
  readonly parameters: string
}

// A space behind the colon is wrong and common; brackets are left out by some devices.
const MAIL = /^MAIL FROM: ?(?:<([^<>]*)>|([^\s<>]+))(?: +(.*))?$/i
const RCPT = /^RCPT TO: ?(?:<([^<>]*)>|([^\s<>]+))(?: +(.*))?$/i

/** Null for what is no such line. */
export const mailFrom = (line: string): EnvelopeLine | null => read(MAIL, line)
export const rcptTo = (line: string): EnvelopeLine | null => read(RCPT, line)

function read(pattern: RegExp, line: string): EnvelopeLine | null {
  const match = pattern.exec(line.trim())
  if (match === null) return null
  // RFC 5321 §4.1.1.3: a source route before the address is to be ignored.
  const address = (match[1] ?? match[2] ?? '').replace(/^@[^:]*:/, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be in it.
  if (/[\u0000-\u0020\u007f]/.test(address) || address.length > 320) return null
  return { address, parameters: (match[3] ?? '').trim() }
}

const KNOWN = /^(SIZE=\d{1,12}|BODY=(7BIT|8BITMIME)|SMTPUTF8)$/i

/** Only what the provider was told it would understand; the rest is left out. */
export function keptParameters(parameters: string, offers: (keyword: string) => boolean): string {
  const kept = parameters.split(/\s+/).filter((one) => KNOWN.test(one) && offers(keywordOf(one)))
  return kept.length === 0 ? '' : ` ${kept.join(' ')}`
}

function keywordOf(parameter: string): string {
  const name = parameter.split('=')[0]!.toUpperCase()
  return name === 'BODY' ? '8BITMIME' : name
}
