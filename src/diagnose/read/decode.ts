// What is wrapped inside a text: escapes of a program's log, a SASL challenge in base64, Chinese or accented text read with the wrong alphabet, a code misread off a screenshot.

/** Longer texts are cut in the middle: a log's beginning and end say what failed. */
const LIMIT = 32_768

export function bounded(text: string): string {
  return text.length <= LIMIT ? text : `${text.slice(0, LIMIT - 8192)}\n${text.slice(-8192)}`
}

/** The text, then every reading of what is wrapped in it, one a line. Must never throw. */
export function unwrapped(text: string): string {
  const plain = bounded(text)
  const readings = [plain]
  const escaped = /\\["'nrtux\\]/.test(plain) ? unescapeText(plain) : plain
  if (escaped !== plain) readings.push(escaped)
  const mended = mendAlphabet(escaped)
  if (mended !== escaped) readings.push(mended)
  readings.push(...base64Texts(plain))
  const numbers = mendNumbers(plain)
  if (numbers !== plain) readings.push(numbers)
  return readings.join('\n')
}

/** A reply's code with a letter that a screenshot made of one of its digits: `5.7.l39`, `53S`, `AADSTS5O076`. */
const CODE_AS_SEEN = /\b[245][.\d][\dOoIlS|](?:[.\dOoIlS|]*[\dOoIlS|])?\b|(?<=AADSTS)[\dOoIlS|]{4,7}\b/g

function mendNumbers(text: string): string {
  return text.replace(CODE_AS_SEEN, (code) =>
    /\d/.test(code) ? code.replace(/[Oo]/g, '0').replace(/[Il|]/g, '1').replaceAll('S', '5') : code,
  )
}

/** `\n`, `\"`, `\u8bf7`, `\xc7` as Python, JSON and JavaScript print them; also when escaped twice. */
function unescapeText(text: string): string {
  return text
    .replace(/\\\\/g, '\\')
    .replace(/\\u\{?([0-9a-f]{4})\}?/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\r?\\?n|\\n/g, '\n')
    .replace(/\\t/g, ' ')
    .replace(/\\(["'])/g, '$1')
}

/** Runs of Latin-1 letters that are really UTF-8 or GBK bytes (QQ and NetEase answer in GBK). */
function mendAlphabet(text: string): string {
  return text.replace(/[\u0080-\u00ff]{2,}/g, (run) => {
    const bytes = Uint8Array.from(run, (c) => c.charCodeAt(0))
    return decodeOr(bytes, 'utf-8') ?? (bytes.length >= 4 ? decodeOr(bytes, 'gbk') : null) ?? run
  })
}

function decodeOr(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** RFC 7628 §3.2.2: a refused token is explained in a base64 challenge. Also `UGFzc3dvcmQ6` and the like. */
function base64Texts(text: string): string[] {
  const found: string[] = []
  for (const [token] of text.matchAll(/(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{12,800}={0,2}(?![A-Za-z0-9+/=])/g)) {
    if (found.length === 8) break
    let decoded: string
    try {
      // A token cut short still tells its beginning.
      decoded = atob(token.slice(0, token.length - (token.length % 4)))
    } catch {
      continue
    }
    if (/^[\x20-\x7e\r\n\t]{6,}$/.test(decoded) && /[a-z]{3}/i.test(decoded)) found.push(decoded)
  }
  return found
}
