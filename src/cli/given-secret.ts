// The secret of a run: typed or piped in, or with --saved the one that the vault keeps for the address.

import type { SecretKind } from '../model/case.ts'
import type { Secret } from '../model/secret.ts'
import { savedSecret } from '../sesame.ts'
import { accountFlags } from './account-flags.ts'
import { networkRequest } from './network-flags.ts'
import { readSecret } from './secret-input.ts'
import type { Invocation } from './spec.ts'
import { vaultPlaceOf } from './vault-place.ts'

export interface GivenSecret {
  readonly secret: Secret | undefined
  readonly secretKind: SecretKind | undefined
  /** Codes with which a kept sign-in was refused. */
  readonly evidence: readonly string[]
}

/** Throws `sign-in-unknown` when nothing is kept for it, and what opening the vault throws. */
export async function givenSecret(invocation: Invocation, address: string): Promise<GivenSecret> {
  const { options, text, err, signal } = invocation
  if (options.saved !== true) {
    return { secret: await readSecret(invocation), secretKind: accountFlags(options).secretKind, evidence: [] }
  }
  const { folder, env, ask } = vaultPlaceOf(invocation)
  const saved = await savedSecret({ ...networkRequest(invocation), data: folder, env, askPassphrase: ask, address, signal })
  if (saved.refusal !== null) err.line(err.style('yellow', `${text.login.why[saved.refusal.why]} ${saved.evidence.join(' ')}`.trim()))
  return { secret: saved.secret ?? undefined, secretKind: saved.kind, evidence: saved.evidence }
}
