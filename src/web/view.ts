// What a page of the desk shows, as plain data: made by the server from a run, rendered by the same components on the server and in the browser.

import type { Lang } from '../model/lang.ts'

export type { PastCase } from '../sesame.ts'

/** The stations between the app and the mailbox, in the order of the road. */
export const HOPS = ['app', 'network', 'name', 'port', 'tls', 'server', 'sign-in', 'mailbox', 'sending'] as const
export type Hop = (typeof HOPS)[number]

/** `warned`: passed, with something to say. `skipped`: nobody needed to look. */
export type HopState = 'waiting' | 'looking' | 'ok' | 'warned' | 'broken' | 'skipped'

export interface HopView {
  readonly hop: Hop
  readonly state: HopState
  /** One sentence about what was seen, in the language of the page; empty while waiting. */
  readonly says: string
  /** Timed lines of the transcript that belong to it, secrets struck out. */
  readonly lines: readonly { readonly ms: number; readonly from: 'us' | 'server' | 'note'; readonly text: string }[]
}

export interface BecauseView {
  /** −1 to 1: how strongly it speaks for (or against) the cause. */
  readonly weight: number
  /** The weight in words: “settles it”, “speaks against it”. */
  readonly strength: string
  readonly says: string
  readonly quote?: string
}

export interface CauseView {
  readonly id: string
  readonly title: string
  readonly sentence: string
  /** 0 to 1. */
  readonly probability: number
  readonly because: readonly BecauseView[]
}

export interface QuestionView {
  readonly id: string
  readonly ask: string
  readonly answers: readonly { readonly value: string; readonly label: string }[]
}

export interface StepView {
  /** Stable over reloads of the same guide: check boxes are kept under it. */
  readonly id: string
  readonly do: string
  readonly see?: string
  readonly copy: readonly string[]
}

export interface GuideView {
  readonly title: string
  readonly why: string
  readonly steps: readonly StepView[]
  readonly avoid: readonly string[]
  readonly otherwise: readonly string[]
  readonly card: readonly { readonly label: string; readonly value: string }[]
  readonly deadlines: readonly { readonly date: string; readonly text: string }[]
  readonly letters: readonly { readonly id: string; readonly subject: string }[]
  readonly checked: string
  readonly unverified: boolean
  readonly sources: readonly string[]
}

export interface ProofView {
  readonly state: 'ready' | 'needs-password' | 'running' | 'proved' | 'failed'
  /** What happens now, or why it failed, in one sentence. */
  readonly says: string
  /** Side by side; empty until there is something to compare. */
  readonly rows: readonly { readonly what: string; readonly before: string; readonly after: string; readonly better: boolean }[]
  /** A sign-in is kept for this address: it can be proved without typing anything. */
  readonly kept?: boolean
}

export interface CaseView {
  readonly id: string
  readonly lang: Lang
  /** The person's own page shows the address; nothing stored does. */
  readonly address: string
  readonly app: string | null
  readonly provider: string | null
  readonly lab: boolean
  readonly stage: 'looking' | 'judged' | 'stopped'
  readonly road: readonly HopView[]
  /** The verdict in one sentence; empty while looking. */
  readonly verdict: string
  readonly outcome: 'works' | 'fault' | 'unknown' | null
  /** Most probable first; at most three. */
  readonly causes: readonly CauseView[]
  readonly question: QuestionView | null
  readonly guide: GuideView | null
  readonly proof: ProofView | null
  /** An account sheet can be made of it. */
  readonly sheet?: boolean
  /** Why it was stopped, what to do next. */
  readonly trouble: { readonly what: string; readonly why: string; readonly next: string } | null
}

/** What the page hears over server-sent events: always the whole view, small enough, so that a reconnected page is right at once. */
export interface DeskEvent {
  readonly kind: 'view'
  readonly view: CaseView
}

/** What only the browser knows of a case that it shows; the server renders with none of it. */
export interface LiveView {
  /** A sentence for a bar at the foot of the window: Sésame stopped, or came back. */
  readonly notice: string | null
  /** The form that is on its way. */
  readonly sending: 'answer' | 'proof' | 'stop' | null
}
