// Fetching a configuration document: the one place where an outcome of the web becomes a word of a finding.

import type { FindingWhy } from '../model/identity.ts'
import type { HttpReply } from '../net/network.ts'
import type { Asking } from './mechanism.ts'

export type Fetched =
  | { readonly reply: HttpReply }
  | { readonly reply: null; readonly status: 'nothing' | 'failed'; readonly why?: FindingWhy; readonly detail: string }

const WHY = {
  'dns-failed': 'dns-failed',
  unreachable: 'unreachable',
  certificate: 'certificate',
  timeout: 'deadline',
  'redirect-refused': 'redirect-refused',
  'too-large': 'invalid',
  invalid: 'invalid',
} as const satisfies Record<string, FindingWhy>

/** A reply with status 200, or why there is none. A missing page or host is `nothing`: most domains publish no document. */
export async function fetchDocument(
  asking: Asking,
  url: string,
  request: {
    readonly limit: number
    readonly method?: 'GET' | 'POST'
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
  },
): Promise<Fetched> {
  const outcome = await asking.network.fetch(url, { ...request, timeoutMs: asking.timeLeft(), signal: asking.signal, redirects: 3 })
  if (outcome.ok) {
    const { status, headers } = outcome.reply
    if (status === 200) return { reply: outcome.reply }
    if (status === 401)
      return {
        reply: null,
        status: 'nothing',
        why: 'authentication-wanted',
        detail: `401 ${headers['www-authenticate'] ?? ''}`.trim().slice(0, 120),
      }
    return { reply: null, status: 'nothing', detail: String(status) }
  }
  // The answer that there is no such host, as against no answer.
  if (outcome.detail === 'nxdomain' || outcome.detail === 'nodata') return { reply: null, status: 'nothing', detail: outcome.detail }
  return { reply: null, status: 'failed', why: WHY[outcome.why], detail: outcome.detail.slice(0, 120) }
}
