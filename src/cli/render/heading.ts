// A heading with an empty line before it.

import type { Terminal } from '../terminal.ts'

export function heading(out: Terminal, title: string): void {
  out.line()
  out.line(out.style(['bold', 'cyan'], title))
}
