// What a device is set up with, and what comes out: one file in the words of one program.

import type { Protocol, Security } from '../model/protocol.ts'
import type { Secret } from '../model/secret.ts'
import type { Text } from '../text/index.ts'

export interface SetupServer {
  readonly protocol: Protocol
  readonly host: string
  readonly port: number
  readonly security: Security
}

export interface ClientSetup {
  /** Its name: letters, digits, dashes. */
  readonly device: string
  readonly title: string
  /** The mailbox: From, and the name to sign in with. */
  readonly address: string
  /** One a protocol. */
  readonly servers: readonly SetupServer[]
  /** Only where it was made a moment ago. */
  readonly password?: Secret | undefined
  /** A file for the password, read by programs that ask for none. */
  readonly passwordFile: string
  /** UUIDs, the same for the same device: what comes again takes the place of what was there. */
  readonly ids: Readonly<Record<'profile' | 'mail' | 'authority', string>>
  /** Absent where nothing has to be trusted. */
  readonly authority?: { readonly title: string; readonly der: Buffer; readonly file: string } | undefined
}

export type SetupFormat = 'card' | 'mobileconfig' | 'autoconfig' | 'thunderbird' | 'msmtp' | 'mbsync' | 'fetchmail' | 'neomutt' | 'env'

/** The text of the file. Null: this program cannot do with the protocols that the device may use. */
export type SetupWriter = (setup: ClientSetup, words: Text['bridgeSetup']) => string | null

export const serverOf = ({ servers }: ClientSetup, protocol: Protocol): SetupServer | undefined =>
  servers.find((server) => server.protocol === protocol)

/** IMAP where it may, else POP3. */
export const incomingOf = (setup: ClientSetup): SetupServer | undefined => serverOf(setup, 'imap') ?? serverOf(setup, 'pop3')
