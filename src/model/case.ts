// A case: all that is known of one failure, as a file that anyone can judge again without a network.

import type { Fact } from './fact.ts'

export type AccountType = 'personal' | 'work' | 'unknown'
export type SecretKind = 'password' | 'app-password' | 'oauth' | 'unknown'

/** Every key but `id` is optional. The reader of cases fills unknown things with nothing, never with a guess. */
export interface Case {
  readonly id: string
  /** `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date?: string
  readonly lang?: string
  readonly address?: string
  /** A provider id of the knowledge, or one of its slugs. */
  readonly provider?: string
  readonly account_type?: AccountType
  /** A client id of the knowledge, one of its names, or free text. */
  readonly client?: string
  readonly client_version?: string
  readonly protocol?: string
  readonly endpoint?: string
  readonly auth_method_used?: string
  /** What the person tells, in free words. */
  readonly facts?: readonly string[]
  /** Messages of the app or replies of the server, verbatim. */
  readonly evidence?: readonly string[]
  /** Facts that probes saw, when the case was saved by a run. */
  readonly observed?: readonly Fact[]
  /** Answers to questions already asked: question id to answer value. */
  readonly answers?: Readonly<Record<string, string>>
}
