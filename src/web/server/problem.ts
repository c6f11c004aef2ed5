// What the desk refuses to do, as a value with a status; the sentences for people are made where the language is known.

import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import { saidIn } from '../../text/desk-said.ts'
import type { ErrorData } from '../page-data.ts'

type PageProblem = keyof ReturnType<typeof deskIn>['errors']['kinds']
type SaidProblem = 'too-many-attempts' | 'password-over-network'
export type ProblemKind = PageProblem | SaidProblem

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
  const words = kind === 'too-many-attempts' || kind === 'password-over-network' ? saidIn(lang).refusals[kind] : desk.errors.kinds[kind]
  const locked = kind === 'expired-link' || kind === 'wrong-host'
  return { status, ...words, back: locked ? null : { href: '/', label: desk.errors.start } }
}
