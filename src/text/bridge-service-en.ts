// Words of the bridge as a service, in English: status, notices, log, audit. `bridge-service-fr.ts` must have the same shape.

import type { BridgeNews } from './bridge-en.ts'

const shut = {
  reauthorize: 'The owner of the mailbox must sign in again: the permission is over or was taken back.',
  policy: 'The provider wants an administrator to allow this.',
  unavailable: 'The provider cannot be reached now. It is tried again by itself.',
  throttled: 'The provider asks to wait. It is tried again by itself.',
  'not-connected': 'The sign-in works, but it opens another mailbox than this one.',
  refused: 'The provider refuses the sign-in of this bridge.',
}

export const bridgeServiceEn = {
  shut,
  notice: {
    title: (account: string) => `The bridge needs you for ${account}`,
    next: {
      reauthorize: (command: string) => `Sign in again: ${command}\nThe bridge takes the new sign-in at once; it need not be restarted.`,
      policy: () => 'Ask the administrator; “sesame bridge status” says what for.',
      unavailable: () => 'Nothing need be done.',
      throttled: () => 'Nothing need be done.',
      'not-connected': (command: string) => `Sign in as the one who may open this mailbox: ${command}`,
      refused: (command: string) => `“sesame bridge status” says why; if nothing else is wrong, sign in again: ${command}`,
    },
    link: (url: string) => `Or in the browser: ${url}`,
  },
  /** Null for what `bridge.event` says. */
  event(event: BridgeNews): string | null {
    const said = event as Readonly<Record<string, string>>
    switch (event.kind) {
      case 'sent':
        return event.ok
          ? `${said.device} sent a message (recipients: ${event.recipients})`
          : `A message of ${said.device} was refused (${said.status})`
      case 'renewed':
        return `The token of ${said.grant} was renewed${event.until === null ? '' : `; it is good until ${event.until}`}`
      case 'renewal-failed': {
        const { kind, said: words } = event.shut as { kind: keyof typeof shut; said: string }
        return `The token of ${said.grant} could not be renewed. ${shut[kind]} (${words})`
      }
      case 'notified': {
        const by = (event.by as readonly string[]).join(', ')
        const failed = (event.failed as readonly string[]).join(', ')
        const told = by === '' ? `The owner of ${said.account} could not be told` : `The owner of ${said.account} was told by ${by}`
        return failed === '' ? told : `${told}; did not work: ${failed}`
      }
      case 'reloaded':
        return event.why === null ? 'The settings were read again' : `The settings are wrong and stay as they were: ${said.why}`
      case 'draining':
        return `Nobody else is let in; those who are in may finish (${event.visitors})`
      case 'ended':
        return `${said.device} has left: ${said.protocol?.toUpperCase()}, ${event.up} bytes up, ${event.down} down`
      default:
        return null
    }
  },
  status: {
    heading: 'The bridge',
    notRunning: 'It does not run. Start it: sesame bridge; or make it a service: sesame bridge install.',
    runs: (pid: number, since: string) => `It runs since ${since} (process ${pid})`,
    silent: (pid: number, since: string) => `Process ${pid} is there but gave no sign since ${since}: it hangs, or the computer slept`,
    draining: 'It is ending: nobody else is let in.',
    inside: (n: number) => (n === 0 ? 'nobody in' : `${n} in`),
    settings: (why: string) => `bridge.json is wrong, and the settings before it hold: ${why}`,
    accounts: 'Mailboxes',
    devices: 'Devices',
    queue: 'Mail that waits',
    lastOk: (when: string) => `last opened ${when}`,
    neverOk: 'never opened yet',
    open: 'works',
    shutSince: (when: string) => `shut since ${when}`,
    said: (words: string) => `The provider said: ${words}`,
    token: (when: string) => `token until ${when}`,
    byPassword: 'opened with a password that the vault keeps',
    again: {
      now: 'A sign-in is wanted now.',
      none: 'No new sign-in is ever needed: the app signs in as itself.',
      kept: (days: number) => `No new sign-in is needed while the bridge runs; without it, in ${days} ${days === 1 ? 'day' : 'days'}.`,
      end: (when: string) => `Nothing renews this sign-in: it ends ${when}.`,
      unknown: 'Nobody knows when a new sign-in will be needed: this provider does not say.',
    },
    cause: (title: string) => `Most likely: ${title}`,
    next: (command: string) => `Next: ${command}`,
    used: (times: number, when: string, place: string) =>
      `${times} ${times === 1 ? 'time' : 'times'} in 30 days, last ${when} from ${place}`,
    unused: 'never used',
    sent: (messages: number) => `${messages} ${messages === 1 ? 'message' : 'messages'} sent`,
    denied: (times: number) => `denied ${times} ${times === 1 ? 'time' : 'times'}`,
    strangers: (times: number, place: string) => `Wrong passwords in 30 days: ${times}, last from ${place}`,
    metrics: (at: string) => `Health and metrics: http://${at}/healthz, /readyz, /metrics`,
    states: { waiting: 'waiting', sending: 'being sent', ending: 'perhaps sent', sent: 'sent', failed: 'failed', cancelled: 'cancelled' },
  },
  audit: {
    none: 'Nobody was here yet.',
    noneOf: (device: string) => `${device} was not here yet.`,
    column: { at: 'When', device: 'Device', what: 'What', place: 'From', times: 'Times' },
    what: { admitted: 'let in', denied: 'not let in', sent: 'sent', refused: 'message refused', shut: 'mailbox shut' },
  },
}
