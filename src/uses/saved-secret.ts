// The token or password that the vault keeps for an address, for those who sign in with it: refreshed when it is a token, and what refused it when it could not be.

import type { SecretKind } from '../model/case.ts'
import { SesameError } from '../model/errors.ts'
import type { Secret } from '../model/secret.ts'
import type { Network } from '../net/network.ts'
import { accessTokenFor, type FreshToken, type TokenRequest } from '../oauth/access-token.ts'
import type { GrantShelf, OAuthOutcome, OAuthRefusal } from '../oauth/shapes.ts'
import { addressOf } from './address-of.ts'
import { refusalEvidence } from './judge-sign-in.ts'
import { type KeysRequest, openKeys } from './keys.ts'
import { type NetworkRequest, openNetwork } from './network.ts'

export interface SavedSecret {
  readonly kind: SecretKind
  /** Null when the sign-in that is kept was refused. */
  readonly secret: Secret | null
  readonly refusal: OAuthRefusal | null
  /** The codes of the refusal, as evidence. */
  readonly evidence: readonly string[]
}

export interface SavedSecretRequest extends NetworkRequest, KeysRequest {
  readonly address: string
  readonly signal: AbortSignal
}

const PASSWORDS = ['app-password', 'password'] as const

/** Throws `sign-in-unknown` when nothing is kept for it, `address-invalid`, and what `openVault` throws. */
export async function savedSecret({ address: asked, ...request }: SavedSecretRequest): Promise<SavedSecret> {
  const address = addressOf(asked).text
  const opened = await openNetwork(request)
  try {
    const keys = await openKeys(request, opened)
    try {
      const token = await accessTokenFor({ shelf: keys.shelf, network: opened.network, id: address })
      if (token?.ok) return { kind: 'oauth', secret: token.value.token, refusal: null, evidence: [] }
      if (token !== null) return { kind: 'oauth', secret: null, refusal: token.refusal, evidence: refusalEvidence(token.refusal) }
      for (const kind of PASSWORDS) {
        const held = await keys.vault.read(`${kind}/${address}`)
        if (held !== null) return { kind, secret: held.secret, refusal: null, evidence: [] }
      }
      throw new SesameError('sign-in-unknown', { address })
    } finally {
      keys.close()
    }
  } finally {
    await opened.close()
  }
}

/** For bridge, transfer and watch: a live token of a kept sign-in. Throws `sign-in-unknown` where none is kept. */
export async function freshToken(
  shelf: GrantShelf,
  network: Network,
  id: string,
  more: Omit<TokenRequest, 'shelf' | 'network' | 'id'> = {},
): Promise<OAuthOutcome<FreshToken>> {
  const outcome = await accessTokenFor({ shelf, network, id, ...more })
  if (outcome === null) throw new SesameError('sign-in-unknown', { address: id })
  return outcome
}
