// The keys of the bridge: the owner's token from the vault, refreshed once for all who ask, or the password that is kept for the account; and what it means when there is none.

import type { Account, KeySource, Shut } from '../../bridge/shapes.ts'
import type { Protocol } from '../../model/protocol.ts'
import type { Network } from '../../net/network.ts'
import { accessTokenFor } from '../../oauth/access-token.ts'
import { isLasting } from '../../oauth/lasting.ts'
import type { GrantShelf } from '../../oauth/shapes.ts'
import type { Vault } from '../../vault/vault.ts'
import type { SaslMechanism } from '../../wire/session.ts'
import { shutBy } from './shut-by.ts'

/** A high-volume service refuses a token that ends soon: it must live ten minutes more. */
const FRESH_S = 600
const TOKEN: readonly SaslMechanism[] = ['XOAUTH2', 'OAUTHBEARER']
const PASSWORD: readonly SaslMechanism[] = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'USER']

/** A sign-in that has ended is not asked for again at each knock of a device that knows no better (Microsoft blocks such loops, AADSTS50196). */
const REMEMBER_MS = 60_000

/** `now` in milliseconds. */
export function keysFrom(vault: Vault, shelf: GrantShelf, network: Network, now: () => number = Date.now): KeySource {
  const ended = new Map<string, { readonly shut: Shut; readonly made: string; readonly until: number }>()
  const madeOf = async (grant: string) => (await shelf.read(grant))?.grant.made
  return {
    async key(account, protocol, notThis) {
      const user = userFor(account, protocol)
      if (account.upstream.kind === 'password') {
        const held = await vault.read(account.upstream.entry)
        if (held === null)
          return { ok: false, shut: { kind: 'reauthorize', said: `the vault keeps nothing named ${account.upstream.entry}` } }
        return { ok: true, key: { user: account.upstream.user ?? user, secret: held.secret, mechanisms: PASSWORD } }
      }
      const { grant } = account.upstream
      const known = ended.get(grant)
      // Somebody who has signed in since has another grant.
      if (known !== undefined && now() < known.until && (await madeOf(grant)) === known.made) return { ok: false, shut: known.shut }
      const token = await accessTokenFor({ shelf, network, id: grant, freshFor: FRESH_S, ...(notThis && { notThis }) })
      if (token === null) return { ok: false, shut: { kind: 'reauthorize', said: `no sign-in is kept for ${grant}` } }
      if (!token.ok) {
        const shut = shutBy(token.refusal)
        const made = isLasting(token.refusal) ? await madeOf(grant) : undefined
        if (made !== undefined) ended.set(grant, { shut, made, until: now() + REMEMBER_MS })
        return { ok: false, shut }
      }
      ended.delete(grant)
      return { ok: true, key: { user, secret: token.value.token, mechanisms: TOKEN } }
    },
  }
}

/** A shared mailbox: IMAP and POP sign in as the mailbox, SMTP as whoever has the token. */
function userFor(account: Account, protocol: Protocol): string {
  return protocol === 'smtp' ? (account.delegate ?? account.id) : account.id
}
