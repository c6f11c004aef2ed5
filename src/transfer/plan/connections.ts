// How many connections a transfer opens on each side, and why not more. Pure.

import type { Traits } from '../shapes.ts'
import type { SideFacts, TransferPlan } from './shapes.ts'

/** Measured: four pairs are faster than one by half; where each message waits for the server's yes, ten hide the waiting. */
const USUAL = 4
const WAITING = 10
/** Other apps of the person hold connections too: a third of what is allowed is left to them. */
const SHARE = 2 / 3

/** Each message waits for the server's yes before its bytes go out (RFC 9051 §4.3), and no group spares it. */
export function waitsForYes({ literals, groups }: Pick<Traits, 'literals' | 'groups'>): boolean {
  return literals !== 'plus' && !groups
}

/** Pairs that are of use, whatever both sides allow. */
export function pairsOfUse(target: Pick<Traits, 'literals' | 'groups'>): number {
  return waitsForYes(target) ? WAITING : USUAL
}

/** `lanes`: what the engine will do, which is then what is told. */
export function connectionsFor(source: SideFacts, target: SideFacts, asked?: number, lanes?: number): TransferPlan['connections'] {
  const wanted = asked ?? pairsOfUse(target.traits)
  const pairs = lanes ?? Math.min(wanted, allowed(source), allowed(target))
  if (pairs < wanted) return { pairs, because: 'limit' }
  return { pairs, because: asked !== undefined ? 'asked' : waitsForYes(target.traits) ? 'waits' : 'usual' }
}

function allowed({ kind, limits: { connections } }: SideFacts): number {
  if (kind === 'pop3') return 1
  return connections === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(connections * SHARE))
}
