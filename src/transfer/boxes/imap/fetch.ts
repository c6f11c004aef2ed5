// The bytes of many messages, whatever a server makes of it: answers in another order, messages that went away, one that it cannot read.

import type { ImapReply, ImapSession } from '../../../wire/imap.ts'
import { type BodiesGiven, fetchBodies, uidSet } from '../../../wire/imap-bodies.ts'
import type { Fetched } from '../../../wire/imap-fetch-line.ts'
import { fetchListing } from '../../../wire/imap-listing.ts'
import { BoxRefusal, type Refusal, type Sink } from '../../shapes.ts'
import { refusalOf } from './refusal.ts'

/** Characters of a UID set. RFC 7162 §4: 8192 for the line. */
const SET = 7_000
const MESSAGES = 2_000
/** So many refused one behind the other are no matter of single messages. */
const REFUSED = 20

/** What this server was seen to do: whether flags and dates come before the body. */
export interface FetchHabit {
  metaFirst: boolean
}

/** Throws BoxRefusal: at once for what is not about a message, at the end for messages that could not be given, with their UIDs. */
export async function fetchMessages(
  session: ImapSession,
  uids: readonly number[],
  items: string,
  sink: Sink,
  habit: FetchHabit,
): Promise<void> {
  const refused: { uid: number; refusal: Refusal }[] = []
  const ascending = [...new Set(uids)].sort((a, b) => a - b)
  let inARow = 0
  /** One message, alone; false when the server refused it. */
  const alone = async (uid: number): Promise<void> => {
    const given = await one(session, uid, items, sink)
    if (given.reply.ok || given.given.has(uid) || given.reply.code === 'EXPUNGEISSUED') {
      inARow = 0
      if (!given.unreadable) return
    }
    const refusal: Refusal = given.unreadable ? { meaning: 'message', said: 'NIL' } : refusalOf(given.reply, 'fetch')
    if (refusal.meaning !== 'message' || ++inARow >= REFUSED) throw new BoxRefusal(refusal, `fetch ${uid}`, [uid])
    refused.push({ uid, refusal })
  }
  for (const set of sets(ascending)) {
    let left: readonly number[] = set
    while (left.length > 0) {
      if (left.length === 1 && (habit.metaFirst || inARow > 0)) {
        await alone(left[0]!)
        break
      }
      const known = habit.metaFirst ? await meta(session, left, items) : undefined
      // RFC 4315: who is not in the answer has gone.
      const there = known ? left.filter((uid) => known.has(uid)) : left
      if (there.length === 0) break
      const result = await fetchBodies(session, { uids: there, items, ...(known && { known }) }, sink)
      mustGoOn(result.reply)
      if (result.given.size > 0) inARow = 0
      const { late, nil } = result
      if (late.size > 0) {
        if (habit.metaFirst) {
          // Not even the UID comes first: one by one, since then there is no doubt.
          for (const uid of there) if (!result.given.has(uid)) await alone(uid)
          break
        }
        habit.metaFirst = true
      }
      for (const uid of nil) await alone(uid)
      const missing = there.filter((uid) => !result.given.has(uid) && !nil.has(uid))
      if (late.size > 0) {
        left = late.has(null) || !result.reply.ok ? missing : missing.filter((uid) => late.has(uid))
        continue
      }
      if (result.reply.ok || missing.length === 0) break
      // The first that did not come is the one to blame, or it is gone.
      await alone(missing[0]!)
      left = missing.slice(1)
    }
  }
  const [first] = refused
  if (first) {
    const about = `fetch ${refused.map(({ uid }) => uid).join(', ')}`
    throw new BoxRefusal(
      first.refusal,
      about,
      refused.map(({ uid }) => uid),
    )
  }
}

/** Asked for what is around the message first, then for its body, so that no order of the answer matters. */
async function one(session: ImapSession, uid: number, items: string, sink: Sink): Promise<BodiesGiven & { readonly unreadable?: boolean }> {
  const nothing = (reply: ImapReply): BodiesGiven => ({ reply, given: new Set(), late: new Set(), nil: new Set() })
  const known = new Map<number, Fetched>()
  const { reply } = await fetchListing(session, { set: String(uid), items: metaItems(items) }, (found) => {
    if (found.uid === uid) known.set(uid, { ...known.get(uid), ...found })
  })
  mustGoOn(reply)
  const about = known.get(uid)
  if (about?.flags === undefined) return nothing(reply)
  const result = await fetchBodies(session, { uids: [uid], items, known }, sink)
  mustGoOn(result.reply)
  if (!result.nil.has(uid)) return result
  // RFC 2180 §4.1.2: NIL for what another has just expunged; of a message without a byte it is the truth.
  if (about.size === 0) {
    sink.begin({ uid, size: 0, flags: about.flags, date: about.date ?? null })
    sink.end()
    return result
  }
  const again = await session.run(`UID FETCH ${uid} (UID)`)
  return { ...result, unreadable: again.ok && again.data.some(({ name }) => name === 'FETCH') }
}

async function meta(session: ImapSession, uids: readonly number[], items: string): Promise<ReadonlyMap<number, Fetched>> {
  const known = new Map<number, Fetched>()
  const { reply } = await fetchListing(session, { set: uidSet(uids), items: metaItems(items) }, (found) => {
    known.set(found.uid, { ...known.get(found.uid), ...found })
  })
  mustGoOn(reply)
  for (const [uid, { flags }] of known) if (flags === undefined) known.delete(uid)
  return known
}

function metaItems(items: string): string {
  return `UID FLAGS INTERNALDATE RFC822.SIZE${items ? ` ${items}` : ''}`
}

/** Throws BoxRefusal for what is not about single messages. */
function mustGoOn(reply: ImapReply): void {
  if (reply.ok || reply.code === 'EXPUNGEISSUED') return
  const refusal = refusalOf(reply, 'fetch')
  if (refusal.meaning !== 'message') throw new BoxRefusal(refusal, 'fetch')
}

/** As many as one command line and one memory hold. */
export function* sets(uids: readonly number[]): Generator<readonly number[]> {
  let start = 0
  let length = 0
  let run = 0
  for (let i = 0; i < uids.length; i++) {
    run = i > start && uids[i] === uids[i - 1]! + 1 ? run + 1 : 1
    // Each number and its comma, but of a run its two ends only.
    const cost = run > 2 ? 0 : String(uids[i]).length + 1
    if (length + cost > SET || i - start >= MESSAGES) {
      yield uids.slice(start, i)
      start = i
      run = 1
      length = String(uids[i]).length + 1
    } else length += cost
  }
  if (start < uids.length) yield uids.slice(start)
}
