// The network's options, read from the file that SESAME_NETWORK names and from the flags of the command line. Flags win.

import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, isAbsolute, resolve } from 'node:path'
import { SesameError } from '../model/errors.ts'
import { parseConnectTo } from './connect-to.ts'
import { parseHostPort } from './host.ts'
import type { NetworkOptions } from './network.ts'
import { parseProxy } from './proxy.ts'
import { readAuthorities } from './trust.ts'

const KEYS = ['dns', 'connectTo', 'cacert', 'now', 'proxy']

/** Flags come before the file: where both name a rule for a host, the flag's is met first. Throws SesameError `network-config-invalid`. */
export function readNetworkOptions(env: Readonly<Record<string, string | undefined>>, flags: NetworkOptions = {}): NetworkOptions {
  const file = env.SESAME_NETWORK ? readFile(env.SESAME_NETWORK) : {}
  const connectTo = [...(flags.connectTo ?? []), ...(file.connectTo ?? [])]
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
  const options: NetworkOptions = { ...file, ...given, ...(connectTo.length > 0 && { connectTo }) }
  checkNetworkOptions(options)
  return options
}

/** Throws SesameError `network-config-invalid` with the one thing that is wrong. Never repeats a proxy's password. */
export function checkNetworkOptions(options: NetworkOptions): void {
  const dns = options.dns === undefined ? undefined : parseHostPort(options.dns)
  if (dns === null || (dns && isIP(dns.host) === 0 && dns.host !== 'localhost')) wrong(`dns: ${options.dns} is not ADDRESS:PORT`)
  for (const rule of options.connectTo ?? []) {
    if (parseConnectTo(rule) === null) wrong(`connectTo: ${rule} is not HOST1:PORT1:HOST2:PORT2`)
  }
  if (options.now !== undefined && !isDay(options.now)) wrong(`now: ${options.now} is not a date like 2026-11-21`)
  if (options.proxy !== undefined && parseProxy(options.proxy) === null) {
    wrong('proxy: it must be socks5://HOST:PORT, socks5h://HOST:PORT or http://HOST:PORT')
  }
  if (options.cacert !== undefined) readAuthorities(options.cacert)
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text) && !Number.isNaN(Date.parse(text))
}

function readFile(file: string): NetworkOptions {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    wrong(`${file}: ${error instanceof SyntaxError ? 'it is not JSON' : ((error as NodeJS.ErrnoException).code ?? 'it cannot be read')}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) wrong(`${file}: it is not a JSON object`)
  for (const [key, item] of Object.entries(value as object)) {
    if (!KEYS.includes(key)) wrong(`${file}: ${key} is not one of ${KEYS.join(', ')}`)
    const fits = key === 'connectTo' ? Array.isArray(item) && item.every((rule) => typeof rule === 'string') : typeof item === 'string'
    if (!fits) wrong(`${file}: ${key} must be ${key === 'connectTo' ? 'a list of texts' : 'a text'}`)
  }
  const options = value as NetworkOptions
  // A file is moved together with its certificate: its path counts from the file, not from where the command runs.
  const beside = options.cacert !== undefined && !options.cacert.includes('-----BEGIN') && !isAbsolute(options.cacert)
  return beside ? { ...options, cacert: resolve(dirname(file), options.cacert!) } : options
}

function wrong(why: string): never {
  throw new SesameError('network-config-invalid', { why })
}
