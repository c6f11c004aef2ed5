// Words of `sesame compare`, `proof check` and `duplicates`, and of the report, in English. `compare-fr.ts` must have the same shape.

import { bytesIn } from './amounts.ts'
import { proofCheckEn } from './proof-check-en.ts'

const many = (n: number, one: string, more = `${one}s`) => `${count(n)} ${n === 1 ? one : more}`
const count = (n: number) => new Intl.NumberFormat('en-GB').format(n)

const LEFT_OUT: Readonly<Record<string, string>> = {
  rule: 'its folder was left out by a rule',
  since: 'older than --since',
  before: 'not before --before',
  largest: 'larger than --largest',
  deleted: 'marked as deleted',
  view: 'this folder shows messages of other folders again',
  newer: 'newer than anything in the source',
  'not-kept': 'the target keeps no such flag',
}

export const compareEn = {
  ...proofCheckEn,
  count,
  bytes: (n: number) => bytesIn('en', n),
  messages: (n: number) => many(n, 'message'),
  /** Headings of lists and columns. */
  states: {
    identical: 'identical',
    'already-there': 'already there',
    changed: 'changed',
    refused: 'refused',
    excluded: 'left out',
    gone: 'gone',
    waiting: 'waiting',
    missing: 'missing',
    doubled: 'doubled',
    extra: 'only in the target',
    moved: 'in another folder',
    unread: 'not read',
  },
  stateMeans: {
    identical: 'The same bytes on both sides.',
    'already-there': 'The same bytes were in the target before.',
    changed: 'It is there, but not byte for byte as in the source.',
    refused: 'The target did not take it. It lies aside as a file.',
    excluded: 'Left out on purpose, by a rule.',
    gone: 'It left the source on the way.',
    waiting: 'It has not been copied yet.',
    missing: 'The source has it, the target does not.',
    doubled: 'The target has it more often than the source.',
    extra: 'The target has it, the source does not. That is no loss.',
    moved: 'It is there, but not in the folder where it belongs.',
    unread: 'It, or what it would be compared with, could not be read.',
  },
  change: {
    'line-ends': 'line ends were rewritten, every word is the same',
    'end-of-message': 'only blank lines at its end differ',
    header: 'header fields were changed, the body is the same',
    body: 'the body is another',
  },
  /** Of a word that the program wrote. */
  how: (how: string) => how,
  because: (word: string) => (word.startsWith('elsewhere:') ? `a copy is in ${word.slice(10)}` : (LEFT_OUT[word] ?? word)),
  flagsLost: (flags: string) => `lost the flags ${flags}`,
  flagsNow: (before: string, now: string) => `flags: ${before || 'none'} → ${now || 'none'}`,
  dateNow: (date: string) => `has the date ${date} now`,
  noSubject: '(no subject)',
  notRead: '(not read)',
  uid: (uid: number) => `UID ${uid}`,
  title: {
    compare: 'Comparison of two mailboxes',
    copy: 'Proof of a copy',
    backup: 'Proof of a backup',
    restore: 'Proof of a restoration',
    collect: 'Proof of a collection',
    check: 'A report checked again',
  },
  verdict: {
    same: (level: string): string =>
      level === 'full'
        ? 'Nothing is missing, nothing is doubled. Every message was read.'
        : level === 'sampled'
          ? 'Nothing is missing, nothing is doubled, by count, size and date; a sample was read.'
          : 'Nothing is missing, nothing is doubled, by count, size and date. No bodies were compared.',
    different: (what: string) => `The two are not the same: ${what}.`,
    untold: 'It cannot be told: something could not be read.',
  },
  found: {
    missing: (n: number) => `${count(n)} missing`,
    doubled: (n: number) => `${count(n)} doubled`,
    refused: (n: number) => `${count(n)} refused`,
    waiting: (n: number) => `${count(n)} not copied yet`,
    changed: (n: number) => `${count(n)} changed`,
    moved: (n: number) => `${count(n)} in another folder`,
    flags: (n: number) => `${count(n)} with other flags`,
    dates: (n: number) => `${count(n)} with another date`,
  },
  and: ', ',
  accepted: (what: string) => `Accepted: ${what}.`,
  acceptable: {
    changed: 'changed messages',
    body: 'changed bodies',
    moved: 'messages in another folder',
    flags: 'other flags',
    dates: 'other dates',
    refused: 'refused messages',
    waiting: 'messages that wait',
  },
  level: {
    counted:
      'Counted: number, size, date and flags of every message. What stands in the messages was not compared, except where something did not match.',
    sampled: 'Sampled: number, size, date and flags of every message, and a random sample was read in full.',
    full: 'In full: every message was read on both sides (SHA-256).',
  },
  copyLevel: {
    counted: 'Counted: the target confirmed every message; size, flags and date were read back.',
    sampled: 'Sampled: some of the copied messages were read again from the target.',
    full: 'In full: every copied message was read again from the target (SHA-256).',
  },
  sample: (read: number, of: number) => `${count(read)} of ${many(of, 'message')} were read.`,
  fewerThan: (fewer: number, of: number) =>
    fewer <= 1 ? 'That is all of them.' : `All were the same. With 99 % certainty fewer than ${count(fewer)} of ${count(of)} differ.`,
  sampleDiffers: (n: number) => `${count(n)} of them were not the same. Read everything: --level full.`,
  source: 'Source',
  target: 'Target',
  kinds: { imap: 'IMAP', pop3: 'POP3', maildir: 'Maildir', mbox: 'mbox', eml: 'EML files', pst: 'Outlook file, rebuilt' },
  reconstructed: 'An Outlook file holds no original messages: they were rebuilt from it and can never be the same byte for byte.',
  said: (greeting: string) => `The server said: ${greeting}`,
  folder: 'Folder',
  folders: 'Folder by folder',
  total: 'All',
  otherFlags: 'other flags',
  otherDates: 'other date',
  outOfOrder: 'out of order',
  duplicates: 'exact duplicates',
  noFolder: 'not there',
  blind: { flags: 'Flags were not compared: one side keeps none.', dates: 'Dates were not compared: one side keeps none.' },
  duplicatesInBoth: (n: number) =>
    n === 1
      ? '1 message is an exact duplicate in the source itself, and was kept.'
      : `${count(n)} messages are exact duplicates in the source itself, and were kept.`,
  findings: 'What is not the same',
  nothingFound: 'Every message has its counterpart.',
  more: (n: number, file: string) => `${count(n)} more are in ${file}.`,
  untoldTitle: 'What could not be looked at',
  untold: (folder: string, n: number, why: string) =>
    why === 'too-many'
      ? `Sizes or dates of ${many(n, 'message')} do not match: too many to look at one by one here. Use --level full.`
      : `${folder}: ${many(n, 'message')} could not be read (${why}).`,
  column: { message: 'Message', where: 'Where', date: 'Date', size: 'Size', what: 'What' },
  /** Where it lies on both sides. */
  place: (folder: string, uid: number) => `${folder}, UID ${uid}`,
  made: (when: string, version: string) => `Made on ${when} by Sésame ${version}`,
  took: (seconds: number) =>
    seconds < 90 ? `in ${many(Math.max(1, Math.round(seconds)), 'second')}` : `in ${many(Math.round(seconds / 60), 'minute')}`,
  signature: 'Signature',
  signedBy: (fingerprint: string) => `Signed (Ed25519) by the key ${fingerprint} of the machine that made it.`,
  unsigned: 'Not signed: this machine has no vault to keep a key in. The list can still be checked against the root below.',
  root: (n: number, file: string) => `All ${many(n, 'message')} are in ${file}, one a line. Merkle root (RFC 9162, SHA-256) over them:`,
  howToCheck: (file: string) => `To check it, today or years from now: sesame proof check ${file}`,
  privacy:
    'This report names addresses, folders and subjects: it is as private as the mailbox. It holds no password and no text of any message.',
  written: (json: string, page: string, lines: string) =>
    `Report: ${page} to read and print, ${json} to check, ${lines} with every message.`,
  listing: (folder: string) => `Listing ${folder}`,
  reading: (all: string) => `Reading: ${all}`,
  matching: 'Matching',
  andMore: (n: number) => `... and ${count(n)} more.`,
  reportForAll: 'Write all of them to a report: --report NAME.',
  next: {
    same: 'Keep the report: sesame proof check can look at the mailbox again in months.',
    missing: 'Copy again: what is missing is taken, what is there is not doubled.',
    doubled: 'sesame duplicates ADDRESS lists exact duplicates, and removes them on request.',
    untold: 'Try again later, or look at what the server said above.',
  },
}

export type CompareText = typeof compareEn
