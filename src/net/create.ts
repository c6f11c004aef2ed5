// Makes the Network that everything takes: the real one, with the overrides of the options. There is no other way out of the program.

import { createHash } from 'node:crypto'
import { createSecureContext, type SecureContext } from 'node:tls'
import { connectTo, type Route } from './connect.ts'
import { parseConnectTo } from './connect-to.ts'
import { fetchOver } from './fetch.ts'
import type { Network, NetworkOptions } from './network.ts'
import { checkNetworkOptions } from './options.ts'
import { parseProxy } from './proxy.ts'
import { createResolver } from './resolver.ts'
import { handshake, type Trust } from './tls.ts'
import { defaultAuthorities, namedAuthorities, readAuthorities } from './trust.ts'

/** Throws SesameError `network-config-invalid` when an option makes no sense; touches no network. */
export function createNetwork(options: NetworkOptions = {}, env: NodeJS.ProcessEnv = process.env): Network {
  checkNetworkOptions(options)
  const resolver = createResolver(options.dns)
  const proxy = options.proxy === undefined ? undefined : parseProxy(options.proxy)!
  const route: Route = {
    resolver,
    rules: (options.connectTo ?? []).map((rule) => parseConnectTo(rule)!),
    ...(proxy && { proxy }),
  }
  const extra = options.cacert === undefined ? [] : readAuthorities(options.cacert)
  let trust: Trust | undefined
  // Made once, at the first handshake: reading every authority takes some milliseconds.
  const trusted = (): Trust => {
    if (trust) return trust
    let authorities: readonly string[] | undefined
    trust = {
      get authorities() {
        authorities ??= [...defaultAuthorities(env), ...extra]
        return authorities
      },
      ...(extra.length > 0 && { context: contextOf([...besides(env), ...extra], () => trusted().authorities) }),
    }
    return trust
  }
  const network: Network = {
    ...resolver,
    connect: (host, port, limits) => connectTo(route, host, port, limits),
    secure: (socket, host, limits) => handshake(socket, host, trusted(), limits),
    fetch: (url, request) => fetchOver(network, url, request),
    today: () => (options.now ?? new Date().toISOString()).slice(0, 10),
    options,
  }
  return network
}

/** Node has read its own environment by itself. */
const besides = (env: NodeJS.ProcessEnv) => (env.NODE_EXTRA_CA_CERTS === process.env.NODE_EXTRA_CA_CERTS ? [] : namedAuthorities(env))

/** Two ends of a transfer may trust different ones, each with many connections. */
const KEPT = 4
const contexts = new Map<string, SecureContext>()

/**
 * Node's own trust, and these beside it. Networks with the same ones, one after the other or at once, share a context: making one may block for tens of milliseconds,
 * and reading some 150 authorities one by one, as the option `ca` does, twice as long.
 */
function contextOf(extra: readonly string[], all: () => readonly string[]): SecureContext {
  const key = createHash('sha256').update(extra.join('')).digest('base64')
  const context = contexts.get(key) ?? trusting(extra, all)
  contexts.delete(key)
  contexts.set(key, context)
  const [oldest] = contexts.keys()
  if (contexts.size > KEPT && oldest !== undefined) contexts.delete(oldest)
  return context
}

function trusting(extra: readonly string[], all: () => readonly string[]): SecureContext {
  const context = createSecureContext()
  const store = context.context as { addCACert?: (pem: string) => void }
  // Node's documentation has only `ca`, which replaces all that is trusted otherwise.
  if (typeof store?.addCACert !== 'function') return createSecureContext({ ca: [...all()] })
  for (const pem of extra) store.addCACert(pem)
  return context
}
