// JSON Web Tokens of the lab (RFC 7515, RFC 7519): one RSA key for all its servers, made when the first token is signed, and the check of a client's assertion (RFC 7523).

import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto'

export interface Signer {
  /** RFC 7515 §3.1 with RS256, which is what the great providers sign with. */
  sign(claims: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>): string
  /** RFC 7517 §5. */
  keys(): { readonly keys: readonly JsonWebKey[] }
}

export const base64url = (data: Buffer | string) => Buffer.from(data).toString('base64url')

export function makeSigner(): Signer {
  let made: { readonly key: KeyObject; readonly jwk: JsonWebKey; readonly kid: string } | undefined
  function own() {
    if (made) return made
    // A quarter of a second at worst: not at the start of a lab whose OAuth nobody asks for.
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const jwk = pair.publicKey.export({ format: 'jwk' })
    const kid = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url').slice(0, 27)
    made = { key: pair.privateKey, jwk, kid }
    return made
  }
  return {
    sign(claims, header = {}) {
      const { key, kid } = own()
      const head = base64url(JSON.stringify({ typ: 'JWT', alg: 'RS256', kid, ...header }))
      const input = `${head}.${base64url(JSON.stringify(claims))}`
      return `${input}.${base64url(sign('sha256', Buffer.from(input), key))}`
    },
    keys() {
      const { jwk, kid } = own()
      return { keys: [{ ...jwk, kid, use: 'sig', alg: 'RS256' }] }
    },
  }
}

/** The certificate under the two names that a header may give it (RFC 7515 §4.1.7 and §4.1.8). */
export function thumbprints(pem: string): { readonly x5t: string; readonly sha256: string } {
  const der = new X509Certificate(pem).raw
  return { x5t: createHash('sha1').update(der).digest('base64url'), sha256: createHash('sha256').update(der).digest('base64url') }
}

export type AssertionFault = 'malformed' | 'algorithm' | 'certificate' | 'signature' | 'time' | 'audience' | 'client'

/** Undefined when the assertion is in order (RFC 7523 §3). */
export function assertionFault(
  assertion: string,
  wanted: { readonly client: string; readonly audience: readonly string[]; readonly certificate: string; readonly now: number },
): AssertionFault | undefined {
  const parts = assertion.split('.')
  const header = part(parts[0])
  const claims = part(parts[1])
  if (parts.length !== 3 || assertion.length > 8192 || !header || !claims) return 'malformed'
  if (header.alg !== 'RS256' && header.alg !== 'PS256') return 'algorithm'
  const prints = thumbprints(wanted.certificate)
  const shown = header['x5t#S256'] ?? header.x5t
  if (shown !== prints.sha256 && shown !== prints.x5t) return 'certificate'
  const key = createPublicKey(wanted.certificate)
  const padding =
    header.alg === 'PS256'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : { padding: constants.RSA_PKCS1_PADDING }
  const input = Buffer.from(`${parts[0]}.${parts[1]}`)
  if (!verify('sha256', input, { key, ...padding }, Buffer.from(parts[2] ?? '', 'base64url'))) return 'signature'
  const seconds = wanted.now / 1000
  if (typeof claims.exp !== 'number' || claims.exp < seconds) return 'time'
  if (typeof claims.nbf === 'number' && claims.nbf > seconds + 300) return 'time'
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  if (!audience.some((a) => wanted.audience.includes(String(a)))) return 'audience'
  return claims.iss === wanted.client && claims.sub === wanted.client ? undefined : 'client'
}

function part(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8'))
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
