// Reads messages only to know what they contain: exact size, exact and canonical digest. Nothing is kept.

import type { ReadDigest } from '../../store/transfer/held.ts'
import { canonicalDigest, type Digest, exactDigest } from '../proof/digest.ts'
import { BoxRefusal, type Reader, type Sink } from '../shapes.ts'
import { brokenBy } from './ended.ts'

/** Of the open folder; those that are gone or cannot be given are left out. */
export async function readDigests(reader: Reader, side: 'source' | 'target', uids: readonly number[]): Promise<ReadDigest[]> {
  const read: ReadDigest[] = []
  let uid = 0
  let size = 0
  let exact: Digest
  let canonical: Digest
  const sink: Sink = {
    begin(message) {
      uid = message.uid
      size = 0
      exact = exactDigest()
      canonical = canonicalDigest()
    },
    data(chunk) {
      size += chunk.length
      exact.add(chunk)
      canonical.add(chunk)
    },
    end() {
      read.push({ uid, size, digest: exact.end(), canonical: canonical.end() })
    },
    ready: () => undefined,
  }
  try {
    if (uids.length > 0) await reader.fetch(uids, sink)
  } catch (error) {
    // Single messages that a server cannot give: the others were given.
    if (!(error instanceof BoxRefusal && error.refusal.meaning === 'message')) throw brokenBy(error, side)
  }
  return read
}
