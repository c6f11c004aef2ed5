// The doctor's look at the world: who holds the mailbox, and what its servers show. Where the catalogue names them at once, their public side is looked at while the others are still asked.

import { identifyOffline } from '../identify/identify.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import { providerById } from '../knowledge/lookup.ts'
import type { Address } from '../model/address.ts'
import type { SecretKind } from '../model/case.ts'
import type { Fact } from '../model/fact.ts'
import type { Identity } from '../model/identity.ts'
import type { Provider } from '../model/knowledge.ts'
import type { Secret } from '../model/secret.ts'
import type { Network } from '../net/network.ts'
import { type AttemptBudget, type ProbeRun, type ProbeTarget, probeAll, replyPolicy } from '../probe/index.ts'
import { identifyOne } from './identify.ts'
import { type TargetWishes, targetsOf } from './targets.ts'

export interface LookRequest {
  readonly wishes: TargetWishes
  readonly secret?: Secret | undefined
  readonly secretKind?: SecretKind | undefined
  readonly budget: AttemptBudget
  readonly signal: AbortSignal
}

export type LookEvent =
  | { readonly kind: 'probing'; readonly host: string }
  | { readonly kind: 'fact'; readonly fact: Fact; readonly host: string }

export interface Looked {
  readonly identity: Identity
  readonly run: ProbeRun
}

/** Throws as `identifyOne` does. No secret leaves before the identity is final. */
export async function identifyAndLook(
  network: Network,
  address: Address,
  request: LookRequest,
  on: (event: LookEvent) => void,
): Promise<Looked> {
  const listed = identifyOffline(loadKnowledge(), address)
  const early = listed.confidence === 'certain' ? lookEarly(network, planFor(listed, request.wishes), request) : null
  try {
    const identity = await identifyOne(network, address, { offline: false, signal: request.signal })
    const plan = planFor(identity, request.wishes)
    // The mailbox may have moved since the catalogue was written: then what was begun is of no use.
    const run = early !== null && samePlan(early.plan, plan) ? early.goOn(on) : look(network, plan, request, on)
    return { identity, run: await run }
  } finally {
    await early?.drop()
  }
}

interface Plan {
  readonly address: Address
  readonly provider: Provider | null
  readonly targets: readonly ProbeTarget[]
}

function planFor(identity: Identity, wishes: TargetWishes): Plan {
  const provider = providerById(loadKnowledge(), identity.provider) ?? null
  return { address: identity.address, provider, targets: targetsOf(identity, provider, wishes) }
}

function samePlan(a: Plan, b: Plan): boolean {
  return a.provider === b.provider && JSON.stringify(a.targets) === JSON.stringify(b.targets)
}

interface EarlyLook {
  readonly plan: Plan
  /** Tells what was seen so far, and lets the sign-ins begin. */
  goOn(on: (event: LookEvent) => void): Promise<ProbeRun>
  /** Closes all connections of a look that is not over. */
  drop(): Promise<unknown>
}

function lookEarly(network: Network, plan: Plan, request: LookRequest): EarlyLook {
  const dropped = new AbortController()
  const seen: LookEvent[] = []
  let say = (event: LookEvent): void => void seen.push(event)
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const signal = AbortSignal.any([request.signal, dropped.signal])
  const running = look(network, plan, { ...request, signal }, (event) => say(event), released)
  // Heard by whoever waits; before that it must not end the process.
  running.catch(() => {})
  return {
    plan,
    goOn(on) {
      for (const event of seen) on(event)
      say = on
      release()
      return running
    },
    drop() {
      dropped.abort()
      release()
      return running
    },
  }
}

async function look(
  network: Network,
  { address, provider, targets }: Plan,
  { secret, secretKind, budget, signal }: LookRequest,
  on: (event: LookEvent) => void,
  mayBegin?: Promise<void>,
): Promise<ProbeRun> {
  const [first] = targets
  if (first !== undefined) on({ kind: 'probing', host: first.host })
  const named = first === undefined ? await nameFacts(network, address) : []
  const run = await probeAll(network, targets, {
    ...(secret !== undefined && { secret: { secret, kind: secretKind ?? 'unknown' } }),
    ...(provider?.appPassword && { appPassword: provider.appPassword }),
    clockUrls: [provider?.webmail ?? `http://${address.asciiDomain}/`],
    ...replyPolicy(loadKnowledge().replies),
    budget,
    sender: address.text,
    signal,
    ...(mayBegin && { signInsFrom: mayBegin }),
    onFact: (fact) => on({ kind: 'fact', fact, host: fact.about?.replace(/^.*\/\//, '') ?? first?.host ?? '' }),
  })
  return { ...run, facts: [...named, ...run.facts] }
}

/** Without any server to look at, what the name servers say of the domain is all that can be seen. */
async function nameFacts(network: Network, { asciiDomain }: Address): Promise<Fact[]> {
  const { status } = await network.mx(asciiDomain)
  return status === 'ok' ? [] : [{ name: 'dns', value: status, origin: 'probe', quote: asciiDomain }]
}
