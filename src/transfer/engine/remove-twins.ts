// A line broke, the message was not there when we looked, it was sent again, and then the server stored the first one after all: one of both is taken out.

import { dropHeldMessage, enterHeldDigests } from '../../store/transfer/held.ts'
import { messageAt } from '../../store/transfer/messages.ts'
import { twinCandidates, twinOf } from '../../store/transfer/read-back.ts'
import { BoxRefusal } from '../shapes.ts'
import { brokenBy } from './ended.ts'
import type { FolderRun } from './folder-run.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'
import { readDigests } from './read-digests.ts'
import { refreshHeld, settleUnknown } from './settle.ts'

/** Only what nobody owns, came after the first try, and has the same bytes. While nobody sends into the folder. */
export async function removeTwins(job: Job, lane: Lane, run: FolderRun): Promise<void> {
  const { journal } = job
  const place = run.place!.id
  await refreshHeld(job, lane, run)
  // What another folder of the source sent here without hearing its UID is no second copy.
  await settleUnknown(job, lane, run)
  const found = twinCandidates(journal, run.id, place)
  if (found.length === 0) return
  const { reader } = await lane.check(run.target!)
  const unread = found.filter(({ digest }) => digest === null).map(({ uid }) => uid)
  const read = await readDigests(reader, 'target', unread)
  journal.whole(() => enterHeldDigests(journal, place, read))
  const owners = new Map(
    found.flatMap(({ uid }) => {
      const owner = twinOf(journal, run.id, place, uid)
      const row = owner === undefined ? undefined : messageAt(journal, run.id, owner)
      return row?.target ? [[uid, { target: row.target, digest: row.digest!.toString('hex') }] as const] : []
    }),
  )
  if (owners.size === 0) return
  // The other one must be there now, not only in the journal: somebody may have removed it since.
  const there = await readDigests(reader, 'target', [...new Set([...owners.values()].map(({ target }) => target))])
  const digests = new Map(there.map(({ uid, digest }) => [uid, digest]))
  const twins = [...owners].flatMap(([uid, { target, digest }]) => (digests.get(target) === digest ? [uid] : []))
  if (twins.length === 0) return
  try {
    const writer = await lane.writer()
    const opened = await writer.open(run.target!)
    if (opened.uidValidity !== run.place!.validity) return
    await writer.remove(run.target!, twins)
    journal.whole(() => {
      for (const uid of twins) dropHeldMessage(journal, place, uid)
    })
  } catch (error) {
    if (!(error instanceof BoxRefusal) || error.refusal.meaning === 'connection' || error.refusal.meaning === 'moment')
      throw brokenBy(error, 'target')
    // A server that cannot remove single messages: it is told, and compare shows it.
    job.progress.tell({
      kind: 'folder',
      folder: run.source.name,
      what: 'refused',
      said: `${twins.length} messages stay twice: ${error.refusal.said}`,
    })
  }
}
