// Which page the lab's web answers with: written pages, published documents, Microsoft's discovery services. An alias shows the site of its target.

import { domainToASCII } from 'node:url'
import type { Page } from './http-server.ts'
import type { LabDomain, LabProvider } from './model.ts'
import { autoconfigDocument, paccDocument } from './published.ts'
import { serversOf } from './zones.ts'

export interface WebSite {
  /** Every host that has a page. */
  readonly hosts: ReadonlySet<string>
  /** The provider whose domain a host lies in, if any. */
  ownerOf(host: string): LabProvider | undefined
  /** Whose certificate a host shows: an alias has only that of its target. */
  certificateHost(host: string): string
  page(url: URL): Page | undefined
}

const REALM = 'https://login.microsoftonline.com/getuserrealm.srf'
const AUTODISCOVER_V2 = 'https://outlook.office365.com/autodiscover/autodiscover.json'

export function makeSite(providers: readonly LabProvider[], more: Iterable<string> = []): WebSite {
  const pages = new Map<string, (url: URL) => Page | undefined>()
  const aliases = new Map<string, string>()
  const domains = new Map<string, LabDomain>()
  const owners = new Map<string, LabProvider>()
  for (const provider of providers) {
    for (const page of provider.pages) pages.set(page.url.toLowerCase(), () => page)
    for (const domain of provider.domains) {
      domains.set(domain.name, domain)
      owners.set(domain.name, provider)
      for (const record of domain.records) if (record.type === 'CNAME') aliases.set(record.name, record.data)
      publish(domain, provider)
    }
  }
  if (domains.size > 0 && providers.some((p) => p.servers.some((s) => s.host === 'outlook.office365.com'))) {
    pages.set(REALM, (url) => realm(url, domains))
    pages.set(AUTODISCOVER_V2, autodiscoverV2)
  }
  const hosts = new Set([...[...pages.keys()].map((url) => new URL(url).hostname), ...more])
  for (const [alias, target] of aliases) if (hosts.has(target)) hosts.add(alias)

  function publish(domain: LabDomain, provider: LabProvider): void {
    const servers = serversOf(provider, providers)
    const xml = () => ({
      status: 200,
      headers: { 'Content-Type': 'text/xml; charset=utf-8' },
      body: autoconfigDocument(domain, provider, servers),
    })
    const { publish: ways, name } = domain
    // A home page, as nearly every domain has one: its Date header tells the server's time.
    for (const scheme of ['http', 'https']) pages.set(`${scheme}://${name}/`, () => ({ status: 200, body: `${name}\n` }))
    if (ways.includes('autoconfig')) pages.set(`https://autoconfig.${name}/mail/config-v1.1.xml`, xml)
    if (ways.includes('autoconfig-http')) pages.set(`http://autoconfig.${name}/mail/config-v1.1.xml`, xml)
    if (ways.includes('autoconfig-well-known')) pages.set(`https://${name}/.well-known/autoconfig/mail/config-v1.1.xml`, xml)
    if (ways.includes('pacc'))
      pages.set(`https://ua-auto-config.${name}/.well-known/user-agent-configuration.json`, () => ({
        status: 200,
        headers: { 'Content-Type': 'application/json' },
        body: paccDocument(domain, servers),
      }))
  }

  return {
    hosts,
    ownerOf(host) {
      for (let at = host; at !== ''; at = at.slice(at.indexOf('.') + 1)) {
        const owner = owners.get(at)
        if (owner || !at.includes('.')) return owner
      }
      return undefined
    },
    certificateHost: (host) => {
      const target = aliases.get(host)
      return target !== undefined && hosts.has(target) ? target : host
    },
    page(url) {
      const target = aliases.get(url.hostname)
      const keys = [url.hostname, ...(target ? [target] : [])].map((host) => `${url.protocol}//${host}${url.pathname}`.toLowerCase())
      return keys.map((key) => pages.get(key)?.(url)).find((page) => page !== undefined)
    },
  }
}

const json = (status: number, value: unknown): Page => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
})

/** Entra ID's home realm discovery: `Unknown` for a domain that it does not hold. */
function realm(url: URL, domains: ReadonlyMap<string, LabDomain>): Page {
  const login = url.searchParams.get('login') ?? ''
  const name = domainToASCII(login.slice(login.lastIndexOf('@') + 1).toLowerCase())
  const kind = domains.get(name)?.realm
  if (kind === undefined) return json(200, { State: 4, UserState: 1, Login: login, NameSpaceType: 'Unknown' })
  const federated = kind === 'federated' ? { AuthURL: `https://sts.${name}/adfs/ls/`, FederationGlobalVersion: -1 } : {}
  return json(200, {
    State: kind === 'federated' ? 3 : 4,
    UserState: kind === 'federated' ? 2 : 1,
    Login: login,
    NameSpaceType: kind === 'federated' ? 'Federated' : 'Managed',
    DomainName: name,
    FederationBrandName: name,
    CloudInstanceName: 'microsoftonline.com',
    ...federated,
  })
}

/** Answers for any address, known or not: it names the service, it is no proof of a mailbox. */
function autodiscoverV2(url: URL): Page {
  const asked = (url.searchParams.get('Protocol') ?? '').toLowerCase()
  const known: Readonly<Record<string, [string, string]>> = {
    autodiscoverv1: ['AutodiscoverV1', 'https://outlook.office365.com/autodiscover/autodiscover.xml'],
    ews: ['Ews', 'https://outlook.office365.com/EWS/Exchange.asmx'],
    activesync: ['ActiveSync', 'https://outlook.office365.com/Microsoft-Server-ActiveSync'],
    rest: ['Rest', 'https://outlook.office.com/api'],
  }
  const found = known[asked]
  if (!found) return json(400, { ErrorCode: 'InvalidProtocol', ErrorMessage: `The given protocol value '${asked}' is invalid.` })
  return json(200, { Protocol: found[0], Url: found[1] })
}
