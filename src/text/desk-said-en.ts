// The sentences that the desk's server makes, in English: what was seen at each station, the proof, troubles, and the command that opens it. `desk-said-fr.ts` has the same shape.

import type { ErrorCode } from '../model/errors.ts'
import type { Weight } from '../model/weight.ts'

export const saidEn = {
  app: {
    named: (app: string) => `${app}.`,
    unnamed: 'No app was named: the general steps will be given.',
    shows: (app: string | null, message: string) => `${app ?? 'The app'} says: “${message}”`,
  },
  network: { ok: 'This computer reaches the network.', none: 'This computer reaches no network.' },
  /** After a host name. */
  at: (host: string, seen: string) => `${host}: ${seen}`,
  refusal: (seen: string, words: string) => `${seen}: “${words}”`,
  notReached: 'Not reached.',
  notLooked: 'Not looked at.',
  noServer: 'No server is known to look at.',
  signIn: {
    'no-secret': 'Not tried: no password was given.',
    spent: 'Not tried: two attempts are enough for one look.',
    stopped: 'Not tried: a server said that the account is locked or slowed down.',
    'already-refused': 'Not tried: this password was refused elsewhere already.',
    unsafe: 'Not tried: the connection is not safe enough for a password.',
    trust: 'Not tried: no trusted source names this server.',
    empty: 'Not tried: the password is empty.',
  },
  points: {
    untried: (title: string) => `Not tried from here; what the app shows points to this: ${title}.`,
    fine: (title: string) => `All is well from here, and the app fails at this point: ${title}.`,
  },
  strength: {
    certain: 'settles it',
    strong: 'speaks strongly for it',
    some: 'speaks for it',
    weak: 'speaks a little for it',
    'weak-against': 'speaks a little against it',
    against: 'speaks against it',
    'rules-out': 'rules it out',
  } satisfies Record<Weight, string>,
  proof: {
    starting: 'Looking at the servers again.',
    saw: (host: string, seen: string) => `${host}: ${seen}.`,
    arrivedBefore: 'not tried',
    room: 'Room in the mailbox',
    message: 'A message to yourself',
    arrived: (seconds: string) => `arrived after ${seconds}`,
    notArrived: (seconds: string) => `accepted, not arrived after ${seconds}`,
    refused: (words: string) => `refused: “${words}”`,
    notSent: {
      'not-healthy': 'No message was sent: the servers do not all let you in yet.',
      'no-incoming': 'No message was sent: there is no server to see it arrive on.',
      'no-outgoing': 'No message was sent: there is no server to send it with.',
      'mailbox-full': 'No message was sent: the mailbox is full.',
      'not-wanted': 'No message was sent.',
    },
    locked: 'The server says that the account is locked or slowed down: wait an hour before you check.',
    local: 'Do this on the computer where Sésame runs: over this network the password would travel unprotected.',
    unknown: 'not seen',
  },
  trouble: {
    stopped: {
      what: 'The look was stopped.',
      why: 'You asked for it, or Sésame was closed.',
      next: 'Nothing was left behind. Start again when you like.',
    },
    /** Where the sentence of the command line speaks of options. */
    next: {
      'no-network': 'Check the cable or the Wi-Fi, then start again.',
      'no-endpoint': 'Ask whoever runs the mail of this domain for the names of its servers.',
      'address-invalid': 'Write it in full, such as marie@example.com.',
      'domain-unknown': 'Check the spelling of the address, after the @.',
      'network-config-invalid': 'Correct the network options with which Sésame was started.',
      'no-secret': 'Type the password, then check again.',
      internal: 'Try again. If it comes back, report it with this text, which holds no secret.',
    } as Readonly<Partial<Record<ErrorCode, string>>>,
  },
  refusals: {
    'no-message': 'Type the address of the mailbox.',
    'too-many-attempts': {
      what: 'Enough passwords were tried on this mailbox for now.',
      why: 'Providers lock an account after a few refused sign-ins, whoever makes them.',
      next: 'Wait a quarter of an hour. Meanwhile, check the password on the provider’s web page.',
    },
    'password-over-network': {
      what: 'No password can be typed from this device.',
      why: 'You opened Sésame over the network, unprotected: anyone on it could read the password.',
      next: 'Leave the password empty, or do this on the computer where Sésame runs.',
    },
    'no-history': 'The history could not be opened.',
    picture: {
      'not-a-picture': 'This is not a PNG, JPEG or WebP picture that can be read.',
      'too-large': 'The picture is too large: 8 MB and 40 million pixels at most.',
      'too-slow': 'Reading the picture took too long.',
      busy: 'Other pictures are being read: try again in a moment.',
    },
  },
  qr: { more: (n: number) => (n === 1 ? '(1 more step)' : `(${n} more steps)`) },
  command: {
    at: 'Sésame is open in this browser page:',
    noBrowser: 'No browser could be opened: copy this address into one.',
    noDesktop: 'No desktop here: open this address in a browser on this computer.',
    stop: 'Ctrl-C ends it.',
    lab: 'On the lab: nothing leaves this computer.',
    stopped: (runs: number) =>
      runs === 0 ? 'The desk is closed.' : `The desk is closed; ${runs === 1 ? 'one look was' : `${runs} looks were`} ended.`,
    history: (why: string) => `Nothing will be remembered: ${why}`,
    elsewhere:
      'Careful: other devices of the network can reach this page, and what they type crosses the network unprotected. Only who has the address below, with its token, gets in; no password can be typed from another device.',
    token: (token: string) => `Token: ${token}`,
  },
}

export type SaidText = typeof saidEn
