// The sentences of the desk's server in one language; they never travel to the browser as code.

import type { Lang } from '../model/lang.ts'
import { type SaidText, saidEn } from './desk-said-en.ts'
import { saidFr } from './desk-said-fr.ts'

export type { SaidText } from './desk-said-en.ts'

export function saidIn(lang: Lang): SaidText {
  return lang === 'fr' ? saidFr : saidEn
}
