// A run as a case: what the person said, what the servers answered where something failed, and every fact that was seen.

import type { Case, SecretKind } from '../model/case.ts'
import type { Identity } from '../model/identity.ts'
import type { Client } from '../model/knowledge.ts'
import { endpointUrl } from '../model/protocol.ts'
import type { ProbeResult, ProbeRun } from '../probe/index.ts'

export interface Told {
  readonly messages: readonly string[]
  readonly tells: readonly string[]
}

export interface Run {
  readonly request: Told &
    Partial<Pick<Case, 'lang'>> & {
      readonly app?: string | undefined
      readonly protocol?: string | undefined
      readonly account?: Case['account_type'] | undefined
      readonly secretKind?: SecretKind | undefined
    }
  readonly identity: Identity
  readonly client: Client | null
  readonly run: ProbeRun | null
  readonly id: string
  readonly date: string
}

const METHOD: Readonly<Record<string, string>> = {
  password: 'password',
  'app-password': 'app_password',
  oauth: 'oauth2',
  'account-password': 'password',
  'app-password-spaces': 'app_password',
  'app-password-truncated': 'app_password',
  token: 'oauth2',
}

export function observedCase({ request, identity, client, run, id, date }: Run): Case {
  const failing = run?.results.filter((p) => !['healthy', 'reachable', 'interrupted'].includes(p.outcome)) ?? []
  const protocol = request.protocol ?? (failing.length === 1 ? failing[0]?.endpoint.protocol : undefined)
  const method = METHOD[request.secretKind ?? ''] ?? METHOD[run?.shape ?? '']
  const account = request.account ?? (identity.accountType === 'unknown' ? undefined : identity.accountType)
  const endpoint = failing.find((p) => p.endpoint.protocol === protocol)?.endpoint
  const client_ = client?.id ?? request.app
  return {
    id,
    date,
    ...(request.lang !== undefined && { lang: request.lang }),
    address: identity.address.text,
    ...(identity.provider !== null && { provider: identity.provider }),
    ...(account !== undefined && { account_type: account }),
    ...(client_ !== undefined && { client: client_ }),
    ...(protocol !== undefined && { protocol }),
    ...(endpoint !== undefined && { endpoint: endpointUrl(endpoint) }),
    ...(method !== undefined && { auth_method_used: method }),
    facts: request.tells,
    evidence: [...request.messages, ...failing.flatMap(refusals)],
    observed: run?.facts ?? [],
  }
}

/** The replies of a failing server that can say why. Its greeting counts only when it turned us away with it. */
function refusals({ outcome, replies }: ProbeResult): string[] {
  const telling = outcome === 'turned-away' || outcome === 'broken' ? ['greeting', 'starttls'] : ['sign-in', 'enter', 'starttls', 'quota']
  return replies.filter(({ when }) => telling.includes(when)).map(({ text }) => text)
}

export function wordsOf({ messages, tells }: Told): readonly string[] {
  return [...messages, ...tells]
}
