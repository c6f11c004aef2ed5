// Which client asks, and whether it proves it (RFC 6749 §2.3, RFC 7523 §2.2).

import { timingSafeEqual } from 'node:crypto'
import type { LabOAuth, LabOAuthClientData } from './data.ts'
import type { AuthServer } from './grants.ts'
import { assertionFault } from './jwt.ts'
import { type Refused, refused } from './refusals.ts'

export function clientOf({ oauth }: AuthServer, id: string, tenant: string): LabOAuthClientData | undefined {
  const found = oauth.clients.find((c) => c.id === id)
  return found?.tenant !== undefined && tenant !== '' && !['common', 'organizations', found.tenant].includes(tenant) ? undefined : found
}

export interface ClientProof {
  readonly server: AuthServer
  readonly tenant: string
  readonly form: URLSearchParams
  readonly authorization: string | undefined
  /** The PEM of the lab's certificate for apps. */
  readonly certificate: () => string
  /** The address of the endpoint, as an audience. */
  readonly endpoint: string
  readonly now: number
}

export function proveClient(proof: ClientProof): { readonly client: LabOAuthClientData } | Refused {
  const { server, form, tenant } = proof
  const basic = readBasic(proof.authorization)
  const id = form.get('client_id') ?? basic?.id ?? ''
  const holes = { client: id, tenant: tenant || 'common' }
  if (id === '' && !form.has('client_assertion')) return refused('missing-parameter', { parameter: 'client_id' })
  const client = clientOf(server, id === '' ? subjectOf(form.get('client_assertion') ?? '') : id, tenant)
  if (!client) return refused('unknown-client', holes)
  const secret = form.get('client_secret') ?? basic?.secret
  const assertion = form.get('client_assertion')
  const isPublic = client.secret === undefined && client.expiredSecret === undefined && client.certificate !== true
  if (isPublic) {
    // A plain server takes an empty secret for none.
    return assertion !== null || (secret !== undefined && secret !== '') ? refused('secret-of-public', holes) : { client }
  }
  if (assertion !== null) return judged(proof, client, assertion)
  if (secret === undefined) return refused('no-secret', holes)
  if (client.expiredSecret !== undefined && same(secret, client.expiredSecret)) return refused('expired-secret', holes)
  return client.secret !== undefined && same(secret, client.secret) ? { client } : refused('wrong-secret', holes)
}

function judged(proof: ClientProof, client: LabOAuthClientData, assertion: string): { readonly client: LabOAuthClientData } | Refused {
  const kind = proof.form.get('client_assertion_type')
  const wrong = refused('wrong-assertion', { client: client.id })
  if (kind !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' || client.certificate !== true) return wrong
  const audience = [proof.endpoint, audienceOf(proof.server.oauth, proof.tenant)]
  const fault = assertionFault(assertion, { client: client.id, audience, certificate: proof.certificate(), now: proof.now })
  return fault === undefined ? { client } : wrong
}

const audienceOf = (oauth: LabOAuth, tenant: string) => oauth.issuer.replace('{tenant}', tenant)

function same(a: string, b: string): boolean {
  const [one, two] = [Buffer.from(a), Buffer.from(b)]
  return one.length === two.length && timingSafeEqual(one, two)
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
function readBasic(header: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]{1,4096})$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const at = text.indexOf(':')
  const decode = (part: string) => new URLSearchParams(`v=${part}`).get('v') ?? ''
  return at < 0 ? undefined : { id: decode(text.slice(0, at)), secret: decode(text.slice(at + 1)) }
}

function subjectOf(assertion: string): string {
  try {
    const claims: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return String((claims as { sub?: unknown } | null)?.sub ?? '')
  } catch {
    return ''
  }
}
