// The text of the interface in one language, and the choice of that language.

import type { Lang } from '../model/lang.ts'
import { en, type Text } from './en.ts'
import { fr } from './fr.ts'

export type { Text } from './en.ts'

export function textIn(lang: Lang): Text {
  return lang === 'fr' ? fr : en
}

/** POSIX order: LC_ALL, LC_MESSAGES, LANG; the first that says something decides. French for any `fr`, else English. */
export function langOf(environment: Readonly<Record<string, string | undefined>>): Lang {
  const said = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return /^fr([_.@-]|$)/i.test(said) ? 'fr' : 'en'
}
