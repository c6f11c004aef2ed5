// What a sheet lacks or risks, in words: those of the command line, without its commands.

import type { Lang } from '../../../model/lang.ts'
import type { SheetAdvice } from '../../../model/sheet-advice.ts'
import { textIn } from '../../../text/index.ts'
import { adviceWords } from '../../../text/sheet-advice.ts'

export function adviceOnPage(one: SheetAdvice, lang: Lang): string {
  return withoutCommand(adviceWords(textIn(lang).records.advice, one))
}

/** “…: sesame sheet …” ends as a sentence: on the page a link beside it does that. */
function withoutCommand(sentence: string): string {
  return sentence.replace(/\s*:\s(?:sesame\b|[\w-]+=)[^:]*$/u, '.')
}
