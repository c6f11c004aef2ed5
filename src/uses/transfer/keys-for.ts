// What one end signs in with: a secret that was given, the one that the vault keeps, or what the person types; and what to try after a refusal, once.

import { openingOf } from '../../knowledge/openings.ts'
import type { SecretKind } from '../../model/case.ts'
import { SesameError } from '../../model/errors.ts'
import type { Provider } from '../../model/knowledge.ts'
import type { Protocol } from '../../model/protocol.ts'
import { Secret } from '../../model/secret.ts'
import type { OAuthRefusal } from '../../oauth/shapes.ts'
import { secretShape } from '../../probe/secret-shape.ts'
import type { Keys } from '../keys.ts'
import type { Role, Room } from './room.ts'

export interface SideKey {
  readonly user: string
  readonly secret: Secret
  readonly kind: SecretKind
}

export type KeyOutcome = { readonly ok: true; readonly key: SideKey } | { readonly ok: false; readonly refusal: OAuthRefusal }

export interface SideKeys {
  /** For a new connection: a token that lives on. Throws `no-secret`, `sign-in-unknown`, `sign-in-wanted`, and what the vault throws. */
  key(): Promise<KeyOutcome>
  /** After the server refused `refused`: another one, or null when there is none that was not tried. */
  another(refused: SideKey): Promise<KeyOutcome | null>
}

export interface KeysWanted {
  readonly room: Room
  readonly role: Role
  readonly label: string
  /** By which the vault knows it: the address, or `user@host`. */
  readonly id: string
  readonly provider: Provider | null
  readonly protocol: Protocol
  readonly user: string
  /** The other form of the name, where the provider's own servers do not agree on one. */
  readonly otherUser?: string | undefined
  readonly secret?: Secret | undefined
  readonly secretKind?: SecretKind | undefined
}

/** How long a token must live on, in seconds: reading a large folder takes a while. */
const FRESH_S = 600
const PASSWORDS = ['app-password', 'password'] as const

type Source =
  | { readonly kind: 'grant'; readonly keys: Keys; readonly grant: string }
  | { readonly kind: 'secret'; readonly secret: Secret; readonly of: SecretKind; readonly typed: boolean }

export function keysFor(wanted: KeysWanted): SideKeys {
  const { room, id, user, otherUser } = wanted
  let source: Promise<Source> | undefined
  const tried = new Set<string>()
  const found = () => {
    source ??= sourceOf(wanted)
    source.catch(() => {
      source = undefined
    })
    return source
  }
  async function from(one: Source, name: string, notThis?: Secret): Promise<KeyOutcome> {
    if (one.kind === 'secret') return { ok: true, key: { user: name, secret: one.secret, kind: one.of } }
    const { accessTokenFor } = await import('../../oauth/access-token.ts')
    const outcome = await accessTokenFor({
      ...{ shelf: one.keys.shelf, network: room.network, id: one.grant, freshFor: FRESH_S },
      ...(notThis && { notThis }),
    })
    if (outcome === null) throw new SesameError('sign-in-unknown', { address: one.grant })
    return outcome.ok ? { ok: true, key: { user: name, secret: outcome.value.token, kind: 'oauth' } } : outcome
  }
  return {
    key: async () => from(await found(), user),
    async another(refused) {
      const one = await found()
      if (one.kind === 'grant') return from(one, user, refused.secret)
      if (otherUser !== undefined && !tried.has(otherUser)) {
        tried.add(otherUser)
        return from(one, otherUser)
      }
      if (!one.typed || room.request.askSecret === undefined) return null
      const secret = await typed(wanted, true)
      if (secret === null || secret.reveal() === refused.secret.reveal()) return null
      source = Promise.resolve({ kind: 'secret', secret: shaped(secret, wanted), of: refused.kind, typed: true })
      return from(await source, refused.user)
    },
  }

  async function sourceOf({ secret, secretKind, provider, label }: KeysWanted): Promise<Source> {
    if (secret !== undefined) return given(secret, secretKind)
    const keys = await room.keys()
    const kept = keys === null ? null : ((await ofVault(keys)) ?? (keys.forgets || room.request.vault !== undefined ? ofLab() : null))
    if (kept !== null) return kept
    const wants = opensWith(wanted)
    if (room.request.saved === true) throw new SesameError('sign-in-unknown', { address: id })
    if (wants[0] === 'oauth' && provider !== null) throw new SesameError('sign-in-wanted', { address: id, provider: provider.name })
    if (room.request.askSecret === undefined) throw new SesameError('side-secret', { label })
    const asked = await typed(wanted, false)
    if (asked === null) throw new SesameError('no-secret')
    return { kind: 'secret', secret: shaped(asked, wanted), of: wants.includes('app-password') ? 'app-password' : 'password', typed: true }
  }

  function given(secret: Secret, kind: SecretKind | undefined): Source {
    const token = kind === 'oauth' || (kind === undefined && secretShape(secret).shape === 'token')
    return { kind: 'secret', secret: token ? secret : shaped(secret, wanted), of: token ? 'oauth' : (kind ?? 'password'), typed: false }
  }

  /** In the lab everybody has signed in already. */
  function ofLab(): Source | null {
    const secrets = room.lab?.accounts.find(({ address }) => address.toLowerCase() === id)?.secrets
    const kind = opensWith(wanted).find((one) => secrets?.[one] !== undefined)
    const value = kind && secrets?.[kind]
    return value === undefined || kind === undefined ? null : { kind: 'secret', secret: new Secret(value), of: kind, typed: false }
  }

  async function ofVault(keys: Keys): Promise<Source | null> {
    const named = room.request.signIns?.get(id)
    for (const grant of named === undefined ? [id] : [named])
      if ((await keys.vault.read(`oauth/${grant}`)) !== null) return { kind: 'grant', keys, grant }
    if (named !== undefined) throw new SesameError('sign-in-unknown', { address: named })
    for (const of of PASSWORDS) {
      const held = await keys.vault.read(`${of}/${id}`)
      if (held !== null) return { kind: 'secret', secret: held.secret, of, typed: false }
    }
    // An app that signs in as itself opens every mailbox of its organisation that it was given.
    const domain = id.slice(id.lastIndexOf('@') + 1)
    const apps = (await keys.shelf.list()).filter((grant) => grant.flow === 'app' && grant.address.toLowerCase().endsWith(`@${domain}`))
    return apps.length === 1 && apps[0] ? { kind: 'grant', keys, grant: apps[0].id } : null
  }
}

/** The kinds of secret that open it today, the surest first; a password where nobody knows. */
function opensWith({ provider, protocol, room }: KeysWanted): readonly ('password' | 'app-password' | 'oauth')[] {
  const opens = provider === null ? [] : (openingOf(provider, protocol, room.network.today()).now?.opens ?? [])
  return opens.length === 0 ? ['password'] : opens.map(({ secret }) => secret)
}

async function typed(wanted: KeysWanted, again: boolean): Promise<Secret | null> {
  const { room, role, label } = wanted
  const kind = opensWith(wanted).includes('app-password') && !opensWith(wanted).includes('password') ? 'app-password' : 'password'
  return (await room.request.askSecret?.({ role, label, kind, again })) ?? null
}

/** As the provider wants it, when only separators or ends were wrong. */
function shaped(secret: Secret, { provider }: KeysWanted): Secret {
  return secretShape(secret, provider?.appPassword).secret
}
