// Steps for a person, ready to be shown: no mark-up but `code` and **bold** left in the text.

import type { LetterTo } from './knowledge.ts'

export interface GuideStep {
  /** One action, in the reader's language. */
  readonly do: string
  /** What one should see after it. */
  readonly see?: string
  /** Values to copy (a host, a port, a URL). */
  readonly copy?: readonly string[]
  /** The task of the knowledge that it belongs to (`enter-password`); not written to JSON. */
  readonly task?: string
}

export interface SettingsRow {
  readonly label: string
  readonly value: string
}

export interface Guide {
  readonly cause: string
  readonly provider: string | null
  readonly client: string | null
  readonly title: string
  /** What is wrong, in one or two sentences. */
  readonly why: string
  readonly steps: readonly GuideStep[]
  readonly avoid: readonly string[]
  /** What to do when it still fails. */
  readonly otherwise: readonly string[]
  readonly card: readonly SettingsRow[]
  /** Dated warnings that concern this provider: `2026-12-31 ...`. */
  readonly deadlines: readonly { readonly date: string; readonly text: string }[]
  readonly letter?: string
  /** Every letter that fits, the one above first: `sesame letters ID` prints it. */
  readonly letters: readonly { readonly id: string; readonly to: LetterTo; readonly subject: string }[]
  readonly checked: string
  /** True when a fact that it stands on is marked unverified. */
  readonly unverified: boolean
  readonly sources: readonly string[]
}
