// PACC (draft-ietf-mailmaint-pacc): a JSON document over https whose SHA-256 digest stands in DNS; without the digest it counts for nothing.

import { createHash } from 'node:crypto'
import type { FoundEndpoint } from '../../model/identity.ts'
import type { Protocol } from '../../model/protocol.ts'
import { fetchDocument } from '../document.ts'
import { publicHost } from '../hosts.ts'
import type { MechanismRun } from '../mechanism.ts'
import { byName, byServer } from '../recognise.ts'
import { isRecord } from '../tree.ts'

const LIMIT = 64 * 1024
/** The draft knows TLS from the first byte only, on these ports. */
const PORTS: readonly (readonly [Protocol, number])[] = [['imap', 993], ['pop3', 995], ['smtp', 465]] // biome-ignore format: a table

/** The digests of `v=UAAC1; a=sha256; d=BASE64` records. */
export function paccDigests(records: readonly string[]): readonly string[] {
  return records.flatMap((record) => {
    const tags = new Map(
      record.split(';').map((part) => {
        const at = part.indexOf('=')
        return [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()] as const
      }),
    )
    const digest = tags.get('d')
    return tags.get('v')?.toUpperCase() === 'UAAC1' && tags.get('a')?.toLowerCase() === 'sha256' && digest ? [digest] : []
  })
}

export interface PaccConfig {
  readonly servers: readonly { readonly protocol: Protocol; readonly host: string; readonly port: number }[]
  readonly auth: readonly ('password' | 'oauth')[]
}

/** Null when it is not JSON, or not an object with `protocols`; protocols that are not mail are passed over. */
export function readPacc(body: string): PaccConfig | null {
  let document: unknown
  try {
    document = JSON.parse(body)
  } catch {
    return null
  }
  if (!isRecord(document) || !isRecord(document.protocols)) return null
  const { protocols } = document
  const servers = PORTS.flatMap(([protocol, port]) => {
    const entry = protocols[protocol]
    const host = isRecord(entry) && typeof entry.host === 'string' ? publicHost(entry.host) : null
    return host === null ? [] : [{ protocol, host, port }]
  })
  const authentication = isRecord(document.authentication) ? document.authentication : {}
  const auth = [
    ...(isRecord(authentication['oauth-public']) ? (['oauth'] as const) : []),
    ...(authentication.password === true ? (['password'] as const) : []),
  ]
  return { servers, auth }
}

export const pacc: MechanismRun = {
  mechanism: 'pacc',
  reach: 'web',
  source: (address) => `https://ua-auto-config.${address.asciiDomain}/.well-known/user-agent-configuration.json`,
  async run(asking, say) {
    const domain = asking.address.asciiDomain
    const source = pacc.source(asking.address)
    const common = { source, trust: 'named' } as const
    const [fetched, txt] = await Promise.all([
      fetchDocument(asking, source, { limit: LIMIT, headers: { accept: 'application/json' } }),
      asking.txt(`_ua-auto-config.${domain}`),
    ])
    if (fetched.reply === null) {
      const { status, why, detail } = fetched
      return say({ ...common, status, detail, ...(why !== undefined && { why }) })
    }
    const digest = createHash('sha256').update(fetched.reply.body, 'utf8').digest('base64')
    const published = paccDigests(txt.records)
    if (!published.includes(digest))
      return say({ ...common, status: 'failed', why: 'invalid', detail: published.length > 0 ? 'digest differs' : 'no digest' })
    const config = readPacc(fetched.reply.body)
    if (config === null || config.servers.length === 0) return say({ ...common, status: 'failed', why: 'invalid' })
    const endpoints = config.servers.map(
      (server): FoundEndpoint => ({
        ...server,
        security: 'tls',
        username: 'full-address',
        ...(config.auth.length > 0 && { auth: config.auth }),
        trust: 'named',
        source,
      }),
    )
    const candidates = [
      ...new Set(endpoints.flatMap(({ host }) => [...byName(asking.knowledge, 'autoconfig', host), ...byServer(asking.knowledge, host)])),
    ]
    say({
      ...common,
      status: 'found',
      detail: [...new Set(endpoints.map((e) => e.host))].join(', '),
      endpoints,
      ...(candidates.length > 0 && { candidates }),
    })
  },
}
