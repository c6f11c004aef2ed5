// Removes what is too many, group by group: the one to keep is read again and must be what it was, its flags are made whole, and only then the others go.

import { type Box, BoxRefusal, type Folder, type Reader, type Writer } from '../shapes.ts'
import { exactDigest } from './digest.ts'
import type { DuplicateGroup } from './duplicates.ts'

export interface Removed {
  readonly messages: number
  readonly bytes: number
  /** Groups left as they were: the one to keep could not be read again as it was. */
  readonly left: number
  /** The server's words, when it would not remove. Nothing more was tried. */
  readonly refused?: string
}

const GROUPS = 100

/** Of a signal that says stop, nothing more is removed and what was done is told. */
export async function removeDuplicates(box: Box, groups: Iterable<DuplicateGroup>, signal: AbortSignal): Promise<Removed> {
  const reader = await box.reader()
  let writer: Writer | undefined
  let [messages, bytes, left] = [0, 0, 0]
  let refused: string | undefined
  try {
    writer = await box.writer()
    for (const batch of batchesOf(groups)) {
      if (signal.aborted) break
      const { folder, uidValidity } = batch[0]!
      const good = await stillThere(reader, folder, uidValidity, batch)
      left += batch.length - good.length
      if (good.length === 0) continue
      await completeFlags(reader, writer, folder, good)
      const extra = good.flatMap((group) => group.extra)
      await writer.remove(folder, extra)
      messages += extra.length
      bytes += good.reduce((sum, group) => sum + group.extra.length * group.size, 0)
    }
  } catch (error) {
    if (!(error instanceof BoxRefusal)) throw error
    refused = error.refusal.said
  } finally {
    reader.close()
    writer?.close()
  }
  return { messages, bytes, left, ...(refused !== undefined && { refused }) }
}

/** Of one folder each. */
function* batchesOf(groups: Iterable<DuplicateGroup>): Generator<readonly DuplicateGroup[]> {
  let batch: DuplicateGroup[] = []
  for (const group of groups) {
    if (batch.length > 0 && (batch.length >= GROUPS || batch[0]!.folder !== group.folder)) {
      yield batch
      batch = []
    }
    batch.push(group)
  }
  if (batch.length > 0) yield batch
}

/** Those whose message to keep was read now and has its digest still. */
async function stillThere(
  reader: Reader,
  folder: Folder,
  uidValidity: number,
  batch: readonly DuplicateGroup[],
): Promise<readonly DuplicateGroup[]> {
  const opened = await reader.open(folder)
  // RFC 9051 §2.3.1.1: under another UIDVALIDITY the UIDs are those of other messages.
  if (opened.uidValidity !== uidValidity) return []
  const deleted = new Set<number>()
  const first = Math.min(...batch.map(({ keep }) => keep))
  await reader.list(({ uid, flags }) => void (flags.some((flag) => flag.toLowerCase() === '\\deleted') && deleted.add(uid)), {
    after: first - 1,
  })
  const read = new Map<number, string>()
  let digest = exactDigest()
  let uid = 0
  await reader.fetch(
    batch.map(({ keep }) => keep).sort((a, b) => a - b),
    {
      begin: (message) => {
        digest = exactDigest()
        uid = message.uid
      },
      data: (chunk) => digest.add(chunk),
      end: () => void read.set(uid, digest.end()),
      ready: () => undefined,
    },
  )
  return batch.filter(({ keep, digest }) => read.get(keep) === digest && !deleted.has(keep))
}

/** What was read, starred or answered stays so, whichever copy it was done to. */
async function completeFlags(reader: Reader, writer: Writer, folder: Folder, groups: readonly DuplicateGroup[]): Promise<void> {
  const wanted = groups.filter(({ flags }) => flags.length > 0)
  if (wanted.length === 0) return
  const { flags: keeps, keywords } = await writer.open(folder)
  const kept = new Set(keeps.map((flag) => flag.toLowerCase()))
  for (const { keep, flags } of wanted) {
    const add = flags.filter((flag) => kept.has(flag.toLowerCase()) || (keywords && !flag.startsWith('\\')))
    if (add.length > 0) await writer.store(folder, [keep], { add })
  }
  await reader.open(folder)
}
