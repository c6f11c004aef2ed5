// A few lines at the foot of the terminal that are written over as things go on; what is said meanwhile goes above them, and stays.

import { columns, harmless } from './terminal.ts'

export interface LiveLines {
  show(lines: readonly string[]): void
  /** Above the live lines, for good. */
  say(lines: readonly string[]): void
  /** Takes the live lines away. */
  clear(): void
}

/** `width` is asked each time: windows change. A line must be no wider. */
export function liveLines(write: (text: string) => void, width: () => number): LiveLines {
  let shown: readonly string[] = []
  /** A window made narrower has broken long lines into several rows. */
  const rows = () => shown.reduce((sum, line) => sum + Math.max(1, Math.ceil(columns(line) / Math.max(1, width()))), 0)
  const away = () => {
    const n = rows()
    shown = []
    return n === 0 ? '' : `\r${n > 1 ? `\u001b[${n - 1}A` : ''}\u001b[J`
  }
  const drawn = (lines: readonly string[]) => {
    shown = lines
    return lines.join('\n')
  }
  return {
    show: (lines) => write(`${away()}${drawn(lines.map(harmless))}`),
    say(lines) {
      const kept = shown
      write(`${away()}${lines.map((line) => `${harmless(line)}\n`).join('')}${drawn(kept)}`)
    },
    clear: () => write(away()),
  }
}
