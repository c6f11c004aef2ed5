// What a server saw of its clients, for tests: how often somebody tried to sign in, with which commands, and what came before TLS. Secrets are never kept.

const MAX_COMMANDS = 2000

export interface SignInSeen {
  readonly user: string
  readonly mechanism: string
  readonly outcome: 'ok' | 'refused'
  /** False: the secret came over a connection without TLS. */
  readonly secure: boolean
}

export interface Seen {
  connections: number
  readonly signIns: SignInSeen[]
  /** One a line; what belongs to a sign-in is cut to its first words. */
  readonly commands: string[]
  /** Everything that clients sent before TLS, at most 64 kB: this one is raw, so that a test can look for a secret in it. */
  clear: string
}

export function nothingSeen(): Seen {
  return { connections: 0, signIns: [], commands: [], clear: '' }
}

export function sawSignIn(seen: Seen, attempt: SignInSeen): void {
  if (seen.signIns.length < MAX_COMMANDS) seen.signIns.push(attempt)
}

export function sawCommand(seen: Seen, text: string): void {
  if (seen.commands.length < MAX_COMMANDS) seen.commands.push(text.slice(0, 500))
}

export function sawClear(seen: Seen, text: string): void {
  seen.clear = (seen.clear + text).slice(0, 65_536)
}
