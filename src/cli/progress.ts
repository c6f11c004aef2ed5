// Live progress on stderr: one line that is rewritten on a terminal, one line a step elsewhere only when asked for.

import { harmless, type Terminal } from './terminal.ts'

export interface Progress {
  /** Shows what is being done now. */
  step(text: string): void
  /** Takes the line away, so that results start on a clean one. */
  clear(): void
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

export function progressOn(terminal: Terminal, quiet: boolean): Progress {
  if (quiet || !terminal.interactive) return { step() {}, clear() {} }
  let text = ''
  let frame = 0
  let timer: NodeJS.Timeout | undefined
  const draw = () =>
    terminal.write(`\r\u001b[K${terminal.style('cyan', FRAMES[frame++ % FRAMES.length] ?? '')} ${text.slice(0, terminal.width - 3)}`)
  return {
    step(now) {
      text = harmless(now)
      draw()
      timer ??= setInterval(draw, 100)
      timer.unref()
    },
    clear() {
      if (timer === undefined) return
      clearInterval(timer)
      timer = undefined
      terminal.write('\r\u001b[K')
    },
  }
}
