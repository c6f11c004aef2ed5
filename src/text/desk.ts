// The words of the desk in one language, apart from the rest of the interface so that the browser loads no more than it shows.

import type { Lang } from '../model/lang.ts'
import { type DeskText, deskEn } from './desk-en.ts'
import { deskFr } from './desk-fr.ts'

export type { DeskText } from './desk-en.ts'

export function deskIn(lang: Lang): DeskText {
  return lang === 'fr' ? deskFr : deskEn
}
