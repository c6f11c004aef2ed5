// The timed record of a conversation. Secrets are struck out as they come in, so it can be shown and saved as it is.

export interface TranscriptLine {
  /** Milliseconds since the transcript began. */
  readonly at: number
  /** `C` we said, `S` they said, `!` what happened (connected, TLS, closed). */
  readonly who: 'C' | 'S' | '!'
  readonly text: string
}

export class Transcript {
  readonly lines: TranscriptLine[] = []
  readonly #start = performance.now()
  readonly #secrets = new Set<string>()

  /** From now on `value`, and its Base64 and percent forms, print as dots. */
  hide(value: string): void {
    if (value.length === 0) return
    this.#secrets.add(value)
    this.#secrets.add(Buffer.from(value, 'utf8').toString('base64'))
    this.#secrets.add(encodeURIComponent(value))
  }

  add(who: TranscriptLine['who'], text: string): void {
    this.lines.push({ at: Math.round(performance.now() - this.#start), who, text: this.strike(text) })
  }

  strike(text: string): string {
    let out = text
    for (const secret of this.#secrets) out = out.replaceAll(secret, '•••')
    return out
  }
}
