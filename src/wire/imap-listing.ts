// What a folder holds, message by message, without their bytes: all of it, or what changed since (RFC 7162 §3.1.4, §3.2.6); a million lines or more.

import type { ImapReply, ImapSession } from './imap.ts'
import { type Fetched, readFetch, scanFetchLine } from './imap-fetch-line.ts'
import { hearStreamed } from './imap-stream.ts'

export interface ListingWanted {
  /** A UID set: `1:*`. */
  readonly set: string
  /** `UID FLAGS INTERNALDATE RFC822.SIZE`, and more. */
  readonly items: string
  readonly changedSince?: string
  /** QRESYNC must have been enabled. */
  readonly vanished?: boolean
}

export type ListedMessage = Fetched & { readonly uid: number }

export interface Heard {
  readonly reply: ImapReply
  readonly vanished: readonly (readonly [number, number])[]
}

type Each = (message: ListedMessage) => void

/** `each` hears what has a UID, in the order of the server; unsolicited news, which lack most items, come too. */
export async function fetchListing(session: ImapSession, wanted: ListingWanted, each: Each): Promise<Heard> {
  return hearListing(session, await sendListing(session, wanted), each)
}

/** Sends the command behind others that are not answered yet; its tag. Nothing else may be sent before `hearListing` has heard it. */
export async function sendListing(session: ImapSession, { set, items, changedSince, vanished }: ListingWanted): Promise<string> {
  const tag = session.nextTag()
  const since = changedSince === undefined ? '' : ` (CHANGEDSINCE ${changedSince}${vanished ? ' VANISHED' : ''})`
  await session.connection.writeLine(`${tag} UID FETCH ${set} (${items})${since}`)
  return tag
}

/** All before it must have been answered. */
export async function hearListing(session: ImapSession, tag: string, each: Each): Promise<Heard> {
  const vanished: [number, number][] = []
  const hear = (found: Fetched) => {
    if (found.uid !== undefined) each(found as ListedMessage)
  }
  const reply = await hearStreamed(session, tag, {
    line(chunk, start, end) {
      const found = scanFetchLine(chunk.toString('latin1', start, end))
      if (found === null) return undefined
      hear(found)
      return false
    },
    untagged({ name, values }) {
      if (name === 'FETCH') hear(readFetch(values))
      // RFC 7162 §3.2.10: with EARLIER those of before, without it those of this moment.
      else if (name === 'VANISHED') {
        const set = values.at(-1)
        if (typeof set === 'string') vanished.push(...ranges(set))
      }
    },
  })
  return { reply, vanished }
}

function ranges(set: string): [number, number][] {
  return set.split(',').flatMap((range) => {
    const match = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(range)
    if (match === null) return []
    const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])]
    return [[Math.min(first, last), Math.max(first, last)] as [number, number]]
  })
}
