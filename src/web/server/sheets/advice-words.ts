// What a sheet lacks or risks, in words: those of the command line, without its commands.

import type { Lang } from '../../../model/lang.ts'
import type { SheetAdvice } from '../../../sesame.ts'
import { textIn } from '../../../text/index.ts'

export function adviceWords(one: SheetAdvice, lang: Lang): string {
  const { advice } = textIn(lang).records
  switch (one.code) {
    case 'overdue':
      return advice.overdue(one.name, one.days)
    case 'app-password-limit':
      return advice.limit(one.count, one.max)
    case 'app-password-shared':
      return advice.shared(one.device, one.app, one.labels.join(', '))
    case 'app-password-useless':
      return advice.useless(one.provider)
    case 'lost-device':
      return withoutCommand(advice.lost(one.device))
    case 'no-second-admin':
      return withoutCommand(advice.secondAdmin)
    case 'no-owner':
      return withoutCommand(advice.owner)
    case 'no-factor':
      return withoutCommand(advice.factor)
    case 'no-spare-codes':
      return advice.spare
  }
}

/** “…: sesame sheet …” ends as a sentence: on the page a link beside it does that. */
function withoutCommand(sentence: string): string {
  return sentence.replace(/\s*:\s(?:sesame\b|[\w-]+=)[^:]*$/u, '.')
}
