// Which servers of a provider's file nobody could check: they are shown and looked at, but no secret goes there on our word alone.

import type { Address } from '../model/address.ts'
import type { Provider, ProviderServer } from '../model/knowledge.ts'

const ALL = /^(servers|everything in this file)$/
const SOME = /^(?:(?:imap|pop3|smtp)(?:, | and )?)+ hosts?$/

/** True where `unverified` names the server, unless it lies under the very domain of the address: nobody else can have a certificate for it. */
export function isUnverified(provider: Provider, server: ProviderServer, address: Address): boolean {
  const doubted = (provider.unverified ?? []).some(
    (statement) => ALL.test(statement) || (SOME.test(statement) && statement.includes(server.protocol)),
  )
  return doubted && !server.host.endsWith(`.${address.asciiDomain}`)
}
