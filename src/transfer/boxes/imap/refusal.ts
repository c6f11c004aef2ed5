// The four meanings of a server's NO, and the broken line: by response code (RFC 5530, RFC 9051 §7.1) and by the words that servers really write. Pure.

import type { Refusal } from '../../shapes.ts'

export interface RefusedReply {
  readonly status: string
  readonly code?: string
  readonly text: string
}

/** What was asked when the server said no: the same words may mean another thing. */
export type RefusedAct = 'append' | 'create' | 'folder' | 'fetch' | 'other'

type Meaning = Refusal['meaning']

const BY_CODE: Readonly<Record<string, Meaning>> = {
  OVERQUOTA: 'account',
  UNAVAILABLE: 'moment',
  INUSE: 'moment',
  SERVERBUG: 'moment',
  THROTTLED: 'moment',
  TRYCREATE: 'folder',
  NONEXISTENT: 'folder',
  NOPERM: 'folder',
  TOOBIG: 'message',
  CLIENTBUG: 'message',
  'UNKNOWN-CTE': 'message',
  BADCOMMAND: 'message',
}

/** Before the codes: what is said in so many words, and how long to wait. */
const WAIT = /suggested backoff time:\s*(\d{1,9})\s*milliseconds/i
const ROOM =
  /quota (?:has been )?exceeded|over(?:\s|-)?quota|exceed(?:s|ed|ing)? (?:the |your |their )?(?:storage )?quota|mailbox (?:for user )?is full|mailbox full|(?:not enough|no more|insufficient) (?:space|storage|room)|disk full/i
const BANDWIDTH = /bandwidth/i
const MOMENT =
  /too many (?:simultaneous )?(?:connections|requests|commands|logins)|maximum number of connections|throttl|try again|temporar(?:y|ily)|later|timed? ?out|authenticated but not connected|server busy|service (?:is )?unavailable/i
const MESSAGE =
  /mail size is larger|message (?:is )?too (?:large|big)|too large|maximum (?:message )?size|\bNULs?\b|line (?:is )?too long|lines? longer|command argument error\. 11|invalid (?:system )?flag|invalid (?:internal )?date|bare (?:LF|newline)s?/i
const FOLDER =
  /(?:mailbox|folder)(?: .{0,200})? (?:does ?n[o']t|does not) exist|no such (?:mailbox|folder)|unknown mailbox|nonexistent (?:mailbox|folder)|(?:mailbox|folder) not found|permission denied|read-?only|not selectable|invalid mailbox name/i

export function refusalOf(reply: RefusedReply, act: RefusedAct = 'other'): Refusal {
  const code = reply.code?.toUpperCase()
  const wait = WAIT.exec(reply.text)
  return {
    meaning: reply.status === 'BYE' ? 'connection' : meaningOf(code, reply.text, act, wait !== null),
    said: reply.text,
    ...(code !== undefined && { code }),
    ...(wait && { waitMs: Number(wait[1]) }),
  }
}

/** The line broke, or the server hung up; `said` in its words, where it had any. */
export function brokenLine(said: string): Refusal {
  const wait = WAIT.exec(said)
  return { meaning: 'connection', said, ...(wait && { waitMs: Number(wait[1]) }) }
}

function meaningOf(code: string | undefined, text: string, act: RefusedAct, waits: boolean): Meaning {
  if (waits) return 'moment'
  // Gmail calls a day's bandwidth a quota: no room is missing there.
  if (code === 'OVERQUOTA' && BANDWIDTH.test(text)) return 'moment'
  if (code === 'LIMIT') return limitOf(text, act)
  // RFC 5530 §3: CANNOT is about what was asked; a name that cannot be, or a message.
  if (code === 'CANNOT') return act === 'append' || act === 'fetch' ? 'message' : 'folder'
  const known = code === undefined ? undefined : BY_CODE[code]
  if (known === 'message' && act !== 'append' && act !== 'fetch') return 'folder'
  if (known !== undefined) return known
  if (ROOM.test(text)) return 'account'
  if (act === 'append' && MESSAGE.test(text)) return 'message'
  if (MOMENT.test(text)) return 'moment'
  if (FOLDER.test(text)) return 'folder'
  return act === 'append' || act === 'fetch' ? 'message' : 'folder'
}

function limitOf(text: string, act: RefusedAct): Meaning {
  if (MESSAGE.test(text)) return 'message'
  if (MOMENT.test(text)) return 'moment'
  return act === 'append' ? 'message' : act === 'other' ? 'moment' : 'folder'
}
