// Every way in which an authorization server of the lab says no, in the codes of the RFCs; a provider's file says its own words over them.

import { createHash, randomUUID } from 'node:crypto'
import type { Page } from '../http-server.ts'
import type { LabOAuth, LabRefusal } from './data.ts'

/** RFC 6749 §4.1.2.1 and §5.2, RFC 8628 §3.5, RFC 7636 §4.6. */
export const REFUSALS = {
  'unknown-client': { error: 'invalid_client', say: 'The client is unknown.', status: 401 },
  'not-for-account': { error: 'unauthorized_client', say: 'The client may not be used with this kind of account.' },
  'flow-not-allowed': { error: 'unauthorized_client', say: 'The client may not use this grant type.' },
  'wrong-redirect': { error: 'invalid_request', say: 'redirect_uri is not registered for this client.' },
  'wrong-response-type': { error: 'unsupported_response_type', say: 'response_type must be code.' },
  'bad-request': { error: 'invalid_request', say: 'The request is not a form, or says something twice.' },
  'missing-parameter': { error: 'invalid_request', say: 'The parameter {parameter} is missing.' },
  'no-pkce': { error: 'invalid_request', say: 'code_challenge with the method S256 is required.' },
  'unknown-scope': { error: 'invalid_scope', say: 'The scope {scope} is unknown.' },
  'device-scope': { error: 'invalid_scope', say: 'The scope {scope} is not given to devices.' },
  'two-audiences': { error: 'invalid_scope', say: 'The scopes belong to more than one resource.' },
  'app-scope': { error: 'invalid_scope', say: 'The scope {scope} is not one of an app.' },
  'unknown-tenant': { error: 'invalid_request', say: 'The tenant {tenant} is unknown.' },
  'no-tenant': { error: 'invalid_request', say: 'A tenant is required.' },
  'wrong-tenant': { error: 'access_denied', say: 'The account {user} does not belong to this tenant.' },
  'unknown-user': { error: 'access_denied', say: 'The account {user} is unknown.' },
  'not-tester': { error: 'access_denied', say: 'The app is being tested and the account is not one of its testers.' },
  'sign-in-needed': { error: 'login_required', say: 'Nobody is signed in.' },
  denied: { error: 'access_denied', say: 'The person said no.' },
  'no-secret': { error: 'invalid_client', say: 'Client authentication is missing.', status: 401 },
  'wrong-secret': { error: 'invalid_client', say: 'Client authentication failed.', status: 401 },
  'expired-secret': { error: 'invalid_client', say: 'The secret of the client expired.', status: 401 },
  'secret-of-public': { error: 'invalid_client', say: 'A public client has no secret.', status: 401 },
  'wrong-assertion': { error: 'invalid_client', say: 'The assertion of the client is not valid.', status: 401 },
  'wrong-grant-type': { error: 'unsupported_grant_type', say: 'The grant type is not supported.' },
  'wrong-code': { error: 'invalid_grant', say: 'The code is not valid.' },
  'used-code': { error: 'invalid_grant', say: 'The code was used before.' },
  'expired-code': { error: 'invalid_grant', say: 'The code expired.' },
  'other-redirect': { error: 'invalid_grant', say: 'redirect_uri is not the one of the authorization.' },
  'wrong-verifier': { error: 'invalid_grant', say: 'code_verifier does not match.' },
  'wrong-refresh': { error: 'invalid_grant', say: 'The refresh token is not valid.' },
  'expired-refresh': { error: 'invalid_grant', say: 'The refresh token expired.' },
  'password-changed': { error: 'invalid_grant', say: 'The grant was revoked.' },
  pending: { error: 'authorization_pending', say: 'The person has not answered yet.' },
  'slow-down': { error: 'slow_down', say: 'Ask less often.' },
  'device-denied': { error: 'access_denied', say: 'The person said no.' },
  'device-expired': { error: 'expired_token', say: 'The code of the device expired.' },
  'wrong-device': { error: 'invalid_grant', say: 'The code of the device is not valid.' },
} as const satisfies Readonly<Record<string, LabRefusal>>

export type RefusalName = keyof typeof REFUSALS

/** What a step says no with; `name` may also be one that only the provider's file has. */
export interface Refused {
  readonly refused: string
  readonly holes?: Readonly<Record<string, string>>
}

export const refused = (name: RefusalName, holes: Readonly<Record<string, string>> = {}): Refused => ({ refused: name, holes })
export const isRefused = <T extends object>(value: T | Refused): value is Refused => 'refused' in value

export interface Said {
  readonly error: string
  readonly description: string
  readonly suberror?: string
  readonly status: number
  readonly codes: readonly number[]
}

/** The refusal in the provider's words, as the redirect and the page show it. */
export function said(oauth: LabOAuth, { refused: name, holes = {} }: Refused, now: number): Said {
  const own: LabRefusal = oauth.refusals[name] ?? (REFUSALS as Readonly<Record<string, LabRefusal>>)[name] ?? { error: 'invalid_request' }
  const values: Readonly<Record<string, string>> = { date: new Date(now - 100 * 86_400_000).toISOString(), ...holes }
  const text = (own.say ?? '').replace(/\{(\w+)\}/g, (all, key: string) => values[key] ?? all)
  const codes = [...text.matchAll(/^AADSTS(\d+)/g)].map((m) => Number(m[1]))
  const tail = codes.length > 0 ? microsoftTail(now) : ''
  return {
    error: own.error,
    description: text + tail,
    status: own.status ?? 400,
    codes,
    ...(own.suberror && { suberror: own.suberror }),
  }
}

const microsoftTail = (now: number) => ` Trace ID: ${randomUUID()} Correlation ID: ${randomUUID()} Timestamp: ${microsoftTime(now)}`
const microsoftTime = (now: number) =>
  new Date(now)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z/, 'Z')

/** RFC 6749 §5.2; Microsoft adds its codes, Google nothing. */
export function refusalPage(oauth: LabOAuth, refusal: Refused, now: number): Page {
  const { error, description, suberror, status, codes } = said(oauth, refusal, now)
  const ids = /Trace ID: (\S+) Correlation ID: (\S+)/.exec(description)
  const extra =
    oauth.style === 'microsoft' && ids
      ? {
          error_codes: codes,
          timestamp: microsoftTime(now),
          trace_id: ids[1],
          correlation_id: ids[2],
          error_uri: `https://login.microsoftonline.com/error?code=${codes[0]}`,
          ...(suberror && { suberror }),
        }
      : suberror && { error_subtype: suberror }
  return json(status, { error, ...(description && { error_description: description }), ...extra })
}

/** RFC 6749 §5.1: never cached. */
export function json(status: number, value: unknown): Page {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', Pragma: 'no-cache' },
    body: JSON.stringify(value),
  }
}

/** An identifier that is always the same for the same words, in the shape of a GUID. */
export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
