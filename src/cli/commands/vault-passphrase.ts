// `sesame vault passphrase`: a new passphrase, once the old one was right.

import { EXIT, SesameError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import { changeVaultPassphrase } from '../../sesame.ts'
import { newPassphrase } from '../new-passphrase.ts'
import { personAt } from '../person.ts'
import type { CommandRun } from '../spec.ts'
import { vaultPlaceOf } from '../vault-place.ts'

export const run: CommandRun = async (invocation) => {
  const { text, json, out } = invocation
  const person = personAt(invocation)
  const place = {
    ...vaultPlaceOf(invocation),
    ask:
      person === null
        ? undefined
        : async (again: boolean) => new Secret(await person.hidden(again ? text.vault.askAgain : text.vault.askOld)),
  }
  await changeVaultPassphrase(place, async () => {
    const next = await newPassphrase(invocation)
    if (next === null) throw new SesameError('no-secret')
    return next
  })
  if (json) out.write(`${JSON.stringify({ changed: true })}\n`)
  else out.line(text.vault.passphraseChanged)
  return EXIT.works
}
