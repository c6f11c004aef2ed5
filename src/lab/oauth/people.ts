// Who signs in at which authorization server, and which tenant of Microsoft's they belong to.

import { canonical, type Directory, type LiveAccount } from '../directory.ts'
import type { LabProvider } from '../model.ts'
import type { AuthServer } from './grants.ts'
import { guidOf } from './refusals.ts'

/** The tenant that all personal Microsoft accounts share. */
export const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad'

export interface People {
  readonly servers: readonly AuthServer[]
  /** The server where an account signs in, if it can anywhere. */
  serverOf(account: LiveAccount): AuthServer | undefined
  tenantOf(account: LiveAccount): string
  at(server: AuthServer): readonly LiveAccount[]
  /** By address or alias, only among those of the server. */
  find(server: AuthServer, address: string): LiveAccount | undefined
  /** `common`, `organizations`, `consumers`, or the id of a tenant; undefined: there is no such tenant. */
  tenant(server: AuthServer, text: string): string | undefined
}

export function makePeople(providers: readonly LabProvider[], directory: Directory): People {
  const byId = new Map(providers.map((p) => [p.id, p]))
  const servers = providers.flatMap((provider) => (provider.oauth ? [{ provider, oauth: provider.oauth }] : []))
  const serverOf = ({ provider }: LiveAccount) => {
    const home = provider.oauth ? provider : byId.get(provider.signInAt ?? provider.behind ?? '')
    return servers.find((s) => s.provider === home)
  }
  const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)
  const isPersonal = (account: LiveAccount) => serverOf(account)?.oauth.personal.includes(account.provider.id) === true

  return {
    servers,
    serverOf,
    tenantOf: (account) => (isPersonal(account) ? CONSUMERS : tenantOfDomain(domainOf(account.address))),
    at: (server) => directory.accounts.filter((a) => serverOf(a) === server),
    find(server, address) {
      const found = directory.recipient(canonical(address))
      return found && serverOf(found) === server ? found : undefined
    },
    tenant(server, text) {
      const name = text.toLowerCase()
      if (['common', 'organizations', 'consumers', CONSUMERS].includes(name)) return name
      const domains = providers.filter((p) => p === server.provider || p.behind === server.provider.id).flatMap((p) => p.domains)
      const domain = domains.find((d) => d.name === name || tenantOfDomain(d.name) === name)
      return domain && tenantOfDomain(domain.name)
    },
  }
}

export const tenantOfDomain = (domain: string) => guidOf(`tenant ${domain}`)

/** Whether somebody of `home` may come in by the door of `tenant`. */
export function admits(tenant: string, home: string): boolean {
  if (tenant === '' || tenant === 'common') return true
  if (tenant === 'consumers') return home === CONSUMERS
  return tenant === 'organizations' ? home !== CONSUMERS : tenant === home
}
