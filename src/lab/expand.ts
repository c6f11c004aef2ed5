// From the lab's YAML to its run-time data: dialects inherit from one another, defaults are filled in, and every name of a reply must exist.

import type {
  Dialect,
  Dialects,
  Fault,
  LabAccountData,
  LabDomain,
  LabProvider,
  LabRecord,
  LabServer,
  SecretKind,
  Variant,
} from './model.ts'
import type { AccountOAuth, LabOAuth } from './oauth/data.ts'
import { REFUSALS } from './oauth/refusals.ts'
import { type DialectSource, type ProviderSource, readRecord, readServer } from './schema.ts'

type Mail = 'imap' | 'pop3' | 'smtp'
const MAIL: readonly Mail[] = ['imap', 'pop3', 'smtp']

/** A provider whose dialect every other one starts from. */
export const BASE = 'selfhost'

/** Where in the source something is wrong. */
export interface Wrong {
  readonly id: string
  readonly path: readonly PropertyKey[]
  readonly message: string
}

export function expandAll(sources: ReadonlyMap<string, ProviderSource>): { providers: LabProvider[]; wrong: Wrong[] } {
  const wrong: Wrong[] = []
  const providers = [...sources].map(([id, source]) => expand(id, source, sources, wrong))
  return { providers, wrong }
}

function expand(id: string, source: ProviderSource, sources: ReadonlyMap<string, ProviderSource>, wrong: Wrong[]): LabProvider {
  for (const key of ['like', 'behind', 'signInAt'] as const) {
    const named = source[key]
    if (named !== undefined && !sources.has(named)) wrong.push({ id, path: [key], message: `no provider of the lab is called ${named}` })
  }
  const dialects = Object.fromEntries(MAIL.map((p) => [p, dialectOf(id, p, sources)])) as unknown as Dialects
  for (const p of MAIL) for (const fault of missing(dialects[p], dialects[p])) wrong.push({ id, path: [p], message: fault })
  const domains = Object.entries(source.domains ?? {}).map(([name, domain]): LabDomain => {
    const path = ['domains', name]
    checkVariant(domain.variant, dialects, (message) => wrong.push({ id, path: [...path, 'variant'], message }))
    domain.accounts?.forEach((a, i) => {
      for (const fault of unknownRefusals(id, a.oauth, sources)) wrong.push({ id, path: [...path, 'accounts', i, 'oauth'], message: fault })
      checkVariant(a.variant, dialects, (message) => wrong.push({ id, path: [...path, 'accounts', i, 'variant'], message }))
    })
    return {
      name,
      records: (domain.records ?? []).map((r) => readRecord(r, name) as LabRecord),
      publish: domain.publish ?? [],
      accounts: (domain.accounts ?? []).map((a) => account(a, source)),
      ...(domain.dns && { dns: domain.dns }),
      ...(domain.realm && { realm: domain.realm }),
      ...(domain.variant && { variant: domain.variant as Variant }),
    }
  })
  return {
    id,
    name: source.name,
    dialects,
    servers: (source.servers ?? []).map((s) => server(s, source.fault)),
    domains,
    pages: (source.pages ?? []).map((p) => ({ url: p.url, status: p.status, headers: p.headers ?? {}, body: p.body ?? '' })),
    clockDays: source.clockDays ?? 0,
    ipv6: source.ipv6 ?? false,
    ...(source.behind && { behind: source.behind }),
    ...(source.signInAt && { signInAt: source.signInAt }),
    ...(source.oauth && { oauth: source.oauth as LabOAuth }),
    ...(source.interceptor && { interceptor: source.interceptor }),
  }
}

/** The base, then what it is like, then its own words; maps are merged, lists replaced. */
function dialectOf(id: string, protocol: Mail, sources: ReadonlyMap<string, ProviderSource>): Dialect {
  const chain: DialectSource[] = []
  const seen = new Set<string>()
  for (let at: string | undefined = id; at !== undefined && !seen.has(at); ) {
    seen.add(at)
    const source: ProviderSource | undefined = sources.get(at)
    if (source?.[protocol]) chain.unshift(source[protocol])
    at = source?.like ?? (seen.has(BASE) ? undefined : BASE)
  }
  const merged: DialectSource = {
    ...Object.assign({}, ...chain),
    signIn: Object.assign({}, ...chain.map((d) => d.signIn)),
    replies: Object.assign({}, ...chain.map((d) => d.replies)),
    box: Object.assign({}, ...chain.map((d) => d.box)),
  }
  return { greeting: [], capabilities: { before: [] }, usernames: ['full-address'], ...merged } as unknown as Dialect
}

function server(text: string, fault: Fault | undefined): LabServer {
  const read = readServer(text)
  const own = (read.fault as Fault | undefined) ?? fault
  return {
    protocol: read.scheme as Mail,
    host: read.host,
    port: read.port,
    security: read.tls ? 'tls' : 'starttls',
    ...(own && { fault: own }),
  }
}

type AccountSource = NonNullable<NonNullable<ProviderSource['domains']>[string]['accounts']>[number]

function account(a: AccountSource, source: ProviderSource): LabAccountData {
  const local = a.address.slice(0, a.address.lastIndexOf('@'))
  const secrets = Object.entries({ ...source.secrets, ...a.secrets }).flatMap(([kind, value]) =>
    value === null ? [] : [[kind, value.replace('{local}', local)]],
  )
  return {
    address: a.address,
    secrets: Object.fromEntries(secrets) as Partial<Record<SecretKind, string>>,
    spaces: source.spaces ?? 'keep',
    aliases: a.aliases ?? [],
    shows: a.shows,
    doctor: `${a.login ? 'login' : 'doctor'} ${a.address}${a.doctor ? ` ${a.doctor}` : ''}`,
    secretShown: a.secret ?? (a.login ? 'none' : 'password'),
    messages: a.messages ?? 3,
    ...(a.expect && { expect: a.expect }),
    ...(a.variant && { variant: a.variant as Variant }),
    ...(a.oauth && { oauth: a.oauth as AccountOAuth }),
    ...(a.quota && { quota: a.quota }),
  }
}

/** The names of refusals that neither the RFCs nor the provider's own authorization server have. */
function unknownRefusals(id: string, own: unknown, sources: ReadonlyMap<string, ProviderSource>): string[] {
  const source = sources.get(id)
  const server = source?.oauth ?? sources.get(source?.signInAt ?? source?.behind ?? '')?.oauth
  const known = { ...REFUSALS, ...server?.refusals }
  return Object.entries((own ?? {}) as AccountOAuth).flatMap(([step, name]) =>
    step === 'delegates' || String(name) in known ? [] : [`no refusal is called ${String(name)}`],
  )
}

function checkVariant(variant: unknown, dialects: Dialects, report: (message: string) => void): void {
  for (const [protocol, changed] of Object.entries((variant ?? {}) as Variant))
    if (changed) for (const fault of missing(changed, dialects[protocol as Mail])) report(`${protocol}: ${fault}`)
}

/** The names of replies that nobody wrote, also those for one mechanism only. */
function missing(used: Partial<Dialect>, dialect: Dialect): string[] {
  const outside = used.namespace && used.namespace.prefix !== '' ? 'outside-namespace' : undefined
  const names = [
    ...Object.values(used.signIn ?? {}),
    used.enter,
    outside,
    used.idFirst,
    used.sender?.reply,
    used.patience?.reply,
    used.throttle?.reply,
  ]
  const written = new Set(Object.keys(dialect.replies).map((name) => name.split('@')[0]))
  return names.flatMap((name) => (name === undefined || name === 'ok' || written.has(name) ? [] : [`no reply is called ${name}`]))
}
