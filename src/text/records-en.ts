// Words of sheets, due dates and checklists in English. `records-fr.ts` must have the same shape.

import { recordLabelsEn } from './record-labels-en.ts'
import { when } from './when.ts'

const date = (iso: string) => when(iso.slice(0, 10), 'en-GB')
const s = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

export const recordsEn = {
  ...recordLabelsEn,
  date,
  within: (days: number) => (days === 0 ? 'today' : days > 0 ? `in ${s(days, 'day')}` : `${s(-days, 'day')} ago`),
  sheets: (found: number, all: number) => (found === all ? s(all, 'sheet') : `${found} of ${s(all, 'sheet')}`),
  noSheets: 'There are no sheets yet. Make one: sesame sheet new ADDRESS.',
  nothingFound: 'No sheet holds all these words.',
  made: (address: string) => `The sheet of ${address} is made.`,
  changed: (address: string, version: number) => `The sheet of ${address} is changed (version ${version}).`,
  unchanged: (address: string) => `Nothing changed on the sheet of ${address}.`,
  removed: (address: string) =>
    `The sheet of ${address} is removed. What was written in its history stays: sesame sheet history ${address}.`,
  sureToRemove: (address: string) => `Remove the sheet of ${address}?`,
  notRemoved: 'Nothing was removed. Add --yes where nobody can be asked.',
  filled: (address: string, fields: number) =>
    fields === 0
      ? `The doctor had nothing new for the sheet of ${address}.`
      : `The doctor filled in ${s(fields, 'field')} on the sheet of ${address}.`,
  from: { doctor: 'from the doctor', history: 'from a past case', import: 'imported' },
  domainOrigin: 'from the domain',
  faults: {
    missing: 'it is missing',
    'unknown-key': 'no such field',
    'not-text': 'a text is wanted',
    'not-list': 'a list is wanted',
    'not-map': 'fields with values are wanted',
    'not-number': 'a whole number is wanted',
    choice: 'this is none of the possible values',
    day: 'a day like 2026-12-31 is wanted',
    'too-long': 'this is too long',
    'too-many': 'these are too many',
    twice: 'this name stands there twice',
    secret: 'this looks like a password or a code; write where it is kept, not the secret itself',
    address: 'this is not an e-mail address',
  },
  couldBe: (allowed: string) => `can be: ${allowed}`,
  advice: {
    overdue: (name: string, days: number) => `“${name}” has been due for ${s(days, 'day')}.`,
    limit: (count: number, max: number) =>
      count >= max
        ? `${count} app passwords of at most ${max}: the provider makes no more until one is revoked.`
        : `${count} app passwords of at most ${max}: revoke those that nobody uses.`,
    shared: (device: string, app: string | null, labels: string) =>
      `${device}${app === null ? '' : ` (${app})`} has several app passwords: ${labels}. One is enough; revoke the others, so that a lost device can be shut out alone.`,
    useless: (provider: string) => `No mail server of ${provider} takes an app password any more: sign in by the provider’s own window.`,
    lost: (device: string) => `${device} is lost and still has an app password: sesame sheet lost-device "${device}".`,
    secondAdmin: 'Nobody is named who could step in: second-admin=NAME.',
    owner: 'Nobody is named as the owner: owners=NAME.',
    factor: 'App passwords need two-factor authentication, and no second factor stands on this sheet: sesame sheet factor add.',
    spare: 'Nobody noted where the spare codes are kept.',
  },
  appPassword: {
    none: 'No app password is registered.',
    where: (path: string) => `Made and revoked at: ${path}`,
    revokeAt: 'Now revoke it at the provider too:',
    max: (n: number, max: number) => `${n} of at most ${max} in use.`,
    diesWith: (what: string) => `All of them die with: ${what}.`,
    killedBy: {
      'password-change': 'a change of the main password',
      revoked: 'a revocation',
      'two-factor-off': 'two-factor authentication switched off',
      inactivity: 'long disuse',
    } as Readonly<Record<string, string>>,
  },
  passwordChange: {
    title: (address: string) => `When the main password of ${address} is changed`,
    appPasswords: {
      die: (n: number) => (n === 0 ? 'App passwords die with it; none is registered.' : `${s(n, 'app password')} will die:`),
      stay: () => 'App passwords go on working at this provider.',
      unknown: (n: number) =>
        n === 0
          ? 'No app password is registered.'
          : `Nobody knows whether app passwords outlive it here; take it that ${s(n, 'one', 'these')} will die:`,
    },
    signIns: {
      die: 'Sign-ins of apps (OAuth) end with it.',
      stay: 'Sign-ins of apps (OAuth) go on.',
      unknown: 'Whether sign-ins of apps (OAuth) end with it is not known for this provider.',
    },
    order: 'What will stop, in the order in which to mend it',
    goesOn: 'What goes on',
    nothing: 'No device is on this sheet: sesame sheet device add.',
    perhaps: 'perhaps',
    first: 'tries again by itself: switch it off first, or it may lock the account',
    mend: {
      'type-new-password': 'type the new password',
      'new-app-password': 'make a new app password',
      'sign-in-again': 'sign in again',
      look: 'look how it signs in',
    },
    walk: (id: string) => `The checklist to walk through: sesame checklist show ${id}`,
    offer: (address: string) => `To walk through it with a checklist: sesame sheet before-password-change ${address} --checklist`,
    item: {
      'type-new-password': (device: string, address: string) => `On ${device}: type the new password of ${address}.`,
      'new-app-password': (device: string, address: string) => `For ${device}: make a new app password of ${address} and type it there.`,
      'sign-in-again': (device: string, address: string) => `On ${device}: sign in to ${address} again.`,
      look: (device: string, address: string) => `On ${device}: see whether ${address} still works, and note how it signs in.`,
    },
  },
  lost: {
    title: (device: string) => `${device} is lost`,
    resumed: 'Going on where you stopped.',
    found: (device: string, sheets: number) => `${device} is on ${s(sheets, 'sheet')}; it is marked as lost there.`,
    revoke: (label: string, address: string) => `Revoke the app password “${label}” of ${address}.`,
    revokeUnlisted: (device: string, address: string) =>
      `Revoke the app password of ${device} at the provider of ${address}: it is in no register here.`,
    signOut: (app: string, address: string) => `Take the permission of ${app} to read ${address} back, or end its session.`,
    changePassword: (address: string) => `Change the main password of ${address}: the device had it.`,
    changePasswordWhy: 'Only for this reason: where it had an app password or signed in by the provider, a change is not needed.',
    factor: (name: string, address: string) => `Take “${name}” away from the second factors of ${address}, and add another one first.`,
    factorSpare: (where: string) => `Spare codes: ${where}.`,
    ask: (n: number, of: number) => `${n}/${of}`,
    done: 'Done',
    later: 'Later',
    notNeeded: 'Not needed',
    stopped: (command: string) => `Stopped; nothing is lost. Go on with: ${command}`,
    report: 'Report',
    allDone: 'Everything is done.',
    left: (n: number) => `${s(n, 'item')} left.`,
    noPasswordChange: 'No main password has to be changed: the device had none.',
  },
  due: {
    none: (until: string) => `Nothing is due until ${until}.`,
    overdue: 'Overdue',
    coming: (until: string) => `Until ${until}`,
    kind: {
      secret: 'change',
      'app-password': 'make anew',
      'sign-in': 'sign in again',
      policy: 'change at the provider',
      checklist: 'to do',
    },
    touches: (n: number, first: string) => (n === 1 ? first : `${s(n, 'mailbox', 'mailboxes')}: ${first}`),
    done: (name: string, address: string, next: string | null) =>
      next === null ? `“${name}” of ${address} is done.` : `“${name}” of ${address} is done; next time ${next}.`,
    how: 'When it is done: sesame due --done ADDRESS NAME.',
    calendar: 'Mailboxes: what is due',
    wrote: (file: string, n: number) =>
      `${s(n, 'date')} written to ${file}. Import it into a calendar again whenever you like: dates keep their place.`,
    summary: (kind: string, name: string, about: string) => `${about}: ${kind} (${name})`,
  },
  checklist: {
    made: (id: string, items: number) => `The checklist ${id} is made, with ${s(items, 'item')}.`,
    none: 'There are no open checklists. Make one: sesame checklist new TEMPLATE.',
    open: (open: number, items: number) => (open === 0 ? 'all done' : `${open} of ${items} open`),
    states: { open: 'open', done: 'done', 'not-needed': 'not needed' },
    marked: (item: string, state: string) => `${item}: ${state}.`,
    by: (who: string, at: string) => `${who}, ${date(at)}`,
    finished: (title: string) => `${title}: everything is done.`,
    next: (id: string, item: string) => `Next: ${item}. When it is done: sesame checklist done ${id} ${item}`,
  },
  history: {
    kinds: {
      created: 'made',
      changed: 'changed',
      removed: 'removed',
      filled: 'filled in by the doctor',
      imported: 'imported',
      'checklist-created': 'checklist made',
      'checklist-changed': 'checklist changed',
      'checklist-removed': 'checklist removed',
    },
    none: 'There is no history yet.',
    intact: (events: number) => `The history is intact: ${s(events, 'event')}, each sealed with the one before.`,
    head: (hash: string) =>
      `Its seal today: ${hash}\nWrite it down elsewhere; sesame sheet history --check SEAL proves later that nothing before it was touched.`,
    expected: (found: boolean): string =>
      found ? 'The seal that you noted is in it.' : 'The seal that you noted is not in it: the history was cut or replaced.',
    broken: 'The history was tampered with, or damaged:',
    event: (seq: number, subject: string) => `event ${seq} (${subject}) is not as it was written`,
    state: (subject: string) => `${subject} is not what its last event left`,
  },
  transfer: {
    exported: (n: number, file: string) => `${s(n, 'sheet')} written to ${file}.`,
    read: (rows: number, encoding: string, delimiter: string) => `${s(rows, 'row')} read (${encoding}, separated by ${delimiter}).`,
    delimiters: { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as Readonly<Record<string, string>>,
    dry: 'Only a rehearsal: nothing was written.',
    columns: 'Columns',
    toNotes: 'into the notes',
    notRead: 'not read: it holds secrets. Bring them into the vault: sesame vault import',
    made: (n: number) => `${s(n, 'sheet')} made`,
    updated: (n: number) => `${s(n, 'sheet')} completed`,
    unchanged: (n: number) => `${s(n, 'sheet')} had all that already`,
    joined: (n: number) => `${s(n, 'row')} joined to another row of the same address`,
    duplicates: (n: number) => `${s(n, 'row')} the same as another`,
    rejected: (n: number) => `${s(n, 'row')} not taken`,
    rejectedTo: (file: string) => `The rows that were not taken are in ${file}, each with its reason: mend them and import that file.`,
    row: (row: number, line: number) => `row ${row}${line === row ? '' : ` (line ${line})`}`,
    why: {
      'no-address': 'no address',
      exists: 'there is a sheet already; add --update to complete it',
      contradicts: (field: string, row: number) => `${field} is not the same as in row ${row}`,
      columns: 'it has more cells than the table has columns',
    },
    noAddressColumn: 'no column holds addresses; the first line must name the columns (address, owner, provider ...)',
    empty: 'it is empty',
    tooBig: (most: string) => `it is larger than ${most}`,
    unreadable: 'the table cannot be read from here on: a quote is not closed',
    why_column: 'why',
  },
  page: {
    title: 'Account sheets',
    printed: (day: string) => `As of ${day}. No secret is on this page: only where each is kept.`,
  },
}

export type RecordsText = typeof recordsEn
