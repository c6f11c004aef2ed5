// What a server's refusal of one message means, in one word that has a sentence in each language.

export type Meaning =
  | 'no-such-mailbox'
  | 'no-such-domain'
  | 'mailbox-full'
  | 'too-large'
  | 'not-as-this-sender'
  | 'too-many'
  | 'looks-bad'
  | 'not-for-graph'
  | 'unsure'
  | 'file-gone'
  | 'gave-up'
  | 'other'

/** In this order: the exact codes of RFC 3463 first, then words; what Exchange and Graph say in their own. */
const MEANINGS: readonly (readonly [RegExp, Meaning])[] = [
  [/^file-gone\b/, 'file-gone'],
  [/^not-for-graph\b/, 'not-for-graph'],
  [/^(connection-closed|timed-out|interrupted|protocol-broken)\b/, 'unsure'],
  [
    /\b5\.7\.(60|708)\b|SendAsDenied|ErrorSendAsDenied|ErrorAccessDenied|not (allowed|authorized|permitted) to send as|sender address rejected/i,
    'not-as-this-sender',
  ],
  [
    /\b5\.1\.(1|10|6)\b|user unknown|no such (user|mailbox|recipient)|mailbox unavailable|RESOLVER\.ADR|ErrorInvalidRecipients|ErrorRecipientNotFound/i,
    'no-such-mailbox',
  ],
  [/\b5\.1\.2\b|\b5\.4\.4\b|domain (not found|does not exist)|host (not found|unknown)/i, 'no-such-domain'],
  [/\b[45]\.2\.2\b|mailbox (is )?full|over quota/i, 'mailbox-full'],
  [/\b5\.3\.4\b|\b5\.2\.3\b|^552\b|ErrorMessageSizeExceeded|too large|size limit/i, 'too-large'],
  [/\b5\.1\.90\b|\b5\.4\.5\b|ErrorExceededMessageLimit|(daily|sending|submission)\b.{0,20}\b(limit|quota)/i, 'too-many'],
  [/\b5\.7\.\d+\b|spam|blocked|blacklist|reputation|policy/i, 'looks-bad'],
  [/^4/, 'gave-up'],
]

export function meaningOf(said: string): Meaning {
  return MEANINGS.find(([pattern]) => pattern.test(said))?.[1] ?? 'other'
}
