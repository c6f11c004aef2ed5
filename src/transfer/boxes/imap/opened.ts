// Opening a folder, to read or to write, and what its answer says (RFC 9051 §6.3.2, §7.1, RFC 7162 §3.1, RFC 8474 §4.2).

import type { ImapReply, ImapSession } from '../../../wire/imap.ts'
import { readFetch } from '../../../wire/imap-fetch-line.ts'
import type { Folder, OpenedFolder } from '../../shapes.ts'
import { statuses } from './folders.ts'
import { mustBeOk, statusItems } from './inventory.ts'
import { wireName } from './names.ts'

/** Commands that go out close before and behind the one that opens. */
export interface Around {
  readonly before: readonly string[]
  /** Called when all have been sent. */
  sent(before: readonly Promise<ImapReply>[]): void
  /** Called with the answer to the one that opens. */
  heard(reply: ImapReply): Promise<void>
  /** Called before anything else is said on the connection: what came behind must have been heard. */
  over(): Promise<void>
}

/** Throws BoxRefusal. `told`: PERMANENTFLAGS was. `around` only where the folder's name needs no literal. */
export async function openFolder(
  session: ImapSession,
  folder: Folder,
  spelled: Map<string, string>,
  readOnly: boolean,
  around?: Around,
): Promise<OpenedFolder & { readonly told: boolean }> {
  const verb = readOnly ? 'EXAMINE ' : 'SELECT '
  const name = wireName(folder, spelled)
  const about = `open ${folder.name}`
  // RFC 7162 §3.1.8: so that HIGHESTMODSEQ is told by those who count only when asked to.
  const counted = session.capabilities.has('CONDSTORE') || session.capabilities.has('QRESYNC')
  const how = counted ? ' (CONDSTORE)' : ''
  let reply: ImapReply
  if (around && typeof name === 'string') {
    // RFC 9051 §5.5: a server keeps their order.
    const replies = session.runTogether([...around.before, `${verb}${name}${how}`])
    around.sent(replies.slice(0, -1))
    reply = await replies.at(-1)!
    await around.heard(reply)
  } else reply = await session.run([verb, name, how])
  if (reply.status === 'BAD' && counted) {
    await around?.over()
    reply = await session.run([verb, name])
  }
  if (!reply.ok) await around?.over()
  mustBeOk(reply, about, 'folder')
  const permanent = coded(reply, /\[PERMANENTFLAGS \(([^)]*)\)\]/i)
  const listed = permanent?.split(' ').filter((flag) => flag !== '' && flag.toLowerCase() !== '\\recent')
  const modseq = coded(reply, /\[HIGHESTMODSEQ ([1-9]\d*)\]/i)
  const id = coded(reply, /\[MAILBOXID \(([^)]+)\)\]/i)
  const opened = {
    messages: reply.data.findLast((d) => d.name === 'EXISTS')?.number ?? 0,
    uidValidity: Number(coded(reply, /\[UIDVALIDITY (\d{1,10})\]/i) ?? 0),
    uidNext: Number(coded(reply, /\[UIDNEXT (\d{1,10})\]/i) ?? 0),
    ...(modseq !== undefined && { modseq }),
    ...(id !== undefined && { id }),
    flags: listed?.filter((flag) => flag !== '\\*') ?? [],
    keywords: listed?.includes('\\*') ?? true,
    told: listed !== undefined,
  }
  if (opened.uidNext > 0 && opened.uidValidity > 0) return opened
  await around?.over()
  // RFC 3501 §6.3.1 let servers keep UIDNEXT to themselves until they are asked.
  const asked = await session.run(['STATUS ', name, ` (${statusItems(session.capabilities)})`])
  const status = statuses(asked.data, spelled).get(folder.name)
  const known = status ? { ...opened, ...status, messages: opened.messages } : opened
  if (known.uidNext > 0) return known
  // Nobody says it: above the last message, at least.
  const last = known.messages > 0 ? await session.run('UID FETCH * (UID)') : undefined
  const uids = last?.data.flatMap(({ name: kind, values }) => (kind === 'FETCH' ? (readFetch(values).uid ?? []) : [])) ?? []
  return { ...known, uidNext: Math.max(0, ...uids) + 1 }
}

function coded(reply: ImapReply, code: RegExp): string | undefined {
  return reply.lines.map((line) => code.exec(line)?.[1]).find((found) => found !== undefined)
}
