// What a service of each system is made from, and the words that begin every file of ours, so that no other file is ever written over or removed.

import { createHash } from 'node:crypto'

export type ServiceKind = 'systemd-user' | 'systemd-system' | 'launchd-user' | 'launchd-system' | 'windows-user' | 'windows-system'

/** Of Node: without it V8 keeps tens of megabytes for what a burst of sign-ins threw away (docs/bridge-bench.md). */
export const FLAGS: readonly string[] = ['--max-semi-space-size=2']

export interface ServicePlan {
  readonly kind: ServiceKind
  /** Absolute paths: of Node.js and of the launcher. */
  readonly node: string
  readonly program: string
  /** After `bridge`: `--imap 1143` ... */
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

const MARK = 'Written by sesame bridge install'

/** The mark and a digest of all that follows it: `isOurs` knows by it whether somebody changed the file. */
export function marked(body: string, comment: (text: string) => string): string {
  return `${comment(`${MARK}, ${digest(body)}`)}\n${body}`
}

export function isOurs(text: string): boolean {
  const found = new RegExp(`${MARK}, ([0-9a-f]{16})[^\\n]*\\n`).exec(text)
  if (found === null) return false
  return digest(text.slice(found.index + found[0].length)) === found[1]
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)
