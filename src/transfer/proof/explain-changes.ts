// Reads messages that a server changed once more, both copies at the same time, and writes down which bytes differ.

import type { Box, Reader, Sink } from '../shapes.ts'
import { type Copy, differences, howOf } from './differences.ts'
import type { Ledger } from './ledger.ts'
import type { Listed } from './list-box.ts'

/** Of most servers the first of them tell all. */
const EXPLAINED = 200

/** Never throws: what cannot be explained keeps its kind of change. */
export async function explainChanges(
  ledger: Ledger,
  boxes: { readonly source: Box; readonly target: Box },
  listed: readonly Listed[],
  signal: AbortSignal,
): Promise<void> {
  const changed = [...ledger.messages('m.side = 0 AND m.change IS NOT NULL AND m.mate IS NOT NULL', `m.folder, m.uid LIMIT ${EXPLAINED}`)]
  if (changed.length === 0) return
  const readers: Reader[] = []
  try {
    const source = await boxes.source.reader()
    readers.push(source)
    const target = await boxes.target.reader()
    readers.push(target)
    const open = new Map<Reader, number>()
    const fetch = async (reader: Reader, folder: number, uid: number, copy: Copy) => {
      try {
        if (open.get(reader) !== folder) await reader.open(listed.find(({ known }) => known.id === folder)!.folder)
        open.set(reader, folder)
        await reader.fetch([uid], sinkOf(copy))
      } finally {
        copy.end()
      }
    }
    for (const row of changed) {
      if (signal.aborted) return
      const mate = ledger.row(row.mate!)
      const both = differences()
      await Promise.all([fetch(source, row.folder, row.uid, both.source), fetch(target, mate.folder, mate.uid, both.target)])
      const difference = both.result()
      if (difference !== undefined)
        ledger.run('UPDATE m SET change = ?, how = ? WHERE id IN (?, ?)', difference.change, howOf(difference), row.id, mate.id)
    }
  } catch {
    // The line broke: the rest stays as it was matched.
  } finally {
    for (const reader of readers) reader.close()
  }
}

function sinkOf(copy: Copy): Sink {
  return { begin: () => {}, data: copy.data, end: () => {}, ready: copy.ready }
}
