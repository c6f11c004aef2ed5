// Exact duplicates in one box: the same bytes twice in one folder. What differs in size is never read; what lies in two folders is no duplicate by itself.

import type { Box, Folder } from '../shapes.ts'
import type { CompareEvent } from './compare-boxes.ts'
import { openLedger } from './ledger.ts'
import { listBox } from './list-box.ts'
import { readMessages } from './read-messages.ts'
import type { Untold } from './shapes.ts'

export interface DuplicatesRequest {
  readonly box: Box
  readonly connections: number
  readonly signal: AbortSignal
  readonly on?: (event: CompareEvent) => void
}

export interface DuplicateGroup {
  readonly folder: Folder
  readonly uidValidity: number
  readonly digest: string
  readonly size: number
  readonly subject: string
  readonly messageId: string
  readonly date: string | null
  /** The oldest. */
  readonly keep: number
  readonly extra: readonly number[]
  /** Flags of the others that the one to keep has not. */
  readonly flags: readonly string[]
}

export interface Duplicates {
  readonly groups: number
  /** Messages too many. */
  readonly extra: number
  readonly bytes: number
  /** Contents that lie in more than one folder, each told once; on Gmail not those that are one message under several labels. */
  readonly across: number
  readonly gmail: boolean
  readonly untold: readonly Untold[]
  each(): Iterable<DuplicateGroup>
  eachAcross(): Iterable<{ readonly digest: string; readonly size: number; readonly subject: string; readonly folders: readonly string[] }>
  close(): void
}

/** Marked as deleted is as good as gone: it is neither kept for the others nor counted. */
const COUNTS = `m.flags NOT IN (SELECT id FROM flagset WHERE instr(lower(flags), '"\\\\deleted"') > 0)`

/** Must be closed. */
export async function findDuplicates({ box, connections, signal, on }: DuplicatesRequest, across = false): Promise<Duplicates> {
  const ledger = openLedger()
  try {
    const inventory = await box.inventory()
    // Views show messages of other folders again; their copies are no copies.
    const folders = inventory.folders.filter(({ selectable, use }) => selectable && use !== 'flagged' && use !== 'important')
    const { listed, untold: unlisted } = await listBox({
      ...{ box, side: 'source', ledger, connections, signal },
      folders: folders.map((folder) => ({ folder, unit: folder.name })),
      progress: (folder) => on?.({ kind: 'listing', side: 'source', folder }),
    })
    ledger.run('UPDATE m SET exact = NULL')
    ledger.run('CREATE INDEX sizes ON m (size)')
    ledger.run(`INSERT INTO todo SELECT folder, uid, size FROM m WHERE ${COUNTS} AND EXISTS
      (SELECT 1 FROM m o WHERE o.size = m.size AND o.id <> m.id ${across ? 'AND (o.folder = m.folder OR o.email IS NULL OR o.email <> m.email)' : 'AND o.folder = m.folder'})`)
    let bytes = 0
    const progress = (more: number) => {
      bytes += more
      on?.({ kind: 'reading', side: 'source', bytes })
    }
    const unread =
      ledger.value('SELECT count(*) FROM todo') === 0
        ? []
        : await readMessages({ box, ledger, folders: listed, connections, signal, progress })
    on?.({ kind: 'matching' })
    ledger.run('CREATE INDEX content ON m (exact)')
    const groups = `FROM m WHERE exact IS NOT NULL AND ${COUNTS} GROUP BY folder, exact HAVING count(*) > 1`
    const spread = `FROM m WHERE exact IS NOT NULL AND ${COUNTS} GROUP BY exact HAVING count(DISTINCT folder) > 1 AND count(DISTINCT ifnull(email, id)) > 1`
    return {
      groups: ledger.value(`SELECT count(*) FROM (SELECT 1 ${groups})`),
      extra: ledger.value(`SELECT ifnull(sum(n - 1), 0) FROM (SELECT count(*) AS n ${groups})`),
      bytes: ledger.value(`SELECT ifnull(sum((n - 1) * size), 0) FROM (SELECT count(*) AS n, size ${groups})`),
      across: across ? ledger.value(`SELECT count(*) FROM (SELECT 1 ${spread})`) : 0,
      gmail: inventory.traits.gmail,
      untold: [...unlisted, ...unread.map((one): Untold => ({ side: 'source', ...one }))],
      *each() {
        for (const [folder, exact] of ledger.rows(`SELECT folder, exact ${groups} ORDER BY folder, min(uid)`)) {
          const [first, ...more] = [
            ...ledger.messages(`m.folder = ? AND m.exact = ? AND ${COUNTS}`, 'm.uid', folder as number, exact as Buffer),
          ]
          const known = listed.find((one) => one.known.id === folder)!
          const { uid, size, subject, messageId, date, flags } = first!
          const there = flags.map((flag) => flag.toLowerCase())
          const others = new Map(more.flatMap((row) => row.flags.map((flag) => [flag.toLowerCase(), flag] as const)))
          yield {
            ...{ folder: known.folder, uidValidity: known.known.uidValidity, digest: first!.exact!, size, subject, messageId, date },
            ...{
              keep: uid,
              extra: more.map((row) => row.uid),
              flags: [...others].filter(([flag]) => !there.includes(flag)).map(([, flag]) => flag),
            },
          }
        }
      },
      *eachAcross() {
        if (!across) return
        for (const [exact] of ledger.rows(`SELECT exact ${spread} ORDER BY min(id)`)) {
          const rows = [...ledger.messages('m.exact = ?', 'm.folder, m.uid', exact as Buffer)]
          const names = new Set(rows.map(({ folder }) => ledger.folders[folder - 1]!.name))
          yield { digest: rows[0]!.exact!, size: rows[0]!.size, subject: rows[0]!.subject, folders: [...names] }
        }
      },
      close: () => ledger.close(),
    }
  } catch (error) {
    ledger.close()
    throw error
  }
}
