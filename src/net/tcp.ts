// One TCP connection to the best of several addresses: both families raced as RFC 8305 says, and how each address answered.

import { connect, type Socket } from 'node:net'
import type { TcpAttempt } from './network.ts'

export interface Limits {
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}
type IpAddress = { readonly address: string; readonly family: 4 | 6 }

// RFC 8305 §5: 250 ms between the starts of two attempts.
const ATTEMPT_DELAY_MS = 250

// RFC 8305 §4: the families interleaved, IPv6 first.
export function interleave(addresses: readonly IpAddress[]): IpAddress[] {
  const six = addresses.filter((a) => a.family === 6)
  const four = addresses.filter((a) => a.family === 4)
  const out: IpAddress[] = []
  for (let i = 0; i < Math.max(six.length, four.length); i++) out.push(...six.slice(i, i + 1), ...four.slice(i, i + 1))
  return out
}

/** Resolves when one address answers or all have failed; never rejects. The losers are closed and reported as `cancelled`. */
export function raceAddresses(
  addresses: readonly IpAddress[],
  port: number,
  limits: Limits,
): Promise<{ socket: Socket | null; attempts: TcpAttempt[] }> {
  const waiting = interleave(addresses)
  const running = new Map<Socket, { address: IpAddress; start: number }>()
  const attempts: TcpAttempt[] = []
  return new Promise((resolve) => {
    let next: NodeJS.Timeout | undefined
    let done = false
    const whole = setTimeout(() => finish(null, 'timeout'), limits.timeoutMs)
    const aborted = () => finish(null, 'cancelled')
    limits.signal?.addEventListener('abort', aborted, { once: true })

    const report = (socket: Socket, result: TcpAttempt['result']) => {
      const { address, start } = running.get(socket)!
      running.delete(socket)
      attempts.push({ ...address, result, ms: Math.round(performance.now() - start) })
    }
    const finish = (winner: Socket | null, losers: TcpAttempt['result']) => {
      if (done) return
      done = true
      clearTimeout(whole)
      clearTimeout(next)
      limits.signal?.removeEventListener('abort', aborted)
      if (winner !== null) report(winner, 'ok')
      for (const socket of [...running.keys()]) {
        report(socket, losers)
        socket.destroy()
      }
      resolve({ socket: winner, attempts })
    }
    const startNext = () => {
      clearTimeout(next)
      const address = waiting.shift()
      if (done || address === undefined) return
      const socket = connect({ host: address.address, port, family: address.family, noDelay: true })
      running.set(socket, { address, start: performance.now() })
      socket.once('connect', () => finish(socket, 'cancelled'))
      // Stays for the life of the socket: whoever uses it sees the failure as a closed stream.
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (!running.has(socket)) return
        report(socket, failure(error.code))
        if (waiting.length > 0) startNext()
        else if (running.size === 0) finish(null, 'cancelled')
      })
      if (waiting.length > 0) next = setTimeout(startNext, ATTEMPT_DELAY_MS)
    }
    if (limits.signal?.aborted || waiting.length === 0) finish(null, 'cancelled')
    else startNext()
  })
}

function failure(code: string | undefined): TcpAttempt['result'] {
  if (code === 'ECONNREFUSED') return 'refused'
  if (code === 'ETIMEDOUT') return 'timeout'
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'reset'
  return 'unreachable'
}
