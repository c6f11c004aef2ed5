// The interface in English. `fr.ts` must have the same shape: a missing sentence is a compile error.

import type { ErrorCode } from '../model/errors.ts'
import type { FindingWhy, Mechanism } from '../model/identity.ts'
import { bridgeEn } from './bridge-en.ts'
import { bridgeQueueEn } from './bridge-queue-en.ts'
import { bridgeServiceEn } from './bridge-service-en.ts'
import { bridgeSetupEn } from './bridge-setup-en.ts'
import { collectEn } from './collect-en.ts'
import { collectErrorsEn } from './collect-errors-en.ts'
import { compareEn } from './compare-en.ts'
import { day } from './day.ts'
import { keyErrorsEn } from './key-errors-en.ts'
import { knownEn } from './known-en.ts'
import { type LettersText, lettersEn } from './letters-en.ts'
import { loginEn } from './login-en.ts'
import { recordsEn } from './records-en.ts'
import { serviceEn } from './service-en.ts'
import { siteEn } from './site-en.ts'
import { tidyEn } from './tidy-en.ts'
import { transferEn } from './transfer-en.ts'
import { transferErrorsEn } from './transfer-errors-en.ts'
import { vaultEn } from './vault-en.ts'

type Args = Readonly<Record<string, string | number>>

const ERRORS: Record<ErrorCode, (a: Args) => { what: string; next: string }> = {
  ...keyErrorsEn,
  ...collectErrorsEn,
  ...transferErrorsEn,
  'proof-invalid': (a) => ({
    what: `${a.file} cannot be checked: ${compareEn.check.invalid(String(a.why))}.`,
    next: 'Give the .json file that sesame compare or sesame copy wrote with --report, its .jsonl file beside it.',
  }),
  'address-invalid': (a) => ({
    what: `“${a.text}” is not an e-mail address: it needs a name, an @ and a domain.`,
    next: 'Write it whole, for example marie@example.com.',
  }),
  'url-invalid': (a) => ({
    what: `“${a.text}” is not a mail server.`,
    next: 'Write imaps://host:993, pop3s://host:995, smtps://host:465, smtp://host:587 or HOST:PORT.',
  }),
  'option-invalid': (a) => ({
    what: a.value === '' ? `${a.option} is missing.` : `${a.option} cannot be “${a.value}”.`,
    next: a.allowed ? `It can be: ${a.allowed}.` : 'See sesame --help.',
  }),
  'client-unknown': (a) => ({
    what: `No app is known as “${a.text}”.`,
    next: a.near ? `Did you mean: ${a.near}?` : 'Leave --app out: the general steps are given.',
  }),
  'provider-unknown': (a) => ({
    what: `No provider is known as “${a.text}”.`,
    next: a.near ? `Did you mean: ${a.near}?` : 'Leave --provider out: the general steps are given.',
  }),
  'cause-unknown': (a) => ({
    what: `“${a.text}” is not a cause.`,
    next: a.near ? `Did you mean: ${a.near}?` : 'The causes are listed by sesame guide --list.',
  }),
  'file-unreadable': (a) => ({ what: `The file ${a.file} cannot be read (${a.why}).`, next: 'Check its name and that you may read it.' }),
  'backup-unknown': (a) => ({
    what: `Nothing that holds mail was recognised at ${a.file}.`,
    next: 'Name the folder of a backup, a Maildir, a folder of .eml files, an mbox file or a .pst file; or a new or empty folder to make a backup in.',
  }),
  'backup-foreign': (a) => ({
    what: `The mail at ${a.file} was put there by another program. It is read, and never written to.`,
    next: 'For a backup, choose a new or empty folder.',
  }),
  'backup-unwritable': (a) => ({
    what: `The backup at ${a.file} cannot be written (${a.why}). What was kept before is unharmed.`,
    next: 'Give yourself the right to write there, free some space, or choose another folder. The next run goes on where this one stopped.',
  }),
  'backup-damaged': (a) => ({
    what: `The backup cannot be trusted here: ${a.file} (${a.why}).`,
    next: 'Bring this file back from another copy of the backup. The messages themselves are ordinary files and were not touched.',
  }),
  'backup-newer': (a) => ({
    what: `The backup ${a.file} was made by a newer version of Sésame.`,
    next: 'Update Sésame, then try again.',
  }),
  'readpst-missing': (a) => ({
    what: 'A .pst file is read with the program readpst, which is not on this computer.',
    next: `Install it and try again: ${a.install}`,
  }),
  'readpst-failed': (a) => ({
    what: `readpst could not convert ${a.file} (${a.why}).`,
    next: 'Close Outlook if it has the file open, make sure that the copy is complete, and try again. A damaged file can be mended with Outlook’s own scanpst.exe.',
  }),
  'file-unwritable': (a) => ({
    what: `The file ${a.file} cannot be written (${a.why}). Nothing was changed.`,
    next: 'Choose another place with --save, or free some space.',
  }),
  'case-invalid': (a) => ({
    what: `${a.where}: this is not a case: ${a.why}.`,
    next: 'A case is a JSON object with at least an "id"; see docs/case.md.',
  }),
  'network-config-invalid': (a) => ({
    what: `The network settings cannot be used: ${a.why}.`,
    next: 'See sesame doctor --help, under “Network”.',
  }),
  'nothing-found': (a) => ({
    what: `Nothing is known as “${a.text}”.`,
    next: a.near ? `Did you mean: ${a.near}?` : `The list: sesame ${a.list}.`,
  }),
  'no-network': () => ({
    what: 'This computer reaches no network at all: no name can be looked up.',
    next: 'Check the cable or the Wi-Fi and start again, or add --offline to judge without looking.',
  }),
  'domain-unknown': (a) => ({
    what: `The domain ${a.domain} does not exist, or has no mail.`,
    next: 'Check how the address is spelled, after the @.',
  }),
  'no-endpoint': (a) => ({
    what: `No mail server was found for ${a.domain}.`,
    next: 'Name one: sesame probe imaps://HOST:993 --user NAME.',
  }),
  'no-secret': (a) => ({
    what: a.option
      ? 'The provider wants the secret of the client too, and it was not given.'
      : 'This needs the password, and none was given.',
    next: `Add ${a.option ?? '--password-stdin'} and type it when asked, or pipe it in.`,
  }),
  'unsafe-plain': (a) => ({
    what: `The connection to ${a.host} is not encrypted: the password was not sent.`,
    next: 'Use the port with TLS (993, 995, 465) or STARTTLS (587). Sésame never sends a password in clear.',
  }),
  'unsafe-host': (a) => ({
    what: `Nobody we trust named ${a.host} as the server of this mailbox: the password was not sent.`,
    next: 'If you know that it is the right server, name it yourself: sesame probe imaps://HOST:993 --user NAME --password-stdin.',
  }),
  'unsafe-certificate': (a) => ({
    what: `The certificate of ${a.host} could not be verified: the password was not sent.`,
    next: 'Run sesame doctor without a password to see why.',
  }),
  interrupted: () => ({ what: 'Stopped.', next: 'Nothing was left behind.' }),
  'store-unwritable': (a) => ({
    what: `The history of this computer (${a.file}) cannot be opened or written (${a.why}).`,
    next: 'Free some space or give yourself the right to write there, or choose another folder with --data. Everything else works without it.',
  }),
  'store-damaged': (a) => ({
    what: `The history of this computer (${a.file}) is damaged and was left as it is.`,
    next: 'Move that file elsewhere: a new one is made at the next start. Everything else works without it.',
  }),
  'store-newer': (a) => ({
    what: `The history of this computer (${a.file}) was written by a newer version of Sésame.`,
    next: 'Update Sésame, or choose another folder with --data. Everything else works without it.',
  }),
  'port-taken': (a) => ({
    what: `Port ${a.port} of ${a.host} is in use: another program, or another desk, listens there.`,
    next: 'Leave --port away and the next free one is taken, or name another.',
  }),
  'listen-failed': (a) => ({
    what: `The desk cannot listen on ${a.host}, port ${a.port} (${a.why}).`,
    next: 'Give --host an address of this computer, and --port a number from 1024 to 65535.',
  }),
  'protocol-broken': (a) => ({
    what: `${a.host ?? 'The server'} answered something that is not ${a.protocol ?? 'the mail protocol'}.`,
    next: 'The transcript shows its words.',
  }),
  'limit-exceeded': (a) => ({
    what: `${a.host ?? 'The server'} sent more than anybody may: the connection was closed.`,
    next: 'The transcript shows how it began.',
  }),
  'timed-out': (a) => ({ what: `${a.host ?? 'The server'} did not answer in time.`, next: 'Try again, or from another network.' }),
  'connection-closed': (a) => ({
    what: `${a.host ?? 'The server'} closed the connection.`,
    next: 'The transcript shows what came before.',
  }),
  internal: (a) => ({ what: `Sésame made a mistake: ${a.why}.`, next: 'Please report it with this text; it holds no secret.' }),
}

const WHY: Record<FindingWhy, string> = {
  offline: 'not asked (offline)',
  deadline: 'no answer in time',
  'dns-failed': 'the name was not found',
  unreachable: 'nobody answered',
  'plain-http': 'read over plain http: not trusted',
  invalid: 'the answer makes no sense',
  'redirect-refused': 'it redirected somewhere unsafe',
  'not-needed': 'not needed',
  overruled: 'a better source says otherwise',
  filter: 'a filter stands in front',
  'authentication-wanted': 'it wants a sign-in first',
  certificate: 'its certificate is not valid',
}

const MECHANISM: Record<Mechanism, string> = {
  catalogue: 'Known providers',
  ispdb: 'Thunderbird’s table',
  preparation: 'Delta Chat’s table',
  mx: 'Where mail is delivered (MX)',
  srv: 'Service records (SRV)',
  autoconfig: 'Automatic settings',
  pacc: 'PACC',
  autodiscover: 'Autodiscover',
  spf: 'Who may send (SPF)',
  cname: 'Aliases (CNAME)',
  guess: 'Usual names',
}

/** What a value of a fact means, for one hop of the road to the mailbox. */
const FACTS: Record<string, Record<string, string>> = {
  dns: {
    ok: 'name found',
    nxdomain: 'this name does not exist',
    nodata: 'the name has no address',
    timeout: 'the name server does not answer',
    servfail: 'the name server fails',
    none: 'no name can be looked up',
  },
  tcp: {
    ok: 'connected',
    refused: 'connection refused',
    timeout: 'no answer',
    reset: 'connection cut',
    unreachable: 'no way to it from here',
    'ipv6-only-fails': 'connected by IPv4; IPv6 fails',
  },
  'tcp.others': { ok: 'other ports of this host answer', fail: 'no port of this host answers' },
  tls: {
    ok: 'encrypted',
    'not-tls': 'this port does not speak TLS',
    handshake: 'the TLS handshake fails',
    closed: 'closed during the TLS handshake',
    timeout: 'the TLS handshake never ends',
    'not-offered': 'STARTTLS is not offered',
    stripped: 'STARTTLS was removed on the way',
    injected: 'bytes were slipped in before TLS',
    preauth: 'signed in before TLS: refused',
  },
  'tls.version': {
    'TLSv1.3': 'TLS 1.3',
    'TLSv1.2': 'TLS 1.2',
    'TLSv1.1': 'TLS 1.1 (too old)',
    TLSv1: 'TLS 1.0 (too old)',
    old: 'too old a version of TLS',
  },
  'tls.cert': {
    ok: 'certificate valid',
    name: 'the certificate is for another name',
    'self-signed': 'the server signed its certificate itself',
    untrusted: 'the certificate comes from an unknown authority',
    'chain-incomplete': 'the certificate chain is incomplete',
    expired: 'the certificate has expired',
    'not-yet-valid': 'the certificate is not valid yet',
  },
  'tls.issuer': {
    public: 'issued by a public authority',
    private: 'issued by a private authority',
    interceptor: 'issued by an antivirus or proxy in between',
  },
  'clock.skew': {
    none: 'the clock is right',
    minutes: 'the clock is minutes off',
    hours: 'the clock is hours off',
    days: 'the clock is days off',
  },
  greeting: {
    ok: 'the server answers',
    foreign: 'another server answers in its place',
    bye: 'the server turns us away',
    none: 'the server says nothing',
    garbage: 'the answer is not a mail server’s',
    preauth: 'the server claims that we are signed in',
  },
  'sign-in': {
    ok: 'signed in',
    refused: 'sign-in refused',
    temporary: 'sign-in put off',
    locked: 'account locked or throttled',
    'not-tried': 'sign-in not tried',
    'no-mechanism': 'no sign-in method in common',
  },
  mailbox: { ok: 'mailbox open', refused: 'mailbox refused after sign-in', closed: 'closed after sign-in' },
  quota: { ok: 'room left', near: 'nearly full', full: 'mailbox full' },
  sender: { ok: 'sender accepted', refused: 'sender refused' },
  'server.broken': {
    truncated: 'the answer stops in the middle',
    endless: 'the answer never ends',
    binary: 'the answer is not text',
    slow: 'the answer drips in too slowly',
    'half-closed': 'the server closed its side',
  },
}

export const en = {
  lang: 'en' as 'en' | 'fr',
  locale: 'en-GB',
  error: (code: ErrorCode, args: Args) => ERRORS[code](args),
  quoted: (words: string) => `“${words}”`,
  errorLabel: 'Error:',
  nextLabel: 'What to do:',
  why: (why: FindingWhy) => WHY[why],
  mechanism: (m: Mechanism) => MECHANISM[m],
  fact: (name: string, value: string): string | undefined => FACTS[name]?.[value],
  hop: { dns: 'Name', tcp: 'Connection', tls: 'Encryption', greeting: 'Server', 'sign-in': 'Sign-in', mailbox: 'Mailbox' } as Record<
    string,
    string
  >,
  protocol: { imap: 'Receiving (IMAP)', pop3: 'Receiving (POP)', smtp: 'Sending (SMTP)' },
  security: { tls: 'SSL/TLS', starttls: 'STARTTLS', plain: 'none' },
  account: { personal: 'personal account', work: 'work or school account', unknown: 'kind of account unknown' },
  heading: {
    who: 'Who holds this mailbox',
    road: 'The road to it',
    verdict: 'Verdict',
    because: 'Why',
    against: 'What speaks against it',
    others: 'Also possible',
    question: 'The question that would settle it',
    steps: 'What to do',
    avoid: 'Do not',
    otherwise: 'If it still fails',
    card: 'Settings',
    deadlines: 'Dates to know',
    letter: 'A letter to send',
    next: 'Then',
    transcript: 'Transcript',
    sources: 'Sources',
    settings: 'Servers',
    before: 'Before',
    after: 'After',
  },
  confidence: { certain: 'certain', likely: 'likely', guess: 'a guess', none: 'unknown' },
  trust: { named: 'trusted', hint: 'a hint only', guess: 'a guess only' },
  status: { found: 'found', nothing: 'nothing', failed: 'failed', skipped: 'skipped' },
  doctor: {
    identifying: (address: string) => `Looking for who holds ${address}`,
    probing: (host: string) => `Looking at ${host}`,
    judging: 'Judging',
    held: (provider: string, account: string, how: string) => `${provider}, ${account} (${how})`,
    heldBy: (sources: string) => `known by: ${sources}`,
    nobody: 'Nobody we know.',
    filter: (name: string) => `A filter stands in front of it: ${name}.`,
    notProbed: 'Not looked at (offline).',
    lab: 'On the lab: servers on this computer that answer as the real ones do.',
    healthy: 'Everything works from here: the servers answer, the sign-in is accepted and the mailbox opens.',
    healthyPublic: 'The servers answer and nothing is wrong with them. The sign-in was not tried.',
    unsure: 'Not enough is known to name the cause.',
    close: 'Likely, not certain: answer the question before you change anything.',
    sure: (percent: string) => `${percent} sure`,
    unverified: 'Part of this rests on facts that nobody could check against a source.',
    checked: (date: string) => `Facts checked on ${day(date, 'en-GB')}.`,
    verifyNext: (command: string) => `When it is done, prove it: ${command}`,
    saved: (file: string) => `Case saved without secrets in ${file}; anyone can judge it again with: sesame diagnose ${file}`,
    skipQuestion: 'I do not know',
    askPassword: 'Password (not shown, used only on an encrypted connection to a server that is known to be the right one, never kept)',
    attempts: (n: number) => `${n} sign-in ${n === 1 ? 'attempt was' : 'attempts were'} made.`,
    locked: 'The server says that the account is locked or throttled: no further attempt is made.',
  },
  verify: {
    probing: 'Looking again',
    sending: (subject: string) => `Sending a message to yourself: ${subject}`,
    waiting: (seconds: number) => `Waiting for it (${seconds} s)`,
    cleaning: 'Removing it',
    mended: (seconds: string) => `Mended: a message to yourself arrived after ${seconds}.`,
    mendedReadOnly: 'Mended: the mailbox opens. Sending could not be tried.',
    still: 'Still broken.',
    changed: 'Something changed, but it does not work yet.',
    notArrived: (seconds: string) => `The message was accepted and had not arrived after ${seconds}.`,
    left: (subject: string) => `The test message could not be removed: delete “${subject}” yourself.`,
  },
  diagnose: {
    read: (n: number, seconds: string) => `${n} cases in ${seconds}`,
    stopped: (n: number) => `Stopped after ${n} cases.`,
  },
  lab: {
    running: 'The lab runs. Stop it with Ctrl-C.',
    use: (file: string) => `For other programs: SESAME_NETWORK=${file}`,
    accounts: 'Accounts',
    secrets: 'Secrets are listed in lab/README.md.',
  },
  cli: {
    tagline: 'Gets a mailbox working again in any mail app, proves it, and keeps it working.',
    commands: 'Commands',
    options: 'Options',
    arguments: 'Arguments',
    examples: 'Examples',
    usage: 'Usage',
    network: 'Network (for tests, proxies and the lab)',
    common: 'Everywhere',
    moreHelp: 'sesame COMMAND --help tells more about a command.',
    exit: 'Exit codes: 0 it works, 1 a fault was found and named, 2 wrong usage, 3 could not tell, 4 refused for safety.',
    unknownCommand: (name: string, near: string) => `“${name}” is not a command.${near ? ` Did you mean ${near}?` : ''}`,
    unknownOption: (name: string, near: string) => `${name} is not an option here.${near ? ` Did you mean ${near}?` : ''}`,
    missingValue: (name: string) => `${name} needs a value.`,
    missingArgument: (name: string) => `${name} is missing.`,
    tooMany: (text: string) => `“${text}” is one word too many. Words with spaces go between quotes.`,
    defaultValue: (value: string) => `default: ${value}`,
    seeHelp: (command: string) => `See: ${command} --help`,
  },
  known: knownEn,
  service: serviceEn,
  site: siteEn,
  letters: lettersEn as LettersText,
  login: loginEn,
  bridge: bridgeEn,
  bridgeService: bridgeServiceEn,
  bridgeSetup: bridgeSetupEn,
  collect: collectEn,
  compare: compareEn,
  tidy: tidyEn,
  transfer: transferEn,
  vault: vaultEn,
  records: recordsEn,
  bridgeQueue: bridgeQueueEn,
}

export type Text = typeof en
