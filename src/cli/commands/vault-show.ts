// `sesame vault show NAME`: the value alone on standard output, after a yes, so that it can be piped.

import { EXIT, SesameError } from '../../model/errors.ts'
import { openVault } from '../../sesame.ts'
import { saysYes } from '../person.ts'
import type { CommandRun } from '../spec.ts'
import { harmless } from '../terminal.ts'
import { vaultPlaceOf } from '../vault-place.ts'

export const run: CommandRun = async (invocation) => {
  const { args, text, json, out, err } = invocation
  const [name = ''] = args
  const vault = await openVault(vaultPlaceOf(invocation))
  try {
    const kept = await vault.read(name)
    if (kept === null) throw new SesameError('vault-entry-unknown', { name })
    if (!(await saysYes(invocation, text.vault.confirmShow(name), text.vault.needsYesShow))) return EXIT.unsafe
    const value = kept.secret.reveal()
    if (json) out.write(`${JSON.stringify({ ...kept.entry, value })}\n`)
    // What came from outside must not drive a terminal; a pipe gets it as it is.
    else out.write(`${out.interactive ? harmless(value) : value}\n`)
    if (out.interactive) err.line(err.style('yellow', text.vault.shown))
    return EXIT.works
  } finally {
    vault.close()
  }
}
