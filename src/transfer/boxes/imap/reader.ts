// One reading connection to an IMAP mailbox: a folder open, its messages listed, their bytes streamed, its changes waited for.

import { SesameError } from '../../../model/errors.ts'
import type { ImapReply, ImapSession } from '../../../wire/imap.ts'
import { idle } from '../../../wire/imap-idle.ts'
import { fetchListing } from '../../../wire/imap-listing.ts'
import { BoxRefusal, type Folder, type Listing, type Message, type OpenedFolder, type Reader, type Sink } from '../../shapes.ts'
import { type FetchHabit, fetchMessages } from './fetch.ts'
import { mustBeOk } from './inventory.ts'
import { openFolder } from './opened.ts'
import { refusalOf } from './refusal.ts'

export class ImapReader implements Reader {
  readonly #session: ImapSession
  readonly #spelled: Map<string, string>
  readonly #habit: FetchHabit = { metaFirst: false }
  /** Whether QRESYNC is on; undefined: not asked yet. */
  #qresync: boolean | undefined
  #opened: OpenedFolder | undefined
  #busy = false

  constructor(session: ImapSession, spelled: Map<string, string>) {
    this.#session = session
    this.#spelled = spelled
  }

  open(folder: Folder): Promise<OpenedFolder> {
    return this.#alone(() => this.#open(folder))
  }

  async #open(folder: Folder): Promise<OpenedFolder> {
    this.#opened = undefined
    this.#qresync ??= await enableQresync(this.#session)
    const { told: _, ...opened } = await openFolder(this.#session, folder, this.#spelled, true)
    this.#opened = opened
    return opened
  }

  list(each: (message: Message) => void, more: { readonly after?: number; readonly modseq?: string } = {}): Promise<Listing> {
    return this.#alone(() => this.#list(each, more))
  }

  async #list(
    each: (message: Message) => void,
    { after = 0, modseq }: { readonly after?: number; readonly modseq?: string } = {},
  ): Promise<Listing> {
    const opened = this.#mustBeOpen()
    const since = modseq !== undefined && opened.modseq !== undefined ? modseq : undefined
    const vanished = since !== undefined && this.#qresync === true
    // RFC 9051 §6.4.9: `n:*` names the last message even below n, and some servers refuse any set where there is no message.
    if (opened.messages === 0 && !vanished) return { complete: since === undefined }
    let last = after
    const late = new Map<number, Message>()
    const hear = (uid: number, message: Message) => {
      if (uid <= after) return
      if (uid > last) {
        last = uid
        each(message)
      } else if (uid < last) late.set(uid, message)
    }
    const wanted = { set: `${after + 1}:*`, items: this.#items('RFC822.SIZE') }
    const run = (more: { readonly changedSince?: string; readonly vanished?: boolean }) =>
      fetchListing(this.#session, { ...wanted, ...more }, ({ uid, size, flags, date, emailId, labels }) => {
        // Without a size it is news about a message, not the listing of one.
        if (size === undefined || flags === undefined) return
        hear(uid, { uid, size, flags, date: date ?? null, ...(emailId !== undefined && { emailId }), ...(labels && { labels }) })
      })
    let result = await run(since === undefined ? {} : { changedSince: since, vanished })
    let complete = since === undefined
    if (!result.reply.ok && since !== undefined && result.reply.status === 'BAD') {
      // Offered and not understood: all of it, then.
      result = await run({})
      complete = true
    }
    mustBeOk(result.reply, 'list', 'folder')
    for (const [, message] of [...late].sort(([a], [b]) => a - b)) each(message)
    return { complete, ...(vanished && !complete && { vanished: result.vanished }) }
  }

  async fetch(uids: readonly number[], sink: Sink): Promise<void> {
    this.#mustBeOpen()
    await this.#alone(() => fetchMessages(this.#session, uids, this.#identity(), sink, this.#habit))
  }

  async idle(ms: number, signal: AbortSignal): Promise<boolean> {
    this.#mustBeOpen()
    if (!this.#session.capabilities.has('IDLE') && !this.#session.capabilities.has('IMAP4REV2')) return false
    return (await this.#alone(() => idle(this.#session, ms, signal))) !== 'refused'
  }

  close(): void {
    // In the middle of an answer no goodbye would be understood.
    if (this.#busy) this.#session.close()
    else void this.#session.quit()
  }

  async #alone<T>(act: () => Promise<T>): Promise<T> {
    if (this.#busy) throw new SesameError('internal', { why: 'a reader does one thing at a time' })
    this.#busy = true
    try {
      return await act()
    } finally {
      this.#busy = false
    }
  }

  #mustBeOpen(): OpenedFolder {
    if (this.#opened === undefined) throw new BoxRefusal({ meaning: 'folder', said: 'no folder is open' }, 'read')
    return this.#opened
  }

  #items(more: string): string {
    const identity = this.#identity()
    return `UID FLAGS INTERNALDATE ${more}${identity ? ` ${identity}` : ''}`
  }

  /** What names a message in all folders (RFC 8474 §4; Gmail's own). */
  #identity(): string {
    const { capabilities } = this.#session
    if (capabilities.has('X-GM-EXT-1')) return 'X-GM-MSGID X-GM-LABELS'
    return capabilities.has('OBJECTID') ? 'EMAILID' : ''
  }
}

/** RFC 7162 §3.2.3, RFC 5161 §3.2: only what the server says back is on; some agree and say nothing. */
async function enableQresync(session: ImapSession): Promise<boolean> {
  if (!session.capabilities.has('QRESYNC') || !session.capabilities.has('ENABLE')) return false
  const reply: ImapReply = await session.run('ENABLE QRESYNC')
  if (reply.status === 'BYE') throw new BoxRefusal(refusalOf(reply), 'enable')
  return reply.ok && reply.data.some(({ name, values }) => name === 'ENABLED' && values.some((v) => String(v).toUpperCase() === 'QRESYNC'))
}
