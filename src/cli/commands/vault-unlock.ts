// `sesame vault unlock`: the passphrase once, for all commands of this person until nobody used it for a while.

import { EXIT } from '../../model/errors.ts'
import { unlockVault } from '../../sesame.ts'
import { numberOption } from '../number-option.ts'
import type { CommandRun } from '../spec.ts'
import { unlockedBy } from '../vault-place.ts'

/** A week. */
const LONGEST = 7 * 24 * 60
const USUAL = 15

export const run: CommandRun = async (invocation) => {
  const { options, text, json, out } = invocation
  const minutes = numberOption(options, 'for', USUAL, 0.01, LONGEST)
  await unlockVault(await unlockedBy(invocation), minutes * 60_000)
  if (json) out.write(`${JSON.stringify({ unlocked: true, minutes })}\n`)
  else out.line(text.vault.unlocked(minutes))
  return EXIT.works
}
