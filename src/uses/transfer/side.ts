// One end of a transfer, from what a person names to a box that can be read and written: identified, signed in where it must be, with what is known of its provider's limits.

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { limitsFor } from '../../knowledge/limits.ts'
import { loadKnowledge } from '../../knowledge/load.ts'
import { providerById } from '../../knowledge/lookup.ts'
import type { SecretKind } from '../../model/case.ts'
import { SesameError } from '../../model/errors.ts'
import type { FoundEndpoint } from '../../model/identity.ts'
import type { Provider } from '../../model/knowledge.ts'
import type { Endpoint, Protocol } from '../../model/protocol.ts'
import type { Secret } from '../../model/secret.ts'
import { signInNames } from '../../probe/hints.ts'
import type { UidlShelf } from '../../transfer/boxes/pop3/uidl-shelf.ts'
import type { Limits } from '../../transfer/journey.ts'
import type { Box } from '../../transfer/shapes.ts'
import { filesSideBox, imapSideBox, nothingYet, pop3SideBox } from './boxes.ts'
import { doorsOf } from './doors.ts'
import { keysFor } from './keys-for.ts'
import type { Role, Room } from './room.ts'
import { type FileFormat, type Where, whereOf } from './where.ts'

export interface SideWanted {
  readonly room: Room
  /** For what is asked and told. */
  readonly role: Role
  /** Given by the person for this end; stands above what the vault keeps. */
  readonly secret?: Secret | undefined
  readonly secretKind?: SecretKind | undefined
  /** Of files: make a backup where nothing is, of this format. */
  readonly create?: boolean
  /** Nothing is made, not even that. */
  readonly dryRun?: boolean
  readonly format?: FileFormat | undefined
  /** Of a server: compress the lines where that is offered; a function is asked for each line. */
  readonly compress?: boolean | (() => boolean) | undefined
  /** Of a server: so long lines that nobody uses stay open for the next. */
  readonly keepMs?: number | undefined
  /** Of a server: POP3 only where it is asked for. */
  readonly protocol?: 'imap' | 'pop3' | undefined
  /** Of POP3: where its messages are known again by. */
  readonly uidls?: UidlShelf | undefined
}

export interface Side {
  readonly box: Box
  readonly where: Where
  /** Its id in the knowledge; null where nobody known holds it, and for files. */
  readonly provider: string | null
  readonly limits: Limits
}

/**
 * Nothing is signed in yet: the box does when it is first used, and throws `side-refused` or `side-unreachable` then.
 * Throws `address-invalid`, `address-secret`, `url-invalid`, `no-endpoint`, `no-network`, `domain-unknown`, `file-unreadable`. The box must be closed.
 */
export async function openSide(what: string, wanted: SideWanted): Promise<Side> {
  const where = whereOf(what, existsSync)
  if (where.kind === 'files') return fileSide(where, wanted)
  const found = await serverOf(where, wanted)
  const { endpoint, provider, id, address } = found
  const { room, role, secret, secretKind, compress = false, keepMs } = wanted
  const { port, protocol: speaks } = endpoint
  const usual = (PORTS[speaks] as readonly number[]).includes(port)
  const label = where.kind === 'address' || usual ? id : `${id}:${port}`
  const keys = keysFor({ ...{ room, role, label, id, provider, protocol: endpoint.protocol, secret, secretKind }, ...found.names })
  const key = `${endpoint.protocol}:${where.kind === 'address' ? id : `${where.user}@${endpoint.host}:${endpoint.port}`}`
  const doors = { room, role, label, address, provider, keys }
  const box =
    endpoint.protocol === 'imap'
      ? await imapSideBox(
          { label, key, connect: doorsOf<'imap'>({ ...doors, endpoint: { ...endpoint, protocol: 'imap' } }) },
          { compress, keepMs },
        )
      : await pop3SideBox({
          label,
          key,
          connect: doorsOf<'pop3'>({ ...doors, endpoint: { ...endpoint, protocol: 'pop3' } }),
          uidls: wanted.uidls,
        })
  return { box, where, provider: provider?.id ?? null, limits: limitsFor(provider ?? undefined) }
}

async function fileSide(where: Extract<Where, { kind: 'files' }>, { format, create = false, dryRun = false }: SideWanted): Promise<Side> {
  const path = resolve(where.path)
  const box =
    create && dryRun && !existsSync(path) ? nothingYet(path) : await filesSideBox(path, { format: where.format ?? format, create })
  return { box, where, provider: null, limits: {} }
}

/** RFC 8314 §7.3 */
const PORTS = { imap: [993, 143], pop3: [995, 110] } as const satisfies Record<string, readonly number[]>

interface FoundServer {
  readonly endpoint: Endpoint & { readonly protocol: 'imap' | 'pop3' }
  readonly provider: Provider | null
  readonly id: string
  readonly address: string | null
  readonly names: { readonly user: string; readonly otherUser?: string }
}

async function serverOf(where: Exclude<Where, { kind: 'files' }>, { room, protocol = 'imap' }: SideWanted): Promise<FoundServer> {
  const { network, request } = room
  const knowledge = loadKnowledge()
  if (where.kind === 'server') {
    const { user, endpoint } = where
    const provider = knowledge.providers.find((p) => p.servers.some((s) => s.host === endpoint.host)) ?? null
    const address = user.includes('@') ? user.toLowerCase() : null
    return {
      ...{ endpoint: endpoint as FoundServer['endpoint'], provider, address, names: { user } },
      id: address ?? `${user}@${endpoint.host}`.toLowerCase(),
    }
  }
  // The list of public suffixes and all of autoconfiguration: only for whoever gives no server.
  const { identifyOne } = await import('../identify.ts')
  const identity = await identifyOne(network, where.address, { offline: false, signal: request.signal })
  const provider = providerById(knowledge, identity.provider) ?? null
  // A secret goes to no guessed host.
  const endpoint = identity.endpoints.find((e) => e.protocol === protocol && e.trust === 'named' && e.security !== 'plain')
  if (endpoint === undefined) throw new SesameError('no-endpoint', { domain: where.address.domain })
  const id = where.address.text.toLowerCase()
  const names = signInNames(where.address, endpoint, provider)
  return { endpoint: bare(endpoint, protocol), provider, id, address: id, names }
}

function bare<P extends Protocol>({ host, port, security }: FoundEndpoint, protocol: P): Endpoint & { readonly protocol: P } {
  return { protocol, host, port, security }
}
