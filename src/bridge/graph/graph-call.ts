// One question to Microsoft Graph, and its answer: what it refused, in its own code, and how long it asks to wait.

import type { HttpOutcome, Network } from '../../net/network.ts'
import type { GraphKey } from './graph-keys.ts'

export interface GraphCall {
  readonly network: Network
  readonly key: GraphKey
  readonly signal?: AbortSignal | undefined
}

export interface GraphWish {
  readonly method: 'POST' | 'DELETE'
  /** Behind the root: `/me/sendMail`. */
  readonly path: string
  readonly type?: 'text/plain' | 'application/json'
  readonly body?: string
}

export type GraphAnswer =
  | {
      readonly kind: 'answer'
      readonly status: number
      /** `ErrorSendAsDenied`; empty when it did well or said none. */
      readonly code: string
      /** Code and sentence of the refusal, in one line. */
      readonly said: string
      readonly retryAfter?: number
      /** What came back, when it was JSON. */
      readonly body: Readonly<Record<string, unknown>>
    }
  /** `sent`: the question may have arrived there. */
  | { readonly kind: 'none'; readonly sent: boolean; readonly said: string }

/** A large message over a slow line. */
const TIMEOUT_MS = 300_000

/** Never throws for what the network or Graph does. */
export async function askGraph({ network, key, signal }: GraphCall, { method, path, type, body }: GraphWish): Promise<GraphAnswer> {
  const outcome = await network.fetch(`${key.root}${path}`, {
    ...{ timeoutMs: TIMEOUT_MS, method, redirects: 'show' },
    headers: { authorization: `Bearer ${key.token.reveal()}`, accept: 'application/json', ...(type && { 'content-type': type }) },
    ...(method === 'POST' && { body: body ?? '' }),
    ...(signal && { signal }),
  })
  return readAnswer(outcome, key)
}

export function readAnswer(outcome: HttpOutcome, { token }: Pick<GraphKey, 'token'>): GraphAnswer {
  if (!outcome.ok) return { kind: 'none', sent: maySent(outcome.why, outcome.detail), said: `${outcome.why} ${outcome.detail}` }
  const { status, headers, body } = outcome.reply
  const json = objectIn(body)
  const error = isObject(json.error) ? json.error : {}
  const code = typeof error.code === 'string' ? error.code.slice(0, 100) : ''
  const message = typeof error.message === 'string' ? error.message : ''
  const said = `${status} ${code} ${message}`
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll(token.reveal(), '•••')
    .trim()
    .slice(0, 500)
  const retry = retryAfter(headers)
  return { kind: 'answer', status, code, said, body: json, ...(retry !== undefined && { retryAfter: retry }) }
}

/** RFC 9110 §10.2.3: seconds or a date. Names of header fields know no case (RFC 9110 §5.1). */
export function retryAfter(headers: Readonly<Record<string, string>>, now = Date.now()): number | undefined {
  const value = Object.entries(headers)
    .find(([name]) => name.toLowerCase() === 'retry-after')?.[1]
    ?.trim()
  if (value === undefined || value === '') return undefined
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - now) / 1000)
  return Number.isNaN(seconds) ? undefined : Math.min(86_400, Math.max(0, seconds))
}

/** What broke before the question left us; anything else may have arrived. */
function maySent(why: string, detail: string): boolean {
  if (why === 'dns-failed' || why === 'certificate' || why === 'redirect-refused') return false
  return !/^(refused|unreachable|reset|cancelled|timeout|connect|dns|servfail|handshake|not-tls)$|^ERR_|^EPROTO/.test(detail)
}

function objectIn(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
