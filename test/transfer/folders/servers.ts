// What servers really answer to LIST, by their own capabilities: Gmail in two languages, Microsoft, iCloud, Courier, Dovecot, Yahoo. Names are modified UTF-7 where they are on the wire.

import { listed } from './listed.ts'

export const GMAIL_FR = listed(
  [
    '* LIST (\\HasNoChildren) "/" "INBOX"',
    '* LIST (\\HasNoChildren) "/" "Clients"',
    '* LIST (\\HasNoChildren) "/" "Clients/2019"',
    '* LIST (\\HasChildren \\Noselect) "/" "[Gmail]"',
    '* LIST (\\Drafts \\HasNoChildren) "/" "[Gmail]/Brouillons"',
    '* LIST (\\HasNoChildren \\Trash) "/" "[Gmail]/Corbeille"',
    '* LIST (\\HasNoChildren \\Important) "/" "[Gmail]/Important"',
    '* LIST (\\HasNoChildren \\Sent) "/" "[Gmail]/Messages envoy&AOk-s"',
    '* LIST (\\HasNoChildren \\Junk) "/" "[Gmail]/Spam"',
    '* LIST (\\Flagged \\HasNoChildren) "/" "[Gmail]/Suivis"',
    '* LIST (\\All \\HasNoChildren) "/" "[Gmail]/Tous les messages"',
  ],
  { traits: { gmail: true } },
)

export const OUTLOOK_FR = listed(
  [
    '* LIST (\\HasNoChildren) "/" Archive',
    '* LIST (\\HasNoChildren) "/" Brouillons',
    '* LIST (\\HasNoChildren) "/" "Courrier ind&AOk-sirable"',
    '* LIST (\\Marked \\HasNoChildren) "/" INBOX',
    '* LIST (\\HasNoChildren) "/" "&AMk-l&AOk-ments envoy&AOk-s"',
    '* LIST (\\HasNoChildren) "/" "&AMk-l&AOk-ments supprim&AOk-s"',
    '* LIST (\\HasNoChildren) "/" "Bo&AO4-te d\'envoi"',
  ],
  { traits: { specialUse: false } },
)

/** A personal mailbox: flags without the capability, and leftovers of older apps. */
export const OUTLOOK_TR = listed(
  [
    '* LIST (\\HasNoChildren) "/" +INBOX',
    '* LIST (\\HasNoChildren) "/" Ar&AV8-iv',
    '* LIST (\\Marked \\HasNoChildren) "/" Inbox',
    '* LIST (\\HasNoChildren \\Junk) "/" Junk',
    '* LIST (\\HasNoChildren) "/" Outbox',
    '* LIST (\\Marked \\HasNoChildren \\Sent) "/" Sent',
    '* LIST (\\HasNoChildren) "/" junkemail',
    '* LIST (\\HasNoChildren) "/" Notes',
    '* LIST (\\HasNoChildren) "/" sentitems',
    '* LIST (\\HasNoChildren \\Trash) "/" Deleted',
    '* LIST (\\HasNoChildren \\Drafts) "/" Drafts',
  ],
  { traits: { specialUse: false } },
)

export const ICLOUD = listed(
  [
    '* LIST (\\Noinferiors) "/" "INBOX"',
    '* LIST (\\HasNoChildren) "/" "Archive"',
    '* LIST (\\HasNoChildren) "/" "Deleted Messages"',
    '* LIST (\\HasNoChildren) "/" "Drafts"',
    '* LIST (\\HasNoChildren) "/" "Junk"',
    '* LIST (\\HasNoChildren) "/" "Sent Messages"',
  ],
  { traits: { specialUse: false } },
)

export const COURIER = listed(
  [
    '* LIST (\\Unmarked \\HasChildren) "." "INBOX"',
    '* LIST (\\HasNoChildren) "." "INBOX.Sent"',
    '* LIST (\\HasNoChildren) "." "INBOX.Drafts"',
    '* LIST (\\HasNoChildren) "." "INBOX.Trash"',
    '* LIST (\\HasNoChildren) "." "INBOX.Clients.2019"',
  ],
  { prefix: 'INBOX.', traits: { specialUse: false } },
)

export const DOVECOT = listed([
  '* LIST (\\HasNoChildren) "/" INBOX',
  '* LIST (\\HasNoChildren \\Drafts) "/" Drafts',
  '* LIST (\\HasNoChildren \\Junk) "/" Junk',
  '* LIST (\\HasNoChildren \\Sent) "/" Sent',
  '* LIST (\\HasNoChildren \\Sent) "/" "Sent Messages"',
  '* LIST (\\HasNoChildren \\Trash) "/" Trash',
  '* LIST (\\HasNoChildren \\Archive) "/" Archive',
])

export const EMPTY = listed(['* LIST (\\HasNoChildren) "/" INBOX'])
