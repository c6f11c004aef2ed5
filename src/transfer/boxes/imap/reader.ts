// One reading connection to an IMAP mailbox: a folder open, its messages listed, their bytes streamed, its changes waited for.

import { isDeepStrictEqual } from 'node:util'
import { SesameError } from '../../../model/errors.ts'
import type { ImapReply, ImapSession } from '../../../wire/imap.ts'
import { idle } from '../../../wire/imap-idle.ts'
import { hearListing, type ListingWanted, sendListing } from '../../../wire/imap-listing.ts'
import {
  BoxRefusal,
  type Folder,
  type Listing,
  type ListingWish,
  type Message,
  type OpenedFolder,
  type Reader,
  type Sink,
} from '../../shapes.ts'
import { type FetchHabit, fetchMessages } from './fetch.ts'
import { mustBeOk } from './inventory.ts'
import { wireName } from './names.ts'
import { openFolder } from './opened.ts'
import { refusalOf } from './refusal.ts'
import type { SpareLine } from './spare.ts'

/** What the readers of a box share. */
export interface ReaderRoom {
  readonly spelled: Map<string, string>
  /** Whether this server was seen to keep the order of what is sent in one flight; until it was not, it is believed. */
  readonly flight: { keepsOrder: boolean }
  /** Takes a line back in good order. */
  readonly leave: (line: SpareLine) => void
}

export class ImapReader implements Reader {
  readonly #session: ImapSession
  readonly #spelled: Map<string, string>
  readonly #flight: ReaderRoom['flight']
  readonly #habit: FetchHabit = { metaFirst: false }
  /** Whether QRESYNC is on; undefined: not asked yet. */
  #qresync: boolean | undefined
  #enabling: Promise<boolean> | undefined
  #opened: OpenedFolder | undefined
  #ahead: { readonly wanted: ListingWanted; readonly tag: Promise<string> } | undefined
  #folder: string | undefined
  #busy = false
  #closed = false
  /** Something was thrown on it: it is not for others. */
  #failed = false
  readonly #leave: (line: SpareLine) => void

  constructor({ session, qresync, selected }: SpareLine, { spelled, flight, leave }: ReaderRoom) {
    this.#session = session
    // RFC 5161 §3.1: ENABLE is for lines on which no folder is open.
    this.#qresync = qresync ?? (selected === undefined ? undefined : false)
    this.#spelled = spelled
    this.#flight = flight
    this.#leave = leave
  }

  open(folder: Folder, next?: ListingWish): Promise<OpenedFolder> {
    return this.#alone(() => this.#open(folder, next))
  }

  async #open(folder: Folder, next?: ListingWish): Promise<OpenedFolder> {
    this.#opened = undefined
    this.#folder = folder.name
    await this.#hearOut()
    const asks = this.#qresync === undefined && this.#offersQresync
    const around =
      typeof wireName(folder, this.#spelled) === 'string'
        ? {
            // RFC 5161 §3.1: before a folder is open.
            before: asks ? [ENABLE] : [],
            sent: ([enabled]: readonly Promise<ImapReply>[]) => {
              if (enabled) this.#enabling = enabled.then(isEnabled)
              if (next !== undefined && this.#flight.keepsOrder) this.#sendAhead(folder, next)
            },
            heard: async (reply: ImapReply) => {
              // Told of a folder before it was open: of which, nobody knows.
              if (!this.#ahead || !reply.data.some(({ name }) => name === 'FETCH')) return
              this.#flight.keepsOrder = false
              await this.#hearOut()
            },
            over: () => this.#hearOut(),
          }
        : undefined
    if (asks && around === undefined) this.#qresync = await isEnabled(await this.#session.run(ENABLE))
    try {
      const { told: _, ...opened } = await openFolder(this.#session, folder, this.#spelled, true, around)
      this.#opened = opened
      return opened
    } catch (error) {
      // A line that broke over it: the next time, one thing after the other.
      if (this.#ahead) this.#flight.keepsOrder = false
      throw error
    } finally {
      const enabling = this.#enabling
      this.#enabling = undefined
      if (enabling) this.#qresync = await enabling
    }
  }

  get #offersQresync(): boolean {
    return this.#session.capabilities.has('QRESYNC') && this.#session.capabilities.has('ENABLE')
  }

  /** The listing that will be asked for, on its way behind the opening of its folder. */
  #sendAhead({ status }: Folder, { after = 0, modseq, filled = false }: ListingWish): void {
    // RFC 9051 §6.4.9: `n:*` names the last message even below n, and some servers refuse any set where there is no message.
    if (!filled && !status?.messages) return
    if (modseq !== undefined && status?.modseq === undefined) return
    // Whether what vanished is told is not known before the first folder is open.
    if (modseq !== undefined && this.#qresync === undefined && this.#offersQresync) return
    const wanted = this.#listing(after, modseq)
    this.#ahead = { wanted, tag: sendListing(this.#session, wanted) }
    this.#ahead.tag.catch(() => {})
  }

  /** What was asked ahead and is not wanted: nothing else can be said before it was heard. */
  async #hearOut(): Promise<void> {
    const ahead = this.#ahead
    this.#ahead = undefined
    if (ahead) await hearListing(this.#session, await ahead.tag, () => {})
  }

  list(each: (message: Message) => void, wish: ListingWish = {}): Promise<Listing> {
    return this.#alone(() => this.#list(each, wish))
  }

  #listing(after: number, since: string | undefined): ListingWanted {
    const vanished = since !== undefined && this.#qresync === true
    return {
      set: `${after + 1}:*`,
      items: this.#items('RFC822.SIZE'),
      ...(since !== undefined && { changedSince: since, vanished }),
    }
  }

  async #list(each: (message: Message) => void, { after = 0, modseq }: ListingWish): Promise<Listing> {
    const opened = this.#mustBeOpen()
    const since = modseq !== undefined && opened.modseq !== undefined ? modseq : undefined
    const vanished = since !== undefined && this.#qresync === true
    if (opened.messages === 0 && !vanished) {
      await this.#hearOut()
      return { complete: since === undefined }
    }
    let last = after
    const late = new Map<number, Message>()
    const hear = (uid: number, message: Message) => {
      if (uid <= after) return
      if (uid > last) {
        last = uid
        each(message)
      } else if (uid < last) late.set(uid, message)
    }
    const run = async (wanted: ListingWanted) => {
      const ahead = this.#ahead
      const sent = ahead !== undefined && isDeepStrictEqual(ahead.wanted, wanted)
      if (sent) this.#ahead = undefined
      else await this.#hearOut()
      const tag = sent ? await ahead.tag : await sendListing(this.#session, wanted)
      return hearListing(this.#session, tag, ({ uid, size, flags, date, emailId, labels }) => {
        // Without a size it is news about a message, not the listing of one.
        if (size === undefined || flags === undefined) return
        hear(uid, { uid, size, flags, date: date ?? null, ...(emailId !== undefined && { emailId }), ...(labels && { labels }) })
      })
    }
    let result = await run(this.#listing(after, since))
    let complete = since === undefined
    if (!result.reply.ok && since !== undefined && result.reply.status === 'BAD') {
      // Offered and not understood: all of it, then.
      result = await run(this.#listing(after, undefined))
      complete = true
    }
    mustBeOk(result.reply, 'list', 'folder')
    for (const [, message] of [...late].sort(([a], [b]) => a - b)) each(message)
    return { complete, ...(vanished && !complete && { vanished: result.vanished }) }
  }

  async fetch(uids: readonly number[], sink: Sink): Promise<void> {
    this.#mustBeOpen()
    await this.#alone(async () => {
      await this.#hearOut()
      await fetchMessages(this.#session, uids, this.#identity(), sink, this.#habit)
    })
  }

  async idle(ms: number, signal: AbortSignal): Promise<boolean> {
    this.#mustBeOpen()
    if (!this.#session.capabilities.has('IDLE') && !this.#session.capabilities.has('IMAP4REV2')) return false
    const waited = await this.#alone(async () => {
      await this.#hearOut()
      return idle(this.#session, ms, signal)
    })
    return waited !== 'refused'
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    // In the middle of an answer no goodbye would be understood.
    if (this.#busy || this.#ahead) this.#session.close()
    else if (this.#failed) void this.#session.quit()
    else this.#leave({ session: this.#session, qresync: this.#qresync, selected: this.#folder })
  }

  async #alone<T>(act: () => Promise<T>): Promise<T> {
    if (this.#busy) throw new SesameError('internal', { why: 'a reader does one thing at a time' })
    this.#busy = true
    try {
      return await act()
    } catch (error) {
      this.#failed = true
      throw error
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

/** RFC 7162 §3.2.3 */
const ENABLE = 'ENABLE QRESYNC'

/** RFC 5161 §3.2: only what the server says back is on; some agree and say nothing. Throws BoxRefusal when it hangs up. */
function isEnabled(reply: ImapReply): boolean {
  if (reply.status === 'BYE') throw new BoxRefusal(refusalOf(reply), 'enable')
  return reply.ok && reply.data.some(({ name, values }) => name === 'ENABLED' && values.some((v) => String(v).toUpperCase() === 'QRESYNC'))
}
