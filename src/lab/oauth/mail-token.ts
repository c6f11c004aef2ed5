// What a token of the lab's OAuth opens: the right person, resource and scope, in time and not taken back, shared mailboxes and apps by their roles.

import type { LiveAccount, MailProtocol } from '../directory.ts'
import type { Attempt } from '../model.ts'
import type { Access, Grants } from './grants.ts'
import type { People } from './people.ts'
import { opens } from './scopes.ts'

/** Exchange Online's application permissions. */
const ROLES = { imap: 'IMAP.AccessAsApp', pop3: 'POP.AccessAsApp', smtp: 'SMTP.SendAsApp' } as const

export function attemptOf(
  { grants, people }: { readonly grants: Grants; readonly people: People },
  token: string,
  mailbox: LiveAccount,
  protocol: MailProtocol,
): Attempt | undefined {
  const access = grants.access.get(token)
  if (!access) return undefined
  const { grant } = access
  if (grant.dead !== undefined) return 'bad-token'
  if (access.expires <= grants.now()) return 'expired-token'
  if (people.serverOf(mailbox) !== grant.server) return 'bad-token'
  if (grant.account === null) return byRole(access, mailbox, protocol, people)
  if (!opens(grant.server.oauth, access.scopes, protocol)) return 'wrong-scope-token'
  if (grant.account === mailbox) return 'oauth'
  // Sending is done in the name of whom the token is for; the shared address stands in MAIL FROM.
  if (protocol === 'smtp') return 'bad-token'
  return mailbox.data.oauth?.delegates?.includes(grant.account.data.address) ? 'oauth' : 'other-users-token'
}

function byRole({ grant, roles }: Access, mailbox: LiveAccount, protocol: MailProtocol, people: People): Attempt {
  if (!roles.includes(ROLES[protocol])) return 'wrong-scope-token'
  const allowed = people.tenantOf(mailbox) === grant.tenant && grant.client.mailboxes?.includes(mailbox.data.address)
  if (allowed) return 'oauth'
  return protocol === 'smtp' ? 'bad-token' : 'other-users-token'
}
