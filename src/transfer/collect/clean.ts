// The source after a round: messages whose time has come and whose bytes were read again from the target are removed there, and no others.

import type { Pop3Box } from '../boxes/pop3/pop3-box.ts'
import { type Box, BoxRefusal, type Folder } from '../shapes.ts'
import { type Claim, proved } from './prove.ts'

export interface Collected extends Claim {
  readonly uid: number
  /** When its bytes were read again; null: not yet. */
  readonly proved: number | null
}

export interface CleanRequest {
  readonly source: Box
  readonly folder: Folder
  readonly uidValidity: number
  readonly target: Box
  /** Collected from this folder under this UIDVALIDITY and not removed yet. */
  readonly collected: readonly Collected[]
  /** Whether its time has come. */
  readonly due: (one: Collected) => boolean
  /** Written down before anything is removed. */
  readonly onProved: (uids: readonly number[]) => void
  readonly onRemoved: (uids: readonly number[]) => void
  readonly signal: AbortSignal
}

/** How many were removed; and what the source said where it did not. Throws what a broken line throws: what was done stays done. */
export async function cleanSource(request: CleanRequest): Promise<{ readonly removed: number; readonly said: string | null }> {
  const { source, target, collected, due, onProved, onRemoved, signal } = request
  const sure = await proved(
    target,
    collected.filter((one) => one.proved === null),
    signal,
  )
  if (sure.length > 0) onProved(sure.map(({ uid }) => uid))
  const now = new Set(sure.map(({ uid }) => uid))
  const ready = collected.filter((one) => due(one) && (one.proved !== null || now.has(one.uid)))
  if (ready.length === 0 || signal.aborted) return { removed: 0, said: null }
  if (source.kind === 'pop3') {
    const { removed, kept } = await (source as Pop3Box).remove(ready.map(({ uid, digest }) => ({ uid, digest })))
    onRemoved(removed)
    return { removed: removed.length, said: kept.find(({ said }) => said !== null)?.said ?? null }
  }
  return removeByImap(request, ready, onRemoved)
}

async function removeByImap(
  { source, folder, uidValidity }: CleanRequest,
  ready: readonly Collected[],
  onRemoved: CleanRequest['onRemoved'],
): Promise<{ readonly removed: number; readonly said: string | null }> {
  const writer = await source.writer()
  try {
    const opened = await writer.open(folder)
    // These numbers mean other messages now.
    if (opened.uidValidity !== uidValidity) return { removed: 0, said: null }
    const uids = ready.map(({ uid }) => uid)
    await writer.remove(folder, uids)
    onRemoved(uids)
    return { removed: uids.length, said: null }
  } catch (error) {
    if (!(error instanceof BoxRefusal) || error.refusal.meaning === 'connection') throw error
    return { removed: 0, said: error.refusal.said }
  } finally {
    writer.close()
  }
}
