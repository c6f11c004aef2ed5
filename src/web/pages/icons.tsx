// Drawn signs: one glyph a station of the road, one shape a state, so that nothing rests on colour. All are decoration beside words.

import type { VNode } from 'preact'
import type { Hop, HopState } from '../view.ts'

const GLYPHS: Record<Hop, string> = {
  app: 'M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM11 18h2',
  network: 'M3 9.5a13 13 0 0 1 18 0M6.2 13a8.4 8.4 0 0 1 11.6 0M9.3 16.4a4 4 0 0 1 5.4 0M12 19.5v.1',
  name: 'M4 4h7l9 9-7 7-9-9zM8 8v.1',
  port: 'M6 21V5l9-2v18M15 6h3v15M3 21h18M11.5 12v.1',
  tls: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11M12 14.5v2',
  server: 'M4 4h16v7H4zM4 13h16v7H4zM7.5 7.5v.1M7.5 16.5v.1M12 7.5h4M12 16.5h4',
  'sign-in': 'M8 12a4 4 0 1 0 0 .1zM8 12h13M17 12v4M21 12v3',
  mailbox: 'M3 13l3-8h12l3 8v6H3zM3 13h5a4 4 0 0 0 8 0h5',
  sending: 'M3 11l18-8-7 18-3-8zM11 13l10-10',
}

const STATES: Record<HopState, VNode> = {
  ok: <path d="M3.5 8.5l3 3 6-7" />,
  broken: <path d="M4 4l8 8M12 4l-8 8" />,
  warned: <path d="M8 3v6M8 12v.2" />,
  looking: <path d="M3.5 8v.1M8 8v.1M12.5 8v.1" />,
  waiting: <circle cx="8" cy="8" r="1.2" />,
  skipped: <path d="M4 8h8" />,
}

/** The ground of a state's sign: a disc, a triangle, an octagon, a square or a broken ring. */
const GROUNDS: Record<HopState, VNode> = {
  ok: <circle cx="8" cy="8" r="8" />,
  broken: <path d="M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7z" />,
  warned: <path d="M8-2l9.5 17.5h-19z" />,
  looking: <rect x="-1" y="2" width="18" height="12" rx="6" />,
  waiting: <circle cx="8" cy="8" r="6.5" class="ring" />,
  skipped: <rect x="1" y="4" width="14" height="8" rx="2" class="ring" />,
}

export function HopGlyph({ hop }: { hop: Hop }): VNode {
  return (
    <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true">
      <path d={GLYPHS[hop]} />
    </svg>
  )
}

export function StateSign({ state }: { state: HopState }): VNode {
  return (
    <svg class={`sign ${state}`} viewBox="-2 -3 20 20" aria-hidden="true">
      <g class="ground">{GROUNDS[state]}</g>
      <g class="stroke">{STATES[state]}</g>
    </svg>
  )
}

/** The mark of the house: an envelope with a keyhole. */
export function Mark(): VNode {
  return (
    <svg class="mark" viewBox="0 0 28 24" aria-hidden="true">
      <path d="M2 5a3 3 0 0 1 3-3h18a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3z" />
      <path d="M3 4l11 8 11-8" />
      <path class="hole" d="M14 11.2a2.6 2.6 0 0 1 1.3 4.9l.9 3.4h-4.4l.9-3.4a2.6 2.6 0 0 1 1.3-4.9z" />
    </svg>
  )
}
