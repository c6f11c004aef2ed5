// `sesame logout ADDRESS`: takes the permission back at the provider where it lets a program do so, and deletes the sign-in here.

import { EXIT } from '../../model/errors.ts'
import { logout } from '../../sesame.ts'
import { networkRequest } from '../network-flags.ts'
import { visible } from '../render/road.ts'
import type { CommandRun } from '../spec.ts'
import { vaultPlaceOf } from '../vault-place.ts'

export const run: CommandRun = async (invocation) => {
  const { args, text, json, out, err, signal } = invocation
  const { folder, env, ask } = vaultPlaceOf(invocation)
  const result = await logout({ ...networkRequest(invocation), data: folder, env, askPassphrase: ask, address: args[0] ?? '', signal })
  const { providerName, revoked, refusal, page, address } = result
  // Deleted here, and still standing there: somebody has to do something.
  const exit = revoked === false ? EXIT.fault : EXIT.works
  if (json) {
    out.write(`${JSON.stringify({ ...result, exit })}\n`)
    return exit
  }
  const words = text.login.out
  if (revoked === true) out.line(`${out.style('green', '✓')} ${words.revoked(providerName)}`, 0, 2)
  else if (revoked === null) out.line(`${out.style('dim', '–')} ${words.noRevocation(providerName)}`, 0, 2)
  else out.line(`${out.style('yellow', '!')} ${words.notRevoked(providerName)}`, 0, 2)
  out.line(`${out.style('green', '✓')} ${words.deleted(address)}`, 0, 2)
  if (refusal !== null) {
    err.line(`${text.login.why[refusal.why]} ${refusal.code ?? refusal.error ?? ''}`.trim())
    if (refusal.said !== undefined) err.line(text.login.said(visible(refusal.said)))
  }
  if (revoked !== true && page !== null) out.line(words.yourself(page))
  return exit
}
