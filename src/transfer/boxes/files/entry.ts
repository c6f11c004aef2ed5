// One message as a manifest knows it, and the lines of a manifest: written by us, read by anyone (docs/backup.md), trusted by nobody.

import type { Origin } from '../../shapes.ts'
import type { BareLineEnds } from './line-ends.ts'

export interface Entry {
  readonly uid: number
  /** Bytes of the message itself, not of its file. */
  readonly size: number
  /** Absent for a file that somebody put there and nobody has read yet. */
  readonly sha256?: string
  readonly flags: readonly string[]
  readonly keywords: readonly string[]
  /** INTERNALDATE, zone and all. */
  readonly date: string | null
  readonly from?: Origin
  /** In the folder's place. Absent in an mbox. */
  readonly file?: string
  /** In an mbox: where the message begins (behind its `From ` line), and how many bytes it has there. */
  readonly at?: number
  readonly length?: number
  /** Line ends that were a bare LF, where the file has LF for all. */
  readonly bareLf?: BareLineEnds
  /** The file has the message's own bytes, CR LF and all, in a layout that has LF otherwise. */
  readonly exact?: true
  /** Nobody noted its line ends: each gets a CR that has none. */
  readonly foreign?: true
  /** Lines of `From ` stand in the mbox as they are (mboxcl2). */
  readonly unquoted?: true
}

export type EntryChange = Partial<Omit<Entry, 'uid'>>

export type ManifestLine =
  | {
      readonly kind: 'head'
      readonly uidValidity: number
      readonly nextUid: number
      readonly lines: number
      readonly since: number
      readonly data?: string
    }
  | { readonly kind: 'message'; readonly entry: Entry }
  | { readonly kind: 'change'; readonly uid: number; readonly change: EntryChange }
  | { readonly kind: 'gone'; readonly uid: number }

const LARGEST_UID = 0xffff_ffff

/** The file system may be made to leave the backup by these: an absolute path, a step upwards, a NUL. */
export function staysInside(path: string): boolean {
  if (path === '' || path.length > 4_096 || /^([/\\]|[A-Za-z]:)|\0/.test(path)) return false
  const separator = process.platform === 'win32' ? /[/\\]/ : /\//
  return !path.split(separator).some((part) => part === '..' || part === '.' || part === '')
}

/** Undefined for a line that is no manifest line at all; throws `unsafe` for one that would leave the backup. */
export function readLine(text: string): ManifestLine | undefined {
  let value: Record<string, unknown>
  try {
    value = JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  if (value.sesame === 'folder') {
    if (!isNumber(value.uidValidity) || !isNumber(value.nextUid)) return undefined
    const data = typeof value.data === 'string' ? inside(value.data) : undefined
    return {
      kind: 'head',
      uidValidity: value.uidValidity,
      nextUid: value.nextUid,
      lines: isNumber(value.lines) ? value.lines : 0,
      since: isNumber(value.since) ? value.since : 0,
      ...(data === undefined ? {} : { data }),
    }
  }
  const uid = value.uid
  if (!isNumber(uid) || uid < 1 || uid > LARGEST_UID) return undefined
  if (value.gone === true) return { kind: 'gone', uid }
  const change = changeOf(value)
  if (change.size === undefined) return { kind: 'change', uid, change }
  return {
    kind: 'message',
    entry: { flags: [], keywords: [], date: null, ...change, uid, size: change.size },
  }
}

function changeOf(value: Record<string, unknown>): EntryChange {
  const change: { -readonly [K in keyof EntryChange]: EntryChange[K] } = {}
  if (isNumber(value.size)) change.size = value.size
  if (typeof value.sha256 === 'string' && /^[0-9a-f]{64}$/.test(value.sha256)) change.sha256 = value.sha256
  if (isTexts(value.flags)) change.flags = value.flags
  if (isTexts(value.keywords)) change.keywords = value.keywords
  if (typeof value.date === 'string' || value.date === null) change.date = value.date
  const from = value.from as Origin | undefined
  if (typeof from?.folder === 'string' && isNumber(from.uidValidity) && isNumber(from.uid)) change.from = from
  if (typeof value.file === 'string') change.file = inside(value.file)
  if (isNumber(value.at)) change.at = value.at
  if (isNumber(value.length)) change.length = value.length
  if (Array.isArray(value.bareLf) && value.bareLf.every(isRange)) change.bareLf = value.bareLf
  if (value.exact === true) change.exact = true
  if (value.foreign === true) change.foreign = true
  if (value.unquoted === true) change.unquoted = true
  return change
}

function inside(path: string): string {
  if (!staysInside(path)) throw new RangeError(`a path that leaves the backup: ${JSON.stringify(path)}`)
  return path
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function isRange(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && isNumber(value[0]) && isNumber(value[1])
}
