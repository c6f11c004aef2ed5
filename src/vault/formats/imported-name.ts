// The name that an imported secret gets in the vault. A password of a web site never takes the name of a mailbox: which is which, the file does not say.

import type { Found } from './reading.ts'

/** Where names begin when the person says nothing. */
export const USUAL_PREFIX = 'import'

/** The same file gives the same names every time. What we exported ourselves keeps its own. */
export function importedName(one: Found, into: string | undefined): string {
  if (one.name !== undefined) return into === undefined ? part(one.name, 300) : `${part(into)}/${part(one.name, 300)}`
  const place = one.sort === 'note' ? part(one.title) : part(hostOf(one.url) || one.title)
  return [part(into ?? USUAL_PREFIX), place, ...(one.user && one.sort !== 'note' ? [part(one.user)] : [])].join('/')
}

function part(text: string, most = 100): string {
  const clean = text
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
  return [...clean].slice(0, most).join('') || '—'
}

function hostOf(url: string | undefined): string {
  if (url === undefined) return ''
  try {
    return new URL(url.includes('://') ? url : `https://${url}`).hostname.replace(/^www\./, '')
  } catch {
    return ''
  }
}
