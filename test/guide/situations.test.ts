// The five situations of the articles: each app gets its own steps, true on the day, in both languages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Lang } from '../../src/model/lang.ts'
import { ask, stepsOf, textOf } from './ask.ts'

interface Expected {
  readonly cause: string
  readonly provider: string
  readonly client?: string
  readonly fr: readonly RegExp[]
  readonly en: readonly RegExp[]
}

const CASES: readonly Expected[] = [
  // S0
  {
    cause: 'auth.app_password_required',
    provider: 'icloud',
    client: 'outlook-windows',
    fr: [/account\.apple\.com/, /Serveur sortant/, /Fichier > /, /première synchronisation/],
    en: [/account\.apple\.com/, /Outgoing Server/, /File > /, /first synchronisation/],
  },
  {
    cause: 'auth.app_password_required',
    provider: 'icloud',
    client: 'outlook-new',
    fr: [/fenêtre d’Apple/, /Comptes > Vos comptes/],
    en: [/Apple's own window/, /Accounts > Your accounts/],
  },
  ...(['thunderbird', 'spark', 'em-client', 'bluemail'] as const).map((client) => ({
    cause: 'auth.app_password_required',
    provider: 'icloud',
    client,
    fr: [/account\.apple\.com/, /imap\.mail\.me\.com/, /19 caractères|16 lettres/],
    en: [/account\.apple\.com/, /imap\.mail\.me\.com/, /16 letters/],
  })),
  { cause: 'auth.app_password_required', provider: 'icloud', client: 'spark', fr: [/Dans Spark/], en: [/In Spark/] },
  { cause: 'auth.app_password_required', provider: 'icloud', client: 'em-client', fr: [/Dans eM Client/], en: [/In eM Client/] },
  { cause: 'auth.app_password_required', provider: 'icloud', client: 'thunderbird', fr: [/Dans Thunderbird/], en: [/In Thunderbird/] },
  // S1
  {
    cause: 'auth.basic_disabled',
    provider: 'outlook-com',
    client: 'thunderbird',
    fr: [/OAuth2/, /smtp-mail\.outlook\.com/, /115/],
    en: [/OAuth2/, /smtp-mail\.outlook\.com/, /115/],
  },
  {
    cause: 'auth.basic_disabled',
    provider: 'outlook-com',
    client: 'gmail-android',
    fr: [/Outlook, Hotmail et Live/],
    en: [/Outlook, Hotmail and Live/],
  },
  { cause: 'auth.basic_disabled', provider: 'outlook-com', client: 'samsung-email', fr: [/Samsung Email/], en: [/Samsung Email/] },
  { cause: 'auth.basic_disabled', provider: 'outlook-com', client: 'outlook-mobile', fr: [/application Outlook/], en: [/Outlook app/] },
  {
    cause: 'auth.basic_disabled',
    provider: 'outlook-com',
    client: 'outlook-windows',
    fr: [/Fichier > Ajouter un compte/],
    en: [/File > Add Account/],
  },
  {
    cause: 'auth.basic_disabled',
    provider: 'outlook-com',
    client: 'apple-mail-macos',
    fr: [/Comptes Internet/],
    en: [/Internet Accounts/],
  },
  { cause: 'auth.basic_disabled', provider: 'outlook-com', client: 'printer', fr: [/passerelle/], en: [/bridge/] },
  {
    cause: 'auth.basic_disabled',
    provider: 'outlook-com',
    client: 'script',
    fr: [/passerelle/, /SMTP\.Send/],
    en: [/bridge/, /SMTP\.Send/],
  },
  { cause: 'auth.smtp_auth_disabled', provider: 'm365', client: 'printer', fr: [/Set-CASMailbox/], en: [/Set-CASMailbox/] },
  {
    cause: 'auth.basic_disabled',
    provider: 'm365',
    client: 'outlook-windows',
    fr: [/Fichier > Ajouter un compte/],
    en: [/File > Add Account/],
  },
  // S2
  {
    cause: 'auth.basic_disabled',
    provider: 'outlook-com',
    client: 'apple-mail-ios',
    fr: [
      /Mettre à jour/,
      /n’est que sur le téléphone/,
      /Supprimer le compte/,
      /Ajouter un compte > Outlook\.com/,
      /objet/,
      /application Outlook/,
    ],
    en: [/Update/, /only on the phone/, /Delete Account/, /Add Account > Outlook\.com/, /subject/, /Outlook app/],
  },
  // S3
  {
    cause: 'auth.wrong_password',
    provider: 'cpanel',
    client: 'outlook-windows',
    fr: [/cPanel/, /12 caractères/],
    en: [/cPanel/, /12 characters/],
  },
  { cause: 'auth.wrong_password', provider: 'plesk', fr: [/Plesk/], en: [/Plesk/] },
  { cause: 'auth.wrong_password', provider: 'm365', fr: [/admin\.microsoft\.com/, /TXT/], en: [/admin\.microsoft\.com/, /TXT/] },
  { cause: 'other/feature_withdrawn', provider: 'cpanel', client: 'windows-mail', fr: [/Thunderbird/], en: [/Thunderbird/] },
  // S4
  {
    cause: 'auth.basic_disabled',
    provider: 'outlook-com',
    client: 'gmail-web-fetch',
    fr: [/redirection/, /Thunderbird/],
    en: [/forwarding/, /Thunderbird/],
  },
  // providers
  { cause: 'auth.protocol_disabled_user', provider: 'gmx-net', fr: [/POP3\/IMAP/], en: [/POP3\/IMAP/] },
  {
    cause: 'auth.app_password_required',
    provider: 'yandex',
    fr: [/id\.yandex\.com/, /setup\/client/],
    en: [/id\.yandex\.com/, /setup\/client/],
  },
  { cause: 'auth.app_password_required', provider: 'netease-163', fr: [/授权码/], en: [/授权码/] },
  { cause: 'auth.protocol_disabled_user', provider: 'orange-fr', fr: [/Orange/], en: [/Orange/] },
  { cause: 'send.relay_denied', provider: 'free-fr', fr: [/SMTP authentifié/], en: [/SMTP authentifié/] },
  { cause: 'auth.app_password_required', provider: 'yahoo', fr: [/login\.yahoo\.com/], en: [/login\.yahoo\.com/] },
  {
    cause: 'auth.app_password_required',
    provider: 'gmail',
    fr: [/myaccount\.google\.com\/apppasswords/],
    en: [/myaccount\.google\.com\/apppasswords/],
  },
]

for (const expected of CASES) {
  test(`${expected.cause} at ${expected.provider} in ${expected.client ?? 'any app'}`, () => {
    for (const lang of ['fr', 'en'] as const satisfies readonly Lang[]) {
      const guide = ask(expected.cause, { provider: expected.provider, client: expected.client, lang })
      const steps = guide.steps.map((s) => `${s.do} ${s.see ?? ''}`).join('\n')
      for (const pattern of expected[lang]) assert.match(steps, pattern)
    }
  })
}

test('S0: what to do when it still fails names clock, antivirus, safe mode, clean profile and iCloud for Windows', () => {
  const { otherwise } = ask('auth.app_password_required', { provider: 'icloud', client: 'outlook-windows', lang: 'fr' })
  for (const word of [/[Hh]orloge/, /[Aa]ntivirus/, /outlook\.exe \/safe/, /Profil propre/, /iCloud pour Windows/])
    assert.match(otherwise.join('\n'), word)
})

test('S0: before Apple opened its window to Outlook, the new Outlook needed an app-specific password too', () => {
  const before = ask('auth.app_password_required', { provider: 'icloud', client: 'outlook-new', date: '2025-06-01' })
  assert.match(stepsOf(before), /account\.apple\.com/)
})

test('S1: an app password of 2023 was still the way at Outlook.com, and no longer is', () => {
  const options = { provider: 'outlook-com', lang: 'en' } as const
  assert.match(stepsOf(ask('auth.app_password_required', { ...options, date: '2023-05-01' })), /app password|Create a new one/i)
  assert.match(ask('auth.app_password_required', options).title, /Microsoft's window/)
})

test('S2: the helpdesk letter and the deadlines come along', () => {
  const guide = ask('auth.basic_disabled', { provider: 'outlook-com', client: 'apple-mail-ios' })
  assert.match(guide.letter ?? '', /Objet\u00a0: .*\n\nBonjour/)
  assert.match(
    ask('auth.smtp_auth_disabled', { provider: 'm365', protocol: 'smtp' })
      .deadlines.map((d) => d.date)
      .join(),
    /2026-12/,
  )
})

test('every letter is whole in both languages, with and without an address', () => {
  for (const cause of [
    'auth.smtp_auth_disabled',
    'auth.protocol_disabled_admin',
    'auth.policy_blocked/security_defaults',
    'oauth.consent_required',
    'tls.cert_expired',
  ]) {
    for (const address of ['paul@example.com', undefined]) {
      const letter = ask(cause, { provider: 'm365', address }).letter ?? ''
      assert.match(letter, /^Objet\u00a0: \S/, cause)
      assert.doesNotMatch(letter, /[{}]/)
      assert.match(textOf(ask(cause, { provider: 'm365', address, lang: 'en' })), /Subject: \S/)
    }
  }
})
