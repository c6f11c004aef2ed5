// Words for showing what is known of providers, apps and dated changes, on the terminal and on the site. `known-fr.ts` must have the same shape.

import { oauthEn } from './oauth-en.ts'
import { plainName } from './plain-name.ts'
import { properName } from './proper-name.ts'
import { isDay, when } from './when.ts'

const LIMITS: Readonly<Record<string, string>> = {
  messageSizeMb: 'largest message (MB)',
  mailboxGb: 'mailbox size (GB)',
  folders: 'folders over IMAP, at most',
  imapConnections: 'IMAP connections at once',
  connectionsPerUserAndIp: 'connections at once, per user and address',
  imapConnectionsPerUserAndIp: 'IMAP connections at once, per user and address',
  smtpConnections: 'SMTP connections at once',
  imapDownloadMbPerDay: 'IMAP download a day (MB)',
  imapUploadMbPerDay: 'IMAP upload a day (MB)',
  popDownloadMbPerDay: 'POP download a day (MB)',
  dailyMessages: 'messages sent a day',
  dailyRecipients: 'recipients a day',
  recipientsPerDay: 'recipients a day',
  recipientsPerMessage: 'recipients of one message',
  smtpRecipients: 'recipients of one message',
  smtpPerMinute: 'messages sent a minute',
  externalPerHour: 'messages to the outside an hour',
  ehloSize: 'largest message (bytes)',
}

const SECRET = { password: 'password', 'app-password': 'app password', oauth: 'OAuth' } as const
const IN_SOME_CASES = { password: 'password in some cases', 'app-password': 'app password in some cases', oauth: 'OAuth in some cases' }

const on = (date: string) => `${isDay(date) ? 'on' : 'in'} ${when(date, 'en-GB')}`
const EITHER = new Intl.ListFormat('en-GB', { type: 'disjunction' })

export const knownEn = {
  providerKind: { consumer: 'public', work: 'work', isp: 'ISP', hosting: 'hosting', panel: 'software' },
  /** What a provider is, at the beginning of a sentence. */
  providerIs: {
    consumer: 'Mail for everyone',
    work: 'Mail for organisations',
    isp: 'Internet provider',
    hosting: 'Hosting company',
    panel: 'Software for mail servers',
  },
  clientKind: { app: 'app', webmail: 'web', program: 'program', device: 'device', server: 'server' },
  protocol: { imap: 'IMAP', pop3: 'POP', smtp: 'SMTP' },
  secret: SECRET as Record<keyof typeof SECRET, string>,
  /** What opens a protocol: `sometimes` where it depends on the account, the organisation or the app. */
  opens: (secrets: readonly { readonly secret: keyof typeof SECRET; readonly sometimes: boolean }[]): string =>
    secrets.length === 0 ? 'nothing' : EITHER.format(secrets.map((s) => (s.sometimes ? IN_SOME_CASES : SECRET)[s.secret])),
  notOffered: 'not offered',
  unknown: 'not known',
  letters: { password: 'P', 'app-password': 'A', oauth: 'O' } as Record<keyof typeof SECRET, string>,
  legend:
    'P password, A app password, O OAuth (the provider’s own window); small: in some cases only; – not offered; ? not known; * part of it unverified.',
  since: (date: string) => `since ${when(date, 'en-GB')}`,
  until: (date: string) => `until ${when(date, 'en-GB')}`,
  between: (since: string, until: string) => `from ${when(since, 'en-GB')} to ${when(until, 'en-GB')}`,
  always: 'as far back as known',
  on: (date: string) => on(date),
  day: (date: string) => when(date, 'en-GB'),
  from: (date: string) => `from ${when(date, 'en-GB')}`,
  inDays: (n: number) => (n === 0 ? 'today' : n === 1 ? 'tomorrow' : `in ${n} days`),
  checked: (date: string) => `Checked ${on(date)}`,
  unverified: 'Not verified against a source',
  count: (shown: number, all: number) => (shown === all ? `${all} in all` : `${shown} of ${all}`),
  colon: ':',
  yes: 'yes',
  no: 'no',
  column: {
    id: 'id',
    name: 'name',
    kind: 'kind',
    next: 'changes on',
    checked: 'checked',
    oauth: 'OAuth with',
    ended: 'ended',
  },
  heading: {
    opens: 'What opens the mailbox',
    history: 'How that changed',
    appPassword: 'App password',
    switches: 'What must be switched on',
    oauth: 'OAuth',
    limits: 'Limits',
    quirks: 'Good to know',
    conflicts: 'Where sources disagree',
    coming: 'Coming changes',
    past: 'Past changes',
    domains: 'Domains',
    add: 'Adding an account',
    shows: 'What it shows when it fails',
    log: 'Its log',
    never: 'What it can never do',
    releases: 'Editions',
    needs: 'What is needed before an app can sign in',
    reset: 'A lost password',
  },
  label: {
    user: 'user name',
    operator: 'operated by',
    webmail: 'web mail',
    where: 'where',
    shape: 'shape',
    max: 'at most',
    killedBy: 'dies with',
    twoFactor: 'needs two-factor authentication',
    required: 'needed by apps',
    imapId: 'The server wants the IMAP ID command before it opens a folder.',
    platform: 'runs on',
    maker: 'maker',
    base: 'a kind of',
    replacedBy: 'replaced by',
    licence: 'licence',
    revision: 'revision',
    imported: 'imported',
  },
  username: { 'full-address': 'the full address', 'local-part': 'the part before the @', other: 'its own form' },
  separators: { keep: 'typed with its dashes or spaces', strip: 'typed without spaces or dashes', none: 'without separators' },
  uselessForMail: 'Creating one still works, but no mail server of this provider takes it.',
  killedBy: {
    'password-change': 'a change of the account password',
    revoked: 'its removal from the list',
    'two-factor-off': 'two-factor authentication switched off',
    inactivity: 'a long time without use',
  },
  oauth: oauthEn,
  switched: { on: 'on from the start', off: 'off until somebody switches it on', varies: 'depends on the account' },
  limit: (key: string) => LIMITS[key] ?? plainName(key),
  strength: {
    official: 'announced by the provider',
    thread: 'seen in public threads',
    press: 'from the press',
    unverified: 'not verified',
  },
  conflict: (chosen: string) => `used: ${chosen}`,
  able: 'yes',
  unable: 'no',
  ended: (date: string) => `It stopped working ${on(date)}.`,
  supportEnds: (date: string, past: boolean) => `support ${past ? 'ended' : 'ends'} ${on(date)}`,
  released: (date: string) => `out ${when(date, 'en-GB')}`,
  version: (since: string) => (/^\d{4}-\d{2}/.test(since) ? `since ${when(since, 'en-GB')}` : `from version ${since}`),
  onlyFor: (protocols: string) => `${protocols} only`,
  family: (id: string) => (id === 'any' ? 'any provider' : properName(id)),
  platform: (id: string) =>
    ({ any: 'any system', embedded: 'the device itself', server: 'a server', web: 'the web' })[id] ?? properName(id),
  /** A provider that only an imported table knows. */
  fromTable: (domain: string) => `No file of ours describes ${domain}; this comes from imported tables and was not checked by us.`,
  table: { ispdb: 'Thunderbird’s table (ISPDB)', preparation: 'Delta Chat’s table of preparations' },
  need: {
    'app-password': 'create an app password',
    'switch-on': 'switch IMAP or SMTP on in the account’s settings',
    'paid-plan': 'a paid plan',
    'two-factor-first': 'switch two-factor authentication on first',
    'no-standard-imap': 'nothing helps: there is no standard IMAP',
    'local-bridge': 'run the provider’s own bridge program',
    'oauth-required': 'an app that can do OAuth',
    'oauth-possible': 'OAuth is possible',
    'tor-only': 'Tor: it is reached no other way',
  },
  status: { ok: 'Address and password are enough.', preparation: 'Something has to be done first.', broken: 'No mail app gets in.' },
  policiesNone: 'No dated change in that time.',
  today: (date: string) => `today, ${when(date, 'en-GB')}`,
}

export type KnownText = typeof knownEn
