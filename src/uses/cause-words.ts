// The words of a cause: its title, its sentence and its reasons, with the holes filled by what is known of the case.

import { loadKnowledge } from '../knowledge/load.ts'
import { parentCause } from '../model/cause.ts'
import { joined } from '../model/elision.ts'
import type { Lang, Localized } from '../model/lang.ts'

export interface CauseHoles {
  readonly provider?: string | null | undefined
  readonly client?: string | null | undefined
  readonly protocol?: string | null | undefined
  readonly host?: string | null | undefined
}

const UNKNOWN: Record<Lang, Record<keyof CauseHoles, string>> = {
  en: { provider: 'the provider', client: 'the app', protocol: 'mail', host: 'the server' },
  fr: { provider: 'le fournisseur', client: 'l’application', protocol: 'courrier', host: 'le serveur' },
}

/** Must answer for every id, also for one that no file describes. */
export function causeWords(lang: Lang, holes: CauseHoles = {}) {
  const { causes } = loadKnowledge()
  const find = (id: string) => causes.find((c) => c.id === id) ?? causes.find((c) => c.id === parentCause(id))
  const fill = (text: string) => {
    const filled = text.replace(/((?:[^\s{}]+ )?)\{(provider|client|protocol|host)\}/g, (_, before: string, hole: keyof CauseHoles) =>
      joined(before, holes[hole] || UNKNOWN[lang][hole]),
    )
    // A brand keeps its own letters (iCloud); an article or our words for one begin the sentence with a capital.
    return text.startsWith('{') ? filled.replace(/^(?:(?:the|your|classic|le|la|votre|mail) |l’|courrier )/, capital) : filled
  }
  return {
    title: (id: string) => find(id)?.title[lang] ?? id,
    sentence: (id: string) => fill(find(id)?.sentence[lang] ?? id),
    /** A reason in the language, its holes filled too. */
    reason: (says: Localized) => fill(says[lang]),
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
