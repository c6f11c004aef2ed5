// Tells how far a comparison is: one line that is written over on a terminal, nothing elsewhere.

import type { CompareProgress } from '../sesame.ts'
import { liveLines } from './live-lines.ts'
import type { Invocation } from './spec.ts'
import { columns } from './terminal.ts'

export interface CompareTeller {
  readonly tell: (event: CompareProgress) => void
  readonly end: () => void
}

const EVERY_MS = 200

export function compareTeller({ err, json, options, text }: Invocation): CompareTeller {
  const words = text.compare
  if (!err.interactive || json || options.quiet === true) return { tell: () => {}, end: () => {} }
  const width = () => process.stderr.columns ?? err.width
  const lines = liveLines(err.write, width)
  const read = { source: 0, target: 0 }
  let last = 0
  return {
    tell(event) {
      if (event.kind === 'reading') read[event.side] = event.bytes
      const now = performance.now()
      if (event.kind !== 'matching' && now - last < EVERY_MS) return
      last = now
      const said =
        event.kind === 'listing'
          ? words.listing(event.folder)
          : event.kind === 'matching'
            ? words.matching
            : words.reading(words.bytes(read.source + read.target))
      lines.show([columns(said) < width() ? said : `${said.slice(0, Math.max(0, width() - 2))}…`])
    },
    end: () => lines.clear(),
  }
}
