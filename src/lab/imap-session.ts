// The state of one IMAP connection (RFC 9051 §3), and what every command needs: answering with the tag, and telling news of the open folder.

import type { LiveAccount } from './directory.ts'
import type { ImapCommand } from './imap-command.ts'
import type { Folder, Message } from './mailbox.ts'
import type { LabReply } from './model.ts'
import type { Peer } from './peer.ts'
import { lines, type Service } from './service.ts'

export interface ImapSession {
  readonly service: Service
  peer: Peer
  account: LiveAccount | null
  folder: Folder | null
  readOnly: boolean
  /** The open folder as the client knows it, by position. */
  view: Message[]
  identified: boolean
  condstore: boolean
  done: boolean
}

export type Handler = (session: ImapSession, command: ImapCommand) => void | Promise<void>

export function untagged(session: ImapSession, text: string | Buffer): void {
  session.peer.write('* ')
  session.peer.write(text)
  session.peer.write('\r\n')
}

/** RFC 9051 §7.1: the line that ends a command. */
export function tagged(session: ImapSession, command: { readonly tag: string }, text: string): void {
  session.peer.write(`${command.tag} ${text}\r\n`)
}

/** A reply from the lab's data: lines that begin with `* ` go out as they are, others get the tag. */
export function answer(session: ImapSession, command: ImapCommand, reply: LabReply, more: Readonly<Record<string, string>> = {}): void {
  for (const line of lines(session.service, reply, { command: command.name, ...more }))
    session.peer.write(line.startsWith('* ') ? `${line}\r\n` : `${command.tag} ${line}\r\n`)
  if (reply.bye !== undefined) session.peer.write(`${reply.bye}\r\n`)
  if (reply.bye !== undefined || reply.close) session.done = true
}

/** RFC 9051 §7.5: removed messages first, from the end so that positions stay right, then what arrived. */
export function tellNews(session: ImapSession): void {
  const { folder } = session
  if (!folder) return
  const here = new Set(folder.messages)
  for (let i = session.view.length - 1; i >= 0; i--) {
    const message = session.view[i]
    if (!message || here.has(message)) continue
    session.view.splice(i, 1)
    untagged(session, `${i + 1} EXPUNGE`)
  }
  const known = new Set(session.view)
  const arrived = folder.messages.filter((m) => !known.has(m))
  if (arrived.length === 0) return
  session.view.push(...arrived)
  untagged(session, `${session.view.length} EXISTS`)
  untagged(session, `${arrived.length} RECENT`)
}
