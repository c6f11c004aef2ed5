// Making a client id of one's own: the steps for the provider, then the check of what was made, then the place where it is kept.

import { chooseTask } from '../guide/choose.ts'
import { expand } from '../guide/expand.ts'
import { fillAll, holesOf } from '../guide/holes.ts'
import { subjectOf } from '../guide/subject.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import { providerById, providerNamed } from '../knowledge/lookup.ts'
import { parseAddress } from '../model/address.ts'
import { SesameError } from '../model/errors.ts'
import type { GuideStep } from '../model/guide.ts'
import type { Provider } from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'
import type { Secret } from '../model/secret.ts'
import { type ClientCheck, checkClient } from '../oauth/check-client.ts'
import { usableKey } from '../oauth/client-auth.ts'
import { serverFromKnowledge } from '../oauth/server.ts'
import { dataFolder } from '../store/place.ts'
import { identifyOne } from './identify.ts'
import { type KeysRequest, openKeys } from './keys.ts'
import { type NetworkRequest, openNetwork } from './network.ts'
import { checkRecord, clientsFile, keepClient } from './oauth-clients.ts'
import { closed } from './sign-in-plan.ts'

export interface Registration {
  readonly provider: { readonly id: string; readonly name: string; readonly family: string }
  readonly address: string | null
  readonly portal: string | null
  readonly steps: readonly GuideStep[]
  readonly avoid: readonly string[]
  readonly redirect: string
  readonly permissions: readonly string[]
  /** What to ask the person for at the end. */
  readonly wants: { readonly tenant: boolean; readonly secret: boolean }
  /** Google's `Testing` ends each sign-in after seven days. */
  readonly endsInTesting: boolean
}

export interface RegisterRequest extends NetworkRequest {
  /** An address, a provider's id or name. */
  readonly what: string
  /** `app`: a program that signs in as itself. */
  readonly flow?: string | undefined
  readonly lang: Lang
  readonly signal: AbortSignal
}

/** Of the knowledge: the steps for a program that signs in as itself. */
const APP_TASK = 'register-app-only'

/** The steps. Throws `provider-unknown`, `oauth-closed`, `oauth-unknown`, `oauth-flow-unavailable`. */
export async function registrationOf(request: RegisterRequest): Promise<Registration> {
  const { provider, address, date } = await providerOf(request)
  const { oauth } = provider
  if (oauth?.token === undefined) throw new SesameError('oauth-unknown', { address: address ?? provider.name })
  if (!oauth.selfService && oauth.registration !== 'approval') throw closed(provider, date, request.lang)
  const app = request.flow === 'app'
  if (app && oauth.appScope === undefined)
    throw new SesameError('oauth-flow-unavailable', { provider: provider.name, flow: 'app', others: '--flow browser' })
  const knowledge = loadKnowledge()
  const subject = subjectOf(knowledge, {
    cause: 'other',
    provider: provider.id,
    date,
    lang: request.lang,
    ...(address !== null && { address }),
  })
  const named = app ? APP_TASK : oauth.registerTask
  const task = named === undefined ? null : chooseTask(knowledge.procedures, subject, named)
  const holes = holesOf(subject)
  const { steps, used } = task === null ? { steps: [], used: [] } : expand(knowledge.procedures, task, subject, holes)
  const scopes = app ? [oauth.appScope] : [oauth.scopes?.imap, oauth.scopes?.pop3, oauth.scopes?.smtp, ...(oauth.alwaysScopes ?? [])]
  return {
    provider: { id: provider.id, name: provider.name, family: provider.family },
    address,
    portal: oauth.portal ?? null,
    steps,
    avoid: used.flatMap(({ avoid }) => fillAll(avoid, holes)),
    redirect: oauth.redirectUri ?? 'http://127.0.0.1',
    permissions: [...new Set(scopes.flatMap((scope) => scope?.split(' ') ?? []))],
    wants: {
      tenant: oauth.tenant !== undefined && provider.accountType !== 'personal',
      secret: app || oauth.clientSecret === 'required',
    },
    endsInTesting: !app && oauth.tokens?.killedBy?.includes('testing-mode') === true,
  }
}

export interface NewClient extends NetworkRequest, KeysRequest {
  readonly provider: string
  readonly address: string | null
  readonly name?: string | undefined
  readonly id: string
  readonly tenant?: string | undefined
  readonly secret?: Secret | undefined
  readonly key?: Secret | undefined
  readonly certificate?: string | undefined
  readonly redirect?: string | undefined
  /** Kept although the provider refuses it. */
  readonly force: boolean
  readonly signal: AbortSignal
}

export interface KeptClient {
  readonly check: ClientCheck
  readonly kept: { readonly name: string; readonly file: string } | null
}

/** Throws `provider-unknown`, `oauth-key-invalid`, `option-invalid`, and what `openVault` throws when there is a secret to keep. */
export async function registerClient(one: NewClient): Promise<KeptClient> {
  const provider = providerById(loadKnowledge(), one.provider)
  if (provider?.oauth === undefined) throw new SesameError('provider-unknown', { text: one.provider })
  if (!/^[\x21-\x7e]{1,400}$/.test(one.id))
    throw new SesameError('option-invalid', { option: '--client-id', value: one.id.slice(0, 40), allowed: 'ID' })
  if (one.tenant !== undefined && !/^[\w.-]{1,120}$/.test(one.tenant))
    throw new SesameError('option-invalid', { option: '--tenant', value: one.tenant.slice(0, 40), allowed: 'ID|DOMAIN' })
  if (one.key !== undefined && !usableKey(one.key.reveal(), one.certificate))
    throw new SesameError('oauth-key-invalid', { file: '--client-key' })
  checkRecord({ name: one.name, certificate: one.certificate })
  const { oauth } = provider
  const server = serverFromKnowledge(oauth, one.tenant)
  if (server === null) throw new SesameError('oauth-unknown', { address: provider.name })
  const opened = await openNetwork(one)
  try {
    const redirect = one.redirect ?? oauth.redirectUri
    const check = await checkClient({
      network: opened.network,
      server,
      client: {
        ...{ id: one.id, ...(one.secret && { secret: one.secret }), ...(redirect !== undefined && { redirect }) },
        ...{ ...(one.key && { key: one.key }), ...(one.certificate !== undefined && { certificate: one.certificate }) },
      },
      scopes: [...(oauth.scopes?.imap?.split(' ') ?? []), ...(oauth.alwaysScopes ?? [])],
      device: oauth.flows?.device === true,
      // Where programs of people have a secret too, one does not make an app.
      appScope: oauth.clientSecret !== 'required' && (one.secret || one.key) ? oauth.appScope : undefined,
      signal: one.signal,
    })
    if (check.browser === 'bad' && !one.force) return { check, kept: null }
    const secrets = one.secret !== undefined || one.key !== undefined
    const keys = secrets ? await openKeys(one, opened) : null
    const folder = keys?.folder ?? dataFolder({ folder: one.data, env: one.env })
    try {
      const domain = one.address?.replace(/^.*@/, '')
      // Beside the one that people sign in with, not in its place.
      const app = check.app === 'good'
      const name = one.name ?? `${one.tenant === undefined || domain === undefined ? provider.id : domain}${app ? ' app' : ''}`
      const entry = (what: string) => ({
        name: `oauth-client/${name}${what}`,
        sort: 'oauth-client' as const,
        title: `${provider.name}: ${name}`,
        user: one.id,
      })
      if (one.secret) await keys?.vault.write(entry(''), one.secret)
      if (one.key) await keys?.vault.write(entry('/key'), one.key)
      await keepClient(folder, {
        name,
        provider: provider.id,
        id: one.id,
        ...(one.tenant !== undefined && { tenant: one.tenant, ...(domain !== undefined && { domains: [domain] }) }),
        ...(one.secret && { secret: entry('').name }),
        ...(one.key && { key: entry('/key').name }),
        ...(one.certificate !== undefined && { certificate: one.certificate }),
        ...(one.redirect !== undefined && { redirect: one.redirect }),
        ...(app && { app }),
        made: new Date().toISOString(),
      })
      return { check, kept: { name, file: clientsFile(folder) } }
    } finally {
      keys?.close()
    }
  } finally {
    await opened.close()
  }
}

async function providerOf(
  request: RegisterRequest,
): Promise<{ readonly provider: Provider; readonly address: string | null; readonly date: string }> {
  const knowledge = loadKnowledge()
  const address = parseAddress(request.what)
  const opened = await openNetwork(request)
  try {
    const date = opened.network.today()
    const id = address === null ? null : (await identifyOne(opened.network, address, { offline: false, signal: request.signal })).provider
    const provider = address === null ? providerNamed(knowledge, { slug: request.what }) : providerById(knowledge, id)
    if (provider === undefined) {
      throw address === null
        ? new SesameError('provider-unknown', { text: request.what })
        : new SesameError('oauth-unknown', { address: address.text })
    }
    return { provider, address: address?.text ?? null, date }
  } finally {
    await opened.close()
  }
}
