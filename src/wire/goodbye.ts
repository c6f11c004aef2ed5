// The last words of a session, for the three protocols: LOGOUT or QUIT, bounded, and whatever comes of it the connection is closed.

import type { Connection } from './connection.ts'

const GOODBYE_MS = 1000

/** Never throws; closed within a second, so that it may be left alone in the background. */
export async function sayGoodbye(connection: Connection, say: () => Promise<unknown>): Promise<void> {
  const timer = setTimeout(() => connection.close(), GOODBYE_MS)
  try {
    // RFC 5321 §4.1.1.10, RFC 9051 §6.1.3: the answer is waited for before the connection is closed.
    await say()
  } catch {
    // Closed is what was wanted.
  } finally {
    clearTimeout(timer)
    connection.close()
  }
}
