// From an IMAP sign-in into the INBOX, in as few flights as the protocol allows: capabilities if they were not told, ID, SELECT, quota.

import type { ImapReply, ImapSession } from './imap.ts'

export interface EnterOptions {
  /** Some servers open no mailbox to a client without a name (RFC 2971) and do not even offer the command. */
  readonly alwaysId?: boolean
  readonly quota?: boolean
}

export interface Entered {
  /** The answer to SELECT. */
  readonly reply: ImapReply
  /** GETQUOTAROOT's, already under way where that was known to be right; null where the server has none. */
  readonly quota: () => Promise<ImapReply | null>
}

const ID = 'ID ("name" "Sesame" "vendor" "Sesame")'
const SELECT = 'SELECT INBOX'
// RFC 9208 §4.1.2
const QUOTA = 'GETQUOTAROOT "INBOX"'

/** Throws as a command does; with `connection-closed` when the server hung up before it answered SELECT. */
export async function enterInbox(session: ImapSession, { alwaysId = false, quota = false }: EnterOptions = {}): Promise<Entered> {
  const { after, before, greeting } = session.capabilityMoments
  const offers = (name: string) => (after ?? before ?? greeting ?? []).includes(name)
  const named = alwaysId || offers('ID')
  // RFC 9051 §6.1.1: what a server told with its OK need not be asked. Only what is known after the sign-in says that there is a quota.
  const asks = after === undefined
  const weighs = quota && !asks && offers('QUOTA')
  const flight = session.runTogether([...(asks ? ['CAPABILITY'] : []), ...(named ? [ID] : []), SELECT, ...(weighs ? [QUOTA] : [])])
  let reply = await flight[Number(asks) + Number(named)]!
  // A name that is asked for only after the sign-in may be what was missing.
  if (!reply.ok && reply.status === 'NO' && !named && session.capabilities.has('ID')) reply = await session.runTogether([ID, SELECT])[1]!
  const under = weighs ? flight.at(-1)! : undefined
  return {
    reply,
    quota: async () => under ?? (quota && session.capabilities.has('QUOTA') ? session.run(QUOTA) : null),
  }
}
