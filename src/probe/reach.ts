// From a name to a connected socket: DNS, both address families, and when the port does not answer, whether the host's other mail ports do.

import type { Fact } from '../model/fact.ts'
import type { Endpoint } from '../model/protocol.ts'
import type { Network, TcpAttempt, TcpOutcome } from '../net/network.ts'
import type { Deadline } from './deadline.ts'
import type { Observer } from './observer.ts'
import { otherPorts } from './ports.ts'

/** A port that is silent for so long is probably filtered: its neighbours are asked meanwhile. */
const SUSPICION_MS = 2_500
const OTHERS_MS = 4_000

export interface Reached {
  readonly socket: TcpOutcome['socket']
  /** Ends when the side questions have been answered; await it before the result is built. */
  readonly rest: Promise<void>
}

/** States `dns`, `tcp` and `tcp.others`. Never throws. */
export async function reach(network: Network, endpoint: Endpoint, timeoutMs: number, deadline: Deadline, seen: Observer): Promise<Reached> {
  const { signal } = deadline
  let others: Promise<Fact | null> | undefined
  const askOthers = () => {
    const limits = { timeoutMs: Math.min(OTHERS_MS, timeoutMs), signal }
    // What the deadline cut short says nothing.
    others ??= otherPorts(network, endpoint, limits).then((fact) => (signal.aborted ? null : fact))
    return others
  }
  const suspicion = setTimeout(askOthers, Math.min(SUSPICION_MS, timeoutMs / 3))
  const outcome = await network.connect(endpoint.host, endpoint.port, { timeoutMs: deadline.left(), signal })
  clearTimeout(suspicion)
  seen.transcript.add('!', describe(outcome, endpoint))
  seen.fact('dns', outcome.dns)
  if (outcome.dns !== 'ok') return { socket: null, rest: Promise.resolve() }
  const quote = outcome.attempts.map(({ address, result, ms }) => `${address} ${result} ${ms} ms`).join(', ')
  if (outcome.socket !== null) {
    seen.fact('tcp', 'ok', quote)
    return { socket: outcome.socket, rest: checkSix(network, endpoint.port, outcome, timeoutMs, signal, seen) }
  }
  seen.fact('tcp', failure(outcome.attempts), outcome.proxy ?? quote)
  if (signal.aborted) return { socket: null, rest: Promise.resolve() }
  return {
    socket: null,
    rest: askOthers()
      .then((fact) => fact !== null && seen.fact(fact.name, fact.value, fact.quote))
      .then(() => {}),
  }
}

/** IPv4 won; if IPv6 was left behind, does it work at all? Apps that try it first, and it alone, hang. A network without IPv6 is no fault. */
async function checkSix(
  network: Network,
  port: number,
  won: TcpOutcome,
  timeoutMs: number,
  signal: AbortSignal,
  seen: Observer,
): Promise<void> {
  const six = won.attempts.find(({ family, result }) => family === 6 && result !== 'unreachable' && result !== 'ok')
  if (six === undefined || won.attempts.some(({ family, result }) => family === 6 && result === 'ok')) return
  if (six.result !== 'cancelled') return seen.fact('tcp', 'ipv6-only-fails', `${six.address} ${six.result}`)
  const again = await network.connect(six.address, port, { timeoutMs: Math.min(3_000, timeoutMs), signal })
  again.socket?.destroy()
  const result = again.attempts[0]?.result
  if (again.socket === null && !signal.aborted && (result === 'timeout' || result === 'refused' || result === 'reset')) {
    seen.fact('tcp', 'ipv6-only-fails', `${six.address} ${result}`)
  }
}

/** The answer of the address that got furthest: a refusal says more than silence, silence more than no route. */
function failure(attempts: readonly TcpAttempt[]): string {
  for (const result of ['refused', 'reset', 'timeout', 'cancelled', 'unreachable'] as const) {
    if (attempts.some((attempt) => attempt.result === result)) return result === 'cancelled' ? 'timeout' : result
  }
  return 'unreachable'
}

function describe({ dns, attempts, proxy }: TcpOutcome, { host, port }: Endpoint): string {
  const tried = attempts.map((a) => `${a.address} ${a.result} ${a.ms} ms`).join(', ')
  return `${host}:${port}: ${dns === 'ok' ? tried : `dns ${dns}`}${proxy ? ` (proxy: ${proxy})` : ''}`
}
