// What a sign-in would be, said before anything is asked of the provider: whose page opens, what is asked for, which ways there are, or why there is none.

import { loadKnowledge } from '../knowledge/load.ts'
import { providerById } from '../knowledge/lookup.ts'
import { SesameError } from '../model/errors.ts'
import type { Lang } from '../model/lang.ts'
import { serverFromKnowledge } from '../oauth/server.ts'
import { dataFolder } from '../store/place.ts'
import { addressOf } from './address-of.ts'
import { identifyOne } from './identify.ts'
import { type NetworkRequest, openNetwork } from './network.ts'
import { chooseClient, readClients } from './oauth-clients.ts'
import { closed, type Flow } from './sign-in-plan.ts'

export interface SignInPreview {
  readonly address: string
  readonly provider: { readonly id: string; readonly name: string; readonly family: string } | null
  /** `unregistered`: a client id of one's own must be made first. */
  readonly stage: 'ready' | 'unregistered' | 'closed' | 'unknown'
  /** Host of the page that opens. */
  readonly opens: string | null
  readonly scopes: readonly string[]
  readonly flows: readonly Flow[]
  /** What the provider itself says that matters before. */
  readonly note: string | null
  /** Where it is closed: what works instead. */
  readonly instead: string | null
  readonly endsInTesting: boolean
}

export interface PreviewRequest extends NetworkRequest {
  readonly address: string
  readonly data?: string | undefined
  readonly lang: Lang
  readonly signal: AbortSignal
}

/** Opens no vault. Throws `address-invalid`, `no-network`, `domain-unknown`, `oauth-clients-invalid`. */
export async function previewSignIn({ address: asked, data, lang, signal, ...request }: PreviewRequest): Promise<SignInPreview> {
  const address = addressOf(asked)
  const opened = await openNetwork(request)
  try {
    const identity = await identifyOne(opened.network, address, { offline: false, signal })
    const provider = providerById(loadKnowledge(), identity.provider) ?? null
    const records = await readClients(dataFolder({ folder: data, env: request.env }))
    const familyOf = (id: string) => providerById(loadKnowledge(), id)?.family
    const record = chooseClient(records, {
      address: address.text,
      provider: provider?.id ?? null,
      family: provider?.family ?? null,
      familyOf,
    })
    const oauth = provider?.oauth
    const server = oauth === undefined ? null : serverFromKnowledge(oauth, record?.tenant)
    const open = oauth !== undefined && (oauth.selfService || oauth.registration === 'approval')
    const has = record !== null || (open && provider !== null && opened.running?.oauthClients[provider.id] !== undefined)
    const stage = record?.issuer !== undefined ? 'ready' : server === null ? 'unknown' : has ? 'ready' : open ? 'unregistered' : 'closed'
    const refusal = stage === 'closed' && provider !== null ? closed(provider, opened.network.today(), lang) : null
    const scopes = [oauth?.scopes?.imap, oauth?.scopes?.pop3, oauth?.scopes?.smtp].flatMap((scope) => scope?.split(' ') ?? [])
    const flows = oauth?.flows ?? { browser: server?.authorize !== undefined, device: server?.device !== undefined }
    const page = record?.issuer ?? server?.authorize
    return {
      address: address.text,
      provider: provider && { id: provider.id, name: provider.name, family: provider.family },
      stage,
      opens: page === undefined ? null : new URL(page).host,
      scopes: [...new Set(scopes)],
      flows: (['browser', 'device'] as const).filter((flow) => flows[flow]),
      note: oauth?.note?.[lang] ?? null,
      instead: refusal instanceof SesameError ? String(refusal.args.instead ?? '') || null : null,
      endsInTesting: oauth?.tokens?.killedBy?.includes('testing-mode') === true,
    }
  } finally {
    await opened.close()
  }
}
