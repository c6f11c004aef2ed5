// The commands on folders: LIST and its kin, SELECT, STATUS, CREATE, APPEND, quota (RFC 9051 §6.3, RFC 2087, RFC 6154).

import { replyOf } from './directory.ts'
import { APPEND, permanentFlags, SYSTEM } from './imap-append.ts'
import { type ImapCommand, listOf, quote, type Token, textOf } from './imap-command.ts'
import { answer, type Handler, type ImapSession, tagged, untagged } from './imap-session.ts'
import { type Folder, findFolder, type Mailbox, makeFolder, usedKb } from './mailbox.ts'
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
  if (!folder || folder.holdsOthers) return refuseUnknown(session, command)
  session.folder = folder
  session.view = [...folder.messages]
  session.readOnly = command.name === 'EXAMINE'
  const kept = permanentFlags(dialect.box ?? {})
  const keywords = new Set(folder.messages.flatMap((m) => [...m.flags].filter((flag) => !flag.startsWith('\\'))))
  untagged(session, `FLAGS (${[SYSTEM, ...keywords].join(' ')})`)
  untagged(session, `OK [PERMANENTFLAGS (${session.readOnly ? '' : kept})] Flags permitted.`)
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
  // RFC 5258 §3: who never offered it does not understand it.
  const extended = options.length > 0 || returned.length > 0
  if (extended && !has(session, 'LIST-EXTENDED') && !(status >= 0 ? has(session, 'LIST-STATUS') : has(session, 'SPECIAL-USE')))
    return tagged(session, command, 'BAD Command Argument Error')
  if (status >= 0 && !(has(session, 'LIST-STATUS') && knowsItems(session, listOf(returned[status + 1]))))
    return tagged(session, command, 'BAD Command Argument Error')
  const tellsUse = has(session, 'SPECIAL-USE') || command.name === 'XLIST'
  const all = [...mailboxOf(session).folders.values()]
  if (patterns.every((p) => p === '') && reference === '') untagged(session, `${verb} (\\Noselect) "${separator}" ""`)
  else
    for (const folder of all) {
      if (!patterns.some((p) => matches(reference + p, folder.name, separator))) continue
      if ((command.name === 'LSUB' || options.includes('SUBSCRIBED')) && !folder.subscribed) continue
      const parent = all.some(({ name }) => name.startsWith(`${folder.name}${separator}`))
      const flags = [
        ...(folder.holdsOthers ? ['\\Noselect'] : []),
        parent ? '\\HasChildren' : '\\HasNoChildren',
        ...(folder.specialUse && tellsUse ? [folder.specialUse] : []),
        ...(folder.subscribed && extended ? ['\\Subscribed'] : []),
      ]
      untagged(session, `${verb} (${flags.join(' ')}) "${separator}" ${quote(folder.name)}`)
      if (status >= 0 && !folder.holdsOthers) untagged(session, statusLine(folder, listOf(returned[status + 1])))
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

/** RFC 7162 §3.1.2, RFC 8438: a server that keeps none of it does not know the word. */
function knowsItems(session: ImapSession, wanted: readonly Token[]): boolean {
  const names = wanted.map((t) => textOf(t)?.toUpperCase() ?? '')
  return (!names.includes('HIGHESTMODSEQ') || has(session, 'CONDSTORE')) && (!names.includes('SIZE') || has(session, 'STATUS=SIZE'))
}

const STATUS: Handler = (session, command) => {
  const dialect = session.account!.dialects.imap
  if (dialect.enter) return answer(session, command, replyOf(dialect, dialect.enter))
  const folder = findFolder(mailboxOf(session), nameOf(command.args[0]) ?? '')
  if (!folder || folder.holdsOthers) return refuseUnknown(session, command)
  if (!knowsItems(session, listOf(command.args[1]))) return tagged(session, command, 'BAD Command Argument Error')
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
  const { box = {} } = session.account!.dialects.imap
  if (box.plainBlanks && (/^ | $| {2}/.test(name) || name.includes(` ${separator}`) || name.includes(`${separator} `)))
    return answer(session, command, replyOf(session.account!.dialects.imap, 'excess-blanks'), { name })
  const { allMail } = mailboxOf(session)
  folders.set(name, makeFolder(name, 1_763_800_000 + folders.size, allMail && { also: allMail }))
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
  const { separator } = namespaceOf(session)
  // RFC 9051 §6.3.6: the folders below go with it.
  for (const [name, one] of [...folders]) {
    if (name !== from && !name.startsWith(`${from}${separator}`)) continue
    folders.delete(name)
    one.name = to + name.slice(from.length)
    folders.set(one.name, one)
  }
  tagged(session, command, 'OK RENAME completed.')
}

const SUBSCRIBE: Handler = (session, command) => {
  const folder = findFolder(mailboxOf(session), nameOf(command.args[0]) ?? '')
  if (!folder) return tagged(session, command, 'NO [NONEXISTENT] Mailbox does not exist')
  folder.subscribed = command.name === 'SUBSCRIBE'
  tagged(session, command, `OK ${command.name} completed.`)
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
