// Writes knowledge/messages/CLIENT.yaml from a catalogue of app messages (JSON Lines: client, lang, key, text, causes, source_version, licence).
// Only as much of each text is kept as it takes to recognise it: its first sentences, holes written %s.
// Usage: node scripts/import-messages.mjs CATALOGUE.jsonl [OUT-FOLDER]

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, , catalogue, out = 'knowledge/messages'] = process.argv
if (catalogue === undefined) {
  process.stderr.write('usage: node scripts/import-messages.mjs CATALOGUE.jsonl [OUT-FOLDER]\n')
  process.exit(2)
}

/** Clients whose texts are imported, their licence, and where they come from. Texts under the GPL are left out. */
const CLIENTS = {
  thunderbird: { id: 'thunderbird', licence: 'MPL-2.0', source: 'https://github.com/thunderbird/thunderbird-l10n' },
  thunderbird_android_k9: {
    id: 'thunderbird-android',
    licence: 'Apache-2.0',
    source: 'https://github.com/thunderbird/thunderbird-android',
  },
  aosp_email: { id: 'samsung-email', licence: 'Apache-2.0', source: 'https://github.com/LineageOS/android_packages_apps_Email' },
  apple_mail_ios: { id: 'apple-mail-ios', licence: 'short strings', source: 'https://github.com/kishikawakatsumi/applelocalization-tools' },
  apple_mail_macos: {
    id: 'apple-mail-macos',
    licence: 'short strings',
    source: 'https://github.com/kishikawakatsumi/applelocalization-tools',
  },
}
const LANGS = ['en', 'fr', 'de', 'es', 'it', 'nl']
/** Texts that carry the server's own words, and so say nothing themselves. */
const WRAPPER =
  /ServerSaid|ServerAlert|CommandFailed|errorSending|smtpServerError|smtpSendNotAllowed|TooManyRecipients|SizeExceeded|Greeting|COMMAND_FAILED|SERVER_ALERT|send_failed|oauth_error_failed|_fmt$|_details$/
/** What a key alone settles, whatever else could be behind it. */
const SETTLED = [
  [/domain.?mismatch|HOST_MISMATCH/i, { 'tls.cert_name': 'strong', 'net.host_wrong': 'weak', 'tls.interception': 'weak' }],
  [/not-yet-valid|NotYetValid|NOT_YET_VALID/, { 'tls.clock_skew': 'strong', 'tls.cert_expired': 'weak' }],
  [/expired|Expired|BAD_DATE/, { 'tls.cert_expired': 'strong', 'tls.clock_skew': 'some' }],
  [/untrusted-default/, { 'tls.interception': 'strong', 'tls.cert_untrusted': 'some' }],
  [
    /MechNotSupported|AUTH_NOT_SUPPORTED|AuthNotSupported|auth_required$|AuthChange|HintAuth/,
    { 'auth.mechanism_mismatch': 'strong', 'tls.mode_mismatch': 'weak', 'auth.basic_disabled': 'weak', 'net.host_wrong': 'weak' },
  ],
  [/startTlsFailed|TLS_NOT_SUPPORTED|tls_required|SSL_NEEDED|WITHOUT_SSL/, { 'tls.mode_mismatch': 'strong', 'tls.interception': 'weak' }],
  [/TooManyRecipients/, { 'quota.send_limit': 'strong' }],
  [/smtpSendNotAllowed|INVALID_SENDER/, { 'send.sender_not_allowed': 'strong' }],
  [/RELAYING/, { 'send.relay_denied': 'strong', 'send.sender_not_allowed': 'weak' }],
  [/APP_SPECIFIC_PASSWORD_NEEDED/, { 'auth.app_password_required': 'certain' }],
  [/CARDDAV|CALDAV/, { 'other/other_account_prompt': 'strong' }],
  [/DiskSpace|InsufficientSpace|MessageWriteError|TmpDownload/, { 'other/local_storage': 'some', 'tls.interception': 'weak' }],
  [/browser_not_available/, { 'other/signin_window_blocked': 'strong' }],
  [
    /failedCopy|FccFolder|SentLocally|SpecialFolders|special_folders|sent_folder/,
    { 'sync.folders': 'strong', 'quota.mailbox_full': 'weak' },
  ],
]
const SYMPTOMS = [
  [/enter.*password|PasswordPrompt|INVALID_PASSWORD|PASSWORD_MESSAGE|NewPassword|InvalidPrompt|NO_PASSWORD/i, 'password-asked'],
  [/CONNECTION_FAILED/, 'not-responding'],
  [/timeout|TimedOut|TIMED_OUT/i, 'timeout'],
  [/cert|SSLUnknown|SSLAlert|HOST_MISMATCH|UNKNOWN_ROOT/i, 'certificate-warning'],
  [/oauth(?!2Error)/i, 'sign-in-window-fails'],
  [/find-settings|cannot_find|auto_discovery|autodiscover|find-account/i, 'setup-fails'],
  [
    /UnknownHost|Refused|REFUSED|UNREACHABLE|Unreachable|network|netReset|netInterrupt|ioerror|server_message|CONNECT_FAILED|NO_CONNECTION|IA_ERROR_CONNECTION/,
    'cannot-connect',
  ],
  [/login|auth|password|credential|creds|username|FailedSASL/i, 'password-refused'],
  [/smtp|send|outgoing/i, 'cannot-send'],
]

const rows = readFileSync(catalogue, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
for (const [name, { id, licence, source }] of Object.entries(CLIENTS)) {
  const byKey = new Map()
  for (const row of rows.filter((r) => r.client === name && LANGS.includes(r.lang) && r.key !== null && r.key !== 'page')) {
    if (row.causes.length === 0) continue
    const entry = byKey.get(row.key) ?? { texts: {}, causes: row.causes }
    entry.texts[row.lang] ??= shorten(row.text)
    byKey.set(row.key, entry)
  }
  const versions = [...new Set(rows.filter((r) => r.client === name).map((r) => r.source_version))].filter(Boolean)
  const lines = [
    `# What this app shows, in the languages of the catalogue: the beginning of each text, as a fact to recognise it by. Licence of the texts: ${licence}.`,
    '# Written by scripts/import-messages.mjs; what a text points to is a judgement of this project, not of the app.',
    `clients: [${id}]`,
    'checked: "2026-11-21"',
    `sources: [${JSON.stringify(source)}, ${JSON.stringify(`strings as of ${versions.join(', ')}`)}]`,
    'messages:',
  ]
  const seen = new Set()
  for (const [key, { texts, causes }] of byKey) {
    const same = JSON.stringify(texts)
    if (seen.has(same)) continue
    seen.add(same)
    lines.push(`  - id: ${slug(id, key)}`)
    lines.push(
      `    texts: { ${LANGS.filter((l) => texts[l])
        .map((l) => `${l}: ${JSON.stringify(texts[l])}`)
        .join(', ')} }`,
    )
    const gives = givesOf(key)
    if (gives.length > 0) lines.push(`    gives: { ${gives.join(', ')} }`)
    lines.push(
      `    points: { ${Object.entries(pointsOf(key, causes))
        .map(([c, w]) => `${c}: ${w}`)
        .join(', ')} }`,
    )
  }
  writeFileSync(join(out, `${id}.yaml`), `${lines.join('\n')}\n`)
}

/** Holes become %s; the text is cut after the sentence that passes 90 characters. */
function shorten(text) {
  const plain = text
    .replace(/%(?:\d+\$)?(?:\.\d+)?[@a-zA-Z]|\{ ?\$[\w-]+ ?\}/g, '%s')
    .replace(/\s+/g, ' ')
    .trim()
  let length = 0
  const kept = []
  for (const sentence of plain.split(/(?<=[.!?:])\s+/)) {
    kept.push(sentence)
    length += sentence.length
    if (length >= 90) break
  }
  const cut = kept.join(' ')
  return cut.length <= 170 ? cut : cut.slice(0, 170).replace(/\s\S*$/, '')
}

function slug(client, key) {
  const words = key
    .replace(/%\d?\$?@/g, '')
    .replace(/^(Message|MailCore|InternetAccounts|AccountsUI|MobileMailUI|CertUI|DataAccess|DataAccessUI)\./, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/^account_server_validation_error_/, 'validation-')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `${client}-${words}`
}

function givesOf(key) {
  const gives = []
  const symptom = SYMPTOMS.find(([pattern]) => pattern.test(key))?.[1]
  if (symptom) gives.push(`symptom: ${symptom}`)
  if (/smtp|outgoing|errorSending|FAILED_SEND|heal_outgoing/i.test(key)) gives.push('direction: send')
  else if (/imap|pop3|incoming/i.test(key)) gives.push('direction: receive')
  if (WRAPPER.test(key)) gives.push('text-is-wrapped: true')
  return gives
}

/** One usual cause alone moves the ranking; several only break ties. */
function pointsOf(key, causes) {
  const settled = SETTLED.find(([pattern]) => pattern.test(key))
  if (settled) return settled[1]
  const named = causes.filter((cause) => cause !== 'other')
  if (named.length === 0) return { other: 'some' }
  return Object.fromEntries(named.slice(0, 4).map((cause, i) => [cause, i === 0 && causes.length <= 2 ? 'some' : 'weak']))
}
