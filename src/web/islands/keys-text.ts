// Stands for text/desk-keys.ts in the browser: the words of the page's language alone, fetched before anything is rendered.

import type { Lang } from '../../model/lang.ts'
import type { DeskKeysText } from '../../text/desk-keys-en.ts'

let words: DeskKeysText | null = null

/** Must have ended before `keysIn` is called. */
export async function loadKeysText(): Promise<void> {
  words =
    document.documentElement.lang === 'fr'
      ? (await import('../../text/desk-keys-fr.ts')).deskKeysFr
      : (await import('../../text/desk-keys-en.ts')).deskKeysEn
}

export function keysIn(_: Lang): DeskKeysText {
  if (words === null) throw new Error('loadKeysText has not ended')
  return words
}
