// `sesame vault restore`: the backup becomes the vault again, once it was seen to open.

import { EXIT } from '../../model/errors.ts'
import { restoreVault } from '../../sesame.ts'
import type { CommandRun } from '../spec.ts'
import { unlockedBy } from '../vault-place.ts'

export const run: CommandRun = async (invocation) => {
  const { text, json, out } = invocation
  const restored = await restoreVault(await unlockedBy(invocation))
  if (json) out.write(`${JSON.stringify(restored)}\n`)
  else {
    out.line(text.vault.restored(restored.entries))
    if (restored.swapped) out.line(text.vault.swapped)
    if (restored.aside !== null) out.line(text.vault.aside(restored.aside))
  }
  return EXIT.works
}
