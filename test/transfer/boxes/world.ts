// What the tests of boxes of files share: an empty folder, messages in, messages out.

import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Appended, Box, Folder, Message } from '../../../src/transfer/shapes.ts'

export function emptyFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-boxes-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export interface Kept extends Message {
  readonly bytes: Buffer
}

export interface Given {
  readonly bytes: Buffer
  readonly flags?: readonly string[]
  readonly date?: string | null
}

export const DATE = '17-Jul-1996 02:44:25 -0700'

export function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Puts messages into a folder in one group, in pieces of `piece` bytes. */
export async function put(box: Box, folder: Folder, messages: readonly Given[], piece = 65_536): Promise<readonly Appended[]> {
  const writer = await box.writer()
  try {
    const group = writer.append(folder)
    let uid = 0
    for (const { bytes, flags = [], date = DATE } of messages) {
      group.begin({ size: bytes.length, flags, date, origin: { folder: folder.name, uidValidity: 7, uid: ++uid } })
      for (let at = 0; at < bytes.length; at += piece) group.data(Buffer.from(bytes.subarray(at, at + piece)))
      group.end()
      await group.ready()
    }
    return await group.finish()
  } finally {
    writer.close()
  }
}

export async function make(box: Box, path: readonly string[], messages: readonly Given[] = []): Promise<Folder> {
  const writer = await box.writer()
  const folder = await writer.create(path)
  writer.close()
  if (messages.length > 0) await put(box, folder, messages)
  return folder
}

export async function folderAt(box: Box, ...path: string[]): Promise<Folder> {
  const folder = (await box.inventory()).folders.find((one) => one.path.join('\0') === path.join('\0'))
  if (!folder) throw new Error(`no folder ${path.join('/')}`)
  return folder
}

/** Everything in a folder, as it is listed and as its bytes come. */
export async function all(box: Box, folder: Folder): Promise<Kept[]> {
  const reader = await box.reader()
  try {
    await reader.open(folder)
    const listed: Message[] = []
    await reader.list((message) => listed.push(message))
    const kept: Kept[] = []
    let current: { message: Message; parts: Buffer[] } | undefined
    await reader.fetch(
      listed.map(({ uid }) => uid),
      {
        begin(message) {
          current = { message, parts: [] }
        },
        data: (chunk) => void current?.parts.push(Buffer.from(chunk)),
        end() {
          if (current) kept.push({ ...current.message, bytes: Buffer.concat(current.parts) })
        },
        ready: () => undefined,
      },
    )
    return kept
  } finally {
    reader.close()
  }
}
