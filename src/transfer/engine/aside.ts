// A message that the target does not take lies beside, byte for byte, as a file that any mail program opens; for its owner only.

import { createHash } from 'node:crypto'
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { SesameError } from '../../model/errors.ts'
import { makeFolder } from '../../store/make-folder.ts'
import type { Reader, Sink } from '../shapes.ts'
import { brokenBy } from './ended.ts'

/** The file; null when the source no longer gives the message. Throws Broken, or `file-unwritable`. */
export async function setAside(
  reader: Reader,
  folder: string,
  path: readonly string[],
  uidValidity: number,
  uid: number,
): Promise<string | null> {
  const file = join(folder, `${fileNameOf(path)}-${uidValidity}-${uid}.eml`)
  const half = `${file}.part`
  let open: number | undefined
  let whole = false
  const wrong = (error: unknown) =>
    new SesameError('file-unwritable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error)
  const sink: Sink = {
    begin() {
      try {
        makeFolder(folder)
        open = openSync(half, 'w', 0o600)
      } catch (error) {
        throw wrong(error)
      }
    },
    data(chunk) {
      try {
        for (let at = 0; at < chunk.length; ) at += writeSync(open!, chunk, at)
      } catch (error) {
        throw wrong(error)
      }
    },
    end() {
      whole = true
    },
    ready: () => undefined,
  }
  try {
    await reader.fetch([uid], sink)
  } catch (error) {
    throw brokenBy(error, 'source')
  } finally {
    if (open !== undefined) {
      closeSync(open)
      if (whole) renameSync(half, file)
      else rmSync(half, { force: true })
    }
  }
  return whole ? file : null
}

/** Readable, and nothing that a file system or a shell takes for something else. */
function fileNameOf(path: readonly string[]): string {
  const name = path
    .map((part) =>
      part
        .replace(/[^\p{L}\p{N} ._-]/gu, '_')
        .replace(/^\.+/, '_')
        .slice(0, 60),
    )
    .join('-')
    .slice(0, 120)
  if (path.length === 1 && name === 'INBOX') return name
  // Names that look alike here (`A/B`, `A-B`, `a-b`) may have the same UIDVALIDITY and UIDs: none of them may overwrite another's message.
  return `${name}-${createHash('sha256').update(path.join('\0')).digest('hex').slice(0, 8)}`
}
