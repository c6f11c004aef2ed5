// The words of sign-ins and of the vault on the page, in one language.

import type { Lang } from '../model/lang.ts'
import { type DeskKeysText, deskKeysEn } from './desk-keys-en.ts'
import { deskKeysFr } from './desk-keys-fr.ts'

export type { DeskKeysText } from './desk-keys-en.ts'

export function keysIn(lang: Lang): DeskKeysText {
  return lang === 'fr' ? deskKeysFr : deskKeysEn
}
