// What lies in a folder, before anything is done with it: how many messages, how large, and when the newest came.

import { secondsOf } from '../engine/moment.ts'
import type { Folder, Reader } from '../shapes.ts'

export interface FolderLook {
  readonly name: string
  readonly messages: number
  readonly bytes: number
  /** When its newest message came, an ISO moment; null for an empty folder, or one without dates. */
  readonly newest: string | null
  readonly subscribed: boolean
}

export async function lookInto(reader: Reader, folder: Folder): Promise<FolderLook> {
  await reader.open(folder)
  let [messages, bytes, newest] = [0, 0, Number.NEGATIVE_INFINITY]
  await reader.list(({ size, date }) => {
    messages++
    bytes += size
    newest = Math.max(newest, secondsOf(date) ?? Number.NEGATIVE_INFINITY)
  })
  return {
    name: folder.name,
    messages,
    bytes,
    newest: Number.isFinite(newest) ? new Date(newest * 1000).toISOString() : null,
    subscribed: folder.subscribed,
  }
}
