// What a port really speaks, when what was asked for does not work there: the commonest mistake is the encryption of another port.

import type { Endpoint } from '../model/protocol.ts'
import type { Network } from '../net/network.ts'
import type { Deadline } from './deadline.ts'
import { otherProtocol } from './greet.ts'
import type { Observer } from './observer.ts'
import { openEndpoint } from './open.ts'

const LOOK_MS = 4_000

/** Asks in clear what a port that refused TLS has to say. States `port.speaks`. */
export async function speaksInClear(
  network: Network,
  endpoint: Endpoint,
  timeoutMs: number,
  deadline: Deadline,
  seen: Observer,
): Promise<void> {
  const look = Math.min(LOOK_MS, timeoutMs)
  const plain: Endpoint = { ...endpoint, security: 'plain' }
  const limits = { readMs: look }
  const { session, broken } = await openEndpoint(network, plain, {
    transcript: seen.transcript,
    signal: deadline.signal,
    connectMs: look,
    limits,
  })
  if (session === null) {
    if (broken !== undefined) seen.fact('port.speaks', broken.code === 'protocol-broken' ? 'other-protocol' : 'nothing')
    return
  }
  const text = seen.reply('port', session.greeting)
  try {
    if (otherProtocol(text, endpoint)) return seen.fact('port.speaks', 'other-protocol', text)
    await session.askCapabilities()
    const upgrade = session.capabilities.has('STARTTLS') || session.capabilities.has('STLS')
    seen.fact('port.speaks', upgrade ? 'starttls' : 'plain', text)
  } catch {
    seen.fact('port.speaks', 'plain', text)
  } finally {
    await session.quit()
  }
}

/** Tries TLS on a port that says nothing in clear. States `port.speaks`; returns true when it speaks TLS. */
export async function speaksTls(
  network: Network,
  endpoint: Endpoint,
  timeoutMs: number,
  signal: AbortSignal,
  seen: Observer,
): Promise<boolean> {
  const limits = { timeoutMs: Math.min(LOOK_MS, timeoutMs), signal }
  const { socket } = await network.connect(endpoint.host, endpoint.port, limits)
  if (socket === null) return false
  const tls = await network.secure(socket, endpoint.host, limits)
  tls.socket?.destroy()
  if (signal.aborted) return false
  seen.transcript.add('!', `TLS from the first byte: ${tls.result}`)
  if (tls.result === 'ok') seen.fact('port.speaks', 'tls', tls.version)
  return tls.result === 'ok'
}
