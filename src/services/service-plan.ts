// What a service of each system is made from, and the words that begin every file of ours, so that no other file is ever written over or removed.

import { createHash } from 'node:crypto'

export type ServiceKind = 'systemd-user' | 'systemd-system' | 'launchd-user' | 'launchd-system' | 'windows-user' | 'windows-system'

/** A command of ours that goes on by itself, as far as it differs from another. */
export interface Service {
  /** In the names of its files, and of the command that writes them: `bridge install`. */
  readonly name: 'bridge' | 'collect'
  readonly title: string
  readonly command: readonly string[]
  /** Of Node.js. */
  readonly flags: readonly string[]
  /** It tells systemd when it is ready and that it lives, and reads its settings again on SIGHUP. */
  readonly speaks: boolean
  readonly restartSeconds: number
}

export interface ServicePlan {
  readonly service: Service
  readonly kind: ServiceKind
  /** Absolute paths: of Node.js and of the launcher. */
  readonly node: string
  readonly program: string
  /** After the command: `--imap 1143` ... */
  readonly args: readonly string[]
  /** Absolute; of the person's own service. The system's keeps its data where the system wants it. */
  readonly data: string
  readonly home: string
  /** File with the vault's passphrase; null: the keyring opens the vault, or nothing is sealed. */
  readonly passphrase: string | null
  readonly graceSeconds: number
  /** A door below 1024 is among the arguments. */
  readonly lowPorts: boolean
  /** Values that are kept beside: SESAME_NETWORK ... */
  readonly environment: Readonly<Record<string, string>>
}

/** The mark and a digest of all that follows it: `isOurs` knows by it whether somebody changed the file. */
export function marked({ name }: Service, body: string, comment: (text: string) => string): string {
  return `${comment(`Written by sesame ${name} install, ${digest(body)}`)}\n${body}`
}

export function isOurs(text: string): boolean {
  const found = /Written by sesame (?:bridge|collect) install, ([0-9a-f]{16})[^\n]*\n/.exec(text)
  if (found === null) return false
  return digest(text.slice(found.index + found[0].length)) === found[1]
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)
