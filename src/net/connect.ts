// From a host and a port to a socket: the rules of connectTo, the look-up, both families raced, a proxy if there is one.

import { isIP } from 'node:net'
import { type ConnectTo, redirectTo } from './connect-to.ts'
import type { Resolver, TcpOutcome } from './network.ts'
import { type ProxyAddress, throughProxy } from './proxy.ts'
import { type Limits, raceAddresses } from './tcp.ts'

export interface Route {
  readonly resolver: Resolver
  readonly rules: readonly ConnectTo[]
  readonly proxy?: ProxyAddress
}

/** No mail server has more; an answer with thousands would have us knock at thousands of doors. */
const ADDRESSES = 16

/** Never rejects. */
export async function connectTo(route: Route, host: string, port: number, limits: Limits): Promise<TcpOutcome> {
  const start = performance.now()
  const target = redirectTo(route.rules, host, port)
  const outcome = route.proxy
    ? await viaProxy(route, route.proxy, target.host, target.port, limits)
    : await direct(route, target.host, target.port, limits)
  return { ...outcome, ms: Math.round(performance.now() - start) }
}

async function direct(route: Route, host: string, port: number, limits: Limits): Promise<Omit<TcpOutcome, 'ms'>> {
  const answer = await lookUp(route, host, limits)
  if (answer.status !== 'ok') return { socket: null, dns: answer.status, attempts: [] }
  const left = { ...limits, timeoutMs: Math.max(1, limits.timeoutMs - answer.ms) }
  return { dns: 'ok', ...(await raceAddresses(answer.records.slice(0, ADDRESSES), port, left)) }
}

/** The look-up has a time of its own, which may be longer than what the caller gives for everything. */
async function lookUp(route: Route, host: string, limits: Limits): Promise<Awaited<ReturnType<Resolver['addresses']>>> {
  let stop = () => {}
  const late = new Promise<{ status: 'timeout'; records: []; ms: number }>((resolve) => {
    const end = () => resolve({ status: 'timeout', records: [], ms: limits.timeoutMs })
    const timer = setTimeout(end, limits.timeoutMs)
    limits.signal?.addEventListener('abort', end, { once: true })
    stop = () => {
      clearTimeout(timer)
      limits.signal?.removeEventListener('abort', end)
    }
  })
  try {
    return await Promise.race([route.resolver.addresses(host), late])
  } finally {
    stop()
  }
}

async function viaProxy(route: Route, proxy: ProxyAddress, host: string, port: number, limits: Limits): Promise<Omit<TcpOutcome, 'ms'>> {
  let destination = host
  if (!proxy.remoteNames && isIP(host) === 0) {
    const answer = await lookUp(route, host, limits)
    if (answer.status !== 'ok') return { socket: null, dns: answer.status, attempts: [] }
    destination = (answer.records.find((r) => r.family === 4) ?? answer.records[0]!).address
  }
  const start = performance.now()
  const reached = await direct(route, proxy.host, proxy.port, limits)
  if (reached.socket === null) {
    const why = reached.dns === 'ok' ? (reached.attempts.at(-1)?.result ?? 'unreachable') : `dns ${reached.dns}`
    return { socket: null, dns: 'ok', attempts: reached.attempts, proxy: `the proxy cannot be reached: ${why}` }
  }
  const left = Math.max(1, limits.timeoutMs - (performance.now() - start))
  const { socket, result, detail } = await throughProxy(reached.socket, proxy, destination, port, left)
  const attempt = { address: destination, family: isIP(destination) === 6 ? (6 as const) : (4 as const), result }
  return {
    socket,
    dns: 'ok',
    attempts: [{ ...attempt, ms: Math.round(performance.now() - start) }],
    ...(detail !== undefined && { proxy: detail }),
  }
}
