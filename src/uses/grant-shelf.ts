// Sign-ins in the vault: one entry each, its tokens sealed in it; the client that belongs to it from the file of clients.

import { z } from 'zod'
import { Secret } from '../model/secret.ts'
import type { Grant, GrantShelf, OAuthClient, Tokens } from '../oauth/shapes.ts'
import type { Vault } from '../vault/vault.ts'
import { type ClientRecord, readClients } from './oauth-clients.ts'

const PREFIX = 'oauth/'

/** Only what this program wrote itself comes back: a loose look is enough. */
const kept = z.object({
  v: z.literal(1),
  grant: z.looseObject({
    id: z.string(),
    address: z.string(),
    server: z.looseObject({ issuer: z.string(), token: z.string() }),
    clientId: z.string(),
  }),
  tokens: z.object({
    access: z.string(),
    refresh: z.string().optional(),
    id: z.string().optional(),
    expires: z.string().optional(),
    scopes: z.array(z.string()),
  }),
})

/** `known` are clients that stand in no file: the lab's. */
export function grantShelf(vault: Vault, folder: string, known: readonly OAuthClient[] = []): GrantShelf {
  const read = async (id: string) => {
    const held = await vault.read(PREFIX + id)
    return held === null ? null : opened(held.secret)
  }
  return {
    async list() {
      const entries = (await vault.list()).filter(({ sort, name }) => sort === 'oauth' && name.startsWith(PREFIX))
      const held = await Promise.all(entries.map(({ name }) => read(name.slice(PREFIX.length))))
      return held.flatMap((one) => (one === null ? [] : [one.grant]))
    },
    read,
    write: (grant, tokens) => {
      const entry = {
        name: PREFIX + grant.id,
        sort: 'oauth' as const,
        title: `${grant.address} (OAuth)`,
        user: grant.address,
        url: grant.server.issuer,
      }
      return vault.write(entry, closed(grant, tokens))
    },
    delete: (id) => vault.delete(PREFIX + id),
    async client(grant) {
      const found = (await readClients(folder)).find((one) => belongs(one, grant))
      if (found !== undefined) return clientFrom(found, vault)
      return known.find(({ id }) => id === grant.clientId) ?? { id: grant.clientId }
    },
    alone: (id, work) => vault.alone(PREFIX + id, work),
  }
}

/** Its secret and its key come out of the vault. */
export async function clientFrom({ id, secret, key, certificate, redirect }: ClientRecord, vault: Vault): Promise<OAuthClient> {
  const taken = async (name: string | undefined) => (name === undefined ? undefined : (await vault.read(name))?.secret)
  const [its, signs] = await Promise.all([taken(secret), taken(key)])
  return {
    id,
    ...(its && { secret: its }),
    ...(signs && { key: signs }),
    ...(certificate !== undefined && { certificate }),
    ...(redirect !== undefined && { redirect }),
  }
}

function belongs(one: ClientRecord, { clientId, server }: Grant): boolean {
  return one.id === clientId && (one.issuer === undefined || one.issuer === server.issuer)
}

function closed(grant: Grant, { access, refresh, id, expires, scopes }: Tokens): Secret {
  const tokens = { access: access.reveal(), refresh: refresh?.reveal(), id: id?.reveal(), expires, scopes }
  return new Secret(JSON.stringify({ v: 1, grant, tokens }))
}

/** Null for what another hand put there. */
function opened(secret: Secret): { readonly grant: Grant; readonly tokens: Tokens } | null {
  let json: unknown
  try {
    json = JSON.parse(secret.reveal())
  } catch {
    return null
  }
  const read = kept.safeParse(json)
  if (!read.success) return null
  const { access, refresh, id, expires, scopes } = read.data.tokens
  return {
    grant: read.data.grant as unknown as Grant,
    tokens: {
      access: new Secret(access),
      ...(refresh !== undefined && { refresh: new Secret(refresh) }),
      ...(id !== undefined && { id: new Secret(id) }),
      ...(expires !== undefined && { expires }),
      scopes,
    },
  }
}
