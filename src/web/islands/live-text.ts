// The words of the page's language, fetched alone: the other language stays on the server.

import type { LiveText } from '../../text/desk-live-en.ts'

export async function liveText(): Promise<LiveText> {
  return document.documentElement.lang === 'fr'
    ? (await import('../../text/desk-live-fr.ts')).liveFr
    : (await import('../../text/desk-live-en.ts')).liveEn
}
