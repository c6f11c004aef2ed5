// Words of `sesame collect` in English. `collect-fr.ts` must have the same shape.

import { bytesIn, numberIn } from './amounts.ts'

const messages = (n: number) => `${numberIn('en', n)} ${n === 1 ? 'message' : 'messages'}`
const minutes = (n: number) => (n === 1 ? 'every minute' : `every ${numberIn('en', n, 1)} minutes`)
const days = (n: number) => `${n} ${n === 1 ? 'day' : 'days'}`

export const collectEn = {
  column: {
    name: 'Name',
    from: 'From',
    into: 'Into',
    how: 'How',
    source: 'At the source',
    last: 'Last round',
    all: 'Collected',
    next: 'Next',
  },
  none: 'Nothing is collected yet. Set it up: sesame collect add FROM --into TO',
  failed: 'failed',
  never: 'not yet',
  waits: 'waits for you',
  due: 'now',
  every: (n: number | null) => (n === null ? 'every 10 to 15 minutes' : minutes(n)),
  how: (protocol: string, every: string) => `${protocol.toUpperCase()}, ${every}`,
  leave: 'left as it is',
  remove: (after: number) => (after === 0 ? 'removed once proved' : `removed after ${days(after)}`),
  messages,
  amount: (n: number, bytes: number) => `${messages(n)} (${bytesIn('en', bytes)})`,
  added: (from: string, into: string, folder: string) => `${from} is collected for ${into}, ${folder}.`,
  inbox: 'into the inbox',
  intoFolder: (folder: string) => `into the folder ${folder}`,
  noJunk: 'The source shows no junk folder yet; when it has one, it is collected too.',
  seen: (n: number) => `Both mailboxes open. In the inbox of the source: ${messages(n)}.`,
  junk: 'The junk folder is collected too, into the junk folder of the target.',
  byImap: (every: string) => `By IMAP: at once where the server tells of news, and ${every} besides.`,
  byPop: (every: string) =>
    `By POP: ${every}. The junk folder and all others stay unseen: POP knows the inbox only. Look into the junk folder at the provider now and then.`,
  popInstead: 'By IMAP new mail would come at once and the junk folder could come along: leave --protocol pop3 away.',
  slower: (n: number) => `The provider wants ${n} minutes between two visits; it is asked no sooner.`,
  willLeave: 'Everything stays at the source.',
  willRemove: (into: string, after: number) =>
    after === 0
      ? `A message is removed from the source once its bytes were read again from ${into}, never before.`
      : `A message is removed from the source ${days(after)} after it came, and only if its bytes were read again from ${into}.`,
  unseen: 'Mail arrives unread.',
  keepFlags: 'Read, flagged and answered messages stay so.',
  startIt: 'Start it: sesame collect run. As a service: sesame collect install.',
  removed: (name: string) => `${name} is no longer collected. What it brought stays where it is, and nothing was removed at the source.`,
  running: (n: number) =>
    `${n === 1 ? 'One mailbox is' : `${n} mailboxes are`} being collected. Ctrl-C ends it after the message that is on its way.`,
  stopping: 'Ending after the message that is on its way ...',
  nobody: 'Nothing to collect.',
  round: (name: string, came: string) => `${name}: ${came}`,
  nothingNew: 'nothing new',
  known: (n: number) => `${messages(n)} there already`,
  wasRemoved: (n: number) => `${messages(n)} removed at the source`,
  refused: (n: number) => `${messages(n)} not taken by the target`,
  nextAt: (when: string) => `next ${when}`,
  notNow: (name: string, when: string) => `${name}: the server asked to be left alone until ${when}.`,
  stillShut: (name: string) => `${name}: the sign-in was refused, and nothing has changed since. It was not tried again.`,
  again: 'When you have mended it: sesame collect run --again, or sign in again.',
  heading: 'Collections',
  allTold: (n: number, bytes: string, removed: number) =>
    `${messages(n)} (${bytes}) in all${removed === 0 ? '' : `, ${messages(removed)} removed at the source`}`,
  lastAt: (when: string, came: string) => `last round ${when}: ${came}`,
  runsNot: 'Collecting does not run. Start it: sesame collect run; or make it a service: sesame collect install.',
  serviceRunsNot: (file: string) => `Collecting does not run, though it was made a service (${file}). Start it:`,
  runs: 'Collecting runs.',
  side: { from: 'The source', to: 'The target' },
  trouble: {
    'sign-in': (who: string) => `${who} refuses the sign-in. It is not tried again before you have signed in anew.`,
    later: (who: string) => `${who} asks to wait.`,
    unreachable: (who: string) => `${who} cannot be reached. It is tried again by itself.`,
    full: (who: string) => `${who} has no room left. Nothing is lost: what did not fit waits at the source.`,
    messages: () => 'Some messages were not taken by the target. They stay at the source, and lie aside as files.',
    other: (who: string) => `${who} does not do what was asked. It is tried again by itself.`,
  },
  since: (when: string) => `since ${when}`,
  said: (words: string) => `It said: ${words}`,
  cause: (title: string) => `The cause: ${title}`,
  letter: (id: string) => `A letter for it: sesame letters ${id}`,
  nextTry: (when: string) => `Next try: ${when}.`,
  signInAgain: (address: string) => `Sign in again: sesame login ${address}, or keep the new password: sesame vault add`,
  makeRoom: 'Make room in the target mailbox, or get more.',
}
export type CollectText = typeof collectEn
