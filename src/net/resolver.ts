// Look-ups with a time limit whose failures are values. A named resolver is asked directly; without one, addresses come from the system, as they do for mail apps.

import { lookup, Resolver as NodeResolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { parseHostPort, plainHost } from './host.ts'
import type { DnsAnswer, Resolver } from './network.ts'

type Status = DnsAnswer<unknown>['status']
type IpAddress = { readonly address: string; readonly family: 4 | 6 }

const TRY_MS = 1000
const TRIES = 2
/** A look-up that neither answers nor gives up ends here. */
const WHOLE_MS = 5000

/** c-ares and getaddrinfo name the same failures differently. ECONNREFUSED: nobody listens where the resolver should be. */
const STATUS: Record<string, Status> = {
  ENOTFOUND: 'nxdomain',
  ENODATA: 'nodata',
  ETIMEOUT: 'timeout',
  ESERVFAIL: 'servfail',
  EREFUSED: 'servfail',
  EFORMERR: 'servfail',
  ENOTIMP: 'servfail',
  EBADRESP: 'servfail',
  EBADNAME: 'nxdomain',
  EAI_AGAIN: 'servfail',
  EAI_FAIL: 'servfail',
  EAI_NONAME: 'nxdomain',
  EAI_NODATA: 'nodata',
  ECONNREFUSED: 'none',
  ENOTINITIALIZED: 'none',
  ENETUNREACH: 'none',
}

export function createResolver(dns?: string): Resolver {
  const resolver = new NodeResolver({ timeout: TRY_MS, tries: TRIES })
  const server = dns === undefined ? null : parseHostPort(dns)
  if (server !== null) {
    const host = server.host === 'localhost' ? '127.0.0.1' : server.host
    resolver.setServers([isIP(host) === 6 ? `[${host}]:${server.port}` : `${host}:${server.port}`])
  }
  return {
    // Newer Nodes add a `type` to each record: only what the contract names is passed on.
    mx: (domain) =>
      ask(async () => (await resolver.resolveMx(plainHost(domain))).map(({ exchange, priority }) => ({ exchange, priority }))),
    srv: (domain) =>
      ask(async () =>
        (await resolver.resolveSrv(plainHost(domain))).map(({ name, port, priority, weight }) => ({ name, port, priority, weight })),
      ),
    // RFC 7208 §3.3: the strings of one record are joined without a space.
    txt: (domain) => ask(async () => (await resolver.resolveTxt(plainHost(domain))).map((strings) => strings.join(''))),
    cname: (domain) => ask(() => resolver.resolveCname(plainHost(domain))),
    addresses: (host) => addresses(resolver, plainHost(host), server !== null),
  }
}

async function addresses(resolver: NodeResolver, host: string, direct: boolean): Promise<DnsAnswer<IpAddress>> {
  const family = isIP(host)
  if (family !== 0) return { status: 'ok', records: [{ address: host, family: family as 4 | 6 }], ms: 0 }
  const queries = () => bothFamilies(resolver, host)
  // RFC 6761 §6.3: localhost is never asked of a server.
  if (direct && !/(^|\.)localhost$/.test(host)) return queries()
  const answer = await ask(async () => (await lookup(host, { all: true, order: 'verbatim' })) as IpAddress[])
  // getaddrinfo has one word for "no server", "no answer" and "server failed": ask again to tell them apart.
  if (answer.status !== 'servfail') return answer
  const again = await queries()
  return { ...again, ms: answer.ms + again.ms }
}

async function bothFamilies(resolver: NodeResolver, host: string): Promise<DnsAnswer<IpAddress>> {
  const [six, four] = await Promise.all([ask(() => resolver.resolve6(host)), ask(() => resolver.resolve4(host))])
  const records: IpAddress[] = [
    ...six.records.map((address) => ({ address, family: 6 as const })),
    ...four.records.map((address) => ({ address, family: 4 as const })),
  ]
  const ms = Math.max(six.ms, four.ms)
  if (records.length > 0) return { status: 'ok', records, ms }
  // One family may say "no such record" while the other fails: the failure is the news.
  const status = [four.status, six.status].find((s) => s !== 'nodata') ?? 'nodata'
  return { status, records, ms }
}

async function ask<T>(query: () => Promise<readonly T[]>): Promise<DnsAnswer<T>> {
  const start = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('late'), { code: 'ETIMEOUT' })), WHOLE_MS)
  })
  try {
    const records = await Promise.race([query(), late])
    return { status: records.length > 0 ? 'ok' : 'nodata', records, ms: since(start) }
  } catch (error) {
    const status = STATUS[(error as NodeJS.ErrnoException).code ?? ''] ?? 'servfail'
    return { status: status === 'timeout' && !anyNetwork() ? 'none' : status, records: [], ms: since(start) }
  } finally {
    clearTimeout(timer)
  }
}

/** Whether this computer has any interface but loopback. */
function anyNetwork(): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((i) => !i.internal))
}

function since(start: number): number {
  return Math.round(performance.now() - start)
}
