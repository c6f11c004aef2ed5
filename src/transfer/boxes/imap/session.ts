// A signed-in session made fit for a transfer: hours instead of minutes, its capabilities known, compressed on wish.

import type { ImapSession } from '../../../wire/imap.ts'
import type { WireLimits } from '../../../wire/limits.ts'
import { BoxRefusal, type Traits } from '../../shapes.ts'
import { refusalOf } from './refusal.ts'

/** Silence, not the whole: a server may think for long about a large folder. */
const LIMITS: Partial<WireLimits> = {
  readMs: 120_000,
  sessionMs: Number.POSITIVE_INFINITY,
  replyBytes: 16_777_216,
  replyLines: 500_000,
}
/** A conversation of hours is told by its beginning and its end. */
const TOLD_LINES = 400

/** Throws what `open` throws, and BoxRefusal when the server hangs up at once. */
export async function preparedSession(open: () => Promise<ImapSession>, compress: boolean): Promise<ImapSession> {
  const session = await open()
  try {
    session.connection.allow(LIMITS)
    session.connection.ends.transcript.keep(TOLD_LINES)
    // RFC 9051 §6.1.1: what was offered before the sign-in does not hold after it.
    if (session.capabilityMoments.after === undefined || session.capabilities.size === 0) {
      const reply = await session.askCapabilities()
      if (reply.status === 'BYE') throw new BoxRefusal(refusalOf(reply), 'capability')
    }
    // RFC 4978 §3
    if (compress && session.capabilities.has('COMPRESS=DEFLATE')) {
      const reply = await session.run('COMPRESS DEFLATE')
      if (reply.ok) session.connection.compress()
    }
    return session
  } catch (error) {
    session.close()
    throw error
  }
}

/** What the server itself says that it can do. */
export function traitsOf(capabilities: ReadonlySet<string>): Traits {
  const has = (name: string) => capabilities.has(name)
  const limit = [...capabilities].flatMap((name) => /^APPENDLIMIT=(\d{1,12})$/.exec(name)?.[1] ?? [])[0]
  return {
    groups: has('MULTIAPPEND'),
    literals: has('LITERAL+') ? 'plus' : has('LITERAL-') || has('IMAP4REV2') ? 'minus' : 'sync',
    uidplus: has('UIDPLUS') || has('IMAP4REV2'),
    condstore: has('CONDSTORE') || has('QRESYNC'),
    qresync: has('QRESYNC') && has('ENABLE'),
    move: has('MOVE') || has('IMAP4REV2'),
    idle: has('IDLE') || has('IMAP4REV2'),
    compress: has('COMPRESS=DEFLATE'),
    specialUse: has('SPECIAL-USE') || has('IMAP4REV2'),
    gmail: has('X-GM-EXT-1'),
    ...(limit !== undefined && { appendLimit: Number(limit) }),
  }
}
