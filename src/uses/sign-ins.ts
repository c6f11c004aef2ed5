// The sign-ins kept on this computer: who, since when, until when, what the server last said; and taking one back.

import { loadKnowledge } from '../knowledge/load.ts'
import { providerById } from '../knowledge/lookup.ts'
import { SesameError } from '../model/errors.ts'
import { revoke } from '../oauth/revoke.ts'
import type { Grant, OAuthRefusal } from '../oauth/shapes.ts'
import { type KeysRequest, openKeys } from './keys.ts'
import { type NetworkRequest, openNetwork } from './network.ts'
import { type ClientRecord, readClients } from './oauth-clients.ts'

export interface KeptSignIn {
  readonly id: string
  readonly address: string
  readonly provider: string | null
  readonly providerName: string
  readonly flow: Grant['flow']
  readonly scopes: readonly string[]
  readonly client: string
  /** ISO dates and times. */
  readonly made: string
  readonly refreshed: string | null
  readonly expires: string | null
  /** `over`: nothing renews it. */
  readonly state: 'fine' | 'renews' | 'over' | 'refused'
  readonly refusal: OAuthRefusal | null
  /** Until the person must sign in again when nothing is done; null where nothing is known to end. */
  readonly daysLeft: number | null
}

export interface KeptSignIns {
  readonly signIns: readonly KeptSignIn[]
  /** Names only; the secrets are in the vault. */
  readonly clients: readonly Pick<ClientRecord, 'name' | 'provider' | 'issuer' | 'tenant' | 'addresses' | 'domains' | 'id'>[]
}

/** Throws what `openVault` throws, and `oauth-clients-invalid`. */
export async function listSignIns(request: KeysRequest): Promise<KeptSignIns> {
  const keys = await openKeys(request)
  try {
    const grants = await keys.shelf.list()
    const held = await Promise.all(
      grants.map(async (grant) => shown(grant, (await keys.shelf.read(grant.id))?.tokens.refresh !== undefined)),
    )
    const clients = (await readClients(keys.folder)).map(({ name, provider, issuer, tenant, addresses, domains, id }) => ({
      ...{ name, id },
      ...JSON.parse(JSON.stringify({ provider, issuer, tenant, addresses, domains })),
    }))
    return { signIns: held.sort((a, b) => a.address.localeCompare(b.address)), clients }
  } finally {
    keys.close()
  }
}

function shown(grant: Grant, hasRefresh: boolean): KeptSignIn {
  const provider = providerById(loadKnowledge(), grant.provider)
  const renews = hasRefresh || grant.flow === 'app'
  const alive = grant.expires === null || Date.parse(grant.expires) > Date.now()
  const idle = provider?.oauth?.tokens?.refreshIdleDays
  const used = Date.parse(grant.refreshed ?? grant.made)
  const daysLeft =
    grant.flow === 'app' || !hasRefresh || idle === undefined
      ? null
      : Math.max(0, Math.ceil((used + idle * 86_400_000 - Date.now()) / 86_400_000))
  return {
    id: grant.id,
    address: grant.address,
    provider: grant.provider,
    providerName: provider?.name ?? new URL(grant.server.token).host,
    flow: grant.flow,
    scopes: grant.scopes,
    client: grant.clientId,
    made: grant.made,
    refreshed: grant.refreshed,
    expires: grant.expires,
    state: grant.refusal !== null ? 'refused' : renews && daysLeft !== 0 ? 'renews' : alive ? 'fine' : 'over',
    refusal: grant.refusal,
    daysLeft,
  }
}

export interface LogoutRequest extends NetworkRequest, KeysRequest {
  readonly address: string
  readonly signal: AbortSignal
}

export interface LogoutResult {
  readonly address: string
  readonly providerName: string
  /** Null where the server has no way for it. */
  readonly revoked: boolean | null
  readonly refusal: OAuthRefusal | null
  /** Where the person takes the permission back. */
  readonly page: string | null
}

/** What is kept is deleted whatever the server says. Throws `sign-in-unknown` and what `openVault` throws. */
export async function logout({ address: asked, signal, ...request }: LogoutRequest): Promise<LogoutResult> {
  const opened = await openNetwork(request)
  const keys = await openKeys(request, opened).catch(async (error: unknown) => {
    await opened.close()
    throw error
  })
  try {
    const id = await idOf(asked, await keys.shelf.list())
    const held = id === null ? null : await keys.shelf.read(id)
    if (held === null) throw new SesameError('sign-in-unknown', { address: asked })
    const { grant, tokens } = held
    const client = await keys.shelf.client(grant)
    const ended = await keys.shelf.alone(grant.id, async () => {
      const answer = await revoke({ network: opened.network, server: grant.server, client, signal }, tokens)
      await keys.shelf.delete(grant.id)
      return answer
    })
    const provider = providerById(loadKnowledge(), grant.provider)
    return {
      address: grant.address,
      providerName: provider?.name ?? new URL(grant.server.token).host,
      revoked: ended === null ? null : ended.ok,
      refusal: ended === null || ended.ok ? null : ended.refusal,
      page: provider?.oauth?.revoke ?? null,
    }
  } finally {
    keys.close()
    await opened.close()
  }
}

/** By its id, or by the address in any case. */
async function idOf(asked: string, grants: readonly Grant[]): Promise<string | null> {
  const found = grants.find(({ id }) => id === asked) ?? grants.find(({ address }) => address.toLowerCase() === asked.trim().toLowerCase())
  return found?.id ?? null
}
