// When the main port of a host does not answer: do its other mail ports? It tells a filter of one port from a ban of this address.

import type { Fact } from '../model/fact.ts'
import type { Endpoint } from '../model/protocol.ts'
import type { Network } from '../net/network.ts'

export const MAIL_PORTS = [993, 995, 465, 587, 143] as const

/** Opens and closes each other mail port once; says `ok` when any answers, `fail` when none does. A refusal is an answer of the host, but not of a mail service. Touches `public`. */
export async function otherPorts(
  network: Network,
  endpoint: Endpoint,
  limits: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<Fact> {
  const ports = MAIL_PORTS.filter((port) => port !== endpoint.port)
  const outcomes = await Promise.all(
    ports.map(async (port) => {
      const { socket, attempts } = await network.connect(endpoint.host, port, limits)
      socket?.destroy()
      return { port, result: socket !== null ? 'ok' : (attempts[0]?.result ?? 'none') }
    }),
  )
  const value = outcomes.some(({ result }) => result === 'ok') ? 'ok' : 'fail'
  return { name: 'tcp.others', value, origin: 'probe', quote: outcomes.map(({ port, result }) => `${port} ${result}`).join(', ') }
}
