// The sign-in attempts of one run, for whoever signs in: failed ones lock accounts, so there are two, one at a time, and none after a "locked" or a "throttled".

import type { Protocol } from '../model/protocol.ts'
import type { Secret } from '../model/secret.ts'

/** How a sign-in ended. `locked` also means throttled: nobody may try again in this run. */
export type AttemptEnd = 'ok' | 'refused' | 'temporary' | 'locked'

export interface Attempt {
  /** Endpoints of one provider check the same secret: the provider's id, or the host. */
  readonly provider: string
  readonly protocol: Protocol
  readonly user: string
  readonly secret: Secret
  /** The other form of the sign-in name (local part or full address), tried on purpose because the right one is not certain. */
  readonly otherForm?: boolean
}

/** Why a sign-in may not be tried. */
export type Denial = 'spent' | 'stopped' | 'already-refused'

export interface AttemptEnding {
  readonly end: AttemptEnd
  /** The refusal speaks of this protocol only (IMAP is off), so the secret itself was not judged. */
  readonly protocolOnly?: boolean
}

export class AttemptBudget {
  #left: number
  #made = 0
  #stopped = false
  #turn: Promise<void> = Promise.resolve()
  readonly #refused: Attempt[] = []
  readonly #proven: Attempt[] = []

  constructor(attempts = 2) {
    this.#left = attempts
  }

  get left(): number {
    return this.#stopped ? 0 : this.#left
  }

  /** Attempts that servers really saw. */
  get made(): number {
    return this.#made
  }

  /** A server spoke of a lock or a throttle: no attempt is made any more, wherever. */
  stop(): void {
    this.#stopped = true
  }

  /** Runs `attempt` alone, when one may be made. A secret that was accepted for this protocol is not a guess any more and costs nothing. */
  async spend<T extends AttemptEnding>(who: Attempt, attempt: () => Promise<T>): Promise<T | Denial> {
    const before = this.#turn
    let done = () => {}
    this.#turn = new Promise((resolve) => {
      done = resolve
    })
    await before
    try {
      const denied = this.#denies(who)
      if (denied !== null) return denied
      if (!this.#proven.some((one) => same(one, who) && one.protocol === who.protocol)) this.#left--
      this.#made++
      const ending = await attempt()
      if (ending.end === 'ok') this.#proven.push(who)
      if (ending.end === 'refused' && ending.protocolOnly !== true) this.#refused.push(who)
      if (ending.end === 'locked') this.stop()
      return ending
    } finally {
      done()
    }
  }

  #denies(who: Attempt): Denial | null {
    if (this.#stopped) return 'stopped'
    if (this.#refused.some((one) => same(one, who))) return 'already-refused'
    if (this.#proven.some((one) => same(one, who) && one.protocol === who.protocol)) return null
    return this.#left <= 0 ? 'spent' : null
  }
}

/** The same person and secret at the same provider, whatever the protocol; `marie` and `marie@example.org` are one person unless the other form is tried on purpose. */
function same(a: Attempt, b: Attempt): boolean {
  const form = (user: string) => (a.otherForm || b.otherForm ? user : user.replace(/@.*$/, '')).toLowerCase()
  return a.provider === b.provider && form(a.user) === form(b.user) && a.secret.reveal() === b.secret.reveal()
}
