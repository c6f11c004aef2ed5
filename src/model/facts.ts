// The closed vocabulary of facts: what probes may state, words may tell and causes may read. Adding a name here is a change of the language.

/** Values are listed, or `date`, `version`, `number`, `text`. A fact may hold several values at once (`changed`). */
export const FACTS = {
  // --- known from the case and the knowledge
  date: 'date',
  provider: 'text',
  family: 'text',
  'provider.kind': ['consumer', 'work', 'isp', 'hosting', 'panel'],
  'provider.known': [true, false],
  account: ['personal', 'work'],
  protocol: ['imap', 'pop3', 'smtp', 'oauth', 'autodiscover'],
  direction: ['receive', 'send', 'both'],
  port: 'number',
  security: ['tls', 'starttls', 'plain'],
  'host.matches': [true, false],
  client: 'text',
  'client.kind': ['app', 'webmail', 'program', 'device', 'server'],
  'client.version': 'version',
  'client.oauth': ['able', 'unable', 'unknown'],
  'client.ended': [true, false],
  secret: ['password', 'app-password', 'oauth', 'none'],
  mechanism: ['plain', 'login', 'xoauth2', 'oauthbearer', 'cram-md5', 'ntlm', 'gssapi', 'digest-md5', 'apop'],
  // --- the provider's policy on the day of the case, for the protocol of the case
  'policy.password': ['accepted', 'refused', 'if-enabled'],
  'policy.app-password': ['accepted', 'refused', 'if-enabled', 'none'],
  'policy.oauth': ['accepted', 'refused', 'if-enabled'],
  'policy.switch': ['on', 'off', 'varies'],
  'policy.changed-lately': [true, false],
  // --- seen on the wire; also with a protocol before it: `imap.tcp`
  dns: ['ok', 'nxdomain', 'nodata', 'timeout', 'servfail', 'none'],
  tcp: ['ok', 'refused', 'timeout', 'reset', 'unreachable', 'ipv6-only-fails'],
  'tcp.others': ['ok', 'fail'],
  /** What answers on the port when the way that was asked for does not work there. */
  'port.speaks': ['tls', 'starttls', 'plain', 'other-protocol', 'nothing'],
  tls: ['ok', 'not-tls', 'handshake', 'closed', 'timeout', 'not-offered', 'stripped', 'injected', 'preauth'],
  'tls.version': ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1', 'old'],
  'tls.cert': ['ok', 'name', 'self-signed', 'untrusted', 'chain-incomplete', 'expired', 'not-yet-valid', 'revoked'],
  'tls.issuer': ['public', 'private', 'interceptor'],
  'clock.skew': ['none', 'minutes', 'hours', 'days'],
  greeting: ['ok', 'foreign', 'bye', 'none', 'garbage', 'preauth'],
  'sign-in': ['ok', 'refused', 'temporary', 'locked', 'not-tried', 'no-mechanism'],
  mailbox: ['ok', 'refused', 'closed'],
  quota: ['ok', 'near', 'full'],
  sender: ['ok', 'refused'],
  'server.broken': ['truncated', 'endless', 'binary', 'slow', 'half-closed'],
  'secret.shape': [
    'app-password',
    'account-password',
    'app-password-spaces',
    'app-password-truncated',
    'non-ascii',
    'padded',
    'empty',
    'token',
    'unknown',
  ],
  /** `stopped`: something answered, but it ended before any sign-in. */
  probe: ['healthy', 'sign-in-refused', 'stopped', 'unreachable', 'not-run'],
  // --- read in messages and replies, or told
  reply: 'text',
  message: 'text',
  /** A host name, an error code shown. */
  host: 'text',
  'error-code': 'text',
  symptom: [
    'password-asked',
    'password-refused',
    'not-responding',
    'cannot-connect',
    'timeout',
    'certificate-warning',
    'cannot-send',
    'cannot-receive',
    'sign-in-window-fails',
    'sign-in-window-missing',
    'nothing-shown',
    'folders-missing',
    'slow',
    'duplicates',
    'garbled-messages',
    'bounce',
    'not-delivered',
    'crash-or-blank',
    'setup-fails',
    'data-file',
  ],
  'worked-before': [true, false],
  changed: [
    'nothing',
    'password',
    'app-updated',
    'app-new',
    'device-new',
    'system-updated',
    'network',
    'vpn',
    'antivirus',
    'two-factor-on',
    'two-factor-off',
    'provider-notice',
    'server-moved',
    'server-renewed',
    'settings',
    'long-unused',
    'provider-rules',
    'account-new',
    'settings-carried-over',
  ],
  antivirus: [true, false],
  /** Whose it is, as its maker writes it: `Avast`, `G DATA`. */
  'antivirus.name': 'text',
  vpn: [true, false],
  'network.matters': [true, false],
  'network.place': ['home', 'company', 'hotel', 'mobile', 'abroad', 'hosting', 'container'],
  'other-device': ['works', 'fails'],
  'other-app': ['works', 'fails'],
  'other-account': ['works', 'fails'],
  'other-direction': ['works', 'fails'],
  'other-provider': ['works', 'fails'],
  'everyone-hit': [true, false],
  webmail: ['works', 'fails'],
  'two-factor': [true, false],
  'heals-by-itself': [true, false],
  intermittent: [true, false],
  'period-days': 'number',
  'many-messages': [true, false],
  'many-connections': [true, false],
  'mailbox-large': [true, false],
  'password-certain': [true, false],
  'password-sent-on': ['changed-one-side'],
  'signed-in-window': [true, false],
  'own-oauth-client': [true, false],
  'shared-mailbox': [true, false],
  alias: [true, false],
  'sender-differs': [true, false],
  'several-accounts': [true, false],
  'custom-domain': [true, false],
  'app-old': [true, false],
  'system-old': [true, false],
  'device-kind': ['printer', 'nas', 'camera', 'phone', 'tablet', 'computer', 'server'],
  'self-hosted': [true, false],
  'manual-setup': [true, false],
  'bulk-sending': [true, false],
  'relay-other-domain': [true, false],
  'mailbox-full': [true, false],
  /** The sign-in through the provider's window is not in the app's list of methods. */
  'oauth-choice': ['missing', 'present'],
  /** What a password window is really for, when it is not for mail. */
  'prompt-for': ['mail', 'calendar', 'contacts'],
  'older-version': ['works', 'fails'],
  /** Whether mail apps may open the mailbox, as the person found it in the account's settings. */
  'access-switch': ['on', 'off'],
  'newer-version': ['works', 'fails'],
  /** The same app with an empty profile. */
  'new-profile': ['works', 'fails'],
  /** The app stores passwords and then has them no more. */
  'passwords-lost': [true, false],
  /** The app without add-ons, in its safe or troubleshooting mode. */
  'safe-mode': ['works', 'fails'],
  /** Whether the app can write on this computer: room on the disk, files not held, folders that may be written to. */
  'local-storage': ['works', 'fails'],
  /** Only some messages are refused: what is in them matters. */
  'content-matters': [true, false],
  /** Whether the encryption chosen goes with the port, as the person tells. */
  'encryption-fits': [true, false],
  /** What the provider says of the service itself. */
  'service-is': ['paid-only', 'withdrawn', 'own-apps-only', 'down'],
  username: ['full-address', 'local-part', 'other-address', 'odd-form', 'non-ascii'],
  /** The method chosen in the app: `encrypted` is a challenge such as CRAM-MD5. */
  method: ['normal', 'encrypted', 'oauth', 'none'],
  'text-is-wrapped': [true, false],
  // --- what people find out around the failure
  /** Who or what shuts the way, as people tell; `ban`: the server refuses this address after wrong attempts. */
  'closed-by': ['organisation', 'policy', 'operator', 'hosting', 'firewall', 'ban'],
  /** The name of the server is not found where the failure is. */
  'name-lookup': ['fails'],
  ipv6: ['fails'],
  /** From here nothing of that server answers, its web site included. */
  'whole-server': ['silent'],
  /** Wrong sign-ins were repeated, by a person or by a forgotten program. */
  'wrong-attempts': [true],
  /** The same with another user name, method, or port and encryption. */
  'other-username': ['works'],
  'other-method': ['works'],
  'other-encryption': ['works'],
  /** The same command typed by hand on the same machine. */
  'by-hand': ['works', 'fails'],
  /** What was the matter with the password or key. */
  'secret-is': ['expired', 'former', 'mistyped', 'revoked', 'of-another'],
  'token-is': ['expired', 'of-another', 'for-other-rights'],
  'consent-is': ['missing'],
  /** The program's registration at the provider. */
  'registration-is': ['faulty', 'testing'],
  /** What the provider's page asks for in a browser before it opens the mailbox. */
  'web-asks': ['verification', 'app-password'],
  /** What was done and made it work again. */
  helped: ['signing-in-again', 'web-sign-in', 'restart'],
  /** What was done already and did not help. */
  tried: ['new-app-password', 'new-password'],
  /** Of several hosts only this one machine fails, or only here it works. */
  'this-machine': ['fails'],
  'only-some': ['messages', 'folders'],
  /** Sign-in and selection work, a later command fails. */
  'fails-after-sign-in': [true],
  'fault-admitted-by': ['provider', 'maker'],
  'folders-differ': [true],
  /** Where a server name that was typed came from. */
  'host-is': ['guessed', 'former', 'of-another-region', 'local', 'misspelt'],
  'send-limit': ['reached'],
} as const satisfies Record<string, 'date' | 'text' | 'version' | 'number' | readonly (string | number | boolean)[]>

export type BaseFact = keyof typeof FACTS
/** A base name, or one seen on a given protocol: `smtp.tcp`. */
export type FactName = BaseFact | `${'imap' | 'pop3' | 'smtp'}.${BaseFact}`

/** The base name under a protocol prefix; undefined when the name is not in the vocabulary. */
export function baseFact(name: string): BaseFact | undefined {
  if (name in FACTS) return name as BaseFact
  const rest = name.replace(/^(imap|pop3|smtp)\./, '')
  return rest in FACTS ? (rest as BaseFact) : undefined
}
