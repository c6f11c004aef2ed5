// What is said between a command and the agent: one line of JSON each way.

/** `key` names the vault and its key: another one means that the agent's is old. */
export type Question =
  | { readonly ask: 'key'; readonly vault: string; readonly keyId: string; readonly quiet: boolean }
  | { readonly ask: 'until' | 'forget' }

export interface Answer {
  /** Base64; null when it is not, or no longer, the key of that vault. */
  readonly key?: string | null
  readonly until?: string
}

/** What the agent is given on its standard input when it starts. */
export interface Charge {
  readonly socket: string
  readonly vault: string
  readonly keyId: string
  /** Base64. */
  readonly key: string
  readonly idleMs: number
}

export const LONGEST_LINE = 128 * 1024
/** Said on its standard output once it listens. */
export const READY = 'ready'
