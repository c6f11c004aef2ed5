// What a file system says no with, in the words of the movers: no room is the account's, anything else stops the work with the path in it.

import { SesameError } from '../../../model/errors.ts'
import type { Refusal } from '../../shapes.ts'

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

export function errnoOf(error: unknown): string {
  return (error as NodeJS.ErrnoException)?.code ?? 'unknown'
}

export function isMissing(error: unknown): boolean {
  const code = errnoOf(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
}

/** The refusal that a full disk (or a quota, or a file that may not grow) is; undefined for everything else. */
export function fullDisk(error: unknown, path: string): Refusal | undefined {
  const code = errnoOf(error)
  return FULL.has(code) ? { meaning: 'account', said: `no room left at ${path} (${code})`, code: 'ENOSPC' } : undefined
}

export function unwritable(file: string, error: unknown): SesameError {
  return error instanceof SesameError ? error : new SesameError('backup-unwritable', { file, why: errnoOf(error) }, error)
}

export function unreadable(file: string, error: unknown): SesameError {
  return error instanceof SesameError ? error : new SesameError('file-unreadable', { file, why: errnoOf(error) }, error)
}
