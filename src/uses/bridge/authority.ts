// The bridge's certificate authority in the vault: made on first need, shown to whoever has to trust it, its servers' certificates renewed while the bridge runs.

import { createHash, X509Certificate } from 'node:crypto'
import { hostname, networkInterfaces } from 'node:os'
import { z } from 'zod'
import { type Authority, endOf, type Identity, isDue } from '../../bridge/authority/authority.ts'
import { type Machine, namesOf } from '../../bridge/authority/names.ts'
import { type ServerTls, serverTls } from '../../bridge/authority/server-tls.ts'
import { bringUpToDate, type Kept, madeAnew, type UpToDate } from '../../bridge/authority/upkeep.ts'
import type { BridgeEvent, Listener } from '../../bridge/shapes.ts'
import { SesameError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import type { NewEntry, Vault } from '../../vault/vault.ts'

const AUTHORITY = 'bridge/authority'
const SERVERS = 'bridge/server-certificates'
const HOUR = 3_600_000

export interface BridgeTls {
  readonly tls: ServerTls
  /** Looks whether something ends soon or was made anew by another process; done every hour. Never throws. */
  look(): Promise<void>
  close(): void
}

/** Throws what the vault throws. `now`: tests live in other years. */
export async function openBridgeTls(
  vault: Vault,
  listeners: readonly Listener[],
  on: (event: BridgeEvent) => void,
  now: () => Date = () => new Date(),
): Promise<BridgeTls> {
  const rsa = listeners.some(({ oldTls }) => oldTls)
  const addresses = listeners.map(({ address }) => address)
  let shown = await upToDate(vault, addresses, rsa, now())
  const tls = serverTls(shown.servers)
  const tell = (state: UpToDate) => {
    const [server] = state.servers as readonly [Identity]
    if (state.renewed) on({ kind: 'certificate', until: endOf(server.certificate).toISOString(), names: listed(server.names) })
    if (state.leftOut !== null) on({ kind: 'names-left-out', names: listed(state.leftOut) })
  }
  tell(shown)
  const look = async () => {
    try {
      const next = await upToDate(vault, addresses, rsa, now())
      if (next.servers.every(({ certificate }, at) => certificate === shown.servers[at]?.certificate)) return
      shown = next
      tls.show(next.servers)
      tell({ ...next, renewed: true })
    } catch (error) {
      if (!(error instanceof SesameError)) throw error
      const until = endOf((shown.servers[0] as Identity).certificate)
      if (isDue((shown.servers[0] as Identity).certificate, now()))
        on({ kind: 'certificate-late', until: until.toISOString(), why: error.code })
    }
  }
  const timer = setInterval(() => void look(), HOUR).unref()
  return { tls, look, close: () => clearInterval(timer) }
}

/** What somebody who has to trust it is told. */
export interface TrustedAuthority {
  readonly title: string
  readonly pem: string
  readonly der: Buffer
  /** SHA-256 of the certificate, as every list of authorities shows it. */
  readonly fingerprint: string
  /** ISO date. */
  readonly until: string
  /** All that it can ever speak for. */
  readonly names: readonly string[]
}

/** Made now where there is none yet. `anew`: the old one is dropped, and whoever trusted it has to trust the new one. */
export async function trustedAuthority(vault: Vault, addresses: readonly string[], anew = false): Promise<TrustedAuthority> {
  const { authority } = await upToDate(vault, addresses, false, new Date(), { anew, shown: true })
  const certificate = new X509Certificate(authority.certificate)
  return {
    title: authority.title,
    pem: authority.certificate,
    der: certificate.raw,
    fingerprint: createHash('sha256')
      .update(certificate.raw)
      .digest('hex')
      .toUpperCase()
      .replace(/..(?=.)/g, '$&:'),
    until: endOf(authority.certificate).toISOString().slice(0, 10),
    names: listed(authority.names),
  }
}

async function upToDate(
  vault: Vault,
  addresses: readonly string[],
  rsa: boolean,
  now: Date,
  { anew = false, shown = false }: { readonly anew?: boolean; readonly shown?: boolean } = {},
): Promise<UpToDate> {
  const machine = thisMachine()
  const wanted = { machine: machine.hostname.split('.')[0] || 'localhost', names: namesOf(addresses, machine), rsa }
  const judged = (before: Kept | null): UpToDate => {
    const state = anew ? madeAnew(before, wanted, now) : bringUpToDate(before, wanted, now)
    return shown && !state.shown ? { ...state, shown, changed: true } : state
  }
  const state = judged(await kept(vault))
  if (!state.changed) return state
  // Two processes that start together make one authority.
  return vault.alone(AUTHORITY, async () => {
    const again = judged(await kept(vault))
    if (again.changed) await keep(vault, again)
    return again
  })
}

function thisMachine(): Machine {
  const cards = Object.values(networkInterfaces()).flatMap((card) => card ?? [])
  // A link-local address means nothing without its card.
  const addresses = cards.filter(({ internal, address }) => !internal && !/^fe80:/i.test(address)).map(({ address }) => address)
  return { hostname: hostname(), addresses }
}

const listed = ({ dns, addresses }: Identity['names']): readonly string[] => [...dns, ...addresses]

const names = z.object({ dns: z.array(z.string()), addresses: z.array(z.string()) })
const identity = z.object({
  certificate: z.string(),
  key: z.string().transform((pem) => new Secret(pem)),
  names,
})
const authority = identity.extend({ title: z.string(), shown: z.boolean(), asked: names })

/** What was written by hand into the entry, or by a version that is to come, counts as nothing kept. */
async function kept(vault: Vault): Promise<Kept | null> {
  const mine = authority.safeParse(await json(vault, AUTHORITY))
  if (!mine.success) return null
  const servers = z.array(identity).safeParse(await json(vault, SERVERS))
  const { shown, asked, ...own } = mine.data
  return { authority: own, servers: servers.success ? servers.data : [], shown, asked }
}

async function json(vault: Vault, name: string): Promise<unknown> {
  const held = await vault.read(name)
  try {
    return held === null ? null : JSON.parse(held.secret.reveal())
  } catch {
    return null
  }
}

function keep(vault: Vault, { authority, servers, shown, asked }: Kept): Promise<void> {
  const plain = (one: Identity | Authority) => ({ ...one, key: one.key.reveal() })
  const entry = (name: string, title: string, value: unknown): { entry: NewEntry; secret: Secret } => ({
    entry: { name, sort: 'key', title },
    secret: new Secret(JSON.stringify(value)),
  })
  return vault.writeAll([
    entry(AUTHORITY, `Bridge: certificate authority (${authority.title})`, { ...plain(authority), shown, asked }),
    entry(SERVERS, 'Bridge: server certificates', servers.map(plain)),
  ])
}
