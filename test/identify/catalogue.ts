// A small catalogue for the tests of identification: real shapes of mail exchangers, servers and signs, nothing else.

import { emptyKnowledge, type Knowledge } from '../../src/knowledge/knowledge.ts'
import type { Provider, ProviderServer } from '../../src/model/knowledge.ts'

const imap = (host: string, username: ProviderServer['username'] = 'full-address'): ProviderServer => ({
  protocol: 'imap',
  host,
  port: 993,
  security: 'tls',
  username,
})
const smtp = (host: string): ProviderServer => ({ protocol: 'smtp', host, port: 587, security: 'starttls', username: 'full-address' })

type Sketch = Pick<Provider, 'id' | 'family'> & Partial<Provider>

export function provider(sketch: Sketch): Provider {
  return {
    name: sketch.id,
    operator: sketch.id,
    kind: 'consumer',
    accountType: 'personal',
    slugs: [],
    domains: [],
    recognise: {},
    servers: [],
    auth: [],
    checked: '2026-11-22',
    sources: [],
    ...sketch,
  }
}

const work = { kind: 'work', accountType: 'work' } as const
const hosting = { kind: 'hosting', accountType: 'unknown' } as const

export const PROVIDERS: readonly Provider[] = [
  provider({
    id: 'icloud',
    family: 'apple',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    recognise: { mx: ['(^|\\.)mail\\.icloud\\.com$'], spf: ['^icloud\\.com$'] },
    servers: [imap('imap.mail.me.com', 'local-part'), smtp('smtp.mail.me.com')],
  }),
  provider({
    id: 'outlook-com',
    family: 'microsoft',
    domains: ['outlook.com', 'hotmail.fr'],
    recognise: { mx: ['\\.olc\\.protection\\.outlook\\.com$'] },
    servers: [imap('outlook.office365.com'), smtp('smtp-mail.outlook.com')],
  }),
  provider({
    id: 'microsoft-365',
    family: 'microsoft',
    ...work,
    recognise: {
      mx: ['(?<!\\.olc)(?<=mail)\\.protection\\.outlook\\.com$', '\\.mx\\.microsoft$'],
      cname: ['^autodiscover\\.outlook\\.com$'],
      spf: ['^spf\\.protection\\.outlook\\.com$'],
    },
    servers: [imap('outlook.office365.com'), smtp('smtp.office365.com')],
  }),
  provider({
    id: 'microsoft-365-godaddy',
    family: 'microsoft',
    ...work,
    recognise: { mx: ['\\.mail\\.protection\\.outlook\\.com$'], spf: ['^secureserver\\.net$'] },
    servers: [imap('outlook.office365.com'), smtp('smtp.office365.com')],
  }),
  provider({
    id: 'gmail',
    family: 'google',
    domains: ['gmail.com'],
    recognise: { mx: ['(^|\\.)gmail-smtp-in\\.l\\.google\\.com$'] },
    servers: [imap('imap.gmail.com'), smtp('smtp.gmail.com')],
  }),
  provider({
    id: 'google-workspace',
    family: 'google',
    ...work,
    recognise: { mx: ['(^|\\.)aspmx\\.l\\.google\\.com$', '^smtp\\.google\\.com$'], spf: ['^_spf\\.google\\.com$'] },
    servers: [imap('imap.gmail.com'), smtp('smtp.gmail.com')],
  }),
  provider({
    id: 'yahoo',
    family: 'yahoo',
    domains: ['yahoo.com'],
    recognise: { mx: ['\\.am0\\.yahoodns\\.net$'] },
    servers: [imap('imap.mail.yahoo.com'), smtp('smtp.mail.yahoo.com')],
  }),
  provider({ id: 'cox', family: 'cox', kind: 'isp', domains: ['cox.net'], servers: [imap('imap.cox.net'), smtp('smtp.cox.net')] }),
  provider({
    id: 'ovh-mxplan',
    family: 'ovh',
    ...hosting,
    recognise: { mx: ['^mx\\d\\.mail\\.ovh\\.(net|ca)$', '^mx\\d?\\.ovh\\.net$'] },
    servers: [imap('ssl0.ovh.net'), smtp('ssl0.ovh.net')],
  }),
  provider({
    id: 'ovh-exchange',
    family: 'ovh',
    ...hosting,
    recognise: { cname: ['^(ex|pro)\\d*\\.mail\\.ovh\\.net$'] },
    servers: [imap('ex.mail.ovh.net'), smtp('ex.mail.ovh.net'), imap('pro1.mail.ovh.net'), smtp('pro1.mail.ovh.net')],
  }),
  provider({
    id: 'zoho',
    family: 'zoho',
    ...work,
    domains: ['zoho.com', 'zoho.eu'],
    recognise: { mx: ['^mx[23]?\\.zoho\\.(com|eu|in)$'] },
    servers: [imap('imap.zoho.com'), smtp('smtp.zoho.com'), imap('imap.zoho.eu'), smtp('smtp.zoho.eu'), imap('imap.zohocloud.ca')],
  }),
  provider({
    id: 'fastmail',
    family: 'fastmail',
    domains: ['fastmail.com'],
    recognise: { mx: ['^in[12]-smtp\\.messagingengine\\.com$'], srv: ['\\.fastmail\\.com$'] },
    servers: [imap('imap.fastmail.com'), smtp('smtp.fastmail.com')],
  }),
  provider({
    id: 'cpanel',
    family: 'cpanel',
    kind: 'panel',
    accountType: 'unknown',
    recognise: { srv: ['^cpanelemaildiscovery\\.cpanel\\.net$', ':20(79|80)$'] },
    servers: [imap('mail.%DOMAIN%'), smtp('mail.%DOMAIN%')],
  }),
  provider({
    id: 'plesk',
    family: 'plesk',
    kind: 'panel',
    accountType: 'unknown',
    recognise: { cname: ['\\.plesk\\.page$', '^domainconnect\\.plesk\\.com(/|$)'] },
    servers: [imap('mail.%DOMAIN%'), smtp('%DOMAIN%')],
  }),
]

export const KNOWLEDGE: Knowledge = {
  ...emptyKnowledge(),
  asOf: '2026-11-22',
  providers: PROVIDERS,
  filters: [{ id: 'proofpoint', name: 'Proofpoint', mx: ['\\.pphosted\\.com$'] }],
  ispdb: [
    { domain: 'petit-fai.fr', name: 'Petit FAI', servers: [imap('imap.petit-fai.fr', 'local-part'), smtp('smtp.petit-fai.fr')] },
    { domain: 'hebergeur.net', name: 'Hébergeur', servers: [imap('imap.hebergeur.net'), smtp('smtp.hebergeur.net')] },
    { domain: 'cox.net', name: 'Cox', servers: [imap('imap.cox.net'), smtp('smtp.cox.net')] },
  ],
}
