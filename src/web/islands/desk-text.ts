// Stands for text/desk.ts in the browser: the words of the page's language alone, fetched before anything is rendered.

import type { Lang } from '../../model/lang.ts'
import type { DeskText } from '../../text/desk-en.ts'

let words: DeskText | null = null

/** Must have ended before `deskIn` is called. */
export async function loadDeskText(): Promise<void> {
  words =
    document.documentElement.lang === 'fr' ? (await import('../../text/desk-fr.ts')).deskFr : (await import('../../text/desk-en.ts')).deskEn
}

export function deskIn(_: Lang): DeskText {
  if (words === null) throw new Error('loadDeskText has not ended')
  return words
}
