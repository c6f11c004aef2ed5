// `sesame vault lock`: the agent forgets the key.

import { EXIT } from '../../model/errors.ts'
import { lockVault, vaultStatus } from '../../sesame.ts'
import type { CommandRun } from '../spec.ts'
import { vaultPlaceOf } from '../vault-place.ts'

export const run: CommandRun = async (invocation) => {
  const { text, json, out } = invocation
  const place = vaultPlaceOf(invocation)
  const was = await lockVault(place)
  // A vault that is missing or damaged is locked too.
  const opens = await vaultStatus(place).then(
    ({ opens }): readonly string[] => opens,
    (): readonly string[] => [],
  )
  if (json) out.write(`${JSON.stringify({ locked: true, was: was ? 'unlocked' : 'locked', keyring: opens.includes('keyring') })}\n`)
  else {
    out.line(was ? text.vault.locked : text.vault.wasLocked)
    if (opens.includes('keyring')) out.line(text.vault.lockedKeyring)
  }
  return EXIT.works
}
