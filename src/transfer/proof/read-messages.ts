// Reads messages of a box over several connections and gives each one's digests to the ledger. What breaks is tried again; what cannot be read is said, never left out.

import { setTimeout } from 'node:timers/promises'
import { SesameError } from '../../model/errors.ts'
import { type Box, BoxRefusal, type Folder, type Message, type Reader, type Sink } from '../shapes.ts'
import type { Ledger, LedgerFolder } from './ledger.ts'
import { type MessageReading, messageReading } from './reading.ts'

export interface Unread {
  readonly folder: string
  readonly messages: number
  readonly why: string
}

export interface ReadRequest {
  readonly box: Box
  readonly ledger: Ledger
  readonly folders: readonly { readonly known: LedgerFolder; readonly folder: Folder }[]
  readonly connections: number
  readonly signal: AbortSignal
  readonly progress?: (bytes: number) => void
}

interface Task {
  readonly known: LedgerFolder
  readonly folder: Folder
  readonly uids: number[]
}

const MESSAGES = 500
const BYTES = 32 << 20
const TRIES = 4

/** Those that table `todo` (folder, uid, size) names. Throws when not one connection can be had, and when the signal says so. */
export async function readMessages(request: ReadRequest): Promise<readonly Unread[]> {
  const { box, ledger, connections, signal, progress } = request
  const unread: Unread[] = []
  const next = tasksOf(request)
  const all = Math.max(1, connections)
  let refused: unknown
  let working = 0
  const work = async () => {
    let reader: Reader | undefined
    const open = async () => {
      reader = await box.reader()
    }
    try {
      await open()
    } catch (error) {
      refused = error
      return
    }
    working++
    try {
      for (let task = next(); task !== undefined; task = next()) {
        for (let tries = 1; task.uids.length > 0; tries++) {
          signal.throwIfAborted()
          try {
            if (reader === undefined) await open()
            await readTask(reader!, task, ledger, progress)
          } catch (error) {
            if (signal.aborted) throw signal.reason
            reader?.close()
            reader = undefined
            const final =
              tries >= TRIES || (error instanceof BoxRefusal && ['folder', 'message', 'account'].includes(error.refusal.meaning))
            if (final) {
              unread.push({ folder: task.known.name, messages: task.uids.length, why: whyOf(error) })
              break
            }
            await pauseAfter(error, tries, signal)
          }
        }
      }
    } finally {
      reader?.close()
    }
  }
  await Promise.all(Array.from({ length: all }, work))
  if (working === 0) throw refused
  return unread
}

/** The next messages of one folder, up to so many or so large. */
function tasksOf({ ledger, folders }: ReadRequest): () => Task | undefined {
  let at = 0
  let after = -1
  return () => {
    for (; at < folders.length; at++, after = -1) {
      const { known, folder } = folders[at]!
      const uids: number[] = []
      let bytes = 0
      for (const [uid, size] of ledger.rows(
        'SELECT uid, size FROM todo WHERE folder = ? AND uid > ? ORDER BY uid LIMIT ?',
        known.id,
        after,
        MESSAGES,
      )) {
        uids.push(uid as number)
        bytes += size as number
        if (bytes > BYTES) break
      }
      if (uids.length === 0) continue
      after = uids.at(-1)!
      return { known, folder, uids }
    }
    return undefined
  }
}

/** Takes from the task what was read, so that a second try reads the rest. */
async function readTask(reader: Reader, task: Task, ledger: Ledger, progress: ReadRequest['progress']): Promise<void> {
  const { known, folder } = task
  const opened = await reader.open(folder)
  if (opened.uidValidity !== known.uidValidity) throw madeAnew(folder.name)
  const wanted = new Set(task.uids)
  let message: Message | undefined
  let reading: MessageReading = messageReading()
  const sink: Sink = {
    begin(begun) {
      message = begun
      reading = messageReading()
    },
    data(chunk) {
      reading.add(chunk)
      progress?.(chunk.length)
    },
    end() {
      ledger.read(known, message!.uid, reading.end())
      wanted.delete(message!.uid)
    },
    ready: () => undefined,
  }
  try {
    await reader.fetch(task.uids, sink)
  } catch (error) {
    task.uids.splice(0, task.uids.length, ...wanted)
    throw error
  }
  if (wanted.size > 0) await leftMeanwhile(reader, known, wanted, ledger)
  task.uids.splice(0, task.uids.length, ...wanted)
  if (wanted.size > 0) throw new BoxRefusal({ meaning: 'message', said: 'FETCH gave nothing' }, folder.name)
}

/** What is listed no longer is in neither count. What is listed and yet not given was not read, which is another thing. */
async function leftMeanwhile(reader: Reader, known: LedgerFolder, wanted: Set<number>, ledger: Ledger): Promise<void> {
  const gone = new Set(wanted)
  await reader.list(({ uid }) => void gone.delete(uid), { after: Math.min(...wanted) - 1 })
  for (const uid of gone) {
    ledger.drop(known, uid)
    wanted.delete(uid)
  }
}

/** RFC 9051 §2.3.1.1: with another UIDVALIDITY no UID means what it meant. */
export function madeAnew(folder: string): BoxRefusal {
  return new BoxRefusal({ meaning: 'folder', said: 'UIDVALIDITY changed' }, folder)
}

export function whyOf(error: unknown): string {
  if (error instanceof BoxRefusal) return error.refusal.said
  return error instanceof SesameError ? error.code : error instanceof Error ? error.name : 'unknown'
}

/** As long as the server said; else longer each time. */
export async function pauseAfter(error: unknown, tries: number, signal: AbortSignal): Promise<void> {
  const told = error instanceof BoxRefusal ? error.refusal.waitMs : undefined
  await setTimeout(Math.min(told ?? 250 * 4 ** (tries - 1), 10 * 60_000), undefined, { signal })
}
