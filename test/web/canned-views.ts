// What the canned desk shows: a case as it moves, the apps and messages of the pickers, a little history.

import { type CaseView, HOPS, type PastCase } from '../../src/web/view.ts'

const BASE: CaseView = {
  id: 'c1',
  lang: 'en',
  address: 'marie@icloud.com',
  app: 'Outlook (classic) for Windows',
  provider: 'iCloud Mail',
  lab: false,
  stage: 'looking',
  road: HOPS.map((hop) => ({ hop, state: 'waiting', says: '', lines: [] })),
  verdict: '',
  outcome: null,
  causes: [],
  question: null,
  guide: null,
  proof: null,
  trouble: null,
}

const hops = (states: Readonly<Record<string, 'ok' | 'looking' | 'broken'>>): CaseView['road'] =>
  BASE.road.map((hop) => ({
    ...hop,
    state: states[hop.hop] ?? 'waiting',
    says: states[hop.hop] === 'broken' ? 'The server refused the password.' : '',
    lines: states[hop.hop] === 'broken' ? [{ ms: 210, from: 'server', text: 'A1 NO [AUTHENTICATIONFAILED] Authentication failed' }] : [],
  }))

const cause = (id: string, title: string, probability: number): CaseView['causes'][number] => ({
  id,
  title,
  sentence: `${title}.`,
  probability,
  because: [
    { weight: 0.8, strength: 'strong', says: 'The server refused the sign-in', quote: 'NO [AUTHENTICATIONFAILED]' },
    { weight: -0.3, strength: 'against', says: 'It worked yesterday' },
  ],
})

export const LOOKING: CaseView = { ...BASE, road: hops({ app: 'ok', network: 'ok', name: 'looking' }) }

export const JUDGED: CaseView = {
  ...BASE,
  stage: 'judged',
  road: hops({ app: 'ok', network: 'ok', name: 'ok', port: 'ok', tls: 'ok', server: 'ok', 'sign-in': 'broken' }),
  verdict: 'The password was mistyped or is an old one.',
  outcome: 'fault',
  causes: [cause('auth.wrong_password', 'A wrong password', 0.52), cause('auth.app_password_required', 'An app password is needed', 0.41)],
  question: {
    id: 'two-factor',
    ask: 'Does Apple ask for a code when you sign in on the web?',
    answers: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ],
  },
}

export const ANSWERED: CaseView = {
  ...JUDGED,
  verdict: 'iCloud wants an app-specific password here.',
  causes: [cause('auth.app_password_required', 'An app password is needed', 0.93), cause('auth.wrong_password', 'A wrong password', 0.05)],
  question: null,
  guide: {
    title: 'Create an app-specific password',
    why: 'With two factors, iCloud takes no other in mail apps.',
    steps: [
      { id: 's1', do: 'Open account.apple.com.', copy: ['account.apple.com'] },
      { id: 's2', do: 'Choose Sign-In and Security.', see: 'a page of cards', copy: [] },
      { id: 's3', do: 'Create the password.', copy: [] },
    ],
    avoid: ['Do not change the main password.'],
    otherwise: [],
    card: [{ label: 'IMAP server', value: 'imap.mail.me.com' }],
    deadlines: [],
    letters: [],
    checked: '2026-11-21',
    unverified: false,
    sources: [],
  },
  proof: { state: 'needs-password', says: '', rows: [] },
}

export const PROVED: CaseView = {
  ...ANSWERED,
  proof: {
    state: 'proved',
    says: 'A message to yourself was sent and arrived.',
    rows: [{ what: 'Sign-in', before: 'refused', after: 'accepted', better: true }],
  },
}

export const APPS = [
  { id: 'outlook-windows', name: 'Outlook (classic) for Windows', names: ['outlook', 'outlook classique'], kind: 'app' },
  { id: 'outlook-new', name: 'New Outlook for Windows', names: ['nouvel outlook', 'new outlook'], kind: 'app' },
  { id: 'apple-mail-ios', name: 'Mail on iPhone and iPad', names: ['iphone', 'ipad'], kind: 'app' },
  { id: 'thunderbird', name: 'Thunderbird', names: ['mozilla thunderbird'], kind: 'app' },
  { id: 'printer', name: 'Printer, scanner or copier', names: ['imprimante', 'scanner'], kind: 'device' },
]

export const MESSAGES: Readonly<Record<string, readonly { readonly id: string; readonly text: string }[]>> = {
  thunderbird: [
    { id: 'm1', text: 'Login to server imap.example.com failed.' },
    { id: 'm2', text: 'The connection timed out.' },
    { id: 'm3', text: 'The certificate is not trusted.' },
  ],
}

const past = (id: string, address: string, title: string): PastCase => ({
  id,
  when: '2026-11-20T10:00:00Z',
  address,
  provider: 'iCloud Mail',
  app: null,
  title,
  outcome: 'fault',
  proved: false,
})
export const PAST = [
  past('p1', 'm…@icloud.com', 'An app password is needed'),
  past('p2', 'p…@free.fr', 'The certificate has expired'),
  past('p3', 'é…@orange.fr', 'The mailbox is full'),
]
