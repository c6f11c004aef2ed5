// A little knowledge for the site's tests, with texts of somebody who means harm in every place that takes a text.

import { emptyKnowledge, type Knowledge } from '../../src/knowledge/knowledge.ts'
import type { Client, Policy, Provider } from '../../src/model/knowledge.ts'

/** Each would do something if it came through as it is. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><style>*{display:none}</style>',
  '<!-- ',
  ']]>&lt;b&gt;',
  '\u202egro.live',
  'a\u0000b\u001b[2J',
  'javascript:alert(1)',
] as const

const told = (text: string) => ({ en: text, fr: text })

export function hostileProvider(id: string, text: string): Provider {
  return {
    id,
    name: text,
    operator: text,
    kind: 'consumer',
    accountType: 'personal',
    slugs: [],
    family: text,
    domains: [text],
    recognise: {},
    servers: [{ protocol: 'imap', host: text, port: 993, security: 'tls', username: 'full-address' }],
    auth: [
      { protocols: ['imap'], since: '2026-12-31', password: 'accepted', appPassword: 'refused', oauth: 'if-enabled', sources: [text] },
    ],
    appPassword: {
      name: told(text),
      url: text,
      path: told(text),
      shape: text,
      separators: 'keep',
      needsTwoFactor: true,
      killedBy: ['revoked'],
    },
    switchOn: [{ protocols: ['imap'], default: 'off', where: told(text) }],
    oauth: { authorize: text, token: text, selfService: true, scopes: { imap: text }, note: told(text) },
    webmail: text,
    passwordReset: told(text),
    limits: { [text]: text },
    quirks: [told(`\`${text}\` ${text}`)],
    conflicts: [{ about: text, says: [{ value: text, source: text }], chosen: text, why: told(text) }],
    checked: '2026-11-22',
    sources: [text],
    unverified: [text],
  }
}

function hostileClient(id: string, text: string): Client {
  return {
    id,
    name: told(text),
    names: [],
    kind: 'app',
    platform: [text],
    oauth: [{ family: text, able: true, since: text, note: told(text) }],
    never: [told(text)],
    checked: '2026-11-22',
    sources: [text],
  }
}

function hostilePolicy(id: string, provider: string, text: string): Policy {
  return { id, date: '2027-01', providers: [provider], what: told(text), strength: 'thread', sources: [text] }
}

export function hostileKnowledge(): Knowledge {
  const knowledge = emptyKnowledge()
  for (const [i, text] of HOSTILE.entries()) {
    knowledge.providers.push(hostileProvider(`hostile-${i}`, text))
    knowledge.policies.push(hostilePolicy(`change-${i}`, `hostile-${i}`, text))
    for (let n = 0; n < 12; n++) knowledge.clients.push(hostileClient(`app-${i}-${n}`, text))
  }
  return knowledge
}
