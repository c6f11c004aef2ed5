// Whole messages by one FETCH, each body straight from the socket into a sink (RFC 9051 §6.4.5, §7.5.2), whatever else the server says in between.

import type { ImapReply, ImapSession } from './imap.ts'
import { type Fetched, readFetch, scanFetchLine } from './imap-fetch-line.ts'
import { runStreamed } from './imap-stream.ts'
import { type ImapPiece, ImapSyntaxError, parseResponse } from './imap-syntax.ts'

export interface FetchedMessage {
  readonly uid: number
  /** Of the bytes that follow, exactly. */
  readonly size: number
  readonly flags: readonly string[]
  readonly date: string | null
  readonly emailId?: string
  readonly labels?: readonly string[]
}

/** All calls are synchronous; a chunk is only good until `data` returns. */
export interface BodySink {
  begin(message: FetchedMessage): void
  data(chunk: Buffer): void
  end(): void
  /** Asked after each chunk of the socket: a promise to wait for before more is read. */
  ready(): Promise<void> | undefined
}

export interface BodiesWanted {
  /** Ascending. */
  readonly uids: readonly number[]
  /** More items to ask for: `EMAILID`, `X-GM-MSGID X-GM-LABELS`. */
  readonly items?: string
  /** What was asked before: then only the bodies are. */
  readonly known?: ReadonlyMap<number, Fetched>
}

export interface BodiesGiven {
  readonly reply: ImapReply
  /** Went through the sink, whole. */
  readonly given: ReadonlySet<number>
  /** Came before all was said of them that a sink must know first; their bodies were let go. Null: not even the UID was said. */
  readonly late: ReadonlySet<number | null>
  /** The server says NIL: empty, or gone (RFC 2180 §4.1.2). */
  readonly nil: ReadonlySet<number>
}

/** One command, whose line must not be too long. Messages that are not in the answer are gone, if the reply is OK. */
export async function fetchBodies(session: ImapSession, wanted: BodiesWanted, sink: BodySink): Promise<BodiesGiven> {
  const asked = new Set(wanted.uids)
  const [given, late, nil] = [new Set<number>(), new Set<number | null>(), new Set<number>()]
  /** Told in answers without a body: unsolicited, or a message's answer in two. */
  const told = new Map<number, Fetched>()
  let streaming = false

  /** What a sink is told first; null when it cannot be told yet, or nobody asked. */
  const message = (found: Fetched, size: number): FetchedMessage | null => {
    const uid = found.uid ?? (asked.size === 1 ? wanted.uids[0]! : undefined)
    if (uid === undefined || !asked.has(uid) || given.has(uid)) return null
    const all = { ...wanted.known?.get(uid), ...told.get(uid), ...found }
    if (all.flags === undefined || (all.date === undefined && !wanted.known?.has(uid))) return null
    return {
      uid,
      size,
      flags: all.flags,
      date: all.date ?? null,
      ...(all.emailId !== undefined && { emailId: all.emailId }),
      ...(all.labels !== undefined && { labels: all.labels }),
    }
  }
  const begin = (found: Fetched, size: number): boolean => {
    const known = message(found, size)
    if (known === null) return false
    given.add(known.uid)
    sink.begin(known)
    return true
  }
  /** A body that was not streamed, or no body at all. */
  const heard = (found: Fetched, body: 'here' | 'streamed' | 'drained' | 'none') => {
    const { uid } = found
    if (body === 'none') {
      if (uid !== undefined && asked.has(uid)) told.set(uid, { ...told.get(uid), ...found })
    } else if (body === 'here' && found.body && begin(found, found.body.length)) {
      if (found.body.length > 0) sink.data(found.body)
      sink.end()
    } else if (body === 'here' && found.body === null) {
      const which = uid ?? (asked.size === 1 ? wanted.uids[0] : undefined)
      if (which !== undefined && asked.has(which)) nil.add(which)
    } else if (body !== 'streamed' && (uid === undefined || (asked.has(uid) && !given.has(uid)))) {
      late.add(uid ?? null)
      if (uid !== undefined) told.set(uid, { ...told.get(uid), ...found })
    }
  }

  let drained = false
  const items = wanted.known ? 'UID' : `UID FLAGS INTERNALDATE${wanted.items ? ` ${wanted.items}` : ''}`
  const reply = await runStreamed(session, `UID FETCH ${uidSet(wanted.uids)} (${items} BODY.PEEK[])`, {
    streams(pieces, size) {
      if (!announcesBody(pieces)) return false
      streaming = begin(headOf(pieces), size)
      drained = !streaming
      return true
    },
    data(chunk) {
      if (streaming) sink.data(chunk)
    },
    end() {
      if (streaming) sink.end()
    },
    skips(pieces) {
      // Nearly always all was said before the body.
      const over = streaming && pieces.length === 3 && pieces[2]!.length === 1 && pieces[2]![0] === CLOSING
      if (over) streaming = false
      return over
    },
    untagged({ name, values }) {
      if (name !== 'FETCH') return
      const found = readFetch(values)
      heard(found, streaming ? 'streamed' : drained ? 'drained' : found.body === undefined ? 'none' : 'here')
      streaming = false
      drained = false
    },
    ready: () => sink.ready(),
  })
  return { reply, given, late, nil }
}

/** The literal that follows is the message, not a header or a label. */
function announcesBody(pieces: readonly ImapPiece[]): boolean {
  return BODY.test(pieces.at(-1)!.toString('latin1')) && FETCH.test(pieces[0]!.toString('latin1', 0, 40))
}

/** A closing parenthesis. */
const CLOSING = 0x29
const BODY = /(?:^|[ (])BODY\[\] $/i
const FETCH = /^\* \d+ FETCH \(/i

/** What was said of the message before its body. Throws ImapSyntaxError. */
function headOf(pieces: readonly ImapPiece[]): Fetched {
  const quick = pieces.length === 1 ? scanFetchLine(`${pieces[0]!.toString('latin1')}NIL)`) : null
  if (quick !== null) {
    delete quick.body
    return quick
  }
  const last = Buffer.concat([pieces.at(-1)!, Buffer.from('NIL)')])
  const response = parseResponse([...pieces.slice(0, -1), last])
  if (response.kind !== 'data' || response.name !== 'FETCH') throw new ImapSyntaxError('a body in no message')
  const found = readFetch(response.values)
  delete found.body
  return found
}

/** `1:3,7` from ascending UIDs (RFC 9051 §9, sequence-set). */
export function uidSet(uids: readonly number[]): string {
  const ranges: string[] = []
  for (let i = 0; i < uids.length; ) {
    let j = i
    while (j + 1 < uids.length && uids[j + 1] === uids[j]! + 1) j++
    ranges.push(i === j ? String(uids[i]) : `${uids[i]}:${uids[j]}`)
    i = j + 1
  }
  return ranges.join(',')
}

/** `304,319:320` to numbers, in the order given; null when it is none or holds more than `most`. */
export function expandUidSet(set: string, most: number): number[] | null {
  const uids: number[] = []
  for (const range of set.split(',')) {
    const match = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(range)
    if (match === null) return null
    const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])]
    // RFC 9051 §9, uid-range: 4:2 is 2:4.
    if (Math.abs(last - first) + uids.length >= most) return null
    for (let uid = Math.min(first, last); uid <= Math.max(first, last); uid++) uids.push(uid)
  }
  return uids
}
