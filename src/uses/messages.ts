// What an app is known to show when it fails, in the person's language: for a picker beside the form.

import { loadKnowledge } from '../knowledge/load.ts'
import { clientAndBase, clientByName } from '../knowledge/lookup.ts'
import type { Lang } from '../model/lang.ts'

export interface ListedMessage {
  readonly id: string
  readonly code?: string
  readonly text: string
}

/** Those of the app and of the general one behind it, or all of them where no app is named; none for an app that nobody knows. English where there is no text in the language. */
export function listMessages(app: string, lang: Lang): readonly ListedMessage[] {
  const knowledge = loadKnowledge()
  const clients = app === '' ? null : clientAndBase(knowledge, clientByName(knowledge, app)?.client.id ?? app)
  const seen = new Set<string>()
  return knowledge.messages
    .filter((message) => clients === null || message.clients.some((id) => clients.includes(id)))
    .flatMap(({ id, code, texts }) => {
      const text = (texts.find((t) => t.lang === lang) ?? texts.find((t) => t.lang === 'en') ?? texts[0])?.text.trim() ?? ''
      if (text === '' || seen.has(text)) return []
      seen.add(text)
      return [{ id, text, ...(code !== undefined && { code }) }]
    })
}
