// The proof of a repair: from a saved case or an address to a message sent to oneself and seen to arrive.

import { readFile } from 'node:fs/promises'
import { loadKnowledge } from '../knowledge/load.ts'
import { providerById } from '../knowledge/lookup.ts'
import { parseAddress } from '../model/address.ts'
import type { Case, SecretKind } from '../model/case.ts'
import { SesameError } from '../model/errors.ts'
import type { Fact } from '../model/fact.ts'
import type { Lang } from '../model/lang.ts'
import type { Protocol } from '../model/protocol.ts'
import type { Secret } from '../model/secret.ts'
import { AttemptBudget, replyPolicy, type Verification, type VerifyProgress, verifyMailbox } from '../probe/index.ts'
import { addressOf } from './address-of.ts'
import { parseCase } from './case-file.ts'
import { identifyOne } from './identify.ts'
import { type NetworkRequest, openNetwork } from './network.ts'
import { MASK } from './redact.ts'
import { targetsOf } from './targets.ts'

export interface VerifyUseRequest extends NetworkRequest {
  /** An address, or a file that `doctor --save` wrote. */
  readonly what: string
  /** The address in full, when a file is given. */
  readonly address?: string | undefined
  readonly secret?: Secret | undefined
  readonly secretKind?: SecretKind | undefined
  readonly protocol?: Protocol | undefined
  readonly waitMs: number
  readonly lang: Lang
  readonly signal: AbortSignal
  /** What was seen when it failed; by default what the file holds. */
  readonly before?: readonly Fact[] | undefined
}

/** Throws `no-secret`, `file-unreadable`, `case-invalid`, `address-invalid`, `no-endpoint`, `no-network`. */
export async function verify(request: VerifyUseRequest, onProgress: (progress: VerifyProgress) => void): Promise<Verification> {
  const saved = parseAddress(request.what) === null ? await readSaved(request.what) : null
  const address = addressOf(request.address ?? (saved === null ? request.what : (saved.address ?? '')))
  // A saved case holds the name masked: it cannot be signed in with.
  if (address.local.includes(MASK))
    throw new SesameError('option-invalid', { option: '--address', value: address.text, allowed: 'NAME@DOMAIN' })
  if (request.secret === undefined) throw new SesameError('no-secret')
  const { network, close } = await openNetwork(request)
  try {
    const knowledge = loadKnowledge()
    const identity = await identifyOne(network, address, { offline: false, signal: request.signal })
    const provider = providerById(knowledge, identity.provider) ?? null
    const targets = targetsOf(identity, provider, { protocol: request.protocol, prefersPop: false }).filter((t) => t.trust === 'named')
    if (targets.length === 0) throw new SesameError('no-endpoint', { domain: address.domain })
    const result = await verifyMailbox(
      network,
      {
        targets,
        address: `${address.local}@${address.asciiDomain}`,
        lang: request.lang,
        before: request.before ?? saved?.observed ?? [],
        waitMs: request.waitMs,
        secret: { secret: request.secret, kind: request.secretKind ?? 'unknown' },
        ...(provider?.appPassword && { appPassword: provider.appPassword }),
        ...replyPolicy(knowledge.replies),
        budget: new AttemptBudget(),
      },
      { onProgress, signal: request.signal },
    )
    if (!result.run.online) throw new SesameError('no-network')
    return result
  } finally {
    await close()
  }
}

async function readSaved(file: string): Promise<Case> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw new SesameError('file-unreadable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
  const read = parseCase(text)
  if (!read.ok) throw new SesameError('case-invalid', { where: file, why: read.why })
  return read.case
}
