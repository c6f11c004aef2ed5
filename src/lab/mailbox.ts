// A mailbox in memory: folders with UIDs that never repeat, flags, and somebody to tell when a message arrives. IMAP, POP3 and delivery share it.

import type { LabFolder, Namespace } from './model.ts'
import { heavy, sample } from './samples.ts'

export interface Message {
  readonly uid: number
  /** The same for one message under several labels, which share its flags too. */
  readonly id: number
  readonly flags: Set<string>
  readonly date: Date
  readonly raw: Buffer
  modseq: number
}

export interface Folder {
  name: string
  readonly uidValidity: number
  uidNext: number
  modseq: number
  messages: Message[]
  readonly specialUse?: string
  subscribed: boolean
  readonly watchers: Set<() => void>
  /** It holds other folders only. */
  readonly holdsOthers?: boolean
  /** Where folders are labels: whatever comes in here is there too. */
  readonly also?: Folder
}

export interface Mailbox {
  readonly folders: Map<string, Folder>
  readonly quotaKb: number
  readonly allMail?: Folder
  /** Messages given so far, for servers that want less. */
  given: number
}

const MAX_BYTES = 64 << 20

export function makeFolder(name: string, uidValidity: number, more: Pick<Folder, 'specialUse' | 'holdsOthers' | 'also'> = {}): Folder {
  return { name, uidValidity, uidNext: 1, modseq: 1, messages: [], subscribed: true, watchers: new Set(), ...more }
}

const PLAIN: readonly LabFolder[] = [
  { name: 'INBOX' },
  { name: 'Drafts', use: '\\Drafts', messages: 1 },
  { name: 'Sent', use: '\\Sent', messages: 2 },
  { name: 'Junk', use: '\\Junk', messages: 1 },
  { name: 'Trash', use: '\\Trash' },
  // “Reçus” in modified UTF-7 (RFC 3501 §5.1.3).
  { name: 'Re&AOc-us', messages: 2 },
  { name: 'Re&AOc-us/2025', messages: 2 },
]

export interface MailboxWanted {
  /** In the INBOX. */
  readonly count: number
  readonly quota?: { readonly usedKb: number; readonly limitKb: number } | undefined
  readonly namespace?: Namespace | undefined
  readonly folders?: readonly LabFolder[] | undefined
  readonly allMail?: string | undefined
}

/** A mailbox as a person has it: a few messages, always the same for the same address. */
export function makeMailbox(address: string, wanted: MailboxWanted): Mailbox {
  const { count, quota, namespace = { prefix: '', separator: '/' }, folders: listed = PLAIN } = wanted
  const folders = new Map<string, Folder>()
  const all = listed.find(({ name }) => name === wanted.allMail)
  const allMail = all && makeFolder(all.name, 1_763_699_999, { ...(all.use && { specialUse: all.use }) })
  for (const [i, { name, use, holdsOthers }] of listed.entries()) {
    const whole = name === 'INBOX' ? name : namespace.prefix + name.replaceAll('/', namespace.separator)
    const labels = allMail !== undefined && use !== '\\Junk' && use !== '\\Trash' && !holdsOthers
    const more = { ...(use && { specialUse: use }), ...(holdsOthers && { holdsOthers }), ...(labels && { also: allMail }) }
    folders.set(whole, allMail !== undefined && name === allMail.name ? allMail : makeFolder(whole, 1_763_700_000 + i, more))
  }
  const mailbox: Mailbox = { folders, quotaKb: quota?.limitKb ?? 5_242_880, given: 0, ...(allMail && { allMail }) }
  const inbox = folders.get('INBOX') as Folder
  for (let i = 1; i <= count; i++)
    addMessage(inbox, sample(address, i), i === count ? [] : ['\\Seen'], new Date(Date.UTC(2026, 10, i, 9, 30)))
  if (quota && quota.usedKb > 0) addMessage(inbox, heavy(address, quota.usedKb), ['\\Seen'], new Date(Date.UTC(2026, 9, 1)))
  // A mailbox that is full has nothing else in it.
  else if (count > 0) fill([...folders.values()], listed, address)
  return mailbox
}

function fill(folders: readonly Folder[], listed: readonly LabFolder[], address: string): void {
  let n = 100
  for (const [f, { messages = 0, use }] of listed.entries()) {
    const folder = folders[f]
    if (folder === undefined) continue
    for (let i = 0; i < messages; i++) {
      const flags = ['\\Seen', ...(use === '\\Drafts' ? ['\\Draft'] : i === 0 ? ['\\Answered'] : ['\\Flagged'])]
      addMessage(folder, sample(address, ++n), flags, new Date(Date.UTC(2020 + (n % 6), n % 12, 1 + (n % 28), 14, 5, n % 60)))
    }
  }
}

let lastId = 0

/** With `like`, another label of the same message. */
export function addMessage(folder: Folder, raw: Buffer, flags: Iterable<string> = [], date = new Date(), like?: Message): Message {
  const same = like !== undefined && folder.also !== undefined
  const message: Message = {
    ...{ uid: folder.uidNext++, id: same ? like.id : ++lastId, flags: same ? like.flags : new Set(flags), date, raw },
    modseq: ++folder.modseq,
  }
  folder.messages.push(message)
  for (const tell of [...folder.watchers]) tell()
  const { also } = folder
  if (also !== undefined && also !== folder && !also.messages.some(({ id }) => id === message.id)) {
    also.messages.push({ ...message, uid: also.uidNext++, modseq: ++also.modseq })
    for (const tell of [...also.watchers]) tell()
  }
  return message
}

export function removeMessages(folder: Folder, gone: (m: Message) => boolean): void {
  const kept = folder.messages.filter((m) => !gone(m))
  if (kept.length === folder.messages.length) return
  folder.messages = kept
  folder.modseq++
  for (const tell of [...folder.watchers]) tell()
}

export function usedKb(mailbox: Mailbox): number {
  let bytes = 0
  const seen = new Set<number>()
  for (const folder of mailbox.folders.values())
    for (const m of folder.messages) {
      if (!seen.has(m.id)) bytes += m.raw.length
      seen.add(m.id)
    }
  return Math.ceil(bytes / 1024)
}

/** True while `extra` bytes more still fit, in the quota and in what the lab is ready to hold. */
export function hasRoom(mailbox: Mailbox, extra: number): boolean {
  const bytes = usedKb(mailbox) * 1024 + extra
  return bytes <= mailbox.quotaKb * 1024 && bytes <= MAX_BYTES
}

/** RFC 9051 §5.1: INBOX in any case; every other name is taken as it is. */
export function findFolder(mailbox: Mailbox, name: string): Folder | undefined {
  return mailbox.folders.get(name.toUpperCase() === 'INBOX' ? 'INBOX' : name)
}
