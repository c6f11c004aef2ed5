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
import { defaultAuthorities, readAuthorities } from './trust.ts'

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
    const authorities = [...defaultAuthorities(env), ...extra]
    trust = { authorities, ...(extra.length > 0 && { context: contextOf(authorities) }) }
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

/** Two ends of a transfer may trust different ones, each with many connections. */
const KEPT = 4
const contexts = new Map<string, SecureContext>()

/** Reading some 150 authorities blocks for tens of milliseconds: networks with the same ones, one after the other or at once, share a context. */
function contextOf(authorities: readonly string[]): SecureContext {
  const key = createHash('sha256').update(authorities.join('')).digest('base64')
  const context = contexts.get(key) ?? createSecureContext({ ca: [...authorities] })
  contexts.delete(key)
  contexts.set(key, context)
  const [oldest] = contexts.keys()
  if (contexts.size > KEPT && oldest !== undefined) contexts.delete(oldest)
  return context
}
