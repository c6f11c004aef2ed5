// The sign-ins that are on their way this evening: each waits for its provider on its own, and its pages hear of every change.

import { randomBytes } from 'node:crypto'
import { SesameError } from '../../../model/errors.ts'
import type { Lang } from '../../../model/lang.ts'
import type { Protocol } from '../../../model/protocol.ts'
import { type LoginEvent, type LoginResult, login, type NetworkRequest, previewSignIn, type SignInPreview } from '../../../sesame.ts'
import type { AttemptView } from '../../keys-view.ts'
import { Problem } from '../problem.ts'
import { attemptView } from './attempt-view.ts'
import type { VaultKeeper } from './vault-keeper.ts'

/** At once: each has a door of this computer open. */
const BUSY = 4
/** Finished ones that stay. */
const KEPT = 20

export type AttemptStep =
  | { readonly step: 'looking' }
  | { readonly step: 'planned' }
  | { readonly step: 'signing-in'; readonly flow: 'browser' | 'device' }
  | { readonly step: 'browser'; readonly url: string }
  | { readonly step: 'device'; readonly prompt: Extract<LoginEvent, { kind: 'device' }>['prompt'] }
  | { readonly step: 'proving'; readonly protocols: readonly Protocol[] }
  | { readonly step: 'over'; readonly result: LoginResult }
  | { readonly step: 'failed'; readonly error: SesameError }

export interface AttemptState {
  readonly id: string
  readonly address: string
  readonly lab: boolean
  readonly preview: SignInPreview | null
  readonly now: AttemptStep
}

export interface Attempt {
  readonly id: string
  readonly busy: boolean
  readonly version: number
  readonly state: AttemptState
  view(lang: Lang): Promise<AttemptView>
  listen(changed: () => void): () => void
  /** Ends what was on its way, and begins by this way. */
  begin(flow: 'browser' | 'device', lang: Lang): Promise<void>
  stop(): Promise<void>
}

export interface Attempts {
  /** Throws a Problem when there are too many. */
  start(address: string, lang: Lang): Attempt
  get(id: string): Attempt | undefined
  close(): Promise<void>
}

export interface AttemptsRoom {
  /** Asked at each: the lab is started late. */
  readonly network: () => Promise<NetworkRequest>
  readonly lab: boolean
  readonly data?: string | undefined
  readonly vault: VaultKeeper
}

export function keepAttempts(room: AttemptsRoom): Attempts {
  const attempts = new Map<string, Attempt>()
  return {
    start(address, lang) {
      if ([...attempts.values()].filter(({ busy }) => busy).length >= BUSY) throw new Problem(429, 'too-many-sign-ins')
      const attempt = startAttempt(room, address, lang)
      attempts.set(attempt.id, attempt)
      const idle = [...attempts.values()].filter(({ busy }) => !busy)
      for (const old of idle.slice(0, Math.max(0, attempts.size - KEPT))) attempts.delete(old.id)
      return attempt
    },
    get: (id) => attempts.get(id),
    async close() {
      await Promise.all([...attempts.values()].map((one) => one.stop()))
    },
  }
}

function startAttempt(room: AttemptsRoom, address: string, lang: Lang): Attempt {
  const id = randomBytes(9).toString('base64url')
  const listeners = new Set<() => void>()
  let state: AttemptState = { id, address, lab: room.lab, preview: null, now: { step: 'looking' } }
  let version = 1
  let ending = new AbortController()
  let working: Promise<void>

  const become = (now: AttemptStep, change: Partial<AttemptState> = {}) => {
    state = { ...state, ...change, now }
    version++
    for (const tell of listeners) tell()
  }
  const run = (work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    ending = new AbortController()
    const { signal } = ending
    return work(signal).catch((error: unknown) =>
      become({ step: 'failed', error: signal.aborted ? new SesameError('interrupted') : asError(error) }),
    )
  }
  const look = async (signal: AbortSignal) => {
    const preview = await previewSignIn({ ...(await room.network()), data: room.data, address, lang, signal })
    become({ step: 'planned' }, { preview })
  }
  const signIn = async (flow: 'browser' | 'device', lang: Lang, signal: AbortSignal) => {
    become({ step: 'signing-in', flow })
    const network = await room.network()
    const on = (event: LoginEvent) => {
      if (signal.aborted) return
      if (event.kind === 'browser') become({ step: 'browser', url: event.url })
      if (event.kind === 'device') become({ step: 'device', prompt: event.prompt })
      if (event.kind === 'proving')
        become({ step: 'proving', protocols: [...(state.now.step === 'proving' ? state.now.protocols : []), event.protocol] })
    }
    const result = await room.vault.use((vault) =>
      login({ ...network, data: room.data, vault, address, flow, lang, signal, scopes: [], prove: true, desktop: true }, on),
    )
    become({ step: 'over', result })
  }
  const stop = async () => {
    ending.abort(new SesameError('interrupted'))
    await working
  }
  working = run(look)

  return {
    id,
    get busy() {
      return !['planned', 'over', 'failed'].includes(state.now.step)
    },
    get version() {
      return version
    },
    get state() {
      return state
    },
    view: async (lang) => attemptView(state, await room.vault.view(lang), lang),
    listen(tell) {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
    async begin(flow, lang) {
      if (state.preview?.stage !== 'ready') return
      await stop()
      working = run((signal) => signIn(flow, lang, signal))
    },
    stop,
  }
}

/** What our own code did wrong is named by its kind alone: its message might quote what it held. */
function asError(thrown: unknown): SesameError {
  return thrown instanceof SesameError
    ? thrown
    : new SesameError('internal', { why: thrown instanceof Error ? thrown.name : typeof thrown }, thrown)
}
