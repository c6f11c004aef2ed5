// What is new in a verdict for somebody who cannot see it move: said once it is there, and again when an answer changed it. Pure.

import type { DeskText } from '../../text/desk-en.ts'
import type { CaseView } from '../view.ts'

/** Null where nothing is worth interrupting for. */
export function verdictNews(before: CaseView, after: CaseView, text: DeskText['verdict']): string | null {
  if (after.stage === 'looking') return null
  if (after.trouble !== null) return before.trouble?.what === after.trouble.what ? null : `${after.trouble.what} ${after.trouble.next}`
  const said = sentence(after, text)
  return before.stage !== 'looking' && said === sentence(before, text) ? null : said
}

function sentence({ outcome, verdict, causes }: CaseView, text: DeskText['verdict']): string {
  const [first] = causes
  const sure = first === undefined || outcome === 'works' ? '' : ` ${text.sure(first.probability)}.`
  return `${outcome === null ? '' : `${text.outcomes[outcome]}. `}${verdict}${sure}`
}
