// A mailbox that waits for one message: looks for it, and takes it away again. IMAP and POP3 each have one.

export interface Arrival {
  /** The folder, as people know it; `INBOX` in POP3. */
  readonly folder: string
  readonly junk: boolean
}

export interface Receiver {
  /** Looks once, everywhere that the message can be. */
  look(): Promise<Arrival | null>
  /** Removes the message and the copies that the provider made, and nothing else. Returns how many copies could not be removed. */
  remove(): Promise<number>
  close(): Promise<void>
  /** How long to leave the server in peace between two looks, at first. */
  readonly pauseMs: number
}

/** True when a header block is that of the message with this code. The search of some servers finds more than was asked for. */
export function hasCode(headers: Buffer, code: string): boolean {
  const text = headers.toString('latin1')
  return (
    new RegExp(`^Subject:(?:[^\\r\\n]|\\r?\\n[ \\t])*${code}`, 'im').test(text) ||
    new RegExp(`^Message-ID:\\s*<${code}\\.`, 'im').test(text)
  )
}
