// The desk on a socket: a free port, the names under which it answers, its history opened, and one way to end it all.

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { SesameError } from '../../model/errors.ts'
import type { Lang } from '../../model/lang.ts'
import { type History, openHistory } from '../../sesame.ts'
import { saidIn } from '../../text/desk-said.ts'
import { textIn } from '../../text/index.ts'
import { createDesk, type Desk, type DeskOptions } from './desk.ts'

export interface StartRequest extends Pick<DeskOptions, 'network' | 'lab' | 'lang' | 'web' | 'log'> {
  /** Exactly this one; without it the first free one from `FIRST_PORT` on. */
  readonly port?: number | undefined
  /** 127.0.0.1 by default. */
  readonly host?: string | undefined
  /** Folder of what this machine keeps. */
  readonly data?: string | undefined
}

export interface StartedDesk {
  /** With the token in it. */
  readonly url: string
  /** The same, good for one visit within two minutes. */
  readonly onceUrl: () => string
  readonly token: string
  readonly port: number
  /** Other devices can reach it. */
  readonly elsewhere: boolean
  /** Why nothing is remembered; null when all is well. */
  readonly historyTrouble: string | null
  /** Ends runs and connections; resolves to how many runs that were. */
  close(): Promise<number>
}

const FIRST_PORT = 4747
const TRIES = 20

/** Throws `port-taken` or `listen-failed`. */
export async function startDesk(request: StartRequest): Promise<StartedDesk> {
  const { host = '127.0.0.1', lang } = request
  const { history, trouble } = await tryHistory(request)
  let desk: Desk | undefined
  let names: ReadonlySet<string> = new Set()
  const server = createAdaptorServer({
    fetch: (incoming, env) => desk?.request(incoming, env) ?? new Response(null, { status: 503 }),
    overrideGlobalObjects: false,
    // Slow senders hold nothing for long. Each start leaves a cookie in the browser until it is closed: their header may be long.
    serverOptions: { headersTimeout: 10_000, requestTimeout: 60_000, maxHeaderSize: 65_536 },
  }) as Server
  server.maxConnections = 200
  try {
    const port = await listen(server, host, request.port)
    names = namesOf(host, port)
    desk = createDesk({
      ...request,
      hosts: () => names,
      history,
      historyWhy: (inLang) => (trouble === null ? saidIn(inLang).refusals['no-history'] : sentence(trouble, inLang)),
      isLocal: (env) => isSame((env as HttpBindings | undefined)?.incoming?.socket),
    })
    const made = desk
    const here = isWild(host) ? '127.0.0.1' : host
    return {
      url: `http://${inUrl(host)}:${port}/?token=${made.token}`,
      onceUrl: () => `http://${inUrl(here)}:${port}/?token=${made.ticket()}`,
      token: made.token,
      port,
      elsewhere: !isLoopback(host),
      historyTrouble: trouble === null ? null : sentence(trouble, lang),
      async close() {
        // First of all nobody can start another run.
        const closed = new Promise((resolve) => server.close(resolve))
        server.closeAllConnections()
        const ended = await made.close()
        await closed
        history?.close()
        return ended
      },
    }
  } catch (error) {
    server.close()
    history?.close()
    throw error
  }
}

async function tryHistory({ data, network }: StartRequest): Promise<{ history: History | null; trouble: SesameError | null }> {
  try {
    return { history: await openHistory({ folder: data, env: network.env }), trouble: null }
  } catch (error) {
    const trouble = error instanceof SesameError ? error : new SesameError('store-unwritable', { file: data ?? '', why: 'unknown' }, error)
    return { history: null, trouble }
  }
}

function sentence({ code, args }: SesameError, lang: Lang): string {
  const { what, next } = textIn(lang).error(code, args)
  return `${what} ${next}`
}

async function listen(server: Server, host: string, wanted: number | undefined): Promise<number> {
  const ports = wanted === undefined ? [...Array.from({ length: TRIES }, (_, i) => FIRST_PORT + i), 0] : [wanted]
  for (const port of ports) {
    const code = await new Promise<string | null>((resolve) => {
      const fail = (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown')
      server.once('error', fail)
      server.listen(port, host, () => {
        server.off('error', fail)
        resolve(null)
      })
    })
    if (code === null) return (server.address() as AddressInfo).port
    if (code !== 'EADDRINUSE') throw new SesameError('listen-failed', { host, port, why: code })
  }
  throw new SesameError('port-taken', { host, port: wanted ?? FIRST_PORT })
}

/** Loopback under its three names; listening wider, also the addresses and the name of this computer. */
function namesOf(host: string, port: number): ReadonlySet<string> {
  const own = isWild(host) ? [...addresses(), hostname(), `${hostname()}.local`] : [host]
  const names = ['127.0.0.1', 'localhost', '::1', ...own].map((name) => inUrl(name).toLowerCase())
  // The port of the scheme is not said (RFC 9110 §4.2.1).
  return new Set([...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])])
}

/** Listens at every address. */
function isWild(host: string): boolean {
  return ['0.0.0.0', '::'].includes(host)
}

function addresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address) ?? [])
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host.replace(/%.*$/, '')}]` : host
}

/** Both ends are this computer: what is said between them crosses no network. */
function isSame(socket: { readonly remoteAddress?: string; readonly localAddress?: string } | undefined): boolean {
  const { remoteAddress = '', localAddress } = socket ?? {}
  return isLoopback(remoteAddress) || (remoteAddress !== '' && remoteAddress === localAddress)
}

function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^(?:::ffff:)?127\./.test(address)
}
