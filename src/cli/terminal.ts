// A stream as people see it: width, colour when wanted, wrapping that keeps the indent. Plain when it is not a terminal.

import { stripVTControlCharacters, styleText } from 'node:util'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

export interface Terminal {
  readonly interactive: boolean
  readonly width: number
  style(style: Style | readonly Style[], text: string): string
  /** One paragraph, wrapped to the width; every line after the first is indented by `hang` (of the indent by default). */
  line(text?: string, indent?: number, hang?: number): void
  write(text: string): void
}

/** NO_COLOR (any value but empty) and TERM=dumb mean plain; FORCE_COLOR overrides a stream that is not a terminal. */
export function wantsColour(stream: { isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0'
  return stream.isTTY === true && env.TERM !== 'dumb'
}

export function terminalOn(stream: NodeJS.WriteStream, env: Readonly<Record<string, string | undefined>>): Terminal {
  const colour = wantsColour(stream, env)
  const width = Math.max(40, Math.min(stream.columns ?? 100, 100))
  return {
    interactive: stream.isTTY === true,
    width,
    style: (style, text) => (colour ? styleText(style as Style, text, { validateStream: false } as object) : text),
    line(text = '', indent = 0, hang = indent) {
      for (const line of wrap(harmless(text), width, indent, hang)) stream.write(`${line}\n`)
    },
    write: (text) => void stream.write(text),
  }
}

/** What turns the direction of reading makes one text look like another. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu
/** Colours and weights, as we set them. */
const STYLE = /^.\[[\d;]*m/u

/** Styles pass; any other control character came from outside and must not drive the terminal. */
export function harmless(text: string): string {
  return text.replace(UNSEEN, (c, at: number) => {
    const code = c.charCodeAt(0)
    if (c === '\n' || c === '\t' || (code === 0x1b && STYLE.test(text.slice(at, at + 20)))) return c
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`
  })
}

/** Columns that a text takes: escapes none, wide East Asian characters two, combining marks none. */
export function columns(text: string): number {
  let n = 0
  for (const char of stripVTControlCharacters(text)) {
    if (/\p{Mn}|\p{Me}|\u200b|\u200d/u.test(char)) continue
    n += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(char)
      ? 2
      : 1
  }
  return n
}

/** Breaks at plain spaces only, so that « no-break » spaces of French stay with their word; a word longer than the line stands alone. */
export function wrap(text: string, width: number, indent = 0, hang = indent): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    let pad = lines.length === 0 ? indent : hang
    for (const word of paragraph.split(/ +/)) {
      if (line !== '' && pad + columns(line) + 1 + columns(word) > width) {
        lines.push(' '.repeat(pad) + line)
        line = word
        pad = hang
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push((' '.repeat(pad) + line).trimEnd())
  }
  return lines
}
