// Lists the folders of one box that are compared into the ledger: sizes, dates and flags, no bodies.

import type { Rules } from '../journey.ts'
import { type Box, BoxRefusal, type Folder, type Message, type Reader } from '../shapes.ts'
import type { Side } from './first-difference.ts'
import { type Ledger, type LedgerFolder, secondOf } from './ledger.ts'
import { pauseAfter, whyOf } from './read-messages.ts'
import type { Untold } from './shapes.ts'

export interface Listed {
  readonly known: LedgerFolder
  readonly folder: Folder
  /** PERMANENTFLAGS, in lower case. */
  readonly keeps: ReadonlySet<string>
  readonly keywords: boolean
}

export interface ListRequest {
  readonly box: Box
  readonly side: Side
  readonly ledger: Ledger
  readonly folders: readonly { readonly folder: Folder; readonly unit: string; readonly leftOut?: string }[]
  /** Of the source: what a rule leaves out is settled at once. */
  readonly rules?: Rules
  readonly connections: number
  readonly signal: AbortSignal
  readonly progress?: (folder: string) => void
}

const TRIES = 3

/** Throws when not one connection can be had. */
export async function listBox(request: ListRequest): Promise<{ readonly listed: readonly Listed[]; readonly untold: readonly Untold[] }> {
  const { box, side, ledger, folders, rules, connections, signal, progress } = request
  const listed: Listed[] = []
  const untold: Untold[] = []
  // In their order, whoever is listed first.
  const left = folders.map((one) => ({ ...one, place: ledger.addFolder({ side, name: one.folder.name, unit: one.unit, uidValidity: 0 }) }))
  let refused: unknown
  let working = 0
  const list = async (reader: Reader, { folder, leftOut, place }: (typeof left)[number]) => {
    progress?.(folder.name)
    const opened = await reader.open(folder)
    const known = ledger.opened(place, opened.uidValidity)
    try {
      await reader.list((message) => {
        const because = leftOut ?? (rules && leftOutBy(rules, message))
        ledger.list(known, message, because === undefined ? undefined : { state: 'excluded', because })
      })
    } catch (error) {
      ledger.run('DELETE FROM m WHERE folder = ?', known.id)
      throw error
    }
    listed.push({ known, folder, keeps: new Set(opened.flags.map((flag) => flag.toLowerCase())), keywords: opened.keywords })
  }
  const work = async () => {
    let reader: Reader | undefined
    try {
      reader = await box.reader()
    } catch (error) {
      refused = error
      return
    }
    working++
    try {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        for (let tries = 1; ; tries++) {
          signal.throwIfAborted()
          try {
            reader ??= await box.reader()
            await list(reader, next)
            break
          } catch (error) {
            if (signal.aborted) throw signal.reason
            const final = error instanceof BoxRefusal && error.refusal.meaning === 'folder'
            if (!final) reader?.close()
            if (!final) reader = undefined
            if (!final && tries < TRIES) {
              await pauseAfter(error, tries, signal)
              continue
            }
            untold.push({ side, folder: next.folder.name, messages: next.folder.status?.messages ?? 0, why: whyOf(error) })
            break
          }
        }
      }
    } finally {
      reader?.close()
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(connections, folders.length)) }, work))
  if (working === 0 && folders.length > 0) throw refused
  return { listed: listed.sort((a, b) => a.known.id - b.known.id), untold }
}

/** By which rule, if any, a message of the source is left out of the comparison. */
export function leftOutBy(rules: Rules, { date, size, flags }: Pick<Message, 'date' | 'size' | 'flags'>): string | undefined {
  const second = secondOf(date)
  if (rules.since !== undefined && second >= 0 && second < Date.parse(rules.since) / 1000) return 'since'
  if (rules.before !== undefined && second >= 0 && second >= Date.parse(rules.before) / 1000) return 'before'
  if (rules.largest !== undefined && size > rules.largest) return 'largest'
  if (rules.deleted === 'leave' && flags.some((flag) => flag.toLowerCase() === '\\deleted')) return 'deleted'
  return undefined
}
