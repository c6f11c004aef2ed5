// What a program or a test holds of the lab's OAuth: clients to ask with, and the hands of the person and the administrator.

import type { AuthServer } from './grants.ts'
import { issue } from './issue.ts'
import { tenantOfDomain } from './people.ts'
import { isRefused } from './refusals.ts'
import type { AuthServers } from './server.ts'

export interface LabOAuthClient {
  readonly id: string
  /** Where the provider wants one also from a desktop client, as Google does. */
  readonly secret?: string
}

/** An app that signs in as itself, with a secret or with the certificate. */
export interface LabOAuthApp {
  readonly id: string
  readonly tenant: string
  readonly secret?: string
  readonly key?: string
  readonly certificate?: string
  readonly mailboxes: readonly string[]
}

export interface LabOAuthHandle {
  /** Answers the code of a device in the person's place; false when nobody asked with it. */
  answerDevice(userCode: string, address: string, allow?: boolean): boolean
  /** Moves the clock of the authorization servers on: tokens end. */
  later(seconds: number): void
  /** The person changed the password: what was given before is worth nothing. */
  passwordChanged(address: string): void
  /** A token as a sign-in would give it now; undefined where that account has no OAuth. */
  tokenFor(address: string, scopes: readonly string[]): string | undefined
  /** Apps of the organisation `contoso.example`; the key is made when this is called. */
  apps(): { readonly secret: LabOAuthApp; readonly certificate: LabOAuthApp }
  /** The address at which a browser of this computer sees a page of the lab's web. */
  pageUrl(url: string): string
}

/** The first client of each server, under every name that knowledge has for it. */
export function clientsOf(servers: readonly AuthServer[]): Readonly<Record<string, LabOAuthClient>> {
  return Object.fromEntries(
    servers.flatMap(({ oauth }) => {
      const [client] = oauth.clients
      if (!client) return []
      const shown = { id: client.id, ...(client.secret !== undefined && { secret: client.secret }) }
      return [...oauth.knownAs, oauth.issuer].map((name) => [name, shown])
    }),
  )
}

export function oauthHandle(
  { grants, signer, people, answerDevice }: AuthServers,
  appIdentity: () => { readonly key: string; readonly certificate: string },
  plainPort: number,
): LabOAuthHandle {
  const byAddress = (address: string) => people.servers.flatMap((s) => people.find(s, address) ?? [])[0]
  return {
    answerDevice: (userCode, address, allow = true) => answerDevice(userCode, address, allow),
    later: (seconds) => grants.later(seconds * 1000),
    passwordChanged(address) {
      const account = byAddress(address)
      if (account) grants.end(account, 'password-changed')
    },
    tokenFor(address, scopes) {
      const account = byAddress(address)
      const server = account && people.serverOf(account)
      const client = server?.oauth.clients[0]
      if (!account || !server || !client) return undefined
      const grant = { server, client, account, tenant: people.tenantOf(account), scopes, made: grants.now(), offline: false }
      const page = issue({ grants, signer }, grant, { refresh: false, idToken: false })
      return isRefused(page) ? undefined : String((JSON.parse(page.body) as { access_token: unknown }).access_token)
    },
    apps() {
      const all = people.servers.flatMap((s) => s.oauth.clients)
      const app = (client: (typeof all)[number] | undefined) => ({
        id: client?.id ?? '',
        tenant: tenantOfDomain('contoso.example'),
        mailboxes: client?.mailboxes ?? [],
        ...(client?.secret !== undefined && { secret: client.secret }),
      })
      const able = all.filter((c) => c.flows.includes('app'))
      return {
        secret: app(able.find((c) => c.secret !== undefined && c.roles)),
        certificate: { ...app(able.find((c) => c.certificate)), ...appIdentity() },
      }
    },
    pageUrl(url) {
      const { host, pathname, search } = new URL(url)
      return `http://127.0.0.1:${plainPort}/at/${host}${pathname}${search}`
    },
  }
}
