// The commands on folders: LIST and its kin, SELECT, STATUS, CREATE, APPEND, quota (RFC 9051 §6.3, RFC 2087, RFC 6154).

import { replyOf } from './directory.ts'
import { type ImapCommand, listOf, quote, type Token, textOf } from './imap-command.ts'
import { answer, type Handler, type ImapSession, tagged, tellNews, untagged } from './imap-session.ts'
import { addMessage, type Folder, findFolder, hasRoom, type Mailbox, makeFolder, usedKb } from './mailbox.ts'
import type { Namespace } from './model.ts'

const mailboxOf = (session: ImapSession): Mailbox => session.account!.mailbox()

/** Names travel in modified UTF-7 before IMAP4rev2 (RFC 3501 §5.1.3); the lab keeps them as the client wrote them. */
const nameOf = (token: Token | undefined) => textOf(token)

const namespaceOf = (session: ImapSession): Namespace => session.account?.dialects.imap.namespace ?? { prefix: '', separator: '/' }

/** RFC 2342 §5: a name outside the personal namespace; some servers say so, others know no such folder. */
function refuseUnknown(session: ImapSession, command: ImapCommand): void {
  const name = nameOf(command.args[0]) ?? ''
  const reply = name.startsWith(namespaceOf(session).prefix) ? 'no-folder' : 'outside-namespace'
  answer(session, command, replyOf(session.account!.dialects.imap, reply), { name, prefix: namespaceOf(session).prefix })
}

const SELECT: Handler = (session, command) => {
  const dialect = session.account!.dialects.imap
  if (dialect.idFirst && !session.identified) return answer(session, command, replyOf(dialect, dialect.idFirst))
  if (dialect.enter) return answer(session, command, replyOf(dialect, dialect.enter))
  const folder = findFolder(mailboxOf(session), nameOf(command.args[0]) ?? '')
  session.folder = null
  session.view = []
  if (!folder) return refuseUnknown(session, command)
  session.folder = folder
  session.view = [...folder.messages]
  session.readOnly = command.name === 'EXAMINE'
  const flags = '\\Answered \\Flagged \\Deleted \\Seen \\Draft'
  untagged(session, `FLAGS (${flags})`)
  untagged(session, `OK [PERMANENTFLAGS (${session.readOnly ? '' : `${flags} \\*`})] Flags permitted.`)
  untagged(session, `${folder.messages.length} EXISTS`)
  untagged(session, '0 RECENT')
  untagged(session, `OK [UIDVALIDITY ${folder.uidValidity}] UIDs valid`)
  untagged(session, `OK [UIDNEXT ${folder.uidNext}] Predicted next UID`)
  const condstore = listOf(command.args[1]).some((t) => textOf(t)?.toUpperCase() === 'CONDSTORE')
  if (condstore) session.condstore = true
  if (has(session, 'CONDSTORE')) untagged(session, `OK [HIGHESTMODSEQ ${folder.modseq}] Highest`)
  tagged(session, command, `OK [READ-${session.readOnly ? 'ONLY' : 'WRITE'}] ${command.name} completed.`)
}

function has(session: ImapSession, capability: string): boolean {
  return session.account?.dialects.imap.capabilities.after?.includes(capability) ?? false
}

/** RFC 9051 §6.3.9 and RFC 5258: patterns, SUBSCRIBED, RETURN (SPECIAL-USE STATUS (...)). */
const LIST: Handler = (session, command) => {
  const args = [...command.args]
  const options = args[0] && 'list' in args[0] ? listOf(args.shift()).map((t) => textOf(t)?.toUpperCase()) : []
  const reference = textOf(args.shift()) ?? ''
  const patterns = args[0] && 'list' in args[0] ? listOf(args.shift()).map((t) => textOf(t) ?? '') : [textOf(args.shift()) ?? '']
  const returned = textOf(args[0])?.toUpperCase() === 'RETURN' ? listOf(args[1]) : []
  const status = returned.findIndex((t) => textOf(t)?.toUpperCase() === 'STATUS')
  const verb = command.name
  const { separator } = namespaceOf(session)
  if (patterns.every((p) => p === '') && reference === '') untagged(session, `${verb} (\\Noselect) "${separator}" ""`)
  else
    for (const folder of mailboxOf(session).folders.values()) {
      if (!patterns.some((p) => matches(reference + p, folder.name, separator))) continue
      if ((command.name === 'LSUB' || options.includes('SUBSCRIBED')) && !folder.subscribed) continue
      const flags = ['\\HasNoChildren', ...(folder.specialUse ? [folder.specialUse] : []), ...(folder.subscribed ? ['\\Subscribed'] : [])]
      untagged(session, `${verb} (${flags.join(' ')}) "${separator}" ${quote(folder.name)}`)
      if (status >= 0) untagged(session, statusLine(folder, listOf(returned[status + 1])))
    }
  tagged(session, command, `OK ${command.name} completed.`)
}

/** `*` matches everything, `%` stops at the separator. */
function matches(pattern: string, name: string, separator: string): boolean {
  const source = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('%', `[^${separator}]*`)
  return new RegExp(`^${source}$`, /^inbox$/i.test(pattern) ? 'i' : '').test(name)
}

function statusLine(folder: Folder, wanted: readonly Token[]): string {
  const values: Readonly<Record<string, number>> = {
    MESSAGES: folder.messages.length,
    RECENT: 0,
    UIDNEXT: folder.uidNext,
    UIDVALIDITY: folder.uidValidity,
    UNSEEN: folder.messages.filter((m) => !m.flags.has('\\Seen')).length,
    DELETED: folder.messages.filter((m) => m.flags.has('\\Deleted')).length,
    SIZE: folder.messages.reduce((sum, m) => sum + m.raw.length, 0),
    HIGHESTMODSEQ: folder.modseq,
  }
  const names = wanted.map((t) => textOf(t)?.toUpperCase() ?? '').filter((n) => n in values)
  return `STATUS ${quote(folder.name)} (${names.map((n) => `${n} ${values[n]}`).join(' ')})`
}

const STATUS: Handler = (session, command) => {
  const dialect = session.account!.dialects.imap
  if (dialect.enter) return answer(session, command, replyOf(dialect, dialect.enter))
  const folder = findFolder(mailboxOf(session), nameOf(command.args[0]) ?? '')
  if (!folder) return refuseUnknown(session, command)
  untagged(session, statusLine(folder, listOf(command.args[1])))
  tagged(session, command, 'OK STATUS completed.')
}

const CREATE: Handler = (session, command) => {
  const { prefix, separator } = namespaceOf(session)
  const name = (nameOf(command.args[0]) ?? '').replace(/[/.]$/, (end) => (end === separator ? '' : end))
  const { folders } = mailboxOf(session)
  if (!name.startsWith(prefix)) return refuseUnknown(session, command)
  if (name === '' || findFolder(mailboxOf(session), name) || folders.size >= 1000)
    return tagged(session, command, 'NO [ALREADYEXISTS] Mailbox already exists')
  folders.set(name, makeFolder(name, 1_763_800_000 + folders.size))
  tagged(session, command, 'OK CREATE completed.')
}

const DELETE: Handler = (session, command) => {
  const name = nameOf(command.args[0]) ?? ''
  if (name.toUpperCase() === 'INBOX' || !mailboxOf(session).folders.delete(name))
    return tagged(session, command, 'NO [NONEXISTENT] Mailbox does not exist')
  tagged(session, command, 'OK DELETE completed.')
}

const RENAME: Handler = (session, command) => {
  const [from = '', to = ''] = command.args.map((t) => textOf(t))
  const { folders } = mailboxOf(session)
  const folder = folders.get(from)
  if (!folder || from === 'INBOX' || to === '' || folders.has(to)) return tagged(session, command, 'NO [CANNOT] RENAME refused')
  folders.delete(from)
  folder.name = to
  folders.set(to, folder)
  tagged(session, command, 'OK RENAME completed.')
}

const SUBSCRIBE: Handler = (session, command) => {
  const folder = findFolder(mailboxOf(session), nameOf(command.args[0]) ?? '')
  if (!folder) return tagged(session, command, 'NO [NONEXISTENT] Mailbox does not exist')
  folder.subscribed = command.name === 'SUBSCRIBE'
  tagged(session, command, `OK ${command.name} completed.`)
}

/** RFC 9051 §6.3.12, with APPENDUID (RFC 4315). */
const APPEND: Handler = (session, command) => {
  const mailbox = mailboxOf(session)
  const folder = findFolder(mailbox, nameOf(command.args[0]) ?? '')
  const content = command.args.at(-1)
  if (!folder) return tagged(session, command, 'NO [TRYCREATE] Mailbox does not exist')
  if (!content || !('string' in content)) return tagged(session, command, 'BAD Command Argument Error')
  if (!hasRoom(mailbox, content.string.length)) return tagged(session, command, 'NO [OVERQUOTA] Quota exceeded')
  const flags = command.args.flatMap((t) => listOf(t)).map((t) => textOf(t) ?? '')
  const when = command.args.slice(1, -1).find((t) => 'string' in t)
  const date = new Date(textOf(when)?.trim() ?? Number.NaN)
  const message = addMessage(folder, content.string, flags, Number.isNaN(date.getTime()) ? new Date() : date)
  tellNews(session)
  tagged(session, command, `OK [APPENDUID ${folder.uidValidity} ${message.uid}] APPEND completed.`)
}

/** RFC 2087 §5: one root for the whole mailbox. */
const GETQUOTAROOT: Handler = (session, command) => {
  if (!has(session, 'QUOTA')) return tagged(session, command, 'BAD Command unknown or not available')
  const mailbox = mailboxOf(session)
  if (command.name === 'GETQUOTAROOT') untagged(session, `QUOTAROOT ${quote(textOf(command.args[0]) ?? 'INBOX')} ""`)
  untagged(session, `QUOTA "" (STORAGE ${usedKb(mailbox)} ${mailbox.quotaKb})`)
  tagged(session, command, `OK ${command.name} completed.`)
}

const NAMESPACE: Handler = (session, command) => {
  const { prefix, separator } = namespaceOf(session)
  untagged(session, `NAMESPACE (("${prefix}" "${separator}")) NIL NIL`)
  tagged(session, command, 'OK NAMESPACE completed.')
}

export const FOLDER_COMMANDS: Readonly<Record<string, Handler>> = {
  SELECT,
  EXAMINE: SELECT,
  LIST,
  LSUB: LIST,
  XLIST: LIST,
  STATUS,
  CREATE,
  DELETE,
  RENAME,
  SUBSCRIBE,
  UNSUBSCRIBE: SUBSCRIBE,
  APPEND,
  GETQUOTAROOT,
  GETQUOTA: GETQUOTAROOT,
  NAMESPACE,
}
