// Where a tidying of a mailbox began, as a small file in the data folder: what a run that was cut left behind is known again by the next one. No content, no secrets.

import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { privateFolder } from '../../store/place.ts'
import type { TidyMark, TidyMemory } from '../../transfer/tidy/merge-folders.ts'
import { saveTextPrivately } from '../save.ts'

/** `box` and the names of both folders are in the name of the file as a digest only. */
export function tidyMemory(data: string, box: string, from: string, keep: string): TidyMemory {
  const folder = join(data, 'tidy')
  const file = join(folder, `${createHash('sha256').update([box, from, keep].join('\u0000')).digest('hex').slice(0, 32)}.json`)
  return {
    async recall() {
      const text = await readFile(file, 'utf8').catch(() => null)
      return text === null ? null : markIn(text)
    },
    async keep({ from, keep, uidNext }: TidyMark) {
      await privateFolder(data)
      await privateFolder(folder)
      await saveTextPrivately(file, `${JSON.stringify({ from, keep, uidNext })}\n`)
    },
    async forget() {
      await rm(file, { force: true })
    },
  }
}

/** A file that is not whole says nothing: then every message counts as not copied yet, which may double it and never lose it. */
function markIn(text: string): TidyMark | null {
  try {
    const { from, keep, uidNext } = JSON.parse(text) as Record<string, unknown>
    const all = [from, keep, uidNext]
    return all.every((n) => Number.isSafeInteger(n) && (n as number) > 0) ? ({ from, keep, uidNext } as TidyMark) : null
  } catch {
    return null
  }
}
