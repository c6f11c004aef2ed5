// The sign-in that is kept for an address, for a look or a proof: a live token, taken out of the vault and renewed, in memory for that run alone.

import type { SecretKind } from '../../../model/case.ts'
import { SesameError } from '../../../model/errors.ts'
import type { Lang } from '../../../model/lang.ts'
import type { Secret } from '../../../model/secret.ts'
import { savedSecret } from '../../../sesame.ts'
import { keysIn } from '../../../text/desk-keys.ts'
import { textIn } from '../../../text/index.ts'
import type { DeskRoom } from '../desk.ts'
import type { RunRequest } from '../run.ts'

export type KeptSecret =
  | { readonly secret: Secret; readonly kind: SecretKind; readonly running: RunRequest['running'] }
  | { readonly fault: { readonly what: string; readonly next: string } }

const PATIENCE_MS = 30_000

export async function keptSecret(room: DeskRoom, address: string, lang: Lang): Promise<KeptSecret> {
  const words = keysIn(lang).kept
  try {
    const request = { ...(await room.networkRequest()), data: room.data, address, signal: AbortSignal.timeout(PATIENCE_MS) }
    const { kind, secret } = await room.vault.use((vault) => savedSecret({ ...request, vault }))
    return secret === null ? { fault: words.gone } : { secret, kind, running: request.running }
  } catch (error) {
    if (!(error instanceof SesameError)) throw error
    if (error.code === 'sign-in-unknown') return { fault: words.none }
    return { fault: textIn(lang).error(error.code, error.args) }
  }
}

/** Whether something is kept, by names alone; and the lab that knows it, so that its mail servers take the token. */
export async function keptFor(room: DeskRoom, address: string, lab: boolean): Promise<Pick<RunRequest, 'kept' | 'running'>> {
  if (lab !== room.lab) return {}
  const is = async () => {
    // A vault that cannot be read keeps nothing for a proof; its own page says why.
    const names = await room.vault.names().catch(() => [])
    return names.some(({ name }) => name === `oauth/${address}`)
  }
  const running = room.lab && (await is()) ? (await room.networkRequest()).running : undefined
  return { kept: is, running }
}
