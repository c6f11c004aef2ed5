// Microsoft's Autodiscover, as far as it goes without a secret: its service record, the v2 and POX documents, and which tenant a domain belongs to.

import { fetchDocument } from '../document.ts'
import { publicHost } from '../hosts.ts'
import type { Asking, MechanismRun, Said } from '../mechanism.ts'
import { readPox } from '../pox.ts'
import { byName, byServer } from '../recognise.ts'
import { isRecord } from '../tree.ts'
import { spfIncludes } from './spf.ts'

const LIMIT = 128 * 1024
const REALM = 'https://login.microsoftonline.com/getuserrealm.srf'

export const autodiscover: MechanismRun = {
  mechanism: 'autodiscover',
  reach: 'web',
  source: (address) => `https://autodiscover.${address.asciiDomain}/autodiscover/autodiscover.xml`,
  async run(asking, say) {
    await Promise.all([askService(asking, say), askJson(asking, say), askPox(asking, say), askRealm(asking, say)])
  },
}

function recognised(asking: Asking, host: string, port?: number): readonly string[] {
  return [
    ...new Set([
      ...byName(asking.knowledge, 'srv', host, port),
      ...byName(asking.knowledge, 'cname', host),
      ...byServer(asking.knowledge, host),
    ]),
  ]
}

async function askService(asking: Asking, say: (said: Said) => void): Promise<void> {
  const name = `_autodiscover._tcp.${asking.address.asciiDomain}`
  for (const record of (await asking.network.srv(name)).records) {
    const host = publicHost(record.name)
    const candidates = host === null ? [] : recognised(asking, host, record.port)
    if (host !== null)
      say({
        source: `dns:SRV ${name}`,
        trust: 'hint',
        status: 'found',
        detail: `${host}:${record.port}`,
        hosts: [host],
        ...(candidates.length > 0 && { candidates }),
      })
  }
}

/** Autodiscover v2 answers `{Protocol, Url}` to anyone; the host of the URL names who holds the mailbox. */
async function askJson(asking: Asking, say: (said: Said) => void): Promise<void> {
  const { asciiDomain: domain, local } = asking.address
  const source = `https://autodiscover.${domain}/autodiscover/autodiscover.json`
  const query = new URLSearchParams({ Email: `${local}@${domain}`, Protocol: 'Autodiscoverv1', RedirectCount: '1' })
  const fetched = await fetchDocument(asking, `${source}?${query}`, { limit: LIMIT, headers: { accept: 'application/json' } })
  if (fetched.reply === null) return
  const host = urlHost(fetched.reply.body)
  if (host === null) return
  const candidates = recognised(asking, host)
  say({ source, trust: 'named', status: 'found', detail: host, hosts: [host], ...(candidates.length > 0 && { candidates }) })
}

function urlHost(body: string): string | null {
  try {
    const answer: unknown = JSON.parse(body)
    return isRecord(answer) && typeof answer.Url === 'string' ? publicHost(new URL(answer.Url).hostname) : null
  } catch {
    return null
  }
}

/** Exchange answers 401 before it says anything; hosting panels answer the request itself, with IMAP and SMTP settings. */
async function askPox(asking: Asking, say: (said: Said) => void): Promise<void> {
  const { asciiDomain: domain, local } = asking.address
  const source = autodiscover.source(asking.address)
  const fetched = await fetchDocument(asking, source, {
    limit: LIMIT,
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: poxRequest(`${local}@${domain}`),
  })
  if (fetched.reply === null) {
    const { status, why, detail } = fetched
    return say({ source, trust: 'named', status, detail, ...(why !== undefined && { why }) })
  }
  const { parseXml } = await import('../config-xml.ts')
  const tree = parseXml(fetched.reply.body)
  const endpoints = tree === null ? [] : readPox(tree, asking.address, source)
  if (endpoints.length === 0) return say({ source, trust: 'named', status: 'nothing' })
  const candidates = [
    ...new Set(endpoints.flatMap(({ host }) => [...byName(asking.knowledge, 'autoconfig', host), ...byServer(asking.knowledge, host)])),
  ]
  say({
    source,
    trust: 'named',
    status: 'found',
    detail: [...new Set(endpoints.map((e) => e.host))].join(', '),
    endpoints,
    ...(candidates.length > 0 && { candidates }),
  })
}

function poxRequest(email: string): string {
  const escaped = email.replace(/[<>&"']/g, (c) => `&#${c.codePointAt(0)};`)
  const schema = 'http://schemas.microsoft.com/exchange/autodiscover/outlook'
  return `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${schema}/requestschema/2006"><Request><EMailAddress>${escaped}</EMailAddress><AcceptableResponseSchema>${schema}/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>`
}

/** Microsoft is asked about the domain, never the address, and only where DNS already points to it. */
async function askRealm(asking: Asking, say: (said: Said) => void): Promise<void> {
  const domain = asking.address.asciiDomain
  const microsoft = asking.knowledge.providers.filter((p) => p.family === 'microsoft')
  const ids = new Set(microsoft.map((p) => p.id))
  const [alias, txt] = await Promise.all([asking.cname(`autodiscover.${domain}`), asking.txt(domain)])
  const seen = [
    ...alias.records.flatMap((target) => byName(asking.knowledge, 'cname', target)),
    ...txt.records.flatMap(spfIncludes).flatMap((include) => byName(asking.knowledge, 'spf', include)),
  ]
  if (!seen.some((id) => ids.has(id))) return
  const source = `${REALM}?login=${domain}`
  const fetched = await fetchDocument(asking, `${source}&json=1`, { limit: LIMIT, headers: { accept: 'application/json' } })
  if (fetched.reply === null) return
  const kind = namespaceOf(fetched.reply.body)
  if (kind === null) return
  const account = kind === 'Managed' || kind === 'Federated' ? 'work' : null
  const candidates = account === null ? [] : microsoft.filter((p) => p.accountType === account).map((p) => p.id)
  say({
    source,
    trust: 'named',
    status: account === null ? 'nothing' : 'found',
    detail: kind,
    ...(candidates.length > 0 && { candidates }),
  })
}

function namespaceOf(body: string): string | null {
  try {
    const answer: unknown = JSON.parse(body)
    if (!isRecord(answer) || typeof answer.NameSpaceType !== 'string') return null
    // Personal domains are federated with Microsoft's own consumer sign-in.
    const personal = typeof answer.AuthURL === 'string' && /^https:\/\/login\.live\.com\//i.test(answer.AuthURL)
    return personal ? 'Consumer' : answer.NameSpaceType.slice(0, 20)
  } catch {
    return null
  }
}
