// The language of a page: the person's choice, else the browser's, else that of the terminal where the desk was started.

import type { Lang } from '../../model/lang.ts'
import { cookieNamed } from './session.ts'

const COOKIE = 'sesame-lang'

export function languageOf(headers: Headers, otherwise: Lang): Lang {
  const chosen = cookieNamed(headers.get('cookie'), COOKIE)
  return chosen === 'fr' || chosen === 'en' ? chosen : (accepted(headers.get('accept-language')) ?? otherwise)
}

export function languageCookie(lang: Lang): string {
  return `${COOKIE}=${lang}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000`
}

/** RFC 9110 §12.5.4: the highest weight wins, the first of equals; null when neither is asked for. */
function accepted(header: string | null): Lang | null {
  let best: Lang | null = null
  let weight = 0
  for (const part of (header ?? '').slice(0, 500).split(',')) {
    const [range = '', ...params] = part.split(';').map((word) => word.trim().toLowerCase())
    const q = Number(params.find((param) => param.startsWith('q='))?.slice(2) ?? 1)
    const lang = range.split('-')[0]
    if ((lang === 'fr' || lang === 'en') && q > weight) [best, weight] = [lang, q]
  }
  return best
}
