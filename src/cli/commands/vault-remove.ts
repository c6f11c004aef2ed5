// `sesame vault remove NAME`, after a yes.

import { EXIT, SesameError } from '../../model/errors.ts'
import { openVault } from '../../sesame.ts'
import { saysYes } from '../person.ts'
import type { CommandRun } from '../spec.ts'
import { vaultPlaceOf } from '../vault-place.ts'

export const run: CommandRun = async (invocation) => {
  const { args, text, json, out } = invocation
  const [name = ''] = args
  const vault = await openVault(vaultPlaceOf(invocation))
  try {
    if ((await vault.read(name)) === null) throw new SesameError('vault-entry-unknown', { name })
    if (!(await saysYes(invocation, text.vault.confirmRemove(name), text.vault.needsYesRemove(name)))) return EXIT.unsafe
    // Another process may have been quicker.
    if (!(await vault.delete(name))) throw new SesameError('vault-entry-unknown', { name })
    if (json) out.write(`${JSON.stringify({ name, removed: true })}\n`)
    else out.line(text.vault.removed(name))
    return EXIT.works
  } finally {
    vault.close()
  }
}
