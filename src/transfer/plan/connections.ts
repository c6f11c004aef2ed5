// How many connections a transfer opens on each side, and why not more. Pure.

import type { SideFacts, TransferPlan } from './shapes.ts'

/** Measured: four pairs are faster than one by half; where each message waits for the server's yes, eight hide the waiting. */
const USUAL = 4
const WAITING = 8
/** Other apps of the person hold connections too: a third of what is allowed is left to them. */
const SHARE = 2 / 3

export function connectionsFor(source: SideFacts, target: SideFacts, asked?: number): TransferPlan['connections'] {
  const limit = Math.min(allowed(source), allowed(target))
  if (asked !== undefined) return asked <= limit ? { pairs: asked, because: 'asked' } : { pairs: limit, because: 'limit' }
  const waits = target.kind === 'imap' && target.traits.literals !== 'plus'
  const wanted = waits ? WAITING : USUAL
  if (wanted > limit) return { pairs: limit, because: 'limit' }
  return { pairs: wanted, because: waits ? 'waits' : 'usual' }
}

function allowed({ kind, limits: { connections } }: SideFacts): number {
  if (kind === 'pop3') return 1
  return connections === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(connections * SHARE))
}
