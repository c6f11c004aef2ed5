// How this room reaches out: oauth4webapi's requests over our network, so that every override of it applies. Plain http is for loopback only.

import * as oauth from 'oauth4webapi'
import type { HttpOutcome, HttpReply, Network } from '../net/network.ts'

export type Trouble = Extract<HttpOutcome, { ok: false }>['why']

/** One exchange with an authorization server, and what became of it last. */
export interface Web {
  /** Spread into the options of oauth4webapi's calls. */
  readonly options: {
    [oauth.customFetch]: (url: string, init: oauth.CustomFetchOptions<string, unknown>) => Promise<Response>
    [oauth.allowInsecureRequests]: true
  }
  /** The last reply, whole. */
  last(): HttpReply | undefined
  /** Why the last request got no reply. */
  trouble(): Trouble | undefined
}

/** Answers of these servers are small: a longer one is not an answer. */
const LIMIT = 256 * 1024
const TIMEOUT_MS = 20_000

export interface WebLimits {
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs?: number | undefined
}

export function webOver(network: Network, { signal, timeoutMs = TIMEOUT_MS }: WebLimits = {}): Web {
  let last: HttpReply | undefined
  let trouble: Trouble | undefined
  const customFetch = async (url: string, init: oauth.CustomFetchOptions<string, unknown>): Promise<Response> => {
    last = undefined
    trouble = undefined
    if (!mayAsk(url)) {
      trouble = 'invalid'
      throw new TypeError('plain http is for this computer only')
    }
    const outcome = await network.fetch(url, {
      timeoutMs,
      ...(signal && { signal }),
      method: init.method === 'POST' ? 'POST' : 'GET',
      headers: init.headers,
      ...(init.body != null && { body: String(init.body) }),
      limit: LIMIT,
      // A secret goes to the endpoint that was named, nowhere else (RFC 9700 §4.11).
      redirects: 'show',
    })
    if (!outcome.ok) {
      trouble = outcome.why
      throw new TypeError(outcome.why)
    }
    last = outcome.reply
    return responseOf(outcome.reply)
  }
  // `mayAsk` is stricter than the library's own check: it knows loopback.
  return {
    options: { [oauth.customFetch]: customFetch, [oauth.allowInsecureRequests]: true },
    last: () => last,
    trouble: () => trouble,
  }
}

/** RFC 6749 §3.1.2.1 and §3.2: TLS, but between programs of one computer. */
export function mayAsk(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

function responseOf({ status, headers, body }: HttpReply): Response {
  // What fetch could not have made is not an answer of HTTP.
  const known = status >= 200 && status <= 599 ? status : 500
  const bodyless = known === 204 || known === 205 || known === 304
  return new Response(bodyless ? null : body, { status: known, headers: sendable(headers) })
}

/** Headers that came over the wire may hold bytes that `Headers` refuses. */
function sendable(headers: Readonly<Record<string, string>>): Headers {
  const kept = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    try {
      kept.append(name, value)
    } catch {}
  }
  return kept
}
