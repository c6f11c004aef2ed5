// Words of mail that waits in the bridge, and of the mails that tell what was not delivered, in English. `bridge-queue-fr.ts` must have the same shape.

import { moment } from './moment.ts'

type Say = { readonly what: string; readonly next: string }

export const bridgeQueueEn = {
  bounce: {
    from: 'Sésame (mail that was not delivered)',
    subject: (address: string, n: number) => (n === 1 ? `Not delivered to ${address}` : `Not delivered to ${address} and ${n - 1} more`),
    moment: (date: Date) => moment(date.toISOString(), 'en-GB'),
    hello: (device: string, when: string) => `A message that “${device}” handed over on ${when} could not be delivered.`,
    notTo: (address: string) => `Not delivered to ${address}:`,
    said: (words: string) => `The server’s words: ${words}`,
    arrived: (addresses: string) => `It was delivered to ${addresses}.`,
    rest: 'The beginning of the message is attached. Nothing more is tried for these addresses by itself.',
    id: (id: string) => `See it: sesame bridge queue show ${id}. Try it again: sesame bridge queue retry ${id}.`,
    means: {
      'no-such-mailbox': {
        what: 'There is no mailbox of this name there.',
        next: 'Check the address, letter by letter, and send it again.',
      },
      'no-such-domain': { what: 'What stands after the @ takes no mail, or does not exist.', next: 'Check the part after the @.' },
      'mailbox-full': { what: 'The mailbox of the recipient is full.', next: 'Tell them in another way; send it again later.' },
      'too-large': {
        what: 'The message is larger than the server takes.',
        next: 'Send a link instead, or fewer pages, or scan with a lower resolution.',
      },
      'not-as-this-sender': {
        what: 'The provider does not let this mailbox send under that sender’s address.',
        next: 'Set the sender in the device to the address of the mailbox, without an @ in the display name; for a shared mailbox an administrator must grant “Send As”.',
      },
      'too-many': {
        what: 'The mailbox has sent as many messages as its provider allows for now.',
        next: 'Try it again tomorrow, or send through a service that is made for many messages.',
      },
      'looks-bad': {
        what: 'The server refuses the message by its rules: it takes it for unwanted, or its sender may not write there.',
        next: 'Ask the recipient to allow your address, or change text and attachments. The server’s words say more.',
      },
      'not-for-graph': {
        what: 'The message is too large for Microsoft Graph in one piece, and it cannot be taken apart: it is signed or encrypted, or it is all text.',
        next: 'Send it with smaller attachments or without a signature, or have SMTP AUTH allowed for this mailbox.',
      },
      unsure: {
        what: 'The connection broke each time just when the whole message had been handed over. It may have arrived, even more than once.',
        next: 'Ask the recipient before you send it again.',
      },
      'file-gone': {
        what: 'The file with the message was removed from the disk of this bridge.',
        next: 'Send it again from the device.',
      },
      'gave-up': {
        what: 'The server asked to try later, each time until the time for it was over.',
        next: 'Send it again, or ask the recipient’s provider.',
      },
      other: { what: 'The server refuses the message.', next: 'Its words say why; with them the recipient or your provider can help.' },
    } satisfies Record<string, Say>,
  },
  state: {
    waiting: 'waits',
    sending: 'is being sent',
    ending: 'is being sent',
    sent: 'sent',
    failed: 'not delivered',
    cancelled: 'cancelled',
  },
  recipient: { waiting: 'waits', sent: 'sent', refused: 'not delivered' },
  /** Why an account's mail stands still, and what to do. */
  why: {
    reauthorize: (address: string) => ({
      what: `Mail of ${address} waits: its owner must sign in again.`,
      next: `Sign in: sesame login ${address}. It goes on by itself then.`,
    }),
    policy: (address: string) => ({
      what: `Mail of ${address} waits: the organisation does not allow the sign-in.`,
      next: 'Its administrator must act. The server’s words say what about.',
    }),
    unavailable: (address: string) => ({
      what: `Mail of ${address} waits: the provider cannot be reached now.`,
      next: 'Nothing to do: it is tried again by itself.',
    }),
    throttled: (address: string) => ({
      what: `Mail of ${address} waits: the provider asks to send more slowly.`,
      next: 'Nothing to do: it goes on by itself.',
    }),
    'not-connected': (address: string) => ({
      what: `Mail of ${address} waits: the sign-in works, but not for this mailbox.`,
      next: `Sign in as somebody who may send for ${address}: sesame login.`,
    }),
    refused: (address: string) => ({
      what: `Mail of ${address} waits: the provider refuses the sign-in.`,
      next: `Find out why: sesame doctor ${address} --saved.`,
    }),
    'smtp-off': (address: string) => ({
      what: `Mail of ${address} waits: its organisation has SMTP AUTH switched off.`,
      next: `Let it go by Microsoft Graph: sesame bridge add with --graph, after a sign-in that allows Mail.Send. Or an administrator allows “Authenticated SMTP” for this mailbox.`,
    }),
    'graph-permission': (address: string) => ({
      what: `Mail of ${address} waits: its sign-in does not allow sending by Microsoft Graph.`,
      next: 'The permission Mail.Send is missing (Mail.Send.Shared for a shared mailbox, Mail.ReadWrite for messages above 3 MB): add it to the app and sign in again.',
    }),
    gone: (address: string) => ({
      what: `Mail of ${address} waits: the bridge no longer knows this account.`,
      next: 'Add a device for it again, or cancel the mail.',
    }),
  },
  column: { id: 'Id', account: 'Mailbox', to: 'To', state: 'State', next: 'Next try', size: 'Size', said: 'Said' },
  none: 'Nothing waits to be sent.',
  noneAll: 'Nothing waits, and nothing was sent or refused lately.',
  total: (mails: number, size: string) => (mails === 1 ? `1 message waits (${size}).` : `${mails} messages wait (${size}).`),
  failed: (n: number) =>
    n === 1 ? '1 message was not delivered: sesame bridge queue --all.' : `${n} messages were not delivered: sesame bridge queue --all.`,
  since: (when: string) => `Since ${when}.`,
  label: {
    mailbox: 'Mailbox',
    device: 'Device',
    sender: 'Sender',
    handed: 'Handed over',
    state: 'State',
    next: 'Next try',
    until: 'Tried until',
    tries: 'Tries',
    size: 'Size',
    messageId: 'Message-ID',
    tells: 'Tells of',
    subject: 'Subject',
  },
  unsure: (n: number) =>
    n === 1
      ? 'Once the connection broke after the whole message was handed over: it may have arrived.'
      : `${n} times the connection broke after the whole message was handed over: it may have arrived.`,
  again: 'It is sent again under the same Message-ID.',
  cancelled: (id: string) => `${id} will not be sent.`,
  notCancelled: {
    sending: (id: string) => `${id} is being sent at this moment: it cannot be stopped any more.`,
    over: (id: string) => `${id} does not wait any more: nothing to cancel.`,
  },
  retried: (id: string) => `${id} is tried again now.`,
  notRetried: (id: string) => `${id} has nobody left to go to, or is being sent at this moment.`,
  flushed: (n: number) => (n === 0 ? 'Nothing waits.' : n === 1 ? '1 message is tried now.' : `${n} messages are tried now.`),
  needsBridge: 'A running bridge does it: sesame bridge.',
}
