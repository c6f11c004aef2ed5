// Tokens for Microsoft Graph from the same sign-in that opens the mailbox: one refresh token serves both where the owner agreed to both.

import type { GraphKeys } from '../../bridge/graph/graph-keys.ts'
import type { Account } from '../../bridge/shapes.ts'
import type { Network } from '../../net/network.ts'
import { accessTokenFor } from '../../oauth/access-token.ts'
import type { Grant, GrantShelf } from '../../oauth/shapes.ts'
import { shutBy } from './shut-by.ts'

const SEND = /(^|\/)Mail\.Send(\.Shared)?$/i
/** By the host that gives the tokens: each cloud has its own Graph. */
const ROOTS: Readonly<Record<string, string>> = {
  'login.microsoftonline.us': 'https://graph.microsoft.us',
  'login.partner.microsoftonline.cn': 'https://microsoftgraph.chinacloudapi.cn',
  'login.chinacloudapi.cn': 'https://microsoftgraph.chinacloudapi.cn',
}

export function graphKeysFrom(shelf: GrantShelf, network: Network): GraphKeys {
  const grantOf = async ({ upstream }: Account): Promise<Grant | null> =>
    upstream.kind === 'oauth' ? ((await shelf.read(upstream.grant))?.grant ?? null) : null
  return {
    async granted(account) {
      return (await grantOf(account))?.scopes.some((scope) => SEND.test(scope)) ?? false
    },
    async key(account, notThis) {
      const grant = await grantOf(account)
      if (grant === null) return { ok: false, shut: { kind: 'reauthorize', said: `no sign-in is kept for ${account.id}` } }
      const root = rootOf(grant)
      const own =
        grant.flow !== 'app' && account.delegate === undefined && (grant.address === '' || grant.address.toLowerCase() === account.id)
      const shared = account.delegate !== undefined && grant.flow !== 'app'
      const scopes = grant.flow === 'app' ? [`${root}/.default`] : wanted(grant, root, shared)
      const token = await accessTokenFor({ shelf, network, id: grant.id, scopes, ...(notThis && { notThis }) })
      if (token === null) return { ok: false, shut: { kind: 'reauthorize', said: `no sign-in is kept for ${account.id}` } }
      if (!token.ok) return { ok: false, shut: shutBy(token.refusal) }
      const mailbox = own ? '/me' : `/users/${encodeURIComponent(account.id)}`
      return { ok: true, key: { token: token.value.token, root: `${root}/v1.0`, mailbox } }
    },
  }
}

/** What the owner agreed to for Graph; Mail.Send where the sign-in does not say. */
function wanted(grant: Grant, root: string, shared: boolean): readonly string[] {
  const agreed = grant.scopes
    .filter((scope) => /(^|\/)Mail\.(Send|ReadWrite)(\.Shared)?$/i.test(scope))
    .map((scope) => `${root}/${scope.split('/').at(-1)}`)
  return agreed.length > 0 ? agreed : [`${root}/${shared ? 'Mail.Send.Shared' : 'Mail.Send'}`]
}

function rootOf({ server }: Grant): string {
  return (URL.canParse(server.token) && ROOTS[new URL(server.token).hostname]) || 'https://graph.microsoft.com'
}
