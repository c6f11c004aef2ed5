// What a sign-in leaves behind: the grant as it is kept, and the client that was named on the command line, which a refresh needs again.

import { randomBytes } from 'node:crypto'
import type { Address } from '../model/address.ts'
import type { Secret } from '../model/secret.ts'
import type { Grant, Tokens } from '../oauth/shapes.ts'
import type { Keys } from './keys.ts'
import { keepClient } from './oauth-clients.ts'
import type { SignInPlan } from './sign-in-plan.ts'

export interface OwnClient {
  readonly clientId?: string | undefined
  readonly clientSecret?: Secret | undefined
  readonly issuer?: string | undefined
  readonly tenant?: string | undefined
}

export function grantOf({ provider, server, client, scopes, flow, record }: SignInPlan, address: Address, tokens: Tokens): Grant {
  const now = new Date().toISOString()
  return {
    id: flow === 'app' ? `app:${record?.tenant ?? new URL(server.token).pathname.split('/')[1] ?? ''}:${client.id}` : address.text,
    address: address.text,
    provider: provider?.id ?? null,
    server,
    clientId: client.id,
    flow,
    scopes: flow === 'app' ? scopes : tokens.scopes,
    made: now,
    refreshed: null,
    expires: tokens.expires ?? null,
    refusal: null,
  }
}

/** A client that was named on the command line is kept with what belongs to it: a refresh needs it again. */
export async function keepOwnClient(
  keys: Keys,
  { record, client, server, provider }: SignInPlan,
  { asciiDomain }: Address,
  request: OwnClient,
): Promise<void> {
  if (keys.forgets || request.clientId === undefined || (record !== null && request.clientSecret === undefined)) return
  // A host by its number of IPv6 begins as no name does.
  const { host } = new URL(server.issuer.replace('{tenant}', 'tenant'))
  const name = record?.name ?? `${host.replace(/[[\]]/g, '').replace(/^:+/, '')} ${randomBytes(2).toString('hex')}`
  const secret = request.clientSecret === undefined ? undefined : `oauth-client/${name}`
  if (secret !== undefined && request.clientSecret !== undefined) {
    await keys.vault.write({ name: secret, sort: 'oauth-client', title: name, url: server.issuer }, request.clientSecret)
  }
  await keepClient(keys.folder, {
    name,
    id: client.id,
    // One that is there keeps those that it is for.
    ...(record === null && { domains: [asciiDomain] }),
    ...(request.issuer !== undefined ? { issuer: server.issuer } : provider !== null && { provider: provider.id }),
    ...(request.tenant !== undefined && { tenant: request.tenant }),
    ...(secret !== undefined && { secret }),
    made: new Date().toISOString(),
  })
}
