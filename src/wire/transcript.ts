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
  /** Each also in lower case; longest first, so that a secret inside a longer one leaves no rest. */
  #secrets: { readonly form: string; readonly low: string }[] = []

  /** 0: all lines up to the limit; else so many of the beginning, and the last. */
  #kept = 0

  /** For sessions of hours: from now on only about `count` lines at the beginning and as many at the end are kept. */
  keep(count: number): void {
    this.#kept = count
  }

  /** From now on `value` prints as dots, in every form that a server may say it back in. */
  hide(value: string): void {
    if (value.length === 0) return
    const forms = new Set([...this.#secrets.map(({ form }) => form), ...formsOf(value)])
    this.#secrets = [...forms].sort((a, b) => b.length - a.length).map((form) => ({ form, low: form.toLowerCase() }))
  }

  add(who: TranscriptLine['who'], text: string): void {
    if (this.#kept > 0 && this.lines.length >= this.#kept * 3) this.#forget()
    if (this.lines.length >= LINES) return
    const struck = this.strike(text)
    const short = struck.length > SHOWN ? `${struck.slice(0, SHOWN)}… (${struck.length})` : struck
    this.lines.push({ at: Math.round(performance.now() - this.#start), who, text: printable(short) })
  }

  /** Takes lines out of the middle. */
  #forget(): void {
    const count = this.lines.length - 2 * this.#kept
    const before = this.lines[this.#kept]?.text.match(/^… (\d+) lines$/)?.[1]
    const text = `… ${count + (before ? Number(before) - 1 : 0)} lines`
    this.lines.splice(this.#kept, count, { at: this.lines[this.#kept]!.at, who: '!', text })
  }

  /** Case does not count: servers say commands back in capitals. */
  strike(text: string): string {
    let out = text
    let low = text.toLowerCase()
    for (const { form, low: wanted } of this.#secrets) {
      if (!low.includes(wanted)) continue
      out = out.replace(new RegExp(form.length < SHORT ? wholeWord(form) : literal(form), 'giu'), DOTS)
      low = out.toLowerCase()
    }
    return out
  }
}

/** As it is, in Base64, percent, JSON, HTML and hexadecimal form. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8')
  const html = value.replace(/[&<>"']/g, (c) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }[c]};`)
  const encoded = [bytes.toString('base64').replace(/=+$/, ''), ...base64Inside(bytes)]
  return [
    ...[value, encodeURIComponent(bytes.toString('utf8')), JSON.stringify(value).slice(1, -1), html],
    ...[bytes.toString('base64'), ...encoded].flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]),
    ...(bytes.length >= SHORT ? [bytes.toString('hex')] : []),
  ]
}

/** Inside a longer text, Base64 has three forms, by where the secret begins; the letters at its ends hold bits of its neighbours. */
export function base64Inside(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const sure = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
    // Fewer letters would be found in ordinary words.
    return sure.length >= 8 ? [sure] : []
  })
}

/** A server must not move the cursor of the terminal that shows its words. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

function wholeWord(text: string): string {
  return `(?<![\\p{L}\\p{N}])${literal(text)}(?![\\p{L}\\p{N}])`
}
