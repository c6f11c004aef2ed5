// What the desk refuses to do, as a value with a status; the sentences for people are made where the language is known.

import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import { keysIn } from '../../text/desk-keys.ts'
import { saidIn } from '../../text/desk-said.ts'
import type { ErrorData } from '../page-data.ts'

type PageProblem = keyof ReturnType<typeof deskIn>['errors']['kinds']
type SaidProblem = 'too-many-attempts' | 'password-over-network'
type KeysProblem = keyof ReturnType<typeof keysIn>['problems']
export type ProblemKind = PageProblem | SaidProblem | KeysProblem

export class Problem extends Error {
  readonly status: number
  readonly kind: ProblemKind

  constructor(status: number, kind: ProblemKind) {
    super(kind)
    this.name = 'Problem'
    this.status = status
    this.kind = kind
  }
}

export function problemData({ status, kind }: Problem, lang: Lang): ErrorData {
  const desk = deskIn(lang)
  const words = wordsOf(kind, lang)
  const locked = kind === 'expired-link' || kind === 'wrong-host'
  return { status, ...words, back: locked ? null : { href: '/', label: desk.errors.start } }
}

function wordsOf(kind: ProblemKind, lang: Lang): { readonly what: string; readonly why: string; readonly next: string } {
  if (kind === 'too-many-attempts' || kind === 'password-over-network') return saidIn(lang).refusals[kind]
  const keys: Partial<Record<string, ReturnType<typeof wordsOf>>> = keysIn(lang).problems
  return keys[kind] ?? deskIn(lang).errors.kinds[kind as PageProblem]
}
