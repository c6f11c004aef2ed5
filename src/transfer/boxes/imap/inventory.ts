// All folders of a mailbox with what is known of each, in one flight where the server can (RFC 5819, RFC 5258), in a few where it cannot.

import type { ImapData, ImapReply, ImapSession } from '../../../wire/imap.ts'
import { quotasIn } from '../../../wire/imap-mailbox.ts'
import type { ImapValue } from '../../../wire/imap-syntax.ts'
import { decodeMailbox } from '../../../wire/imap-utf7.ts'
import { BoxRefusal, type Folder, type FolderStatus, type Inventory, type Traits } from '../../shapes.ts'
import { folderOf, listedNames, statuses } from './folders.ts'
import { type Root, wireName } from './names.ts'
import { refusalOf } from './refusal.ts'
import { traitsOf } from './session.ts'

/** STATUS commands on the way at once. */
const FLIGHT = 50

/** `spelled` comes to hold the names that the server writes otherwise than we would. */
export async function imapInventory(session: ImapSession, spelled: Map<string, string>): Promise<Inventory> {
  const { capabilities } = session
  const items = statusItems(capabilities)
  const extended = capabilities.has('LIST-EXTENDED') || capabilities.has('LIST-STATUS') || capabilities.has('IMAP4REV2')
  const wants = [
    ...(capabilities.has('SPECIAL-USE') ? ['SPECIAL-USE'] : []),
    ...(capabilities.has('LIST-EXTENDED') || capabilities.has('IMAP4REV2') ? ['SUBSCRIBED'] : []),
    ...(capabilities.has('LIST-STATUS') || capabilities.has('IMAP4REV2') ? [`STATUS (${items})`] : []),
  ]
  const rich = extended && wants.length > 0
  const more = [...(capabilities.has('NAMESPACE') ? ['NAMESPACE'] : []), ...(capabilities.has('QUOTA') ? ['GETQUOTAROOT "INBOX"'] : [])]
  const list = rich ? `LIST "" "*" RETURN (${wants.join(' ')})` : 'LIST "" "*"'
  const subscriptions = rich && wants.includes('SUBSCRIBED') ? [] : ['LSUB "" "*"']
  let replies = await Promise.all(session.runTogether([list, ...subscriptions, ...more]))
  let subscribedToo = subscriptions.length === 0
  if (!replies[0]!.ok && rich && replies[0]!.status !== 'BYE') {
    // Offered and not understood: the plain way.
    subscribedToo = false
    replies = [...(await Promise.all(session.runTogether(['LIST "" "*"', 'LSUB "" "*"']))), ...replies.slice(1)]
  }
  mustBeOk(replies[0]!, 'list')
  // Whichever answer carried them.
  const data = replies.flatMap((reply) => reply.data)
  const listed = listedNames(data, 'LIST', spelled)
  const root = rootOf(data, listed.find(({ name }) => name.toUpperCase() === 'INBOX')?.delimiter ?? listed[0]?.delimiter ?? null)
  const subscribed = new Set(listedNames(data, 'LSUB', spelled).map(({ name }) => name))
  const known = statuses(data, spelled)
  const folders = listed.map((name) => {
    const status = known.get(name.name)
    const is = subscribedToo ? name.attributes.has('\\subscribed') : subscribed.has(name.name)
    return folderOf(name, root, { subscribed: is, ...(status && { status }) })
  })
  return {
    folders: await withStatus(session, folders, items, spelled),
    traits: { ...traitsOf(capabilities), ...quotaOf(replies) },
    ...root,
    ...(session.greeting.text !== '' && { greeting: session.greeting.text }),
  }
}

/** RFC 9051 §6.3.11 and what the server offers besides. */
export function statusItems(capabilities: ReadonlySet<string>): string {
  const has = (name: string) => capabilities.has(name)
  return [
    'MESSAGES UIDNEXT UIDVALIDITY',
    ...(has('CONDSTORE') || has('QRESYNC') ? ['HIGHESTMODSEQ'] : []),
    ...(has('STATUS=SIZE') || has('IMAP4REV2') ? ['SIZE'] : []),
    ...(has('OBJECTID') ? ['MAILBOXID'] : []),
  ].join(' ')
}

/** A folder whose STATUS is refused stays without: opening it will say why. */
async function withStatus(
  session: ImapSession,
  folders: readonly Folder[],
  items: string,
  spelled: Map<string, string>,
): Promise<readonly Folder[]> {
  const open = folders.filter(({ selectable, status }) => selectable && status === undefined)
  const found = new Map<string, FolderStatus>()
  for (let i = 0; i < open.length; i += FLIGHT) {
    const lines = open.slice(i, i + FLIGHT).flatMap((folder) => {
      const name = wireName(folder, spelled)
      return typeof name === 'string' ? [`STATUS ${name} (${items})`] : []
    })
    const replies = await Promise.all(session.runTogether(lines))
    for (const [name, status] of statuses(
      replies.flatMap(({ data }) => data),
      spelled,
    ))
      found.set(name, status)
  }
  return folders.map((folder) => {
    const status = found.get(folder.name)
    return status ? { ...folder, status } : folder
  })
}

/** RFC 9051 §6.3.10: the first personal namespace. */
function rootOf(data: readonly ImapData[], delimiter: string | null): Root {
  const personal = data.findLast(({ name }) => name === 'NAMESPACE')?.values[0]
  const first = Array.isArray(personal) ? (personal as readonly ImapValue[])[0] : undefined
  if (!Array.isArray(first)) return { prefix: '', delimiter }
  const [prefix, mark] = first as readonly ImapValue[]
  return {
    prefix: prefix === null || prefix === undefined ? '' : decodeMailbox(String(prefix)),
    delimiter: mark === null || mark === undefined ? null : String(mark),
  }
}

/** RFC 9208 §5.1: STORAGE in units of 1024 bytes; of several the one with the least room. */
function quotaOf(replies: readonly ImapReply[]): Pick<Traits, 'quota'> {
  const storage = replies.flatMap((reply) => quotasIn(reply)).filter(({ resource, limit }) => resource === 'STORAGE' && limit > 0)
  const [least] = storage.sort((a, b) => a.limit - a.usage - (b.limit - b.usage))
  return least ? { quota: { used: least.usage * 1024, limit: least.limit * 1024 } } : {}
}

/** Throws BoxRefusal. */
export function mustBeOk(reply: ImapReply, about: string, act: 'create' | 'folder' | 'other' = 'other'): ImapReply {
  if (reply.ok) return reply
  throw new BoxRefusal(refusalOf(reply, act), about)
}
