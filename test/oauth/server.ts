// A real authorization server on loopback (oidc-provider): code with PKCE, device code, rotation, revocation, introspection, clients with secrets and with keys.

import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { OidcContext, Provider } from 'oidc-provider'
import type { Issued } from '../net/pki.ts'

export interface OAuthServer {
  readonly issuer: string
  readonly port: number
  /** Every request that came: method and path. */
  readonly seen: readonly { readonly method: string; readonly path: string }[]
  /** How often a refresh was asked for. */
  refreshes(): number
  /** Ends everything that was given. */
  revokeAll(): Promise<void>
  /** Changes the answers of a path, as a broken server would. */
  tamper(path: string, change: (body: Record<string, unknown>) => Record<string, unknown> | string): void
  straight(): void
  stop(): Promise<void>
}

export interface OAuthServerOptions {
  /** https under this certificate, for the name that `issuer` holds. */
  readonly tls?: Issued
  readonly name?: string
  /** Of access tokens, in seconds. */
  readonly accessS?: number
  readonly deviceS?: number
  /** Access tokens as JWT for this audience. */
  readonly audience?: string
  /** PEM of the key of the client `daemon-key`. */
  readonly daemonKey?: string
}

export const SECRET = 'planted-client-secret-0aZ9'
const GRANTS = ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code']

export async function startOAuthServer(options: OAuthServerOptions = {}): Promise<OAuthServer> {
  const seen: { method: string; path: string }[] = []
  const grants = new Set<string>()
  let refreshes = 0
  const changes = new Map<string, (body: Record<string, unknown>) => Record<string, unknown> | string>()
  let handle: ReturnType<Provider['callback']> = () => {}
  const onRequest: typeof handle = (request, response) => handle(request, response)
  const server = options.tls ? createSecureServer({ cert: options.tls.cert, key: options.tls.key }, onRequest) : createServer(onRequest)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const issuer = options.tls ? `https://${options.name}:${port}` : `http://127.0.0.1:${port}`

  const provider = await quietly(async () => new (await import('oidc-provider')).Provider(issuer, configuration(options)))
  for (const event of ['grant.success', 'authorization.success']) {
    provider.on(event, (context) => {
      const { oidc } = context as { oidc: { entities: Record<string, { jti?: string } | undefined>; params?: { grant_type?: string } } }
      if (oidc.params?.grant_type === 'refresh_token') refreshes++
      const id = oidc.entities.Grant?.jti
      if (id !== undefined) grants.add(id)
    })
  }
  provider.use(async (context, next) => {
    seen.push({ method: context.method, path: context.path })
    await next()
    const change = changes.get(context.path)
    if (change !== undefined && typeof context.body === 'object' && context.body !== null) {
      context.body = change(context.body as Record<string, unknown>)
    }
  })
  handle = provider.callback()
  return {
    issuer,
    port,
    seen,
    refreshes: () => refreshes,
    async revokeAll() {
      for (const id of grants) await (await provider.Grant.find(id))?.destroy()
      grants.clear()
    },
    tamper: (path, change) => void changes.set(path, change),
    straight: () => changes.clear(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function configuration({ accessS = 3_600, deviceS = 600, audience, daemonKey, tls }: OAuthServerOptions): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const mail = 'mail.read mail.send'
  return {
    clients: [
      {
        client_id: 'desktop',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://127.0.0.1', 'http://localhost', 'http://127.0.0.1/done'],
        grant_types: GRANTS,
      },
      {
        client_id: 'desktop-with-secret',
        client_secret: SECRET,
        application_type: 'native',
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: ['http://127.0.0.1'],
        grant_types: GRANTS,
      },
      {
        client_id: 'daemon',
        client_secret: SECRET,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
      },
      // Whoever checks tokens, as Dovecot does.
      {
        client_id: 'checker',
        client_secret: SECRET,
        token_endpoint_auth_method: 'client_secret_basic',
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
      },
      ...(daemonKey === undefined ? [] : [daemonClient(daemonKey)]),
    ],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'test' }] },
    scopes: ['openid', 'offline_access', 'email', ...(audience === undefined ? mail.split(' ') : [])],
    claims: { email: ['email'] },
    conformIdTokenClaims: false,
    // What somebody signs in as is the account.
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, email: id }) }),
    pkce: { required: () => true },
    cookies: { keys: ['test'], ...(tls && { long: { secure: false }, short: { secure: false } }) },
    ttl: {
      AccessToken: accessS,
      ClientCredentials: accessS,
      DeviceCode: deviceS,
      AuthorizationCode: 60,
      IdToken: 3_600,
      RefreshToken: 86_400,
      Grant: 86_400,
      Interaction: 600,
      Session: 600,
    },
    issueRefreshToken: (_context: unknown, client: { grantTypeAllowed(type: string): boolean }) => client.grantTypeAllowed('refresh_token'),
    // Reuse of a rotated token is detected by the server itself and ends the whole grant.
    rotateRefreshToken: true,
    extraTokenClaims: (_context: unknown, token: { accountId?: string }) => ({ upn: token.accountId }),
    features: {
      devInteractions: { enabled: true },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: page,
        userCodeConfirmSource: page,
        successSource: (context: OidcContext) => page(context, 'done'),
      },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true, allowedPolicy: () => true },
      clientCredentials: { enabled: true },
      ...(audience !== undefined && {
        resourceIndicators: {
          enabled: true,
          defaultResource: () => audience,
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({
            scope: mail,
            audience,
            accessTokenFormat: 'jwt',
            accessTokenTTL: accessS,
            jwt: { sign: { alg: 'ES256' } },
          }),
        },
      }),
    },
  }
}

async function page(context: OidcContext, form: string): Promise<void> {
  context.body = `<!doctype html><title>device</title>${form}`
}

function daemonClient(pem: string): Record<string, unknown> {
  const { n, e, kty, crv, x, y } = createPrivateKey(pem).export({ format: 'jwk' })
  return {
    client_id: 'daemon-key',
    token_endpoint_auth_method: 'private_key_jwt',
    redirect_uris: [],
    response_types: [],
    grant_types: ['client_credentials'],
    jwks: { keys: [JSON.parse(JSON.stringify({ kty, n, e, crv, x, y, use: 'sig' }))] },
  }
}

/** It warns about what is only for tests, once and aloud. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { info, warn } = console
  console.info = () => {}
  console.warn = () => {}
  try {
    return await work()
  } finally {
    console.info = info
    console.warn = warn
  }
}
