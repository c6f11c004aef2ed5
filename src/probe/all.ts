// Probes all endpoints of a mailbox at once: what is public in parallel, sign-ins one after the other within the budget of the run, facts streamed as they come.

import type { Fact } from '../model/fact.ts'
import type { AppPassword } from '../model/knowledge.ts'
import type { Network } from '../net/network.ts'
import type { Session } from '../wire/session.ts'
import { Transcript } from '../wire/transcript.ts'
import { AttemptBudget } from './budget.ts'
import { type ClockReading, clockSkew } from './clock.ts'
import { probeEndpoint } from './endpoint.ts'
import { signInOrder } from './hints.ts'
import type { Credential, ProbeEndpoint, ProbeHints, ProbeRequest, ProbeResult } from './probe.ts'
import { type SecretShape, secretShape } from './secret-shape.ts'

/** One endpoint with what is particular to it. */
export interface ProbeTarget extends ProbeEndpoint {
  readonly hints?: ProbeHints
  /** The sign-in name here, when a secret may be used. `signInNames` gives it. */
  readonly user?: string
  readonly otherUser?: string
}

export interface ProbeAllRequest
  extends Pick<ProbeRequest, 'sender' | 'timeoutMs' | 'signal' | 'budget' | 'isStop' | 'isProtocolOnly' | 'onFact'> {
  readonly secret?: Pick<Credential, 'secret' | 'kind' | 'mechanism'>
  /** The provider's, for the shape of the secret. */
  readonly appPassword?: AppPassword
  /** Web servers whose Date header tells the time; none: the clock is not looked at. */
  readonly clockUrls?: readonly string[]
  readonly keep?: (session: Session, target: ProbeTarget) => void
  /** No sign-in begins before it resolves; none at all when the run was broken off meanwhile. At once when absent. */
  readonly signInsFrom?: Promise<void>
}

export interface ProbeRun {
  /** In the order of the targets. */
  readonly results: readonly ProbeResult[]
  /** All facts of the run, in the order in which they came. */
  readonly facts: readonly Fact[]
  readonly shape?: SecretShape
  readonly clock?: ClockReading
  /** False when nothing at all answered: no resolver, no route. Then the fault is on this side. */
  readonly online: boolean
  readonly ms: number
}

/** The targets come best first; the first one is the first to sign in. Never throws for what the network does. */
export async function probeAll(network: Network, targets: readonly ProbeTarget[], request: ProbeAllRequest = {}): Promise<ProbeRun> {
  const start = performance.now()
  const facts: Fact[] = []
  const say = (fact: Fact) => {
    const timed = { ...fact, at: Math.round(performance.now() - start) }
    facts.push(timed)
    request.onFact?.(timed)
  }
  const shaped = request.secret && secretShape(request.secret.secret, request.secret.kind === 'oauth' ? undefined : request.appPassword)
  if (shaped) say({ name: 'secret.shape', value: shaped.shape, origin: 'probe' })

  // What looks like a token is one, unless the person says otherwise.
  const kind = request.secret?.kind === 'unknown' && shaped?.shape === 'token' ? 'oauth' : (request.secret?.kind ?? 'unknown')

  const budget = request.budget ?? new AttemptBudget()
  const turns = takeTurns(signInOrder(targets))
  const probing = targets.map(async (target) => {
    const { hints, user, otherUser, ...endpoint } = target
    const turn = turns.get(target)!
    const transcript = new Transcript()
    // What was typed and what is sent may differ by their separators: neither may ever be shown.
    if (request.secret) transcript.hide(request.secret.secret.reveal())
    const mayTryOther = otherUser !== undefined && (shaped?.shape === 'app-password' || shaped?.shape === 'unknown')
    const credential = request.secret &&
      shaped &&
      user !== undefined && { ...request.secret, kind, secret: shaped.secret, user, ...(mayTryOther && { otherUser }) }
    try {
      return await probeEndpoint(network, endpoint, {
        ...(credential && { credential }),
        ...(hints && { hints }),
        ...pick(request, ['sender', 'timeoutMs', 'signal', 'isStop', 'isProtocolOnly']),
        budget,
        transcript,
        turn: async () => {
          await turn.mine()
          await request.signInsFrom
        },
        onFact: (fact) => {
          if (fact.name === 'sign-in') turn.done()
          say(fact)
        },
        ...(request.keep && { keep: (session) => request.keep?.(session, target) }),
      })
    } finally {
      turn.done()
    }
  })
  const clockUrls = request.clockUrls ?? []
  const [results, clock] = await Promise.all([
    Promise.all(probing),
    clockUrls.length > 0 ? clockSkew(network, clockUrls, { ...pick(request, ['signal']), onFact: say }) : undefined,
  ])
  const online = results.length === 0 || clock?.seconds != null || results.some(answered)
  const ms = Math.round(performance.now() - start)
  return { results, facts, ...(shaped && { shape: shaped.shape }), ...(clock && { clock }), online, ms }
}

/** Something out there answered, if only with a refusal. */
function answered({ facts }: ProbeResult): boolean {
  const has = (name: Fact['name'], values: readonly string[]) =>
    facts.some((fact) => fact.name === name && values.includes(String(fact.value)))
  return has('dns', ['nxdomain', 'nodata', 'servfail']) || (has('dns', ['ok']) && !has('tcp', ['unreachable']))
}

interface Turn {
  /** Resolves when all before have had theirs. */
  readonly mine: () => Promise<void>
  readonly done: () => void
}

function takeTurns<T>(order: readonly T[]): Map<T, Turn> {
  const turns = new Map<T, Turn>()
  let before: Promise<unknown> = Promise.resolve()
  for (const one of order) {
    let done = () => {}
    const ended = new Promise<void>((resolve) => {
      done = resolve
    })
    const wait = before
    turns.set(one, { mine: async () => void (await wait), done })
    before = Promise.all([before, ended])
  }
  return turns
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]])) as Pick<T, K>
}
