// The main job: identify, probe, diagnose, guide. Streams what it does; asks the question that would settle it where somebody can answer.

import { randomBytes } from 'node:crypto'
import type { FactBase } from '../diagnose/index.ts'
import { judge, readCase } from '../diagnose/index.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import { clientByName } from '../knowledge/lookup.ts'
import type { AccountType, Case, SecretKind } from '../model/case.ts'
import type { Diagnosis, Question } from '../model/diagnosis.ts'
import { SesameError } from '../model/errors.ts'
import type { Guide } from '../model/guide.ts'
import type { Identity } from '../model/identity.ts'
import type { Client } from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'
import type { Protocol } from '../model/protocol.ts'
import type { Secret } from '../model/secret.ts'
import { AttemptBudget, type ProbeResult } from '../probe/index.ts'
import { Transcript } from '../wire/transcript.ts'
import { addressOf } from './address-of.ts'
import { concluded } from './conclude.ts'
import { identifyOne, providerName } from './identify.ts'
import { identifyAndLook, type LookEvent } from './look.ts'
import { type NetworkRequest, openNetwork } from './network.ts'
import { observedCase, wordsOf } from './observed.ts'
import type { TargetWishes } from './targets.ts'
import { tokenSeen } from './token-seen.ts'

export interface DoctorRequest extends NetworkRequest {
  /** Of the case; made up when absent. */
  readonly id?: string | undefined
  readonly address: string
  readonly app?: string | undefined
  readonly messages: readonly string[]
  readonly tells: readonly string[]
  readonly protocol?: Protocol | undefined
  readonly account?: AccountType | undefined
  readonly secretKind?: SecretKind | undefined
  readonly secret?: Secret | undefined
  readonly offline: boolean
  readonly lang: Lang
  readonly signal: AbortSignal
  /** Asks the person; null when they do not know. */
  readonly ask?: (question: Question) => Promise<string | null>
}

export type DoctorEvent = { readonly kind: 'identifying'; readonly address: string } | LookEvent | { readonly kind: 'judging' }

export interface DoctorResult {
  readonly date: string
  readonly lab: boolean
  readonly identity: Identity
  readonly providerName: string | null
  readonly client: Client | null
  /** To help with an app that is not known. */
  readonly clientIds: readonly string[]
  readonly protocol: Protocol | null
  readonly probes: readonly ProbeResult[]
  readonly attempts: number
  /** A server said locked or throttled. */
  readonly stopped: boolean
  readonly diagnosis: Diagnosis
  readonly guide: Guide | null
  readonly outcome: 'works' | 'fault' | 'unknown'
  readonly exit: number
  /** The case that was judged, with the address in full: for judging again while the person is there, never to be kept. */
  readonly subject: Case
  /** The case without secrets and with the name masked, to be judged again anywhere. */
  readonly saved: Readonly<Record<string, unknown>>
}

/** Questions asked in one run; more is an interrogation. */
const MAX_QUESTIONS = 3
const ATTEMPTS = 2

/** Throws `address-invalid`, `network-config-invalid`, `no-network`, `domain-unknown`, `interrupted`. */
export async function doctor(asked: DoctorRequest, on: (event: DoctorEvent) => void): Promise<DoctorResult> {
  const address = addressOf(asked.address)
  const request = withoutSecret(asked)
  const opened = await openNetwork(request)
  try {
    on({ kind: 'identifying', address: address.text })
    const client = request.app === undefined ? null : (clientByName(loadKnowledge(), request.app)?.client ?? null)
    const budget = new AttemptBudget(ATTEMPTS)
    const { secret, secretKind, signal } = request
    const { identity, run } = request.offline
      ? { identity: await identifyOne(opened.network, address, request), run: null }
      : await identifyAndLook(opened.network, address, { wishes: wishesOf(request, client), secret, secretKind, budget, signal }, on)
    if (request.signal.aborted) throw request.signal.reason
    if (run !== null && !run.online && run.results.length > 0) throw new SesameError('no-network')
    on({ kind: 'judging' })
    const token = tokenSeen(request, identity, run, opened.network.options.now)
    const subject = observedCase({
      request,
      identity,
      client,
      run: run && { ...run, facts: [...run.facts, ...token] },
      id: request.id ?? `doctor-${randomBytes(4).toString('hex')}`,
      date: opened.network.today(),
    })
    const { base, ...judged } = await judgeAndAsk(subject, request)
    const probes = run?.results ?? []
    return {
      date: opened.network.today(),
      lab: opened.lab,
      identity,
      providerName: providerName(identity.provider),
      client,
      clientIds: loadKnowledge().clients.map((c) => c.id),
      protocol: request.protocol ?? probes.find((p) => p.outcome !== 'healthy' && p.outcome !== 'reachable')?.endpoint.protocol ?? null,
      probes,
      attempts: budget.made,
      stopped: base.stop || lockedOut(request, budget, probes),
      ...concluded({
        ...judged,
        base,
        identity,
        client,
        probes,
        date: opened.network.today(),
        lang: request.lang,
        protocol: request.protocol,
      }),
    }
  } finally {
    await opened.close()
  }
}

/** People also tell their password, or paste a log that holds it: it is struck out before anything is read or kept. */
function withoutSecret(request: DoctorRequest): DoctorRequest {
  if (request.secret === undefined) return request
  const transcript = new Transcript()
  for (const form of [request.secret.reveal(), request.secret.reveal().trim()]) transcript.hide(form)
  const strike = (text: string) => transcript.strike(text)
  return { ...request, messages: request.messages.map(strike), tells: request.tells.map(strike) }
}

function wishesOf(request: DoctorRequest, client: Client | null): TargetWishes {
  const prefersPop = client?.can?.imap === false || wordsOf(request).some((text) => /\bpop3?\b/i.test(text))
  return { protocol: request.protocol, prefersPop }
}

interface Judged {
  readonly subject: Case
  readonly base: FactBase
  readonly diagnosis: Diagnosis
}

async function judgeAndAsk(subject: Case, { ask }: DoctorRequest): Promise<Judged> {
  const knowledge = loadKnowledge()
  const asked = new Set<string>()
  for (let current = subject; ; ) {
    const base = readCase(knowledge, current)
    const diagnosis = judge(knowledge, base, current.id)
    const { question, verdict } = diagnosis
    if (ask === undefined || question === null || verdict === 'known' || asked.has(question.id) || asked.size >= MAX_QUESTIONS)
      return { subject: current, base, diagnosis }
    asked.add(question.id)
    const answer = await ask(question)
    if (answer === null) return { subject: current, base, diagnosis }
    current = { ...current, answers: { ...current.answers, [question.id]: answer } }
  }
}

function lockedOut({ secret }: DoctorRequest, budget: AttemptBudget, probes: readonly ProbeResult[]): boolean {
  const locked = probes.some((p) => p.facts.some((f) => f.name === 'sign-in' && f.value === 'locked'))
  return secret !== undefined && budget.left === 0 && locked
}
