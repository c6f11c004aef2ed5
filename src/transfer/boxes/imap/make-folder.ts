// Making and renaming folders on an IMAP server, and looking at what came of it: the answer alone does not say (RFC 9051 §6.3.4, §6.3.6, RFC 6154 §3).

import { setTimeout as wait } from 'node:timers/promises'
import type { ImapReply, ImapSession } from '../../../wire/imap.ts'
import { BoxRefusal, type Folder, type SpecialUse } from '../../shapes.ts'
import { folderOf, listedNames, statuses } from './folders.ts'
import { mustBeOk, statusItems } from './inventory.ts'
import { nameOf, type Root, wireName } from './names.ts'

export interface NamedFolders {
  readonly session: ImapSession
  readonly spelled: Map<string, string>
  readonly root: Root
}

const USES: Readonly<Partial<Record<SpecialUse, string>>> = {
  sent: '\\Sent',
  drafts: '\\Drafts',
  junk: '\\Junk',
  trash: '\\Trash',
  archive: '\\Archive',
  all: '\\All',
  flagged: '\\Flagged',
  important: '\\Important',
}

/** Of a folder that is said to exist and is not listed. */
const LOOKS = 5
const LOOK_MS = 200

/** One that is there already is no error. Throws BoxRefusal. */
export async function makeFolder(where: NamedFolders, path: readonly string[], use?: SpecialUse): Promise<Folder> {
  const about = `create ${path.join('/')}`
  const { capabilities } = where.session
  const name = nameUnder(where, path, about)
  // RFC 6154 §3
  const purpose = use !== undefined && capabilities.has('CREATE-SPECIAL-USE') ? USES[use] : undefined
  let [reply, there] = await createAndLook(where, name, purpose ? ` (USE (${purpose}))` : '')
  if (there?.selectable) return there
  // The purpose is a wish: it may be taken already, or not be granted.
  if (!reply.ok && purpose && reply.code !== 'ALREADYEXISTS') reply = await create(where, name)
  if (!reply.ok && path.length > 1 && reply.code !== 'ALREADYEXISTS') {
    // RFC 9051 §6.3.4: parents come by themselves at most servers, not at all.
    for (let depth = 1; depth < path.length; depth++) {
      const parent = nameOf(path.slice(0, depth), where.root)
      if (parent !== null && (await lookAt(where, parent)) === undefined) await create(where, parent)
    }
    reply = await create(where, name)
  }
  for (let looks = 1; ; looks++) {
    const made = await lookAt(where, name)
    if (made?.selectable) return made
    // A server that makes several at once lists one a moment later; or it is being made still, by ourselves on a line that broke.
    // Or it is there with other capitals, which no waiting mends.
    if ((!reply.ok && reply.code !== 'ALREADYEXISTS') || looks === LOOKS) break
    await wait(LOOK_MS)
  }
  mustBeOk(reply, about, 'create')
  throw new BoxRefusal({ meaning: 'moment', said: 'the server made it and does not list it' }, about)
}

/** Throws BoxRefusal. */
export async function renameFolder(where: NamedFolders, folder: Folder, path: readonly string[]): Promise<Folder> {
  const about = `rename ${folder.name}`
  const name = nameUnder(where, path, about)
  const reply = await where.session.run(['RENAME ', wireName(folder, where.spelled), ' ', wireName({ name }, where.spelled)])
  mustBeOk(reply, about, 'create')
  const renamed = await lookAt(where, name)
  if (renamed === undefined) throw new BoxRefusal({ meaning: 'folder', said: 'the server renamed it and does not list it' }, about)
  return renamed
}

/** RFC 9051 §5.5: a server keeps the order of commands that hang together. */
async function createAndLook(where: NamedFolders, name: string, more: string): Promise<[ImapReply, Folder | undefined]> {
  const wire = wireName({ name }, where.spelled)
  if (typeof wire !== 'string') {
    const reply = await create(where, name, more)
    return [reply, await lookAt(where, name)]
  }
  const [reply, ...looks] = await Promise.all(where.session.runTogether([`CREATE ${wire}${more}`, ...looksFor(where, wire)]))
  return [reply!, seenIn(where, name, looks)]
}

function create({ session, spelled }: NamedFolders, name: string, more = ''): Promise<ImapReply> {
  return session.run(['CREATE ', wireName({ name }, spelled), more])
}

function nameUnder({ root }: NamedFolders, path: readonly string[], about: string): string {
  const name = nameOf(path, root)
  if (name === null)
    throw new BoxRefusal({ meaning: 'folder', said: `no name for it under the delimiter ${root.delimiter ?? 'NIL'}` }, about)
  return name
}

/** The folder as the server knows it now; undefined when it is not there. */
async function lookAt(where: NamedFolders, name: string): Promise<Folder | undefined> {
  const { session, spelled } = where
  const wire = wireName({ name }, spelled)
  if (typeof wire === 'string') return seenIn(where, name, await Promise.all(session.runTogether(looksFor(where, wire))))
  // A name that needs a literal waits its turn.
  const more = isSpecial(where) ? [LIST_MORE] : []
  const list = await session.run(['LIST "" ', wire, ...more])
  return seenIn(where, name, [list, await session.run(['STATUS ', wire, ` (${statusItems(session.capabilities)})`])])
}

const LIST_MORE = ' RETURN (SPECIAL-USE SUBSCRIBED)'

function isSpecial({ session: { capabilities } }: NamedFolders): boolean {
  return capabilities.has('SPECIAL-USE') && capabilities.has('LIST-EXTENDED')
}

/** RFC 9051 §5.5: neither changes anything, so both may be on their way. */
function looksFor(where: NamedFolders, wire: string): string[] {
  return [`LIST "" ${wire}${isSpecial(where) ? LIST_MORE : ''}`, `STATUS ${wire} (${statusItems(where.session.capabilities)})`]
}

function seenIn({ spelled, root }: NamedFolders, name: string, replies: readonly ImapReply[]): Folder | undefined {
  const data = replies.flatMap((reply) => reply.data)
  // `*` and `%` in a name match others too.
  const listed = listedNames(data, 'LIST', spelled).find((other) => other.name === name)
  if (listed === undefined || listed.attributes.has('\\nonexistent')) return undefined
  const told = listed.attributes.has('\\noselect') ? undefined : statuses(data, spelled).get(name)
  return folderOf(listed, root, { subscribed: listed.attributes.has('\\subscribed'), ...(told && { status: told }) })
}
