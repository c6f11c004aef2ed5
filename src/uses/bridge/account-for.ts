// The account of a new device: found again, or made from who holds the mailbox and what the vault keeps for it.

import type { Account } from '../../bridge/shapes.ts'
import { SesameError } from '../../model/errors.ts'
import type { Endpoint, Protocol } from '../../model/protocol.ts'
import { PROTOCOLS } from '../../model/protocol.ts'
import type { Network } from '../../net/network.ts'
import type { Store } from '../../store/database.ts'
import type { Vault } from '../../vault/vault.ts'
import { addressOf } from '../address-of.ts'
import { identifyOne } from '../identify.ts'
import { accountIn } from './roll.ts'

export interface AccountRoom {
  readonly network: Network
  readonly vault: Vault
  readonly db: Store
}

export interface AccountWanted {
  readonly address: string
  readonly delegate?: string | undefined
  /** A kept sign-in by its own name: of an app that signs in as itself, for any mailbox that it was given. */
  readonly signIn?: string | undefined
  readonly graph?: boolean
}

/** Throws `sign-in-unknown` when the vault keeps nothing that opens it, `no-endpoint` when no server is known for certain. */
export async function accountFor(
  { network, vault, db }: AccountRoom,
  { address, delegate, signIn, graph }: AccountWanted,
): Promise<Account> {
  const mailbox = addressOf(address)
  const id = mailbox.text.toLowerCase()
  const before = accountIn(db, id)
  const signer = (delegate ?? before?.delegate)?.toLowerCase()
  const upstream = signIn === undefined ? await upstreamOf(vault, id, signer) : await namedSignIn(vault, signIn)
  const identity = await identifyOne(network, mailbox, { offline: false })
  // A secret goes to no guessed host.
  const best = (protocol: Protocol) =>
    identity.endpoints.find((e) => e.protocol === protocol && e.trust === 'named' && e.security !== 'plain')
  const endpoints: Partial<Record<Protocol, Endpoint>> = {}
  for (const protocol of PROTOCOLS) {
    const found = best(protocol)
    if (found) endpoints[protocol] = { protocol, host: found.host, port: found.port, security: found.security }
  }
  if (Object.keys(endpoints).length === 0) throw new SesameError('no-endpoint', { address: id })
  const sending = graph === undefined ? (before?.sending ?? 'smtp') : graph ? 'graph' : 'smtp'
  return { id, ...(signer !== undefined && { delegate: signer }), upstream, endpoints, sending }
}

async function namedSignIn(vault: Vault, grant: string): Promise<Account['upstream']> {
  if ((await vault.read(`oauth/${grant}`)) === null) throw new SesameError('sign-in-unknown', { address: grant })
  return { kind: 'oauth', grant }
}

async function upstreamOf(vault: Vault, id: string, signer: string | undefined): Promise<Account['upstream']> {
  for (const who of signer === undefined ? [id] : [signer, id]) {
    if ((await vault.read(`oauth/${who}`)) !== null) return { kind: 'oauth', grant: who }
    for (const sort of ['app-password', 'password'])
      if ((await vault.read(`${sort}/${who}`)) !== null)
        return { kind: 'password', entry: `${sort}/${who}`, ...(who !== id && { user: who }) }
  }
  throw new SesameError('sign-in-unknown', { address: signer ?? id })
}
