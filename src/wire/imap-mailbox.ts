// What is done inside an IMAP mailbox: open, list, quota, search, fetch headers, flag, delete, append. Each returns the reply with what was read from it.

import type { ImapReply, ImapSession } from './imap.ts'
import { ImapText, type ImapValue, imapString } from './imap-syntax.ts'
import { decodeMailbox, encodeMailbox } from './imap-utf7.ts'

export interface SelectedMailbox {
  readonly reply: ImapReply
  readonly exists: number
  readonly uidValidity?: number
  readonly uidNext?: number
}

// RFC 9051 §6.3.2, §6.3.3
export async function selectMailbox(session: ImapSession, name: string, readOnly = false): Promise<SelectedMailbox> {
  const reply = await session.run([`${readOnly ? 'EXAMINE' : 'SELECT'} `, imapString(encodeMailbox(name))])
  const coded = (code: string) => reply.lines.map((l) => new RegExp(`\\[${code} (\\d+)\\]`, 'i').exec(l)?.[1]).find(Boolean)
  const validity = coded('UIDVALIDITY')
  const next = coded('UIDNEXT')
  return {
    reply,
    exists: reply.data.findLast((d) => d.name === 'EXISTS')?.number ?? 0,
    ...(validity && { uidValidity: Number(validity) }),
    ...(next && { uidNext: Number(next) }),
  }
}

export interface ListedMailbox {
  readonly name: string
  readonly delimiter: string | null
  /** As sent: `\Sent`, `\HasNoChildren`. */
  readonly flags: readonly string[]
}

// RFC 9051 §6.3.9; the special uses of RFC 6154 come by themselves, or are asked for where the server must be.
export async function listMailboxes(
  session: ImapSession,
): Promise<{ readonly reply: ImapReply; readonly mailboxes: readonly ListedMailbox[] }> {
  const special = session.capabilities.has('SPECIAL-USE') && session.capabilities.has('LIST-EXTENDED')
  const reply = await session.run(`LIST "" "*"${special ? ' RETURN (SPECIAL-USE)' : ''}`)
  const mailboxes = reply.data
    .filter((d) => d.name === 'LIST')
    .map(({ values: [flags, delimiter, name] }) => ({
      name: decodeMailbox(textOf(name)),
      delimiter: delimiter === null || delimiter === undefined ? null : textOf(delimiter),
      flags: Array.isArray(flags) ? flags.map(textOf) : [],
    }))
  return { reply, mailboxes }
}

/** The personal namespace's prefix and delimiter (RFC 9051 §6.3.10): `INBOX.` and `.` on Courier. */
export async function personalNamespace(
  session: ImapSession,
): Promise<{ readonly reply: ImapReply; readonly prefix?: string; readonly delimiter?: string }> {
  const reply = await session.run('NAMESPACE')
  const personal = reply.data.find((d) => d.name === 'NAMESPACE')?.values[0]
  const first = Array.isArray(personal) ? personal[0] : undefined
  if (!Array.isArray(first)) return { reply }
  return { reply, prefix: decodeMailbox(textOf(first[0])), delimiter: textOf(first[1]) }
}

export interface Quota {
  readonly root: string
  /** `STORAGE` in units of 1024 bytes, `MESSAGE` in messages. */
  readonly resource: string
  readonly usage: number
  readonly limit: number
}

// RFC 9208 §4.1.2
export async function quotaOf(
  session: ImapSession,
  name = 'INBOX',
): Promise<{ readonly reply: ImapReply; readonly quotas: readonly Quota[] }> {
  const reply = await session.run(['GETQUOTAROOT ', imapString(encodeMailbox(name))])
  return { reply, quotas: quotasIn(reply) }
}

/** What the answer to GETQUOTAROOT holds. */
export function quotasIn(reply: ImapReply): readonly Quota[] {
  return reply.data
    .filter((d) => d.name === 'QUOTA')
    .flatMap(({ values: [root, list] }) => {
      const triples = Array.isArray(list) ? list.map(textOf) : []
      const found: Quota[] = []
      for (let i = 0; i + 2 < triples.length; i += 3) {
        found.push({
          root: textOf(root),
          resource: triples[i]!.toUpperCase(),
          usage: Number(triples[i + 1]),
          limit: Number(triples[i + 2]),
        })
      }
      return found
    })
}

/** UIDs of the messages whose header holds the text (RFC 9051 §6.4.4). */
export async function searchHeader(
  session: ImapSession,
  header: string,
  text: string,
): Promise<{ readonly reply: ImapReply; readonly uids: readonly number[] }> {
  const wanted = imapString(text)
  // RFC 9051 §6.4.4: CHARSET is needed for what is not US-ASCII, and only then.
  const charset = typeof wanted === 'string' ? '' : 'CHARSET UTF-8 '
  const reply = await session.run([`UID SEARCH ${charset}HEADER `, imapString(header), ' ', wanted])
  const uids = reply.data
    .filter((d) => d.name === 'SEARCH')
    .flatMap((d) => d.values.map(Number))
    .filter(Number.isInteger)
  return { reply, uids }
}

export interface FetchedHeaders {
  readonly uid: number
  readonly headers: Buffer
  readonly flags: readonly string[]
  /** INTERNALDATE as sent. */
  readonly received?: string
}

/** Headers without setting \Seen (RFC 9051 §6.4.5: BODY.PEEK). `uids`: a sequence set such as `1:*`. */
export async function fetchHeaders(
  session: ImapSession,
  uids: string,
): Promise<{ readonly reply: ImapReply; readonly messages: readonly FetchedHeaders[] }> {
  const reply = await session.run(`UID FETCH ${uids} (UID FLAGS INTERNALDATE BODY.PEEK[HEADER])`)
  const messages = reply.data.flatMap((d) => {
    const item = d.name === 'FETCH' ? itemsOf(d.values[0]) : undefined
    const uid = Number(item?.get('UID'))
    if (!item || !Number.isInteger(uid)) return []
    const headers = item.get('BODY[HEADER]')
    const flags = item.get('FLAGS')
    const received = item.get('INTERNALDATE')
    return [
      {
        uid,
        headers: headers instanceof ImapText ? headers.bytes : Buffer.alloc(0),
        flags: Array.isArray(flags) ? flags.map(textOf) : [],
        ...(received instanceof ImapText && { received: received.toString() }),
      },
    ]
  })
  return { reply, messages }
}

/** Marks the messages deleted and removes them, and only them where UIDPLUS lets us (RFC 4315 §2.1). */
export async function deleteMessages(session: ImapSession, uids: string): Promise<ImapReply> {
  const marked = await session.run(`UID STORE ${uids} +FLAGS.SILENT (\\Deleted)`)
  if (!marked.ok) return marked
  return session.run(session.capabilities.has('UIDPLUS') ? `UID EXPUNGE ${uids}` : 'EXPUNGE')
}

// RFC 9051 §6.3.12
export function appendMessage(session: ImapSession, name: string, message: Buffer, flags: readonly string[] = []): Promise<ImapReply> {
  const list = flags.length > 0 ? ` (${flags.join(' ')})` : ''
  return session.run(['APPEND ', imapString(encodeMailbox(name)), `${list} `, message])
}

function itemsOf(value: ImapValue | undefined): Map<string, ImapValue> {
  const items = new Map<string, ImapValue>()
  if (!Array.isArray(value)) return items
  for (let i = 0; i + 1 < value.length; i += 2) items.set(textOf(value[i]).toUpperCase(), value[i + 1]!)
  return items
}

function textOf(value: ImapValue | undefined): string {
  return value === null || value === undefined || Array.isArray(value) ? '' : String(value)
}
