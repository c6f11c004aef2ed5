// A refusal of a sign-in for people: the cause where one was judged, the server's own words with its code, and the steps.

import type { Guide } from '../../../model/guide.ts'
import type { Lang } from '../../../model/lang.ts'
import type { LoginResult } from '../../../sesame.ts'
import { textIn } from '../../../text/index.ts'
import type { RefusalView } from '../../keys-view.ts'

type Refusal = NonNullable<LoginResult['refusal']>

export function refusalView(refusal: Refusal | null, guide: Guide | null, lang: Lang): RefusalView {
  const { login } = textIn(lang)
  const why = refusal === null ? '' : login.why[refusal.why]
  const wait = refusal?.retryAfter === undefined ? [] : [login.retryAfter(refusal.retryAfter)]
  const later = refusal !== null && ['unreachable', 'timeout'].includes(refusal.why) ? [login.reachLater] : []
  return {
    what: [why, guide?.why ?? ''].filter(Boolean).join(' '),
    said: refusal === null ? '' : saidBy(refusal),
    steps: guide === null ? [...wait, ...later] : guide.steps.map((step) => step.do),
  }
}

/** The code first: it is what decides. */
function saidBy({ code, error, suberror, said = '' }: Refusal): string {
  const codes = [code ?? error, suberror].filter((word) => word !== undefined && !said.includes(word))
  return [codes.join(' '), said].filter(Boolean).join(': ')
}
