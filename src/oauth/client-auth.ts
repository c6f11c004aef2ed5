// How a client shows who it is at the token endpoint: not at all (a public client), by its secret, or by an assertion that its certificate's key signed (RFC 7523 §2.2).

import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import * as oauth from 'oauth4webapi'
import type { OAuthClient } from './shapes.ts'

export interface KnownClient {
  readonly client: oauth.Client
  readonly auth: oauth.ClientAuth
}

/** Throws when key or certificate is no PEM of such a thing: `usableKey` tells beforehand. */
export async function clientAuth({ id, secret, key, certificate }: OAuthClient, audience: string): Promise<KnownClient> {
  const client: oauth.Client = { client_id: id }
  if (key !== undefined) return { client, auth: await byAssertion(key.reveal(), certificate, audience) }
  // RFC 6749 §2.3.1 prefers Basic; Microsoft, Google and Yahoo all take the body, and some take only that.
  return { client, auth: secret === undefined ? oauth.None() : oauth.ClientSecretPost(secret.reveal()) }
}

export function usableKey(pem: string, certificate?: string): boolean {
  try {
    const key = createPrivateKey(pem)
    return (
      algorithmOf(key.asymmetricKeyType) !== null && (certificate === undefined || new X509Certificate(certificate).checkPrivateKey(key))
    )
  } catch {
    return false
  }
}

async function byAssertion(pem: string, certificate: string | undefined, audience: string): Promise<oauth.ClientAuth> {
  const object = createPrivateKey(pem)
  const algorithm = algorithmOf(object.asymmetricKeyType)
  if (algorithm === null) throw new TypeError('neither an RSA key nor one on P-256')
  const der = object.export({ type: 'pkcs8', format: 'der' })
  const key = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
  return oauth.PrivateKeyJwt(key as oauth.CryptoKey, {
    [oauth.modifyAssertion](header, payload) {
      // RFC 7523 §3: the token endpoint is the audience that every server must know itself by.
      payload.aud = audience
      if (certificate === undefined) return
      // RFC 7515 §4.1.7 and §4.1.8: which of the certificates that were registered. Entra reads either.
      const raw = new X509Certificate(certificate).raw
      header.x5t = createHash('sha1').update(raw).digest('base64url')
      header['x5t#S256'] = createHash('sha256').update(raw).digest('base64url')
    },
  })
}

/** RS256 and ES256: what servers of RFC 7523 know, Entra too. */
function algorithmOf(type: string | undefined): { name: string; hash?: string; namedCurve?: string } | null {
  if (type === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  return type === 'ec' ? { name: 'ECDSA', namedCurve: 'P-256' } : null
}
