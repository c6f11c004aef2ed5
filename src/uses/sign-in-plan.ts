// What a sign-in needs, put together before anybody is asked: whose server, which client, which permissions, which way. Says plainly where there is no way.

import { loadKnowledge } from '../knowledge/load.ts'
import { providerById } from '../knowledge/lookup.ts'
import { within } from '../model/date.ts'
import { SesameError } from '../model/errors.ts'
import type { Identity } from '../model/identity.ts'
import type { Provider } from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'
import type { ProviderOAuth } from '../model/provider-oauth.ts'
import type { Secret } from '../model/secret.ts'
import { discover } from '../oauth/discover.ts'
import { serverFromKnowledge } from '../oauth/server.ts'
import type { AuthorizationServer, Grant, OAuthClient } from '../oauth/shapes.ts'
import { textIn } from '../text/index.ts'
import { clientFrom } from './grant-shelf.ts'
import { type Keys, labClient } from './keys.ts'
import type { OpenNetwork } from './network.ts'
import { type ClientRecord, checkRecord, chooseClient, readClients } from './oauth-clients.ts'

export type Flow = Grant['flow']

export interface PlanWishes {
  readonly address: string
  readonly flow?: Flow | undefined
  /** `--client`: a name of the file of clients. */
  readonly client?: string | undefined
  readonly clientId?: string | undefined
  /** Of the client, given now; it stands above a kept one. */
  readonly clientSecret?: Secret | undefined
  readonly tenant?: string | undefined
  readonly issuer?: string | undefined
  /** Instead of those of the mail protocols. */
  readonly scopes: readonly string[]
  /** A browser can be shown here. */
  readonly desktop: boolean
  readonly lang: Lang
}

export interface SignInPlan {
  readonly provider: Provider | null
  readonly server: AuthorizationServer
  readonly client: OAuthClient
  readonly record: ClientRecord | null
  readonly scopes: readonly string[]
  readonly flow: Flow
  /** Whom the person signs in at, for sentences. */
  readonly at: string
}

const FLOWS = ['browser', 'device', 'app'] as const
/** Of a server that nobody has described: who one is, and a sign-in that lasts. */
const PLAIN_SCOPES = ['openid', 'email', 'offline_access']

/** Throws `oauth-closed`, `oauth-unknown`, `oauth-no-client`, `oauth-flow-unavailable`, `oauth-issuer-unread`, `oauth-clients-invalid`. */
export async function planSignIn(opened: OpenNetwork, keys: Keys, identity: Identity, wishes: PlanWishes): Promise<SignInPlan> {
  checkRecord({ tenant: wishes.tenant })
  const { network } = opened
  const records = await readClients(keys.folder)
  const provider = providerById(loadKnowledge(), identity.provider) ?? null
  const record = chooseClient(records, { ...wantedOf(wishes, provider), name: wishes.client })
  if (wishes.client !== undefined && record === null) throw noClient(provider, wishes)
  const issuer = wishes.issuer ?? record?.issuer ?? (provider === null ? labIssuer(opened, identity) : undefined)
  if (issuer !== undefined) return ofIssuer(opened, keys, issuer, record, wishes, provider)

  const oauth = provider?.oauth
  if (provider === null || oauth === undefined) throw new SesameError('oauth-unknown', { address: wishes.address })
  const found = await clientOf(opened, keys, provider, record, wishes)
  const client = found && { ...found, ...(wishes.clientSecret && { secret: wishes.clientSecret }) }
  if (client === null) throw isOpen(oauth) ? noClient(provider, wishes) : closed(provider, network.today(), wishes.lang)
  const server = serverFromKnowledge(oauth, wishes.tenant ?? record?.tenant)
  if (server === null) throw new SesameError('oauth-unknown', { address: wishes.address })
  if (wishes.flow === 'app' && oauth.appScope !== undefined && !client.secret && !client.key) throw noClient(provider, wishes)
  const flow = chooseFlow(provider.name, flowsOf(oauth, client, record), wishes)
  const redirect = client.redirect ?? oauth.redirectUri
  return {
    provider,
    server,
    client: { ...client, ...(redirect !== undefined && { redirect }) },
    record,
    scopes: scopesOf(oauth, flow, wishes.scopes),
    flow,
    at: provider.name,
  }
}

/** Servers of the lab that no knowledge has stand in the domain of their people. */
function labIssuer({ running }: OpenNetwork, { address }: Identity): string | undefined {
  const issuers = Object.keys(running?.oauthClients ?? {}).filter((name) => name.startsWith('https://'))
  return issuers.find((issuer) => new URL(issuer).hostname.endsWith(`.${address.asciiDomain}`))
}

async function ofIssuer(
  { network, running }: OpenNetwork,
  keys: Keys,
  issuer: string,
  record: ClientRecord | null,
  wishes: PlanWishes,
  provider: Provider | null,
): Promise<SignInPlan> {
  const found = await discover(network, issuer)
  if (!found.ok) throw new SesameError('oauth-issuer-unread', { issuer, why: found.refusal.error ?? found.refusal.why })
  const server = found.value
  const lab = running?.oauthClients[issuer]
  const id = wishes.clientId ?? record?.id ?? lab?.id
  if (id === undefined) throw new SesameError('option-invalid', { option: '--client-id', value: '', allowed: 'ID' })
  const known = record?.id === id ? await clientFrom(record, keys.vault) : { id }
  const client = { ...(lab?.id === id ? labClient(lab) : known), ...(wishes.clientSecret && { secret: wishes.clientSecret }) }
  const flows = {
    browser: server.authorize !== undefined,
    device: server.device !== undefined,
    app: client.secret !== undefined || client.key !== undefined,
  }
  const flow = chooseFlow(issuer, flows, wishes)
  const scopes = wishes.scopes.length > 0 ? wishes.scopes : flow === 'app' ? [] : usualScopes(server)
  return { provider, server, client, record, scopes, flow, at: new URL(issuer).host }
}

/** Where it lists what it can be asked for: whatever is named after mail, and of the plain ones those that it knows. */
function usualScopes({ scopes }: AuthorizationServer): readonly string[] {
  if (scopes === undefined) return PLAIN_SCOPES
  const mail = scopes.filter((one) => /imap|pop|smtp|(?<!e)mail/i.test(one)).slice(0, 10)
  return [...mail, ...PLAIN_SCOPES.filter((one) => scopes.includes(one))]
}

async function clientOf(
  { running }: OpenNetwork,
  keys: Keys,
  provider: Provider,
  record: ClientRecord | null,
  { clientId, flow }: PlanWishes,
): Promise<OAuthClient | null> {
  if (record !== null) return clientFrom(record, keys.vault)
  if (clientId !== undefined) return { id: clientId }
  // The lab plays partners of closed providers too; people are told what is true outside.
  if (running === undefined || provider.oauth === undefined || !isOpen(provider.oauth)) return null
  if (flow === 'app') {
    const { id, secret, tenant: _ } = running.oauth.apps().secret
    return labClient({ id, ...(secret !== undefined && { secret }) })
  }
  const lab = running.oauthClients[provider.id]
  return lab === undefined ? null : labClient(lab)
}

function wantedOf({ address, tenant, issuer, clientId, flow }: PlanWishes, provider: Provider | null) {
  const familyOf = (id: string) => providerById(loadKnowledge(), id)?.family
  return { address, tenant, issuer, flow, id: clientId, provider: provider?.id ?? null, family: provider?.family ?? null, familyOf }
}

function isOpen({ registration, selfService }: ProviderOAuth): boolean {
  return registration === undefined ? selfService : registration !== 'closed'
}

function noClient(provider: Provider | null, { address }: PlanWishes): SesameError {
  return new SesameError('oauth-no-client', { provider: provider?.name ?? address.replace(/^.*@/, ''), address })
}

/** What works instead is part of the answer. */
export function closed({ id, name, oauth, appPassword, auth }: Provider, date: string, lang: Lang): SesameError {
  const takes = auth.some((rule) => within(date, rule.since, rule.until) && rule.appPassword !== 'refused')
  const instead =
    appPassword === undefined || appPassword.uselessForMail || !takes
      ? ''
      : textIn(lang).login.insteadAppPassword(appPassword.name[lang], appPassword.path[lang])
  return new SesameError('oauth-closed', { provider: name, id, instead: instead || (oauth?.note?.[lang] ?? '') })
}

type Flows = Readonly<Record<Flow, boolean>>

function flowsOf({ flows, authorize, device, appScope }: ProviderOAuth, { secret, key }: OAuthClient, record: ClientRecord | null): Flows {
  const ways = flows ?? { browser: authorize !== undefined, device: device !== undefined, app: appScope !== undefined }
  const app = ways.app && (secret !== undefined || key !== undefined)
  return record?.app === true ? { browser: false, device: false, app } : { ...ways, app }
}

function chooseFlow(at: string, flows: Flows, { flow, desktop }: PlanWishes): Flow {
  const others = FLOWS.filter((one) => flows[one] && one !== flow)
  if (flow !== undefined) {
    if (flows[flow]) return flow
    throw new SesameError('oauth-flow-unavailable', { provider: at, flow, others: others.map((one) => `--flow ${one}`).join(', ') || '–' })
  }
  // Without a screen the answer of a browser could not come back: a code is typed elsewhere.
  const order: readonly Flow[] = desktop ? ['browser', 'device', 'app'] : ['device', 'browser', 'app']
  const chosen = order.find((one) => flows[one])
  if (chosen === undefined) throw new SesameError('oauth-flow-unavailable', { provider: at, flow: 'browser', others: '–' })
  return chosen
}

/** All of one service: Microsoft gives a token for one at a time. */
function scopesOf({ scopes, alwaysScopes = [], appScope }: ProviderOAuth, flow: Flow, asked: readonly string[]): string[] {
  if (flow === 'app') return asked.length > 0 ? [...asked] : appScope === undefined ? [] : [appScope]
  const mail = asked.length > 0 ? asked : [scopes?.imap, scopes?.pop3, scopes?.smtp].flatMap((scope) => scope?.split(' ') ?? [])
  return [...new Set([...mail, ...alwaysScopes])]
}
