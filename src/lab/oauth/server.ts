// The lab's authorization servers behind its web: finds which of them and which endpoint an address means, plays its faults, and knows what its tokens open.

import type { Directory, LiveAccount, MailProtocol } from '../directory.ts'
import type { Page, WebRequest } from '../http-server.ts'
import type { Attempt, Fault, LabProvider } from '../model.ts'
import { authorize } from './authorize.ts'
import { type ClientProof, clientOf } from './client.ts'
import type { LabOAuthClientData } from './data.ts'
import { answerDevice, startDevice, verificationPage } from './device.ts'
import { discoveryDocument } from './discovery.ts'
import { misbehavingPage } from './faults.ts'
import { type AuthServer, type Grants, makeGrants } from './grants.ts'
import { makeSigner, type Signer } from './jwt.ts'
import { attemptOf } from './mail-token.ts'
import { makePeople, type People } from './people.ts'
import { isRefused, json, refusalPage, refused } from './refusals.ts'
import { introspect, revoke, tokenEndpoint } from './token-endpoint.ts'

/** One request at one endpoint of one server. */
export interface Asked {
  readonly server: AuthServer
  /** As the path names it; empty where the path has none. */
  readonly tenant: string
  readonly url: URL
  readonly method: string
  readonly form: URLSearchParams
  readonly header: (name: string) => string | undefined
  readonly now: number
  readonly grants: Grants
  readonly signer: Signer
  readonly people: People
  readonly deviceInterval: number
  readonly clientById: (id: string) => LabOAuthClientData | undefined
  readonly proof: () => ClientProof
}

export interface AuthServers {
  readonly hosts: ReadonlySet<string>
  readonly grants: Grants
  readonly signer: Signer
  readonly people: People
  /** What is wrong with the certificate of a host. */
  tlsFault(host: string): Fault | undefined
  /** Undefined: no endpoint lies at this address. */
  answer(url: URL, request: WebRequest): Page | Promise<Page> | undefined
  /** What a bearer token is for one mailbox; undefined for one that these servers never gave. */
  judge(token: string, account: LiveAccount, protocol: MailProtocol): Attempt | undefined
  /** As if the person typed the code of a device and answered; what the page would say. */
  answerDevice(userCode: string, address: string, allowed: boolean): boolean
}

type Endpoint = (asked: Asked) => Page | ReturnType<typeof refused>

export function makeAuthServers(
  providers: readonly LabProvider[],
  directory: Directory,
  certificate: () => string,
  deviceInterval: number,
): AuthServers {
  const grants = makeGrants()
  const signer = makeSigner()
  const people = makePeople(providers, directory)
  const routes = new Map<
    string,
    { readonly path: RegExp; readonly server: AuthServer; readonly endpoint: Endpoint; readonly faulty: boolean }[]
  >()
  for (const server of people.servers) {
    const { oauth } = server
    const add = (address: string | undefined, endpoint: Endpoint, faulty = true) => {
      if (address === undefined) return
      const [, host = '', path = ''] = /^https:\/\/([^/]+)(.*)$/.exec(address) ?? []
      const pattern = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace('{tenant}', '([^/]{1,200})')
      const route = { path: new RegExp(`^${pattern}$`), server, endpoint, faulty }
      for (const name of [host, ...oauth.otherHosts]) routes.set(name, [...(routes.get(name) ?? []), route])
    }
    add(oauth.authorize, getOrPost(authorize), false)
    add(oauth.token, onlyPost(tokenEndpoint))
    add(oauth.device, onlyPost(startDevice))
    add(oauth.verification, getOrPost(verificationPage), false)
    add(oauth.revocation, onlyPost(revoke))
    add(oauth.introspection, onlyPost(introspect))
    add(oauth.keys, () => json(200, signer.keys()), false)
    for (const address of oauth.discovery) add(address, (asked) => json(200, discoveryDocument(oauth, asked.tenant)), false)
  }

  function asked(server: AuthServer, tenant: string, url: URL, { method, headers, body }: WebRequest): Asked {
    const form = new URLSearchParams(method === 'POST' ? body : '')
    const header = (name: string) => {
      const value = headers[name]
      return Array.isArray(value) ? value[0] : value
    }
    const now = grants.now()
    return {
      server,
      tenant,
      url,
      method,
      form,
      header,
      now,
      grants,
      signer,
      people,
      deviceInterval,
      clientById: (id) => clientOf(server, id, people.tenant(server, tenant) ?? ''),
      proof: () => ({
        server,
        tenant: people.tenant(server, tenant) ?? '',
        form,
        authorization: header('authorization'),
        certificate,
        endpoint: `${url.origin}${url.pathname}`,
        now,
      }),
    }
  }

  return {
    hosts: new Set(routes.keys()),
    grants,
    signer,
    people,
    tlsFault: (host) => routes.get(host)?.[0]?.server.oauth.tls,
    answer(url, request) {
      for (const { path, server, endpoint, faulty } of url.protocol === 'https:' ? (routes.get(url.hostname) ?? []) : []) {
        const found = path.exec(url.pathname)
        if (!found) continue
        const one = asked(server, decoded(found[1] ?? ''), url, request)
        const page = endpoint(one)
        const answer = isRefused(page) ? refusalPage(server.oauth, page, one.now) : page
        return faulty && server.oauth.fault ? misbehavingPage(server.oauth.fault, answer) : answer
      }
      return undefined
    },
    judge: (token, account, protocol) => attemptOf({ grants, people }, token, account, protocol),
    answerDevice(userCode, address, allowed) {
      const device = [...grants.devices.values()].find((d) => d.userCode === userCode)
      if (!device) return false
      const request = { method: 'POST', headers: {}, body: '' }
      const url = new URL(device.server.oauth.verification ?? device.server.oauth.token)
      return answerDevice(asked(device.server, '', url, request), userCode, address, allowed).startsWith('You ')
    },
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const notAllowed: Page = { status: 405, headers: { Allow: 'GET, POST' }, body: 'Method Not Allowed' }

const getOrPost =
  (endpoint: Endpoint): Endpoint =>
  (asked) =>
    ['GET', 'HEAD', 'POST'].includes(asked.method) ? endpoint(asked) : notAllowed

/** RFC 6749 §3.2: POST, form-encoded, no parameter twice. */
const onlyPost =
  (endpoint: Endpoint): Endpoint =>
  (asked) => {
    if (asked.method !== 'POST') return { ...notAllowed, headers: { Allow: 'POST' } }
    const names = [...asked.form.keys()]
    if (!/^application\/x-www-form-urlencoded\b/i.test(asked.header('content-type') ?? '') || new Set(names).size !== names.length)
      return refused('bad-request')
    return endpoint(asked)
  }
