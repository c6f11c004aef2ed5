// How many connections a transfer opens on each side, and why not more. Pure.

import type { SideFacts, TransferPlan } from './shapes.ts'

/** Measured: four pairs are faster than one by half; where each message waits for the server's yes, ten hide the waiting. */
const USUAL = 4
const WAITING = 10
/** Other apps of the person hold connections too: a third of what is allowed is left to them. */
const SHARE = 2 / 3

/** `lanes`: what the engine will do, which is then what is told. */
export function connectionsFor(source: SideFacts, target: SideFacts, asked?: number, lanes?: number): TransferPlan['connections'] {
  const { literals, groups } = target.traits
  const waits = target.kind === 'imap' && literals !== 'plus' && !groups
  const wanted = asked ?? (waits ? WAITING : USUAL)
  const pairs = lanes ?? Math.min(wanted, allowed(source), allowed(target))
  if (pairs < wanted) return { pairs, because: 'limit' }
  return { pairs, because: asked !== undefined ? 'asked' : waits ? 'waits' : 'usual' }
}

function allowed({ kind, limits: { connections } }: SideFacts): number {
  if (kind === 'pop3') return 1
  return connections === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(connections * SHARE))
}
