// What a refusal says, read by its codes: RFC 6749 §5.2, RFC 8628 §3.5, Microsoft's AADSTS numbers and Google's subtypes. The prose is kept for people and decides nothing.

import * as oauth from 'oauth4webapi'
import type { Secret } from '../model/secret.ts'
import type { OAuthRefusal, OAuthStep } from './shapes.ts'
import { struck } from './strike.ts'
import type { Trouble, Web } from './web.ts'

/** A reply as far as a refusal can be in it. */
export interface RefusingReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Or the parameters of a redirect. */
  readonly body: string | URLSearchParams
}

const SAID_LIMIT = 500
/** RFC 6749 §5.2: printable ASCII but quote and backslash. Codes are short and have no spaces. */
const CODE = /^[!#-[\]-~]{1,80}$/

/** Must never throw, whatever the bytes; `secrets` are struck from what was said. */
export function readRefusal(at: OAuthStep, reply: RefusingReply, secrets: readonly Secret[] = []): OAuthRefusal {
  const values = valuesOf(reply.body)
  const text = (name: string) => (typeof values[name] === 'string' ? (values[name] as string) : undefined)
  const word = (name: string) => [text(name)].find((value) => value !== undefined && CODE.test(value))
  // Google's device endpoint writes `error_code`; its other interfaces an object with a `status`.
  const error = word('error') ?? word('error_code')
  const suberror = word('suberror') ?? word('error_subtype') ?? word('error_subcode')
  const prose = text('error_description') ?? text('error_message')
  const code = entraCode(values.error_codes, prose ?? (typeof reply.body === 'string' ? reply.body : ''))
  const retryAfter = secondsIn(reply.headers?.['retry-after'])
  const said = prose === undefined || prose === '' ? undefined : struck(prose, secrets).slice(0, SAID_LIMIT)
  return {
    at,
    why: whyOf(at, error, suberror, code),
    ...(error !== undefined && { error }),
    ...(suberror !== undefined && { suberror }),
    ...(code !== undefined && { code }),
    ...(said !== undefined && { said }),
    ...(reply.status !== undefined && { status: reply.status }),
    ...(retryAfter !== undefined && { retryAfter }),
  }
}

/** From what oauth4webapi threw; the reply itself says more than the exception. */
export function refusalOf(at: OAuthStep, thrown: unknown, web: Web, secrets: readonly Secret[] = []): OAuthRefusal {
  const trouble = web.trouble()
  if (trouble !== undefined) return { at, why: TROUBLE[trouble] }
  const reply = web.last()
  if (reply !== undefined && reply.status >= 300) return readRefusal(at, reply, secrets)
  if (thrown instanceof oauth.AuthorizationResponseError) return readRefusal(at, { body: thrown.cause }, secrets)
  const code = (thrown as { code?: unknown } | null)?.code
  if (code === oauth.JWT_TIMESTAMP_CHECK) return { at, why: 'invalid', error: 'clock' }
  if (code === oauth.JWT_CLAIM_COMPARISON || code === oauth.JSON_ATTRIBUTE_COMPARISON) return { at, why: 'mismatch' }
  // Some servers answer a refusal with 200 and an error in it.
  if (reply !== undefined) {
    const read = readRefusal(at, reply, secrets)
    if (read.error !== undefined) return read
  }
  return { at, why: 'invalid', ...(reply && { status: reply.status }) }
}

const TROUBLE: Readonly<Record<Trouble, OAuthRefusal['why']>> = {
  'dns-failed': 'unreachable',
  unreachable: 'unreachable',
  certificate: 'certificate',
  timeout: 'timeout',
  'redirect-refused': 'invalid',
  'too-large': 'invalid',
  invalid: 'invalid',
}

/** What the person did: RFC 6749 §4.1.2.1, RFC 8628 §3.5, and Microsoft's own word. A number beside it means that a rule refused. */
function whyOf(at: OAuthStep, error: string | undefined, suberror: string | undefined, code: string | undefined): OAuthRefusal['why'] {
  const person = at === 'authorize' || at === 'device'
  if (person && (error === 'authorization_declined' || suberror === 'cancel' || code === 'AADSTS65004')) return 'denied'
  if (person && error === 'access_denied' && code === undefined) return 'denied'
  if (error === 'expired_token' || error === 'code_expired') return 'expired'
  return 'refused'
}

function valuesOf(body: string | URLSearchParams): Readonly<Record<string, unknown>> {
  if (typeof body !== 'string') return Object.fromEntries(body)
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return {}
    const { error } = parsed as { error?: unknown }
    // Google: `{"error": {"code": 403, "status": "PERMISSION_DENIED", "message": …}}`.
    if (typeof error === 'object' && error !== null) {
      const { status, message } = error as { status?: unknown; message?: unknown }
      return { error: status, error_description: message }
    }
    return parsed as Readonly<Record<string, unknown>>
  } catch {
    return {}
  }
}

/** The list of numbers where there is one, else the number that begins the description, or stands on Microsoft's page. */
function entraCode(list: unknown, text: string): string | undefined {
  const first = Array.isArray(list) ? list.find((one) => Number.isInteger(one) && one > 0 && one < 1e8) : undefined
  return first === undefined ? /\bAADSTS\d{4,8}\b/.exec(text.slice(0, 200_000))?.[0] : `AADSTS${first}`
}

/** RFC 9110 §10.2.3; a date is left alone. */
function secondsIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,5}$/.test(header.trim()) ? Number(header) : undefined
}
