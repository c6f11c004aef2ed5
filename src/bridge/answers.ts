// How a closed mailbox is told in each protocol: the code that makes the client do the right thing, and one short sentence that is true.

import type { Shut } from './shapes.ts'

type Kind = Shut['kind'] | 'wrong-password'

interface Answer {
  /** RFC 5530 §3. */
  readonly imap: string
  /** RFC 3206 §4. */
  readonly pop3: string
  /** RFC 5321 §4.2 and RFC 4954 §6: 4xx makes a device try again later, 5xx makes it ask for another password. */
  readonly smtp: string
  readonly says: string
}

const ANSWERS: Readonly<Record<Kind, Answer>> = {
  'wrong-password': { imap: 'AUTHENTICATIONFAILED', pop3: 'AUTH', smtp: '535 5.7.8', says: 'This is not a password of this bridge' },
  reauthorize: { imap: 'EXPIRED', pop3: 'SYS/TEMP', smtp: '454 4.7.0', says: 'The owner of the mailbox must sign in again' },
  policy: { imap: 'CONTACTADMIN', pop3: 'SYS/PERM', smtp: '454 4.7.0', says: 'An administrator of the mailbox must allow this' },
  unavailable: { imap: 'UNAVAILABLE', pop3: 'SYS/TEMP', smtp: '454 4.7.0', says: 'The provider cannot be reached now; try again later' },
  throttled: { imap: 'UNAVAILABLE', pop3: 'LOGIN-DELAY', smtp: '454 4.7.0', says: 'The provider asks to wait; try again later' },
  'not-connected': {
    imap: 'CONTACTADMIN',
    pop3: 'SYS/PERM',
    smtp: '454 4.7.0',
    says: 'The sign-in works but opens another mailbox than this one',
  },
  refused: { imap: 'CONTACTADMIN', pop3: 'SYS/PERM', smtp: '454 4.7.0', says: 'The provider refuses the sign-in of this bridge' },
}

const WHERE = 'see “sesame bridge status”'

export function imapNo(tag: string, kind: Kind): string {
  const { imap, says } = ANSWERS[kind]
  return `${tag} NO [${imap}] ${plain(says, kind)}\r\n`
}

export function popErr(kind: Kind): string {
  const { pop3, says } = ANSWERS[kind]
  return `-ERR [${pop3}] ${plain(says, kind)}\r\n`
}

export function smtpNo(kind: Kind): string {
  const { smtp, says } = ANSWERS[kind]
  return `${smtp} ${plain(says, kind)}\r\n`
}

/** ASCII: the client has agreed to nothing else yet. */
function plain(says: string, kind: Kind): string {
  return kind === 'wrong-password' ? says : `${says}; ${WHERE.replaceAll(/[“”]/g, "'")}`
}
