// A mailbox in memory: folders with UIDs that never repeat, flags, and somebody to tell when a message arrives. IMAP, POP3 and delivery share it.

import type { Namespace } from './model.ts'

export interface Message {
  readonly uid: number
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
}

export interface Mailbox {
  readonly folders: Map<string, Folder>
  readonly quotaKb: number
}

const MAX_BYTES = 64 << 20

export function makeFolder(name: string, uidValidity: number, specialUse?: string): Folder {
  return {
    name,
    uidValidity,
    uidNext: 1,
    modseq: 1,
    messages: [],
    subscribed: true,
    watchers: new Set(),
    ...(specialUse === undefined ? {} : { specialUse }),
  }
}

/** A mailbox as a person has it: a few messages, always the same for the same address. */
export function makeMailbox(address: string, count: number, quota?: { usedKb: number; limitKb: number }, namespace?: Namespace): Mailbox {
  const names: [string, string?][] = [['INBOX'], ['Drafts', '\\Drafts'], ['Sent', '\\Sent'], ['Junk', '\\Junk'], ['Trash', '\\Trash']]
  const placed = names.map(([name, use]) => [name === 'INBOX' ? name : `${namespace?.prefix ?? ''}${name}`, use] as const)
  const folders = new Map(placed.map(([name, use], i) => [name, makeFolder(name, 1_763_700_000 + i, use)]))
  const mailbox = { folders, quotaKb: quota?.limitKb ?? 5_242_880 }
  const inbox = folders.get('INBOX') as Folder
  for (let i = 1; i <= count; i++)
    addMessage(inbox, sample(address, i), i === count ? [] : ['\\Seen'], new Date(Date.UTC(2026, 10, i, 9, 30)))
  if (quota && quota.usedKb > 0) addMessage(inbox, heavy(address, quota.usedKb), ['\\Seen'], new Date(Date.UTC(2026, 9, 1)))
  return mailbox
}

export function addMessage(folder: Folder, raw: Buffer, flags: Iterable<string> = [], date = new Date()): Message {
  const message = { uid: folder.uidNext++, flags: new Set(flags), date, raw, modseq: ++folder.modseq }
  folder.messages.push(message)
  for (const tell of [...folder.watchers]) tell()
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
  for (const folder of mailbox.folders.values()) for (const m of folder.messages) bytes += m.raw.length
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

function sample(address: string, i: number): Buffer {
  const host = address.slice(address.lastIndexOf('@') + 1)
  return Buffer.from(
    [
      `Message-ID: <sample-${i}@${host}>`,
      `Date: ${new Date(Date.UTC(2026, 10, i, 9, 30)).toUTCString().replace('GMT', '+0000')}`,
      'From: Paul Martin <paul@selfhost.example>',
      `To: ${address}`,
      `Subject: Lettre ${i}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      `Bonjour, ceci est la lettre ${i} du laboratoire. À bientôt !`,
      '',
    ].join('\r\n'),
  )
}

function heavy(address: string, kb: number): Buffer {
  const head = `Message-ID: <heavy@lab>\r\nFrom: scanner@selfhost.example\r\nTo: ${address}\r\nSubject: Photos\r\n\r\n`
  return Buffer.concat([
    Buffer.from(head),
    Buffer.alloc(Math.max(0, kb * 1024 - head.length), 'lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-\r\n'),
  ])
}
