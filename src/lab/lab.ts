// Starts and stops the small internet: listeners on loopback for every server of the lab's data, a name server, a web, and the options that lead there.

import type { Server, Socket } from 'node:net'
import { type BlackHole, startBlackHole } from './black-hole.ts'
import { startCertificates } from './certificates.ts'
import { type MailProtocol, makeDirectory } from './directory.ts'
import { startDns } from './dns-server.ts'
import { diverted } from './faults.ts'
import { makeWebServers } from './http-server.ts'
import { loadLab } from './load.ts'
import { makeMailServer } from './mail-server.ts'
import { addMessage, findFolder, hasRoom } from './mailbox.ts'
import type { Fault, LabData, LabExpectation, LabProvider, LabServer, SecretKind } from './model.ts'
import { clientsOf, type LabOAuthClient, type LabOAuthHandle, oauthHandle } from './oauth/handle.ts'
import { makeAuthServers } from './oauth/server.ts'
import { makeRelay } from './relay.ts'
import { nothingSeen, type Seen, sawCommand } from './seen.ts'
import type { Service } from './service.ts'
import { makeSite } from './site.ts'
import { makeZones } from './zones.ts'

export interface LabOptions {
  /** Other data than that of the build: a test's own stage. */
  readonly data?: LabData
  /** Added to every round trip. */
  readonly delayMs?: number
  /** Added before a message that was taken arrives in the mailbox. */
  readonly deliveryMs?: number
  /** Only these providers (and those that they stand behind). */
  readonly providers?: readonly string[]
  /** Name of a certificate authority that replaces every certificate, as an antivirus does. */
  readonly intercept?: string
  /** Days that every server's clock runs ahead of ours: our own clock seems late. */
  readonly clockDays?: number
  /** Seconds between two polls of a device (RFC 8628 §3.2); five, as the real ones say. */
  readonly deviceInterval?: number
}

/** What `src/net` takes; its own type is not imported, since the lab shares no code with the clients under test. */
export interface LabNetwork {
  readonly dns: string
  readonly connectTo: readonly string[]
  readonly cacert: string
  readonly now: string
}

export interface LabAccount {
  readonly provider: string
  readonly address: string
  readonly secrets: Readonly<Partial<Record<SecretKind, string>>>
  readonly aliases: readonly string[]
  readonly shows: { readonly en: string; readonly fr: string }
  /** Arguments of `sesame` that show it, without `--lab`. */
  readonly doctor: string
  /** Which of its secrets to type there. */
  readonly secretShown: SecretKind | 'none'
  readonly expect?: LabExpectation
}

export interface Lab {
  readonly network: LabNetwork
  readonly accounts: readonly LabAccount[]
  /**
   * A client for each authorization server of the lab, by the provider's id in `knowledge/` and by the issuer where nobody
   * knows the provider: `{ "outlook-com": { "id": "..." }, "gmail": { "id": "...", "secret": "..." } }`.
   * All of them take any port on loopback. Plain data, worthless outside; `sesame lab` writes it as `oauth.json`.
   */
  readonly oauthClients: Readonly<Record<string, LabOAuthClient>>
  /** The person's and the administrator's hand at the authorization servers. */
  readonly oauth: LabOAuthHandle
  /** What the servers of a host saw; a live object, all ports together. */
  seen(host: string): Seen
  /** Must be called once; afterwards nothing of the lab is open. */
  stop(): Promise<void>
}

/** Nothing listens here: where every connection goes that the lab has no server for. */
const CLOSED_PORT = 1
/** Of one server: far more than any client opens, few enough to bound memory. */
const MAX_CONNECTIONS = 1000
const AVAST = 'Avast Web/Mail Shield Root'

export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const providers = chosen((options.data ?? loadLab()).providers, options)
  const delayMs = options.delayMs ?? 0
  const certificates = startCertificates()
  const directory = makeDirectory({ providers }, () => auth.judge)
  const auth = makeAuthServers(providers, directory, () => certificates.appIdentity().certificate, options.deviceInterval ?? 5)
  const site = makeSite(providers, auth.hosts)
  const seen = new Map<string, Seen>()
  const sockets = new Set<Socket>()
  const servers: Server[] = []
  const mail = new Set<NodeJS.Timeout>()
  const seenAt = (host: string): Seen => {
    const known = seen.get(host) ?? nothingSeen()
    seen.set(host, known)
    return known
  }

  const deliver: Service['deliver'] = (from, to, raw) => {
    const timer = setTimeout(() => {
      mail.delete(timer)
      for (const account of new Set(to)) {
        const head = `Return-Path: <${from}>\r\nReceived: by lab.example; ${new Date().toUTCString().replace('GMT', '+0000')}\r\n`
        const inbox = findFolder(account.mailbox(), 'INBOX')
        // A mailbox that filled up meanwhile loses it, as a bounce would: the lab sends none.
        if (inbox && hasRoom(account.mailbox(), raw.length)) addMessage(inbox, Buffer.concat([Buffer.from(head), raw]))
      }
    }, options.deliveryMs ?? 0)
    mail.add(timer)
  }

  const contextOf = (host: string, provider: LabProvider | undefined, fault?: Fault) => {
    const interceptor = options.intercept ?? (fault === 'intercepted' ? (provider?.interceptor ?? AVAST) : undefined)
    return certificates.contextFor(host, fault, provider?.clockDays ?? options.clockDays ?? 0, interceptor)
  }

  function serverFor(provider: LabProvider, server: LabServer): Server {
    const context = () => contextOf(server.host, provider, server.fault)
    const own = provider.dialects[server.protocol as MailProtocol]
    const dialect = server.fault === 'diverted' ? diverted(own) : own
    return makeMailServer({ server, provider, dialect, directory, seen: seenAt(server.host), context, deliver }, sockets)
  }

  async function listen(server: Server): Promise<number> {
    servers.push(server)
    server.maxConnections = MAX_CONNECTIONS
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(0, '127.0.0.1', done)
    })
    return (server.address() as { port: number }).port
  }

  /** The port that clients are led to: the server's own, or a longer wire to it. */
  async function open(server: Server): Promise<number> {
    const port = await listen(server)
    return delayMs > 0 ? listen(makeRelay(port, delayMs, sockets)) : port
  }

  const web = makeWebServers(
    (url, request) => auth.answer(url, request) ?? site.page(url),
    (host) => contextOf(site.certificateHost(host), site.ownerOf(host), auth.tlsFault(host)),
    (host) => site.ownerOf(host)?.clockDays ?? options.clockDays ?? 0,
    (host, method, url, body) => {
      // Of a form only what kind it is, of a query nothing: both may hold tokens.
      const kind = /(?:^|&)(grant_type=[\w%:.-]{1,100})/.exec(body)?.[1]
      const address = auth.hosts.has(host) ? `${url?.origin ?? ''}${url?.pathname ?? ''}` : (url?.href ?? '')
      sawCommand(seenAt(host), `${method} ${address}${kind === undefined ? '' : ` ${kind}`}`)
    },
  )

  const needsHole = providers.some((p) => p.servers.some((s) => s.fault === 'black-hole'))
  const holeStarting: Promise<BlackHole> | undefined = needsHole ? startBlackHole() : undefined
  const dnsStarting = startDns(makeZones(providers, site.hosts), delayMs)
  const connectTo: string[] = []
  const opened = providers.flatMap((provider) =>
    provider.servers.map(async (server) => {
      if (server.fault === 'no-dns') return
      const port = await portFor(provider, server)
      connectTo.push(`${server.host}:${server.port}:127.0.0.1:${port}`)
    }),
  )
  async function portFor(provider: LabProvider, server: LabServer): Promise<number> {
    if (server.fault === 'refused') return CLOSED_PORT
    if (server.fault === 'black-hole' && holeStarting) return (await holeStarting).port
    return open(serverFor(provider, server))
  }
  const [plainPort, securePort] = await Promise.all([open(web.plain), open(web.secure)])
  const [dns, hole] = await Promise.all([dnsStarting, holeStarting, ...opened])
  for (const host of site.hosts) connectTo.push(`${host}:80:127.0.0.1:${plainPort}`, `${host}:443:127.0.0.1:${securePort}`)
  // Led to their own names: the lab's name server is asked, and says that there is no such name.
  const nameless = new Set(providers.flatMap((p) => p.servers.filter((s) => s.fault === 'no-dns').map((s) => s.host)))
  for (const host of nameless) connectTo.push(`${host}::${host}:`)
  // Last: whatever else is asked for is refused here and never leaves this machine.
  connectTo.push(`::127.0.0.1:${CLOSED_PORT}`)

  return {
    network: { dns: `127.0.0.1:${dns.port}`, connectTo, cacert: certificates.cacert, now: '2026-11-21' },
    accounts: directory.accounts.map((a) => ({
      provider: a.provider.id,
      address: a.data.address,
      secrets: a.data.secrets,
      aliases: a.data.aliases,
      shows: a.data.shows,
      doctor: a.data.doctor,
      secretShown: a.data.secretShown,
      ...(a.data.expect && { expect: a.data.expect }),
    })),
    oauthClients: clientsOf(auth.people.servers),
    oauth: oauthHandle(auth, certificates.appIdentity, plainPort),
    seen: seenAt,
    async stop() {
      for (const timer of mail) clearTimeout(timer)
      for (const socket of sockets) socket.destroy()
      const listeners = servers.filter((s) => s !== web.plain && s !== web.secure)
      await Promise.all([web.stop(), dns.stop(), hole?.stop(), ...listeners.map((s) => new Promise((done) => s.close(done)))])
    },
  }
}

/** The wanted providers, with those behind whose servers their mailboxes lie; clocks moved when asked. */
function chosen(all: readonly LabProvider[], { providers, clockDays }: LabOptions): readonly LabProvider[] {
  const wanted = new Set(providers ?? all.map((p) => p.id))
  for (const provider of all) if (wanted.has(provider.id) && provider.behind) wanted.add(provider.behind)
  const picked = all.filter((p) => wanted.has(p.id))
  return clockDays === undefined ? picked : picked.map((p) => ({ ...p, clockDays: p.clockDays || clockDays }))
}
