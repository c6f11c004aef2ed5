// What a folder of a backup says of itself, in IMAP's words.

import type { FolderStatus, OpenedFolder } from '../../shapes.ts'
import type { ManifestTotals } from './manifest.ts'

export const SYSTEM_FLAGS = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft']

export function folderStatus({ messages, bytes, nextUid, uidValidity, lines }: ManifestTotals): FolderStatus {
  return { messages, bytes, uidNext: nextUid, uidValidity, modseq: String(lines) }
}

export function openedFolder(totals: ManifestTotals): OpenedFolder {
  return { ...folderStatus(totals), flags: SYSTEM_FLAGS, keywords: true }
}

/** A system flag begins with a backslash (RFC 9051 §2.3.2); \Recent is nobody's. */
export function splitFlags(all: readonly string[]): { readonly flags: string[]; readonly keywords: string[] } {
  return {
    flags: all.filter((flag) => flag.startsWith('\\') && flag.toLowerCase() !== '\\recent'),
    keywords: all.filter((flag) => !flag.startsWith('\\')),
  }
}
