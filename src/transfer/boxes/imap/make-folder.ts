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
  let reply = await create(where, name, purpose ? ` (USE (${purpose}))` : '')
  if (!reply.ok) {
    const there = await lookAt(where, name)
    if (there?.selectable) return there
  }
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
async function lookAt({ session, spelled, root }: NamedFolders, name: string): Promise<Folder | undefined> {
  const special = session.capabilities.has('SPECIAL-USE') && session.capabilities.has('LIST-EXTENDED')
  const wire = wireName({ name }, spelled)
  const more = special ? ' RETURN (SPECIAL-USE SUBSCRIBED)' : ''
  const items = ` (${statusItems(session.capabilities)})`
  // RFC 9051 §5.5: neither changes anything, so both may be on their way; a name that needs a literal waits its turn.
  const [list, status] =
    typeof wire === 'string'
      ? await Promise.all(session.runTogether([`LIST "" ${wire}${more}`, `STATUS ${wire}${items}`]))
      : [await session.run(['LIST "" ', wire, more]), await session.run(['STATUS ', wire, items])]
  // `*` and `%` in a name match others too.
  const listed = listedNames([...list!.data, ...status!.data], 'LIST', spelled).find((other) => other.name === name)
  if (listed === undefined || listed.attributes.has('\\nonexistent')) return undefined
  const told = listed.attributes.has('\\noselect') ? undefined : statuses([...list!.data, ...status!.data], spelled).get(name)
  return folderOf(listed, root, { subscribed: listed.attributes.has('\\subscribed'), ...(told && { status: told }) })
}
