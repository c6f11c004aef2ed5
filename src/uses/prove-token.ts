// What a token really opens: one sign-in for each protocol of the mailbox, and on into the mailbox, because an OK to the sign-in proves nothing.

import { loadKnowledge } from '../knowledge/load.ts'
import type { Identity } from '../model/identity.ts'
import type { Provider } from '../model/knowledge.ts'
import { type Endpoint, PROTOCOLS, type Protocol } from '../model/protocol.ts'
import type { Secret } from '../model/secret.ts'
import type { Network } from '../net/network.ts'
import { AttemptBudget, type NotTried, type ProbeEnd, type ProbeRun, type ProbeTarget, probeAll, replyPolicy } from '../probe/index.ts'
import { targetOf } from './targets.ts'

export interface ProofLine {
  readonly protocol: Protocol
  /** Null where the provider names no server of this protocol. */
  readonly endpoint: Endpoint | null
  readonly user?: string
  readonly works: boolean
  readonly outcome?: ProbeEnd
  readonly notTried?: NotTried
  /** The server's own, when it refused. */
  readonly words?: string
}

export interface Proof {
  readonly lines: readonly ProofLine[]
  readonly run: ProbeRun
}

export interface ProveRequest {
  readonly identity: Identity
  readonly provider: Provider | null
  readonly token: Secret
  /** Signs in for receiving: the mailbox itself, also one of several people. */
  readonly mailbox?: string | undefined
  /** Signs in for sending: the token's own user. */
  readonly sender?: string | undefined
  readonly signal: AbortSignal
  readonly onProtocol?: (protocol: Protocol) => void
  readonly onLine?: (line: ProofLine) => void
}

export async function proveToken(network: Network, request: ProveRequest): Promise<Proof> {
  const targets = PROTOCOLS.map((protocol) => ({ protocol, target: targetFor(protocol, request) }))
  const sender = request.sender ?? request.identity.address.text
  // A token is not a guess, and each protocol has a permission of its own: one attempt for each, none after its refusal.
  const runs = await Promise.all(
    targets.map(async ({ target }) => {
      if (target === null) return null
      request.onProtocol?.(target.protocol)
      const run = await probeAll(network, [target], {
        secret: { secret: request.token, kind: 'oauth' },
        sender,
        ...replyPolicy(loadKnowledge().replies),
        budget: new AttemptBudget(1),
        signal: request.signal,
      })
      request.onLine?.(lineOf(target.protocol, target, run))
      return run
    }),
  )
  if (request.signal.aborted) throw request.signal.reason
  const lines = targets.map(({ protocol, target }, at) => lineOf(protocol, target, runs[at] ?? null))
  const done = runs.filter((run) => run !== null)
  const run: ProbeRun = {
    results: done.flatMap(({ results }) => results),
    facts: done.flatMap(({ facts }) => facts),
    ...(done[0]?.shape && { shape: done[0].shape }),
    online: done.length === 0 || done.some(({ online }) => online),
    ms: Math.max(0, ...done.map(({ ms }) => ms)),
  }
  return { lines, run }
}

function targetFor(protocol: Protocol, { identity, provider, mailbox, sender }: ProveRequest): ProbeTarget | null {
  const endpoint = identity.endpoints.find((one) => one.protocol === protocol && one.trust === 'named')
  if (endpoint === undefined) return null
  const { otherUser: _, ...target } = targetOf(identity, endpoint, provider)
  const user = protocol === 'smtp' ? sender : mailbox
  return user === undefined ? target : { ...target, user }
}

function lineOf(protocol: Protocol, target: ProbeTarget | null, run: ProbeRun | null): ProofLine {
  const result = run?.results[0]
  if (target === null || result === undefined) return { protocol, endpoint: null, works: false }
  const { host, port, security } = target
  const refused = result.replies.findLast(({ when }) => when === 'enter' || when === 'sign-in' || when === 'greeting')
  const works = result.outcome === 'healthy'
  return {
    protocol,
    endpoint: { protocol, host, port, security },
    ...(target.user !== undefined && { user: target.user }),
    works,
    outcome: result.outcome,
    ...(result.notTried !== undefined && { notTried: result.notTried }),
    ...(!works && refused !== undefined && { words: wordsIn(refused.text) }),
  }
}

/** Without the challenge that came before (RFC 7628 §3.2.2), as JSON and as it crossed the wire. */
function wordsIn(text: string): string {
  const lines = text.split('\n').filter((line) => !/^\s*(\{.*|\+.*|334.*|[\w+/]{24,}=*)$/.test(line))
  return (lines.length > 0 ? lines.join('\n') : text).slice(0, 500)
}
