// Signs in by OAuth for one mailbox, keeps the sign-in in the vault, proves what it opens, and says what to do when it opens nothing.

import type { Address } from '../model/address.ts'
import { EXIT } from '../model/errors.ts'
import type { Identity } from '../model/identity.ts'
import type { Lang } from '../model/lang.ts'
import type { Protocol } from '../model/protocol.ts'
import type { Secret } from '../model/secret.ts'
import { signInAsApp } from '../oauth/app-flow.ts'
import { signInByBrowser } from '../oauth/browser-flow.ts'
import { claimsOfTokens } from '../oauth/claims.ts'
import { type DevicePrompt, signInByDevice } from '../oauth/device-flow.ts'
import type { Grant, OAuthOutcome, OAuthRefusal, TokenClaims, Tokens } from '../oauth/shapes.ts'
import { type TokenTrouble, tokenTroubles } from '../oauth/token-facts.ts'
import { isLoopback } from '../oauth/web.ts'
import { addressOf } from './address-of.ts'
import { identifyOne } from './identify.ts'
import { type JudgedSignIn, judgeSignIn } from './judge-sign-in.ts'
import { grantOf, keepOwnClient } from './keep-sign-in.ts'
import { type Keys, type KeysRequest, openKeys } from './keys.ts'
import { type NetworkRequest, type OpenNetwork, openNetwork } from './network.ts'
import { nowFor } from './now-for.ts'
import { type Proof, type ProofLine, proveToken } from './prove-token.ts'
import { type Flow, planSignIn, type SignInPlan } from './sign-in-plan.ts'

export interface LoginRequest extends NetworkRequest, KeysRequest {
  readonly address: string
  readonly flow?: Flow | undefined
  readonly client?: string | undefined
  readonly clientId?: string | undefined
  readonly clientSecret?: Secret | undefined
  readonly tenant?: string | undefined
  readonly issuer?: string | undefined
  readonly scopes: readonly string[]
  /** `--as`: a mailbox of several people, opened with the token of the address. */
  readonly mailbox?: string | undefined
  readonly prove: boolean
  readonly desktop: boolean
  readonly lang: Lang
  readonly signal: AbortSignal
}

export type LoginEvent =
  | { readonly kind: 'identifying'; readonly address: string }
  | { readonly kind: 'planned'; readonly at: string; readonly provider: string | null; readonly flow: Flow }
  | { readonly kind: 'browser'; readonly url: string }
  | { readonly kind: 'device'; readonly prompt: DevicePrompt }
  | { readonly kind: 'proving'; readonly protocol: Protocol }
  | { readonly kind: 'proved'; readonly line: ProofLine }

export interface LoginResult {
  readonly address: string
  readonly identity: Identity
  readonly provider: { readonly id: string; readonly name: string; readonly family: string } | null
  readonly lab: boolean
  readonly flow: Flow
  readonly at: string
  /** Null when there is no token. */
  readonly grant: Grant | null
  /** A sign-in of the lab is not. */
  readonly kept: boolean
  readonly renews: boolean
  readonly claims: TokenClaims | null
  readonly troubles: readonly TokenTrouble[]
  readonly proof: Proof | null
  readonly refusal: OAuthRefusal | null
  /** What is wrong and how it is mended; null when nothing is, or when nothing can be judged. */
  readonly judged: JudgedSignIn | null
  readonly exit: number
}

/** Throws what `planSignIn` and `openKeys` throw, `address-invalid`, `no-network`, `domain-unknown`, `oauth-redirect-taken`, `interrupted`. */
export async function login(request: LoginRequest, on: (event: LoginEvent) => void): Promise<LoginResult> {
  const address = addressOf(request.address)
  const mailbox = request.mailbox === undefined ? undefined : addressOf(request.mailbox)
  const opened = await openNetwork(request)
  let keys: Keys | undefined
  try {
    keys = await openKeys(request, opened)
    on({ kind: 'identifying', address: address.text })
    const identity = await identityFor(opened, mailbox ?? address, request)
    const plan = await planSignIn(opened, keys, identity, { ...request, address: address.text })
    const planned = request.clientSecret === undefined ? plan : { ...plan, client: { ...plan.client, secret: request.clientSecret } }
    on({ kind: 'planned', at: plan.at, provider: plan.provider?.name ?? null, flow: plan.flow })
    const outcome = await signIn(opened, planned, address, request, on)
    if (request.signal.aborted) throw request.signal.reason
    return await finish(opened, keys, { identity, plan: planned, address, mailbox }, outcome, request, on)
  } finally {
    keys?.close()
    await opened.close()
  }
}

/** A server of one's own needs no provider that anybody knows: only then may identification find nothing. */
async function identityFor({ network }: OpenNetwork, address: Address, { signal }: LoginRequest): Promise<Identity> {
  return identifyOne(network, address, { offline: false, signal })
}

function signIn(
  { network, running }: OpenNetwork,
  { server, client, scopes, flow }: SignInPlan,
  address: Address,
  { lang, signal }: LoginRequest,
  on: (event: LoginEvent) => void,
): Promise<OAuthOutcome<Tokens>> {
  const common = { network, server, client, scopes, signal }
  if (flow === 'app') return signInAsApp(common)
  // Pages of the lab are shown to a real browser at an address of this computer.
  const shown = (url: string) => (running === undefined || isLoopback(new URL(url).hostname) ? url : running.oauth.pageUrl(url))
  if (flow === 'device') {
    return signInByDevice({
      ...common,
      show: (prompt) => {
        const { completeUrl } = prompt
        on({ kind: 'device', prompt: { ...prompt, url: shown(prompt.url), ...(completeUrl && { completeUrl: shown(completeUrl) }) } })
      },
    })
  }
  return signInByBrowser({ ...common, hint: address.text, lang, open: (url) => on({ kind: 'browser', url: shown(url) }) })
}

interface Whom {
  readonly identity: Identity
  readonly plan: SignInPlan
  readonly address: Address
  readonly mailbox: Address | undefined
}

async function finish(
  opened: OpenNetwork,
  keys: Keys,
  { identity, plan, address, mailbox }: Whom,
  outcome: OAuthOutcome<Tokens>,
  request: LoginRequest,
  on: (event: LoginEvent) => void,
): Promise<LoginResult> {
  const { provider } = plan
  const { network } = opened
  const common = {
    address: address.text,
    identity,
    provider: provider && { id: provider.id, name: provider.name, family: provider.family },
    lab: opened.lab,
    flow: plan.flow,
    at: plan.at,
  }
  const judging = { identity, provider, date: network.today(), lang: request.lang }
  if (!outcome.ok) {
    const judged = judgeSignIn({ ...judging, refusal: outcome.refusal })
    const exit = judged?.exit ?? EXIT.unknown
    const nothing = { grant: null, kept: false, renews: false, claims: null, troubles: [], proof: null }
    return { ...common, ...nothing, refusal: outcome.refusal, judged, exit }
  }
  const tokens = outcome.value
  const grant = grantOf(plan, address, tokens)
  await keepOwnClient(keys, plan, address, request)
  await keys.shelf.write(grant, tokens)

  const claims = claimsOfTokens(tokens)
  const needs = {
    address: (mailbox ?? address).text,
    now: nowFor(network.options.now),
    scopes: provider?.oauth?.scopes,
    shared: mailbox !== undefined,
  }
  const proof = request.prove
    ? await proveToken(network, {
        identity,
        provider,
        token: tokens.access,
        mailbox: (mailbox ?? address).text,
        sender: mailbox === undefined || plan.flow === 'app' ? address.text : (claims.user ?? address.text),
        signal: request.signal,
        onProtocol: (protocol) => on({ kind: 'proving', protocol }),
        onLine: (line) => on({ kind: 'proved', line }),
      })
    : null
  const tried = proof?.lines.filter(({ endpoint }) => endpoint !== null) ?? []
  const failing = tried.filter(({ works }) => !works)
  const troubles = tokenTroubles(claims, {
    ...needs,
    protocols: proof === null ? (['imap', 'pop3', 'smtp'] as const) : failing.map(({ protocol }) => protocol),
  })
  const judged =
    proof !== null && failing.length > 0
      ? judgeSignIn({ ...judging, proof, claims, needs: { ...needs, protocols: failing.map((f) => f.protocol) } })
      : null
  const exit = proof === null || (tried.length > 0 && failing.length === 0) ? EXIT.works : tried.length === 0 ? EXIT.unknown : EXIT.fault
  const renews = tokens.refresh !== undefined || plan.flow === 'app'
  return {
    ...common,
    grant,
    kept: !keys.forgets,
    renews,
    claims,
    troubles: failing.length > 0 || proof === null ? troubles : [],
    proof,
    refusal: null,
    judged,
    exit,
  }
}
