// A signed-in session that may now take its time: several messages over one connection, and ten minutes for an answer to a large one.

import { Connection } from '../../wire/connection.ts'
import { SmtpSession } from '../../wire/smtp.ts'
import { Transcript } from '../../wire/transcript.ts'

/** RFC 5321 §4.5.3.2.6: ten minutes for the answer to the final dot. */
const LIMITS = { readMs: 600_000, sessionMs: 3_600_000 }

/** The session that was given is of no use afterwards. `ask`: what the server can do is asked again; the new session does not know it else. Throws SesameError. */
export async function patient(session: SmtpSession, signal?: AbortSignal, ask = true): Promise<SmtpSession> {
  const { connection, greeting } = session
  const { ends, tls } = connection
  const { socket, rest } = connection.release()
  // Nothing may come unasked: whoever speaks now would answer questions that were not put yet.
  const calm = { ...ends, limits: { ...ends.limits, ...LIMITS }, transcript: new Transcript(), ...(signal && { signal }) }
  const next = new SmtpSession(new Connection(calm, socket, tls), greeting)
  if (rest.length > 0) throw next.connection.broken()
  // RFC 5321 §4.1.4: EHLO may be said again, and begins anew.
  if (ask) await next.askCapabilities()
  return next
}
