// Where a transfer keeps what it knows: in this computer's data folder; of a backup, in the backup itself, so that it can be carried; of the lab, nowhere that lasts.

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { dataFolder } from '../../store/place.ts'
import { ownFile } from '../../transfer/boxes/files/backup.ts'
import { type TransferRecord, transferId, transfersFolder } from './records.ts'
import type { Room } from './room.ts'
import type { Side } from './side.ts'

export interface TransferPlace {
  readonly id: string
  /** Of records; null where nothing lasts. */
  readonly data: string | null
  readonly journal: string
  readonly aside: string
  /** Folder of locks. */
  readonly locks: string
  leave(): Promise<void>
}

export interface PlaceWanted {
  readonly kind: TransferRecord['kind']
  readonly dryRun: boolean
}

export async function placeOf({ kind, dryRun }: PlaceWanted, room: Room, from: Side, to: Side): Promise<TransferPlace> {
  const id = transferId(kind, from.box.key, to.box.key)
  const forgets = room.lab !== null && room.request.data === undefined
  const data = forgets ? await mkdtemp(join(tmpdir(), 'sesame-lab-')) : dataFolder({ folder: room.request.data, env: room.request.env })
  const leave = async () => {
    if (forgets) await rm(data, { recursive: true, force: true })
  }
  const base = { id, data: forgets ? null : data, locks: data, leave }
  // A backup that is not made yet has no room for it.
  if (to.where.kind === 'files' && !(dryRun && !existsSync(to.where.path))) {
    const own = (name: string) => ownFile(resolve(to.where.kind === 'files' ? to.where.path : ''), name)
    return { ...base, journal: own(`transfer-${id}.db`), aside: own('aside') }
  }
  const folder = transfersFolder(data)
  return { ...base, journal: join(folder, `${id}.db`), aside: join(folder, id, 'aside') }
}
