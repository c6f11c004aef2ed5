// Where the vault is, from the options, and how its passphrase is asked for: by every command that needs a secret of it.

import { Secret } from '../model/secret.ts'
import type { AskPassphrase, VaultPlace } from '../sesame.ts'
import { personAt } from './person.ts'
import { readSecret } from './secret-input.ts'
import { type Invocation, stringOption } from './spec.ts'

export function vaultPlaceOf(invocation: Invocation): VaultPlace {
  const { text } = invocation
  const person = personAt(invocation)
  const ask: AskPassphrase | undefined =
    person === null
      ? undefined
      : async (again) => {
          const typed = await person.hidden(again ? text.vault.askAgain : text.vault.ask)
          return typed === '' ? null : new Secret(typed)
        }
  return { folder: stringOption(invocation.options, 'data'), env: process.env, ask }
}

/** The same, for commands whose --password-stdin is the passphrase itself: a wrong one is not asked for again. */
export async function unlockedBy(invocation: Invocation): Promise<VaultPlace> {
  const place = vaultPlaceOf(invocation)
  const given = await readSecret(invocation)
  if (given === undefined) return place
  let used = false
  return {
    ...place,
    ask: async () => {
      if (used) return null
      used = true
      return given
    },
  }
}
