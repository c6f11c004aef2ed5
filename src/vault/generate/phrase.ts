// Pass phrases of words drawn from a list of 2048 (BIP-39's French or English one), without accents, so that any keyboard types them.

import type { Lang } from '../../model/lang.ts'
import { Secret } from '../../model/secret.ts'
import type { Generated } from './password.ts'
import { below, type RandomBytes, systemRandom } from './random.ts'

export const PHRASE_WORDS = { least: 4, usual: 6, most: 24 } as const

export async function wordsOf(lang: Lang): Promise<readonly string[]> {
  const { wordlist } = await (lang === 'fr' ? import('@scure/bip39/wordlists/french.js') : import('@scure/bip39/wordlists/english.js'))
  return wordlist.map((word) => word.normalize('NFD').replace(/\p{Mn}/gu, ''))
}

/** `words` must hold no word twice: then each phrase is as likely as any other. */
export function generatePhrase(count: number, words: readonly string[], random: RandomBytes = systemRandom): Generated {
  const chosen = Array.from({ length: count }, () => words[below(words.length, random)])
  return { secret: new Secret(chosen.join('-')), bits: Math.floor(count * Math.log2(words.length) * 10) / 10 }
}
