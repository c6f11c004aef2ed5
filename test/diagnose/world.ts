// A small knowledge for the tests of the judgement: enough to be judged by, small enough to be read.

import { emptyKnowledge, type Knowledge } from '../../src/knowledge/knowledge.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import type { Cause, Provider } from '../../src/model/knowledge.ts'

const DATED = { checked: '2026-11-22', sources: ['a test'] } as const
const both = (text: string) => ({ en: text, fr: text })

export function cause(id: Cause['id'], rest: Partial<Cause> = {}): Cause {
  return {
    id,
    title: both(id),
    sentence: both(id),
    fix: id.replace(/[^a-z]+/g, '-'),
    fixTitle: both(id),
    prior: 'uncommon',
    evidence: [],
    ...DATED,
    ...rest,
  }
}

export const MAILHOUSE: Provider = {
  id: 'mailhouse',
  name: 'Mailhouse',
  operator: 'Mailhouse',
  kind: 'consumer',
  accountType: 'personal',
  slugs: ['mail_house'],
  family: 'mailhouse',
  domains: ['mailhouse.example'],
  recognise: {},
  servers: [
    { protocol: 'imap', host: 'imap.mailhouse.example', port: 993, security: 'tls', username: 'full-address' },
    { protocol: 'smtp', host: 'smtp.mailhouse.example', port: 587, security: 'starttls', username: 'full-address' },
  ],
  auth: [
    { protocols: ['imap', 'smtp'], password: 'accepted', appPassword: 'accepted', oauth: 'refused', sources: ['a test'] },
    { protocols: ['imap'], since: '2024-03-01', password: 'refused', appPassword: 'accepted', oauth: 'accepted', sources: ['a test'] },
  ],
  switchOn: [{ protocols: ['imap'], default: 'off', where: both('settings') }],
  ...DATED,
}

export function world(parts: Partial<Knowledge> = {}): Knowledge {
  return {
    ...emptyKnowledge(),
    asOf: '2026-11-22',
    providers: [MAILHOUSE],
    filters: [],
    clients: [
      {
        id: 'letterbox',
        name: both('Letterbox'),
        names: ['/^letter ?box (\\d+)$/'],
        kind: 'app',
        platform: ['windows'],
        oauth: [
          { family: 'mailhouse', able: false },
          { family: 'mailhouse', able: true, since: '7' },
        ],
        ended: '2025-12-31',
        ...DATED,
      },
    ],
    ...parts,
  }
}

/** What the program really knows. */
export function realKnowledge(): Knowledge {
  return loadKnowledge()
}
