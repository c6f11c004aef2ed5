// APPEND (RFC 9051 §6.3.12) with the habits of real servers: what they refuse and in which words, what they forget, when they want less.

import { replyOf } from './directory.ts'
import { listOf, textOf } from './imap-command.ts'
import { answer, type Handler, type ImapSession, tagged, tellNews } from './imap-session.ts'
import { addMessage, findFolder, hasRoom } from './mailbox.ts'
import type { BoxHabits } from './model.ts'

export const SYSTEM = '\\Answered \\Flagged \\Deleted \\Seen \\Draft'

export function permanentFlags({ permanentFlags = `${SYSTEM} \\*` }: BoxHabits): string {
  return permanentFlags
}

export const APPEND: Handler = (session, command) => {
  const dialect = session.account!.dialects.imap
  const { box = {}, throttle } = dialect
  const mailbox = session.account!.mailbox()
  const refuse = (name: string) => answer(session, command, replyOf(dialect, name), { name: textOf(command.args[0]) ?? '' })
  const folder = findFolder(mailbox, textOf(command.args[0]) ?? '')
  const content = command.args.at(-1)
  if (!folder || folder.holdsOthers) return tagged(session, command, 'NO [TRYCREATE] Mailbox does not exist')
  if (!content || !('string' in content)) return tagged(session, command, 'BAD Command Argument Error')
  const raw = content.string
  mailbox.given++
  if (throttle !== undefined && mailbox.given % throttle.every === 0) return refuse(throttle.reply)
  if (raw.includes(0)) return refuse('has-nul')
  if (raw.length > (largestOf(session) ?? Number.POSITIVE_INFINITY)) return refuse('too-large')
  if (box.longestLine !== undefined && longestLine(raw) > box.longestLine) return refuse('line-too-long')
  if (box.finalLineEnd && raw.at(-1) !== 0x0a) return refuse('no-final-line-end')
  if (!hasRoom(mailbox, raw.length)) return refuse('over-quota')
  const permanent = permanentFlags(box).toLowerCase().split(' ')
  const flags = command.args
    .flatMap((token) => listOf(token))
    .map((token) => textOf(token) ?? '')
    .filter((flag) => permanent.includes(flag.toLowerCase()) || (permanent.includes('\\*') && !flag.startsWith('\\')))
    .filter((flag) => box.forgets?.includes(flag) !== true)
  const when = command.args.slice(1, -1).find((token) => 'string' in token)
  const date = new Date(textOf(when)?.trim() ?? Number.NaN)
  const message = addMessage(folder, raw, flags, Number.isNaN(date.getTime()) ? new Date() : date)
  tellNews(session)
  const told = dialect.capabilities.after?.includes('UIDPLUS') ? `[APPENDUID ${folder.uidValidity} ${message.uid}] ` : ''
  tagged(session, command, `OK ${told}APPEND completed.`)
}

/** RFC 7889 §3, or what the server keeps to itself. */
function largestOf(session: ImapSession): number | undefined {
  const { capabilities, box } = session.account!.dialects.imap
  const told = capabilities.after?.find((c) => c.startsWith('APPENDLIMIT='))?.slice('APPENDLIMIT='.length)
  return told === undefined ? box?.largest : Number(told)
}

function longestLine(raw: Buffer): number {
  let longest = 0
  for (let from = 0; from < raw.length; ) {
    const end = raw.indexOf(0x0a, from)
    const next = end < 0 ? raw.length : end + 1
    longest = Math.max(longest, next - from)
    from = next
  }
  return longest
}
