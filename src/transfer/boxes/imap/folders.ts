// What LIST, LSUB and STATUS say, as folders (RFC 9051 §6.3.9, §7.3.1, RFC 6154, RFC 5819). Pure.

import type { ImapData } from '../../../wire/imap.ts'
import type { ImapValue } from '../../../wire/imap-syntax.ts'
import type { Folder, FolderStatus, SpecialUse } from '../../shapes.ts'
import { pathOf, type Root, readName } from './names.ts'

const USES: Readonly<Record<string, SpecialUse>> = {
  '\\sent': 'sent',
  '\\drafts': 'drafts',
  '\\junk': 'junk',
  '\\trash': 'trash',
  '\\archive': 'archive',
  '\\all': 'all',
  '\\flagged': 'flagged',
  '\\important': 'important',
}

export interface ListedName {
  readonly name: string
  readonly delimiter: string | null
  /** In lower case. */
  readonly attributes: ReadonlySet<string>
}

export function listedNames(data: readonly ImapData[], response: 'LIST' | 'LSUB', spelled: Map<string, string>): readonly ListedName[] {
  const found = new Map<string, ListedName>()
  for (const { name: kind, values } of data) {
    const [attributes, delimiter, raw] = values
    if (kind !== response || raw === undefined || raw === null || Array.isArray(raw)) continue
    const name = readName(String(raw), spelled)
    const all = (Array.isArray(attributes) ? attributes : []).map((a) => textOf(a).toLowerCase())
    found.set(name, {
      name,
      delimiter: delimiter === null || delimiter === undefined ? null : textOf(delimiter),
      attributes: new Set([...(found.get(name)?.attributes ?? []), ...all]),
    })
  }
  return [...found.values()]
}

export function folderOf(listed: ListedName, root: Root, more: { readonly subscribed: boolean; readonly status?: FolderStatus }): Folder {
  const { name, delimiter, attributes } = listed
  const path = pathOf(name, delimiter, root)
  const use = path.length === 1 && path[0] === 'INBOX' ? 'inbox' : [...attributes].flatMap((a) => USES[a] ?? [])[0]
  return {
    name,
    path,
    delimiter,
    ...(use !== undefined && { use }),
    selectable: !attributes.has('\\noselect') && !attributes.has('\\nonexistent'),
    subscribed: more.subscribed,
    ...(more.status && { status: more.status }),
  }
}

/** By folder name, of what was told whole enough to be of use. */
export function statuses(data: readonly ImapData[], spelled: Map<string, string>): ReadonlyMap<string, FolderStatus> {
  const found = new Map<string, FolderStatus>()
  for (const { name: kind, values } of data) {
    const [raw, list] = values
    if (kind !== 'STATUS' || raw === undefined || raw === null || Array.isArray(raw) || !Array.isArray(list)) continue
    const status = statusOf(list)
    if (status) found.set(readName(String(raw), spelled), status)
  }
  return found
}

function statusOf(list: readonly ImapValue[]): FolderStatus | null {
  const items = new Map<string, ImapValue>()
  for (let i = 0; i + 1 < list.length; i += 2) items.set(textOf(list[i]).toUpperCase(), list[i + 1]!)
  const number = (name: string) => {
    const text = textOf(items.get(name))
    return /^\d{1,15}$/.test(text) ? Number(text) : undefined
  }
  const [messages, uidValidity, uidNext, bytes] = [number('MESSAGES'), number('UIDVALIDITY'), number('UIDNEXT'), number('SIZE')]
  if (messages === undefined || uidValidity === undefined) return null
  const modseq = textOf(items.get('HIGHESTMODSEQ'))
  const id = items.get('MAILBOXID')
  return {
    messages,
    uidValidity,
    // RFC 9051 §6.3.11: 0 is no UID; who does not tell is asked when the folder is opened.
    uidNext: uidNext ?? 0,
    // RFC 7162 §3.1.2.2: 0 says that this folder keeps none.
    ...(/^[1-9]\d*$/.test(modseq) && { modseq }),
    ...(bytes !== undefined && { bytes }),
    ...(Array.isArray(id) && id.length > 0 && { id: textOf(id[0]) }),
  }
}

function textOf(value: ImapValue | undefined): string {
  return value === null || value === undefined || Array.isArray(value) ? '' : String(value)
}
