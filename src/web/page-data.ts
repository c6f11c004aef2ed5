// What each page is given: `<Page data={...} page={...} />`. Made by the server, read by the components of pages/.

import type { Lang } from '../model/lang.ts'
import type { CaseView, GuideView, PastCase } from './view.ts'

/** The same for every page. */
export interface PageContext {
  readonly lang: Lang
  /** The path of this page, for the language switch to come back to. */
  readonly path: string
  readonly lab: boolean
  /** False when the database could not be opened: the desk works, nothing is remembered; `why` says it to people. */
  readonly history: { readonly open: boolean; readonly why: string }
  /** Built files by their source name (`case.js`, `desk.css`), with the hash in their path; null where nothing is built. */
  readonly asset: (name: string) => string | null
}

/** `AskPage`: the form. Fields by name: address, app, message (repeatable), tell, changed, since, account (personal|work), protocol (imap|pop3|smtp), secret-kind (password|app-password|oauth), password. Never filled again: password. */
export interface AskData {
  readonly apps: readonly { readonly id: string; readonly name: string; readonly names: readonly string[]; readonly kind: string }[]
  /** Addresses of the lab with what each shows, when the desk runs on it. */
  readonly examples: readonly { readonly address: string; readonly shows: string }[]
  /** What was typed, when the form comes back with a fault. */
  readonly typed: Readonly<Record<string, string>>
  readonly fault: { readonly field: string; readonly what: string; readonly next: string } | null
}

/** `CasePage`. The island gets `CaseView` as its state. */
export interface CaseData {
  readonly view: CaseView
}

/** `GuidePrintPage` and `CardPage`. */
export interface GuideData {
  readonly id: string
  readonly address: string
  readonly app: string | null
  readonly provider: string | null
  readonly guide: GuideView
}

/** `LetterPage`. */
export interface LetterData {
  readonly id: string
  /** Where it was asked for, when that is no case. */
  readonly back?: string
  readonly letter: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** `ReportPage`: everything in it is redacted already. */
export interface ReportData {
  readonly id: string
  readonly when: string
  readonly view: CaseView
  /** What the person said, redacted. */
  readonly told: readonly string[]
  readonly version: string
}

/** `QrPage`: the code holds the text itself, because a phone cannot reach this computer's own address. `left` is the number of steps that did not fit. */
export interface QrData {
  readonly id: string
  readonly title: string
  readonly text: string
  /** Rows of the code, true is dark. */
  readonly modules: readonly (readonly boolean[])[]
  readonly left: number
}

/** `HistoryPage`. */
export interface HistoryData {
  readonly query: string
  readonly cases: readonly PastCase[]
  readonly total: number
}

/** `DeleteAllPage`. */
export interface DeleteAllData {
  readonly total: number
}

/** `ErrorPage`. */
export interface ErrorData {
  readonly status: number
  readonly what: string
  readonly why: string
  readonly next: string
  /** Where to go on, with its words. */
  readonly back: { readonly href: string; readonly label: string } | null
}
