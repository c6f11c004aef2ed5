// One run of the doctor behind a page: what is known so far, who listens, the answers and the proof. Secrets live in it only while a server is asked.

import { SesameError } from '../../model/errors.ts'
import type { Fact } from '../../model/fact.ts'
import type { Lang } from '../../model/lang.ts'
import type { Secret } from '../../model/secret.ts'
import { type DoctorRequest, type DoctorResult, doctor, judgeAgain, type NetworkRequest, verify } from '../../sesame.ts'
import type { CaseView } from '../view.ts'
import { caseView } from './view/case-view.ts'
import { UNKNOWN_ANSWER } from './view/judged.ts'
import type { ProofState } from './view/proof.ts'

/** Asked in one case; more is an interrogation. */
const MAX_QUESTIONS = 3
/** How long a message to oneself is waited for. */
const PROOF_WAIT_MS = 60_000

export interface RunRequest extends Omit<DoctorRequest, 'signal' | 'ask' | 'id' | 'offline'> {
  readonly id: string
  /** Whether a sign-in is kept for the address; asked whenever its proof is shown. */
  readonly kept?: (() => Promise<boolean>) | undefined
}

export interface ProofSecret {
  readonly secret: Secret
  readonly kind: DoctorRequest['secretKind']
  /** The lab that gave it, where it is a token of a lab. */
  readonly running?: NetworkRequest['running']
}

export interface Run {
  readonly id: string
  readonly address: string
  readonly lab: boolean
  readonly startedAt: Date
  /** Counts every change: the id of its events. */
  readonly version: number
  /** A server is being asked at this moment. */
  readonly busy: boolean
  readonly proved: boolean
  readonly result: DoctorResult | null
  view(lang: Lang): Promise<CaseView>
  resultIn(lang: Lang): Promise<DoctorResult | null>
  /** Hears of every change; returns what ends it. */
  listen(changed: () => void): () => void
  /** False when the question is not the one that is asked. */
  answer(question: string, value: string): Promise<boolean>
  /** False when it cannot be proved now. */
  prove(secret: ProofSecret): boolean
  stop(): void
  /** Resolves when nothing of it is on the way any more. */
  readonly settled: () => Promise<void>
}

/** Starts at once. `judged` is called with every new result, to be remembered; it must not throw. */
export function startRun({ secret, ...request }: RunRequest, judged: (result: DoctorResult, proved: boolean) => void): Run {
  const network: NetworkRequest = { flags: request.flags, lab: request.lab, env: request.env, running: request.running }
  const listeners = new Set<() => void>()
  const facts: Fact[] = []
  const passed = new Set<string>()
  const inLang = new Map<Lang, Promise<DoctorResult>>()
  let result: DoctorResult | null = null
  let error: SesameError | null = null
  let proof: ProofState = { step: 'none' }
  let proved = false
  let version = 1
  let asking: AbortController | null = new AbortController()
  let working: Promise<void>

  const changed = () => {
    version++
    for (const tell of listeners) tell()
  }
  const concluded = (now: DoctorResult) => {
    result = now
    inLang.clear()
    judged(now, proved)
    changed()
  }
  const resultIn = async (lang: Lang): Promise<DoctorResult | null> => {
    if (result === null || result.subject.lang === lang) return result
    const translated = inLang.get(lang) ?? judgeAgain(result, { lang })
    inLang.set(lang, translated)
    return translated
  }

  const look = async (signal: AbortSignal): Promise<void> => {
    try {
      const now = await doctor({ ...request, secret, offline: false, signal }, (event) => {
        if (event.kind === 'fact') facts.push(event.fact)
        changed()
      })
      asking = null
      concluded(now)
    } catch (thrown) {
      asking = null
      error = signal.aborted ? new SesameError('interrupted') : asError(thrown)
      changed()
    }
  }
  working = look(asking.signal)
  // From here on only the look that is on its way holds it.
  secret = undefined

  const check = async (
    { secret, kind, running = network.running }: ProofSecret,
    signal: AbortSignal,
    before: readonly Fact[],
  ): Promise<void> => {
    try {
      const now = await verify(
        { ...network, running, what: request.address, secret, secretKind: kind, waitMs: PROOF_WAIT_MS, lang: request.lang, signal, before },
        (progress) => {
          proof = { step: 'running', progress }
          changed()
        },
      )
      proof = { step: 'over', result: now }
      proved = now.verdict === 'mended'
    } catch (thrown) {
      const { code, args } = signal.aborted ? new SesameError('interrupted') : asError(thrown)
      proof = { step: 'failed', code, args }
    }
    asking = null
    if (proved && result !== null) judged(result, true)
    changed()
  }

  return {
    id: request.id,
    address: request.address,
    lab: request.lab,
    startedAt: new Date(),
    get version() {
      return version
    },
    get busy() {
      return asking !== null
    },
    get proved() {
      return proved
    },
    get result() {
      return result
    },
    resultIn,
    async view(lang) {
      const translated = await resultIn(lang)
      const provable = translated?.identity.endpoints.some(({ trust }) => trust === 'named') === true
      const made = await caseView(
        {
          id: request.id,
          address: request.address,
          app: request.app ?? null,
          lab: request.lab,
          outgoing: request.protocol === 'smtp',
          withSecret: translated !== null && translated.attempts > 0,
          ...{ facts, error, passed, result: translated, proof: provable ? proof : null },
        },
        lang,
      )
      const view = translated === null || request.kept === undefined ? made : { ...made, sheet: true }
      if (view.proof === null || !['needs-password', 'failed'].includes(view.proof.state) || !(await request.kept?.())) return view
      return { ...view, proof: { ...view.proof, kept: true } }
    },
    listen(tell) {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
    async answer(question, value) {
      const asked = result?.diagnosis.question
      if (result === null || asked?.id !== question || passed.has(question)) return false
      if (value !== UNKNOWN_ANSWER && !asked.answers.some((answer) => answer.value === value)) return false
      passed.add(question)
      const known = value === UNKNOWN_ANSWER ? {} : { [question]: value }
      const next = await judgeAgain(result, { lang: request.lang, answers: known })
      if (passed.size >= MAX_QUESTIONS && next.diagnosis.question !== null) passed.add(next.diagnosis.question.id)
      concluded(next)
      return true
    },
    prove(credentials) {
      if (result === null || asking !== null) return false
      asking = new AbortController()
      proof = { step: 'running', progress: null }
      changed()
      working = check(credentials, asking.signal, result.subject.observed ?? [])
      return true
    },
    stop: () => asking?.abort(new SesameError('interrupted')),
    settled: () => working,
  }
}

/** What our own code did wrong is named by its kind alone: its message might quote what it held. */
function asError(thrown: unknown): SesameError {
  return thrown instanceof SesameError
    ? thrown
    : new SesameError('internal', { why: thrown instanceof Error ? thrown.name : typeof thrown }, thrown)
}
