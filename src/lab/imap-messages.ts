// The commands on the messages of the open folder: FETCH, STORE, SEARCH, COPY, MOVE, EXPUNGE, CLOSE, IDLE (RFC 9051 §6.4, RFC 2177).

import { labelsIn } from './gmail-labels.ts'
import { permanentFlags } from './imap-append.ts'
import { inSet, listOf, textOf } from './imap-command.ts'
import { fetchItems, itemsOf, marksSeen } from './imap-fetch.ts'
import { search } from './imap-search.ts'
import { type Handler, type ImapSession, tagged, tellNews, untagged } from './imap-session.ts'
import { addMessage, type Folder, findFolder, hasRoom, type Message, removeMessages } from './mailbox.ts'

/** The messages that a set names, with their positions; undefined when it is no set. */
function chosen(session: ImapSession, uid: boolean, set: string): [number, Message][] | undefined {
  const largest = uid ? (session.view.at(-1)?.uid ?? 0) : session.view.length
  const has = inSet(set, largest)
  return has && session.view.flatMap((m, i): [number, Message][] => (has(uid ? m.uid : i + 1) ? [[i + 1, m]] : []))
}

const FETCH: Handler = (session, command) => {
  const uid = command.name.startsWith('UID')
  const rows = chosen(session, uid, textOf(command.args[0]) ?? '')
  const asked = itemsOf(command.args[1])
  if (!rows || !asked) return tagged(session, command, 'BAD Command Argument Error')
  const items = uid && !asked.includes('UID') ? ['UID', ...asked] : asked
  const modifiers = listOf(command.args[2]).map((t) => textOf(t))
  const since = modifiers[0]?.toUpperCase() === 'CHANGEDSINCE' ? Number(modifiers[1]) : -1
  if (since >= 0 && !items.includes('MODSEQ')) items.push('MODSEQ')
  const labels = labelsIn(session.account!.mailbox(), session.folder)
  for (const [position, message] of rows) {
    if (message.modseq <= since) continue
    if (marksSeen(items) && !session.readOnly) message.flags.add('\\Seen')
    const answer = fetchItems(message, items, labels)
    if (!answer) return tagged(session, command, 'BAD Command Argument Error')
    untagged(session, Buffer.concat([Buffer.from(`${position} FETCH `), answer]))
  }
  tagged(session, command, 'OK FETCH completed.')
}

const STORE: Handler = (session, command) => {
  const uid = command.name.startsWith('UID')
  const rows = chosen(session, uid, textOf(command.args[0]) ?? '')
  const args = command.args.slice(1).filter((t) => !('list' in t && textOf(t.list[0])?.toUpperCase() === 'UNCHANGEDSINCE'))
  const how = /^([+-]?)FLAGS(\.SILENT)?$/i.exec(textOf(args[0]) ?? '')
  if (!rows || !how) return tagged(session, command, 'BAD Command Argument Error')
  if (session.readOnly) return tagged(session, command, 'NO [READ-ONLY] Mailbox is read-only')
  const flags = args
    .slice(1)
    .flatMap((t) => ('list' in t ? t.list : [t]))
    .map((t) => textOf(t) ?? '')
    .filter((flag) => keeps(session, flag))
  for (const [position, message] of rows) {
    if (how[1] === '') message.flags.clear()
    for (const flag of flags) how[1] === '-' ? message.flags.delete(flag) : message.flags.add(flag)
    message.modseq = ++session.folder!.modseq
    const extra = `${uid ? ` UID ${message.uid}` : ''}${session.condstore ? ` MODSEQ (${message.modseq})` : ''}`
    if (!how[2]) untagged(session, `${position} FETCH (FLAGS (${[...message.flags].join(' ')})${extra})`)
  }
  tagged(session, command, 'OK STORE completed.')
}

/** RFC 9051 §7.1: what is not among PERMANENTFLAGS lasts no longer than the session; here it does not even last so long. */
function keeps({ account }: ImapSession, flag: string): boolean {
  const permanent = permanentFlags(account?.dialects.imap.box ?? {})
    .toLowerCase()
    .split(' ')
  return permanent.includes(flag.toLowerCase()) || (permanent.includes('\\*') && !flag.startsWith('\\'))
}

/** RFC 4731: RETURN (...) asks for one ESEARCH line in the place of a list of numbers. */
const SEARCH: Handler = (session, command) => {
  const uid = command.name.startsWith('UID')
  const extended = textOf(command.args[0])?.toUpperCase() === 'RETURN'
  const found = search({ messages: session.view }, extended ? command.args.slice(2) : command.args)
  if (!found) return tagged(session, command, 'BAD Command Argument Error')
  const numbers = found.map((position) => (uid ? session.view[position - 1]!.uid : position))
  if (extended) {
    const wanted = listOf(command.args[1]).map((t) => textOf(t)?.toUpperCase() ?? '')
    const parts = (wanted.length > 0 ? wanted : ['ALL']).flatMap((w) => {
      if (w === 'COUNT') return [`COUNT ${numbers.length}`]
      if (numbers.length === 0) return []
      if (w === 'MIN' || w === 'MAX') return [`${w} ${w === 'MIN' ? numbers[0] : numbers.at(-1)}`]
      return w === 'ALL' ? [`ALL ${numbers.join(',')}`] : []
    })
    untagged(session, [`ESEARCH (TAG "${command.tag}")`, ...(uid ? ['UID'] : []), ...parts].join(' '))
  } else untagged(session, ['SEARCH', ...numbers].join(' '))
  tagged(session, command, 'OK SEARCH completed.')
}

const COPY: Handler = (session, command) => {
  const uid = command.name.startsWith('UID')
  const rows = chosen(session, uid, textOf(command.args[0]) ?? '')
  const mailbox = session.account!.mailbox()
  const target = findFolder(mailbox, textOf(command.args[1]) ?? '')
  if (!rows) return tagged(session, command, 'BAD Command Argument Error')
  if (!target) return tagged(session, command, 'NO [TRYCREATE] Mailbox does not exist')
  const size = rows.reduce((sum, [, m]) => sum + m.raw.length, 0)
  if (command.name.endsWith('COPY') && !hasRoom(mailbox, size)) return tagged(session, command, 'NO [OVERQUOTA] Quota exceeded')
  const copies = rows.map(([, m]) => addMessage(target, m.raw, m.flags, m.date, m).uid)
  // Gmail: what comes into the bin or the spam loses every label, and is in no other folder any more.
  const from = mailbox.allMail !== undefined && takesLabelsAway(target) ? [...mailbox.folders.values()].filter((f) => f !== target) : []
  const ids = new Set(rows.map(([, m]) => m.id))
  const code = `[COPYUID ${target.uidValidity} ${rows.map(([, m]) => m.uid).join(',')} ${copies.join(',')}]`
  if (command.name.endsWith('COPY')) {
    for (const folder of from) removeMessages(folder, ({ id }) => ids.has(id))
    return tagged(session, command, `OK ${rows.length > 0 ? `${code} ` : ''}COPY completed.`)
  }
  // RFC 6851 §3.3: the code goes out before the EXPUNGE lines.
  if (rows.length > 0) untagged(session, `OK ${code} Moved`)
  const moved = new Set(rows.map(([, m]) => m))
  removeMessages(session.folder!, (m) => moved.has(m))
  for (const folder of from) removeMessages(folder, ({ id }) => ids.has(id))
  tellNews(session)
  tagged(session, command, 'OK MOVE completed.')
}

const takesLabelsAway = ({ specialUse }: Folder) => specialUse === '\\Trash' || specialUse === '\\Junk'

const EXPUNGE: Handler = (session, command) => {
  if (session.readOnly) return tagged(session, command, 'NO [READ-ONLY] Mailbox is read-only')
  // RFC 4315 §2.1: UID EXPUNGE takes only those named.
  const only = command.name.startsWith('UID') ? chosen(session, true, textOf(command.args[0]) ?? '')?.map(([, m]) => m) : undefined
  removeMessages(session.folder!, (m) => m.flags.has('\\Deleted') && (only === undefined || only.includes(m)))
  tellNews(session)
  tagged(session, command, 'OK EXPUNGE completed.')
}

const CLOSE: Handler = (session, command) => {
  const { folder } = session
  session.folder = null
  session.view = []
  if (command.name === 'CLOSE' && folder && !session.readOnly) removeMessages(folder, (m) => m.flags.has('\\Deleted'))
  tagged(session, command, `OK ${command.name} completed.`)
}

const IDLE: Handler = async (session, command) => {
  const tell = () => tellNews(session)
  const { folder } = session
  session.peer.write('+ idling\r\n')
  folder?.watchers.add(tell)
  const line = await session.peer.line()
  folder?.watchers.delete(tell)
  if (line === null) session.done = true
  else tagged(session, command, line.toUpperCase() === 'DONE' ? 'OK IDLE completed.' : 'BAD Expected DONE')
}

const CHECK: Handler = (session, command) => {
  tellNews(session)
  tagged(session, command, 'OK CHECK completed.')
}

export const MESSAGE_COMMANDS: Readonly<Record<string, Handler>> = {
  FETCH,
  'UID FETCH': FETCH,
  STORE,
  'UID STORE': STORE,
  SEARCH,
  'UID SEARCH': SEARCH,
  COPY,
  'UID COPY': COPY,
  MOVE: COPY,
  'UID MOVE': COPY,
  EXPUNGE,
  'UID EXPUNGE': EXPUNGE,
  CLOSE,
  UNSELECT: CLOSE,
  CHECK,
  IDLE,
}
