// One writing connection to an IMAP mailbox: messages in, folders made and renamed, flags changed, messages moved and removed; one thing after the other, appends close together.

import { SesameError } from '../../../model/errors.ts'
import type { ImapPart, ImapReply, ImapSession } from '../../../wire/imap.ts'
import { AppendLine } from '../../../wire/imap-append.ts'
import { expandUidSet, uidSet } from '../../../wire/imap-bodies.ts'
import type { AppendGroup, Folder, OpenedFolder, SpecialUse, Traits, Writer } from '../../shapes.ts'
import { BoxRefusal } from '../../shapes.ts'
import { appendGroup } from './append-group.ts'
import { sets } from './fetch.ts'
import { type FlagRoom, flagsFor } from './flags.ts'
import { statuses } from './folders.ts'
import { mustBeOk } from './inventory.ts'
import { makeFolder, type NamedFolders, renameFolder } from './make-folder.ts'
import { type Root, wireName } from './names.ts'
import { openFolder } from './opened.ts'
import { traitsOf } from './session.ts'
import type { SpareLine } from './spare.ts'

/** What the writers of a box share. */
export interface WriterRoom {
  readonly spelled: Map<string, string>
  /** What folders take, by name, as they said when they were opened, on this connection or another. */
  readonly rooms: Map<string, FlagRoom>
  readonly root: () => Promise<Root>
  /** Takes a line back in good order. */
  readonly leave: (line: SpareLine) => void
}

export class ImapWriter implements Writer {
  readonly #session: ImapSession
  readonly #spelled: Map<string, string>
  readonly #root: () => Promise<Root>
  readonly #traits: Traits
  readonly #line: AppendLine
  readonly #rooms: Map<string, FlagRoom>
  #selected: string | undefined
  /** Open on this line since before: read only, perhaps. */
  #left: string | undefined
  readonly #leaveLine: (line: SpareLine) => void
  readonly #qresync: boolean | undefined
  #closed = false
  /** Something was thrown on it: it is not for others. */
  #failed = false
  #turn: Promise<unknown> = Promise.resolve()
  /** A command whose answer is awaited: nobody may append meanwhile. */
  #asking = false

  constructor({ session, qresync, selected }: SpareLine, { spelled, rooms, root, leave }: WriterRoom) {
    this.#rooms = rooms
    this.#session = session
    this.#spelled = spelled
    this.#root = root
    this.#leaveLine = leave
    this.#left = selected
    this.#qresync = qresync
    this.#traits = traitsOf(session.capabilities)
    this.#line = new AppendLine(session, this.#traits.literals)
  }

  open(folder: Folder): Promise<OpenedFolder> {
    return this.#alone(async () => {
      const { told, ...opened } = await this.#select(folder)
      this.#rooms.set(folder.name, { ...(told && { flags: opened.flags }), keywords: opened.keywords })
      return opened
    })
  }

  append(folder: Folder): AppendGroup {
    if (this.#asking) throw new SesameError('internal', { why: 'a writer does one thing at a time' })
    return appendGroup(this.#line, wireName(folder, this.#spelled), this.#traits.groups, this.#roomOf(folder))
  }

  /** A folder that was just made was never opened: it will take what others take. */
  #roomOf(folder: Folder): FlagRoom | undefined {
    return this.#rooms.get(folder.name) ?? [...this.#rooms.values()].at(-1)
  }

  create(path: readonly string[], use?: SpecialUse): Promise<Folder> {
    return this.#alone(async () => makeFolder(this.#names(await this.#root()), path, use))
  }

  async subscribe(folder: Folder): Promise<void> {
    await this.#alone(async () =>
      mustBeOk(await this.#run(['SUBSCRIBE ', wireName(folder, this.#spelled)]), `subscribe ${folder.name}`, 'folder'),
    )
  }

  async unsubscribe(folder: Folder): Promise<void> {
    await this.#alone(async () =>
      mustBeOk(await this.#run(['UNSUBSCRIBE ', wireName(folder, this.#spelled)]), `unsubscribe ${folder.name}`, 'folder'),
    )
  }

  rename(folder: Folder, path: readonly string[]): Promise<Folder> {
    return this.#alone(async () => {
      await this.#leave(folder)
      return renameFolder(this.#names(await this.#root()), folder, path)
    })
  }

  async store(
    folder: Folder,
    uids: readonly number[],
    { add = [], remove = [] }: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): Promise<void> {
    // What is no flag at all would be read as something else.
    const [adds, removes] = [add, remove].map((flags) => flagsFor(flags, undefined).kept) as [readonly string[], readonly string[]]
    if (uids.length === 0) return
    await this.#alone(async () => {
      await this.#selectOnce(folder)
      for (const set of setsOf(uids)) {
        for (const [sign, flags] of [
          ['+', adds],
          ['-', removes],
        ] as const)
          if (flags.length > 0)
            mustBeOk(
              await this.#run(`UID STORE ${uidSet(set)} ${sign}FLAGS.SILENT (${flags.join(' ')})`),
              `flags in ${folder.name}`,
              'folder',
            )
      }
    })
  }

  copy(folder: Folder, uids: readonly number[], to: Folder): Promise<readonly (number | undefined)[]> {
    return this.#alone(async () => {
      const found = new Map<number, number>()
      await this.#selectOnce(folder)
      for (const set of setsOf(uids)) {
        const reply = await this.#run([`UID COPY ${uidSet(set)} `, wireName(to, this.#spelled)])
        for (const [from, uid] of copied(mustBeOk(reply, `copy from ${folder.name} to ${to.name}`, 'folder'), set.length))
          found.set(from, uid)
      }
      return uids.map((uid) => found.get(uid))
    })
  }

  move(folder: Folder, uids: readonly number[], to: Folder): Promise<readonly (number | undefined)[]> {
    const about = `move from ${folder.name} to ${to.name}`
    return this.#alone(async () => {
      const found = new Map<number, number>()
      if (!this.#traits.move && !this.#traits.uidplus) throw notOnlyThese(about)
      await this.#selectOnce(folder)
      for (const set of setsOf(uids)) {
        // RFC 6851 §3, RFC 4315 §3
        const reply = mustBeOk(
          await this.#run([`UID ${this.#traits.move ? 'MOVE' : 'COPY'} ${uidSet(set)} `, wireName(to, this.#spelled)]),
          about,
          'folder',
        )
        for (const [from, uid] of copied(reply, set.length)) found.set(from, uid)
        if (!this.#traits.move) await this.#expunge(set, about)
      }
      return uids.map((uid) => found.get(uid))
    })
  }

  async remove(folder: Folder, uids: readonly number[]): Promise<void> {
    const about = `remove from ${folder.name}`
    if (uids.length === 0) return
    await this.#alone(async () => {
      if (!this.#traits.uidplus) throw notOnlyThese(about)
      await this.#selectOnce(folder)
      for (const set of setsOf(uids)) await this.#expunge(set, about)
    })
  }

  async removeFolder(folder: Folder): Promise<void> {
    const about = `remove ${folder.name}`
    await this.#alone(async () => {
      await this.#leave(folder)
      const name = wireName(folder, this.#spelled)
      const reply = await this.#run(['STATUS ', name, ' (MESSAGES UIDVALIDITY)'])
      const holds = folder.selectable ? statuses(mustBeOk(reply, about, 'folder').data, this.#spelled).get(folder.name)?.messages : 0
      if (holds !== 0) throw new BoxRefusal({ meaning: 'folder', said: `it holds ${holds ?? 'unknown'} messages` }, about)
      mustBeOk(await this.#run(['DELETE ', name]), about, 'folder')
    })
  }

  abort(): void {
    this.#closed = true
    this.#session.close()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    // What was begun and not finished must never be kept.
    if (this.#line.busy) this.#session.close()
    else
      void this.#alone(async () => {
        if (this.#line.broken) this.#session.close()
        else if (this.#failed || this.#line.bye) await this.#session.quit()
        else this.#leaveLine({ session: this.#session, qresync: this.#qresync, selected: this.#selected ?? this.#left })
      }).catch(() => this.#session.close())
  }

  /** One thing at a time, and none while appends are on their way. */
  #alone<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(async () => {
      await this.#line.settled()
      this.#asking = true
      try {
        return await act()
      } catch (error) {
        this.#failed = true
        throw error
      } finally {
        this.#asking = false
      }
    })
    this.#turn = turn.catch(() => {})
    return turn
  }

  #run(parts: ImapPart | readonly ImapPart[]): Promise<ImapReply> {
    return this.#session.run(parts)
  }

  #names(root: Root): NamedFolders {
    return { session: this.#session, spelled: this.#spelled, root }
  }

  async #select(folder: Folder): Promise<OpenedFolder & { readonly told: boolean }> {
    this.#selected = undefined
    this.#left = undefined
    const opened = await openFolder(this.#session, folder, this.#spelled, false)
    this.#selected = folder.name
    return opened
  }

  async #selectOnce(folder: Folder): Promise<void> {
    if (this.#selected !== folder.name) await this.#select(folder)
  }

  /** A folder that is open cannot be renamed or removed at some servers. */
  async #leave(folder: Folder): Promise<void> {
    if ((this.#selected ?? this.#left) !== folder.name) return
    // RFC 3691: without CLOSE's removal of what is marked.
    const left = this.#session.capabilities.has('UNSELECT') ? await this.#run('UNSELECT') : await this.#run('EXAMINE INBOX')
    if (!left.ok) return
    this.#selected = undefined
    this.#left = undefined
  }

  /** RFC 4315 §2.1: these and no others. */
  async #expunge(set: readonly number[], about: string): Promise<void> {
    mustBeOk(await this.#run(`UID STORE ${uidSet(set)} +FLAGS.SILENT (\\Deleted)`), about, 'folder')
    mustBeOk(await this.#run(`UID EXPUNGE ${uidSet(set)}`), about, 'folder')
  }
}

function setsOf(uids: readonly number[]): Iterable<readonly number[]> {
  return sets([...new Set(uids)].sort((a, b) => a - b))
}

function notOnlyThese(about: string): BoxRefusal {
  return new BoxRefusal({ meaning: 'folder', said: 'the server cannot remove single messages (no UIDPLUS)' }, about)
}

/** Old UID to new: `[COPYUID 38505 304,319:320 3956:3958]`, with the answer or before it. */
function copied(reply: ImapReply, most: number): readonly (readonly [number, number])[] {
  return reply.lines.flatMap((line) => {
    const match = /\[COPYUID \d{1,10} ([\d,:]+) ([\d,:]+)\]/i.exec(line)
    const [from, to] = match ? [expandUidSet(match[1]!, most + 1), expandUidSet(match[2]!, most + 1)] : [null, null]
    return from && to && from.length === to.length ? from.map((uid, i) => [uid, to[i]!] as const) : []
  })
}
