// The timed record of a conversation. Secrets are struck out as they come in, so it can be shown and saved as it is.

export interface TranscriptLine {
  /** Milliseconds since the transcript began. */
  readonly at: number
  /** `C` we said, `S` they said, `!` what happened (connected, TLS, closed). */
  readonly who: 'C' | 'S' | '!'
  readonly text: string
}

const DOTS = '•••'
/** Longer lines are cut: nobody reads further, and a hostile server would fill the memory. */
const SHOWN = 2000
const LINES = 20_000
/** A secret this short is struck as a word of its own only: inside other words it would make the server's sentence unreadable and tell nothing. */
const SHORT = 4

export class Transcript {
  readonly lines: TranscriptLine[] = []
  readonly #start = performance.now()
  /** Longest first, so that a secret inside a longer one leaves no rest. */
  #secrets: string[] = []

  /** From now on `value`, and its Base64, percent and JSON forms, print as dots. */
  hide(value: string): void {
    if (value.length === 0) return
    const bytes = Buffer.from(value, 'utf8')
    const base64 = bytes.toString('base64')
    const forms = [value, base64, base64.replace(/=+$/, ''), encodeURIComponent(bytes.toString('utf8')), JSON.stringify(value).slice(1, -1)]
    this.#secrets = [...new Set([...this.#secrets, ...forms])].sort((a, b) => b.length - a.length)
  }

  add(who: TranscriptLine['who'], text: string): void {
    if (this.lines.length >= LINES) return
    const struck = this.strike(text)
    const short = struck.length > SHOWN ? `${struck.slice(0, SHOWN)}… (${struck.length})` : struck
    this.lines.push({ at: Math.round(performance.now() - this.#start), who, text: printable(short) })
  }

  strike(text: string): string {
    let out = text
    for (const secret of this.#secrets) out = out.replaceAll(secret.length < SHORT ? wholeWord(secret) : secret, DOTS)
    return out
  }
}

/** A server must not move the cursor of the terminal that shows its words. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

function wholeWord(text: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'gu')
}
