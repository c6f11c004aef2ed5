// The proof that a message is in the target, before anything is removed from the source: its bytes read again from there, and their digest compared.

import { createHash } from 'node:crypto'
import { type Box, BoxRefusal, type Sink } from '../shapes.ts'

/** Where a collected message should be. */
export interface Claim {
  readonly digest: string
  readonly size: number
  readonly target: { readonly folder: string; readonly uidValidity: number; readonly uid: number }
}

/** Those of `claims` whose bytes were read again and are the same. Throws what the box throws when its line breaks. */
export async function proved<C extends Claim>(box: Box, claims: readonly C[], signal?: AbortSignal): Promise<readonly C[]> {
  if (claims.length === 0) return []
  const { folders } = await box.inventory()
  const reader = await box.reader()
  const sure: C[] = []
  try {
    for (const [name, group] of grouped(claims)) {
      const folder = folders.find((one) => one.name === name)
      if (folder === undefined || signal?.aborted) continue
      const { uidValidity } = await reader.open(folder)
      // Under another UIDVALIDITY these numbers mean other messages.
      const valid = group.filter((claim) => claim.target.uidValidity === uidValidity)
      const digests = new Map<number, string>()
      const uids = [...new Set(valid.map(({ target }) => target.uid))].sort((a, b) => a - b)
      if (uids.length > 0)
        await reader.fetch(uids, hashing(digests)).catch((error: unknown) => {
          // Those that the server does not give prove nothing; the others were given.
          if (!(error instanceof BoxRefusal) || error.refusal.meaning !== 'message') throw error
        })
      // Two claims on one message are one message: the second is not proved by it.
      for (const claim of valid) {
        if (digests.get(claim.target.uid) !== claim.digest) continue
        digests.delete(claim.target.uid)
        sure.push(claim)
      }
    }
  } catch (error) {
    // A folder that is gone proves nothing; a line that broke may prove it later.
    if (!(error instanceof BoxRefusal) || error.refusal.meaning !== 'folder') throw error
  } finally {
    reader.close()
  }
  return sure
}

function grouped<C extends Claim>(claims: readonly C[]): ReadonlyMap<string, readonly C[]> {
  const groups = new Map<string, C[]>()
  for (const claim of claims) {
    const group = groups.get(claim.target.folder)
    if (group) group.push(claim)
    else groups.set(claim.target.folder, [claim])
  }
  return groups
}

function hashing(digests: Map<number, string>): Sink {
  let open: { uid: number; hash: ReturnType<typeof createHash> } | undefined
  return {
    begin({ uid }) {
      open = { uid, hash: createHash('sha256') }
    },
    data: (chunk) => void open?.hash.update(chunk),
    end() {
      if (open) digests.set(open.uid, open.hash.digest('hex'))
      open = undefined
    },
    ready: () => undefined,
  }
}
