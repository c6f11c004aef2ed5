// Words of `sesame bridge` in English. `bridge-fr.ts` must have the same shape.

import { bridgeSetupEn } from './bridge-setup-en.ts'

/** Only what the sentences need of an event of the bridge. */
export interface BridgeNews {
  readonly kind: string
  readonly [name: string]: unknown
}

/** As far as a sentence needs it. */
export interface Listening {
  readonly protocol: string
  readonly address: string
  readonly security: string
  readonly oldTls: boolean
}

const WHY: Readonly<Record<string, string>> = {
  'wrong-password': 'no device has that password',
  revoked: 'the device was revoked',
  expired: 'the device’s time is over',
  protocol: 'the device may not use this protocol',
  network: 'the device may not come from there',
  insecure: 'a password must not cross the network without TLS',
  'old-tls': 'its TLS is out of date, and the device may not use that',
  'too-many': 'too many wrong passwords from there',
}
const SHUT: Readonly<Record<string, string>> = {
  reauthorize: 'the owner must sign in again: sesame login',
  policy: 'an administrator must allow it',
  unavailable: 'the provider cannot be reached now',
  throttled: 'the provider asks to wait',
  'not-connected': 'the sign-in works but opens another mailbox',
  refused: 'the provider refuses the sign-in',
}

export const bridgeEn = {
  /** Why a device was not let in. */
  why: (why: string) => WHY[why] ?? why,
  running: 'The bridge runs. Stop it with Ctrl-C.',
  stopping: 'Nobody else is let in; those who are in may finish.',
  /** Null for what need not be said. */
  event(event: BridgeNews): string | null {
    const { kind, protocol, device, account, from } = event as Readonly<Record<string, string>>
    switch (kind) {
      case 'listening': {
        const { listener, port } = event as unknown as { listener: Listening; port: number }
        const where = `${listener.protocol.toUpperCase()} on ${listener.address}:${port} (${listener.security})`
        return listener.oldTls ? bridgeSetupEn.event.oldTlsListens(where) : where
      }
      case 'admitted':
        return `${device} is in: ${protocol?.toUpperCase()} for ${account}, from ${from}`
      case 'denied':
        return `Somebody at ${from} was not let in (${protocol?.toUpperCase()}): ${WHY[event.why as string] ?? event.why}`
      case 'shut': {
        const { shut } = event as unknown as { shut: { kind: string; said: string } }
        return `${account} stays shut for ${device}: ${SHUT[shut.kind] ?? shut.kind} (${shut.said})`
      }
      case 'refreshed':
        return `The sign-in of ${account} was renewed`
      case 'broken':
        return `A connection from ${from} broke (${event.why})`
      case 'old-tls':
        return bridgeSetupEn.event.oldTlsUsed(`${device}`, `${event.version}`)
      case 'certificate':
        return bridgeSetupEn.event.certificate(`${event.until}`.slice(0, 10))
      case 'certificate-late':
        return bridgeSetupEn.event.certificateLate(`${event.until}`.slice(0, 10), `${event.why}`)
      case 'names-left-out':
        return bridgeSetupEn.event.namesLeftOut((event.names as readonly string[]).join(', '))
      default:
        return null
    }
  },
  added: (title: string, address: string) => `“${title}” may now use ${address}.`,
  user: 'User name',
  password: 'Password',
  shownOnce: 'This password is shown once. It opens this bridge only; take it back with: sesame bridge revoke.',
  typeIt: (name: string) => `The settings to type on it: sesame bridge setup ${name}`,
  none: 'No device yet. Add one: sesame bridge add printer --for ADDRESS',
  never: 'never',
  everySender: 'its mailbox',
  column: { name: 'Device', account: 'Mailbox', protocols: 'Protocols', senders: 'Sends as', lastUsed: 'Last there', state: 'State' },
  state: { live: 'may enter', revoked: 'revoked', expired: 'expired' },
  revoked: (name: string) => `${name} is shut out from its next sign-in on.`,
  revokedBefore: (name: string) => `${name} was shut out already.`,
  forgotten: (name: string) => `${name} is off the list, and its password is dead.`,
}
