// Signing in to IMAP: AUTHENTICATE with the initial response only where SASL-IR is offered, and LOGIN where a server has no AUTHENTICATE for it.

import type { ImapReply, ImapSession } from './imap.ts'
import { imapString } from './imap-syntax.ts'
import { startSasl } from './sasl.ts'
import { saslDialogue } from './sasl-dialogue.ts'
import type { Credentials } from './session.ts'

/** The session must be secure. A secret is sent at most once. */
export async function imapSignIn(session: ImapSession, credentials: Credentials): Promise<ImapReply> {
  const { mechanism } = credentials
  const offered = session.capabilities.has(`AUTH=${mechanism}`)
  const passwords = mechanism === 'PLAIN' || mechanism === 'LOGIN' || mechanism === 'USER'
  if (mechanism === 'USER' || (passwords && !offered)) return login(session, credentials)
  const reply = await authenticate(session, credentials)
  // A server that knows no AUTHENTICATE at all said so before it heard the secret: LOGIN is then the first attempt, not a second one.
  return reply.unheard && passwords ? login(session, credentials) : reply.reply
}

async function authenticate(session: ImapSession, credentials: Credentials): Promise<{ reply: ImapReply; unheard: boolean }> {
  const { ends } = session.connection
  const exchange = startSasl(credentials, ends, (text) => ends.transcript.hide(text))
  // RFC 4959: an initial response only where SASL-IR is offered; else in answer to an empty `+`.
  const early = session.capabilities.has('SASL-IR')
  let heard = early && exchange.initial !== undefined
  const reply = await saslDialogue(
    exchange,
    {
      begin: (initial) => session.run(`AUTHENTICATE ${exchange.name}${initial === undefined ? '' : ` ${initial}`}`),
      answer: (line) => {
        heard = true
        return session.more(line)
      },
      challenge: (answer) => (answer.status === '+' ? answer.text : undefined),
    },
    early,
  )
  return { reply: reply as ImapReply, unheard: !heard && reply.status === 'BAD' }
}

// RFC 9051 §6.2.3
function login(session: ImapSession, credentials: Credentials): Promise<ImapReply> {
  const { transcript } = session.connection.ends
  const secret = imapString(credentials.secret.reveal())
  transcript.hide(credentials.secret.reveal())
  // The quoted form differs when the secret holds a quote or a backslash.
  if (typeof secret === 'string') transcript.hide(secret.slice(1, -1))
  return session.run(['LOGIN ', imapString(credentials.user), ' ', secret])
}
