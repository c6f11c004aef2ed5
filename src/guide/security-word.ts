// The app's own word for a connection that is TLS from the start, and for one that becomes it.

import type { Lang } from '../model/lang.ts'
import type { Subject } from './subject.ts'

interface Words {
  readonly tls: string
  readonly starttls: string
}

const USUAL: Words = { tls: 'SSL/TLS', starttls: 'STARTTLS' }

/** Apple shows one switch for both; Samsung writes TLS where it means STARTTLS. */
const OWN: readonly { readonly client: RegExp; readonly words: Readonly<Record<Lang, Words>> }[] = [
  {
    client: /^apple-mail/,
    words: {
      en: { tls: 'Use SSL: on', starttls: 'Use SSL: on (STARTTLS on this port)' },
      fr: { tls: 'Utiliser SSL : activé', starttls: 'Utiliser SSL : activé (STARTTLS sur ce port)' },
    },
  },
  {
    client: /^samsung/,
    words: { en: { tls: 'SSL', starttls: 'TLS' }, fr: { tls: 'SSL', starttls: 'TLS' } },
  },
]

export function securityWord(security: 'tls' | 'starttls', { client, lang }: Subject): string {
  const own = client ? OWN.find((o) => o.client.test(client.id)) : undefined
  return (own?.words[lang] ?? USUAL)[security]
}
