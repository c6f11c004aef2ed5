// A mailbox in memory that keeps the contract of a box honestly, and breaks its lines wherever it is told to: what a server had heard whole may be stored all the same.

import { createHash } from 'node:crypto'
import {
  type Appended,
  type Box,
  BoxRefusal,
  type Folder,
  type FolderStatus,
  type Message,
  type NewMessage,
  type OpenedFolder,
  type Reader,
  type Refusal,
  type Sink,
  type SpecialUse,
  type Traits,
  type Writer,
} from '../../../src/transfer/shapes.ts'

export interface StoredMail {
  uid: number
  bytes: Buffer
  flags: string[]
  date: string
  modseq: number
}

export interface MemoryFolder {
  name: string
  validity: number
  next: number
  mails: StoredMail[]
  modseq: number
  gone: { uid: number; modseq: number }[]
}

export interface MemoryBoxOptions extends Partial<Traits> {
  readonly key?: string
  /** Asked before everything that goes over a line; true: the line breaks there. */
  readonly breaks?: () => boolean
  /** Of a group that was heard whole when the line broke: is it stored? */
  readonly stores?: () => boolean
  /** What the server makes of what it is given. */
  readonly changes?: (bytes: Buffer) => Buffer
  /** A no to a message. */
  readonly refuses?: (bytes: Buffer, folder: MemoryFolder) => Refusal | undefined
  readonly statusModseq?: boolean
  /** EMAILID, the same for the same bytes. */
  readonly emailIds?: boolean
}

export interface MemoryBox extends Box {
  readonly folders: Map<string, MemoryFolder>
  make(name: string): MemoryFolder
  put(folder: MemoryFolder, bytes: Buffer, flags?: readonly string[], date?: string): StoredMail
  flag(folder: MemoryFolder, mail: StoredMail, flags: readonly string[]): void
  expunge(folder: MemoryFolder, mail: StoredMail): void
  /** All UIDs anew. */
  revalidate(folder: MemoryFolder): void
  /** Calls that changed or read something, by name. */
  readonly calls: Record<string, number>
}

const CHUNK = 1_000
let validities = 1

export function memoryBox(options: MemoryBoxOptions = {}): MemoryBox {
  const traits: Traits = {
    ...{ groups: true, literals: 'plus', uidplus: true, condstore: true, qresync: true, move: true, idle: false, compress: false },
    ...{ specialUse: true, gmail: false },
    ...options,
  }
  const folders = new Map<string, MemoryFolder>()
  const calls: Record<string, number> = {}
  const line = (what: string) => {
    calls[what] = (calls[what] ?? 0) + 1
    if (options.breaks?.()) throw new BoxRefusal({ meaning: 'connection', said: 'line broke' }, what)
  }
  const find = (folder: Folder): MemoryFolder => {
    const found = folders.get(folder.name)
    if (!found) throw new BoxRefusal({ meaning: 'folder', said: 'no such mailbox', code: 'NONEXISTENT' }, 'open')
    return found
  }
  const status = (folder: MemoryFolder): FolderStatus => ({
    ...{ messages: folder.mails.length, uidValidity: folder.validity, uidNext: folder.next },
    ...(traits.condstore && options.statusModseq !== false && { modseq: String(folder.modseq) }),
  })
  const opened = (folder: MemoryFolder): OpenedFolder => ({
    ...status(folder),
    flags: ['\\Seen', '\\Flagged', '\\Answered', '\\Deleted', '\\Draft'],
    keywords: true,
  })
  const told = (folder: MemoryFolder): Folder => ({
    ...{ name: folder.name, path: folder.name.split('/'), delimiter: '/', selectable: true, subscribed: false, status: status(folder) },
    ...(folder.name === 'INBOX' && { use: 'inbox' as const }),
  })
  const messageOf = ({ uid, bytes, flags, date }: StoredMail): Message => ({
    ...{ uid, size: bytes.length, flags: [...flags], date },
    ...(options.emailIds && { emailId: createHash('sha256').update(bytes).digest('hex') }),
  })

  const box: MemoryBox = {
    ...{ kind: 'imap', label: options.key ?? 'memory', key: options.key ?? 'memory', folders, calls },
    make(name) {
      const folder: MemoryFolder = { name, validity: validities++, next: 1, mails: [], modseq: 1, gone: [] }
      folders.set(name, folder)
      return folder
    },
    put(folder, bytes, flags = [], date = '01-Jan-2020 00:00:00 +0000') {
      const mail = { uid: folder.next++, bytes, flags: [...flags], date, modseq: ++folder.modseq }
      folder.mails.push(mail)
      return mail
    },
    flag(folder, mail, flags) {
      mail.flags = [...flags]
      mail.modseq = ++folder.modseq
    },
    expunge(folder, mail) {
      folder.mails.splice(folder.mails.indexOf(mail), 1)
      folder.gone.push({ uid: mail.uid, modseq: ++folder.modseq })
    },
    revalidate(folder) {
      folder.validity = validities++
      folder.gone = []
      folder.next = 1
      for (const mail of folder.mails) mail.uid = folder.next++
    },
    async inventory() {
      line('inventory')
      return { folders: [...folders.values()].map(told), traits, prefix: '', delimiter: '/' }
    },
    async reader() {
      line('connect')
      return reader()
    },
    async writer() {
      line('connect')
      return writer()
    },
    close: async () => {},
  }

  function reader(): Reader {
    let open: MemoryFolder | undefined
    return {
      async open(folder) {
        line('examine')
        open = find(folder)
        return opened(open)
      },
      async list(each, { after = 0, modseq } = {}) {
        line('list')
        const since = traits.condstore && modseq !== undefined ? Number(modseq) : undefined
        for (const mail of open!.mails.filter(({ uid }) => uid > after)) {
          if (since !== undefined && mail.modseq <= since) continue
          each(messageOf(mail))
        }
        if (since === undefined) return { complete: true }
        const vanished = open!.gone.filter((one) => one.modseq > since).map(({ uid }) => [uid, uid] as const)
        return { complete: false, ...(traits.qresync && { vanished }) }
      },
      async fetch(uids, sink: Sink) {
        line('fetch')
        for (const uid of [...uids].sort((a, b) => a - b)) {
          const mail = open!.mails.find((one) => one.uid === uid)
          if (!mail) continue
          sink.begin(messageOf(mail))
          for (let at = 0; at < mail.bytes.length; at += CHUNK) {
            line('body')
            sink.data(mail.bytes.subarray(at, at + CHUNK))
            await sink.ready()
          }
          sink.end()
          await sink.ready()
        }
      },
      close: () => {},
    }
  }

  function writer(): Writer {
    let cut = false
    const alive = (what: string) => {
      if (cut) throw new BoxRefusal({ meaning: 'connection', said: 'cut' }, what)
      line(what)
    }
    const pending: (() => void)[] = []
    const abort = () => {
      cut = true
      for (const one of pending.splice(0)) one()
    }
    return {
      async open(folder) {
        alive('select')
        return opened(find(folder))
      },
      append(folder) {
        const mails: { message: NewMessage; bytes: Buffer[]; whole: boolean }[] = []
        let broke = cut
        const hear = () => {
          if (broke || cut) return
          try {
            line('literal')
          } catch {
            broke = true
          }
        }
        const store = (heard: typeof mails): Appended[] => {
          const target = folders.get(folder.name)
          if (!target)
            return heard.map(() => ({ ok: false, refusal: { meaning: 'folder', said: 'gone', code: 'TRYCREATE' }, group: traits.groups }))
          const bytes = heard.map((one) => (options.changes ?? ((same) => same))(Buffer.concat(one.bytes)))
          const refusals = bytes.map((one) => options.refuses?.(one, target))
          const first = refusals.find((one) => one !== undefined)
          if (traits.groups && first) return heard.map(() => ({ ok: false, refusal: first, group: heard.length > 1 }))
          return heard.map(({ message }, at) => {
            const refusal = refusals[at]
            if (refusal) return { ok: false, refusal, group: false }
            const { uid } = box.put(target, bytes[at]!, message.flags, message.date ?? undefined)
            return traits.uidplus ? { ok: true, uid, uidValidity: target.validity } : { ok: true }
          })
        }
        const lost: Appended = { ok: false, refusal: { meaning: 'connection', said: 'line broke' }, group: false }
        return {
          begin: (message) => void mails.push({ message, bytes: [], whole: false }),
          data(chunk) {
            mails.at(-1)!.bytes.push(Buffer.from(chunk))
            hear()
          },
          end() {
            mails.at(-1)!.whole = true
            hear()
          },
          ready: () => undefined,
          async finish() {
            hear()
            // The answer takes its time, and the line may break while it is on its way.
            await new Promise<void>((resolve) => {
              pending.push(resolve)
              setImmediate(resolve)
            })
            const heard = mails.filter(({ whole }) => whole)
            const all = mails.map(({ bytes, message }) => message.size === Buffer.concat(bytes).length)
            if (all.includes(false)) throw new Error('a message of another size was sent')
            if (!broke && !cut) {
              const answers = store(heard)
              if (!options.breaks?.()) return answers
              return mails.map(() => lost)
            }
            // RFC 3502: all or nothing; commands of their own are stored one by one.
            if (options.stores?.()) store(traits.groups ? (broke ? [] : heard) : heard.slice(0, Math.floor(heard.length / 2)))
            return mails.map(() => lost)
          },
        }
      },
      async create(path, _use?: SpecialUse) {
        alive('create')
        const name = path.join('/')
        return told(folders.get(name) ?? box.make(name))
      },
      async subscribe() {
        alive('subscribe')
      },
      async rename(folder, path) {
        alive('rename')
        const found = find(folder)
        folders.delete(found.name)
        found.name = path.join('/')
        folders.set(found.name, found)
        return told(found)
      },
      async store(folder, uids, { add = [], remove = [] }) {
        alive('store')
        const found = find(folder)
        for (const mail of found.mails.filter(({ uid }) => uids.includes(uid)))
          box.flag(found, mail, [...new Set([...mail.flags.filter((flag) => !remove.includes(flag)), ...add])])
      },
      async move(folder, uids, to) {
        alive('move')
        const [from, into] = [find(folder), find(to)]
        const moved = uids.map((uid) => {
          const mail = from.mails.find((one) => one.uid === uid)
          if (!mail) return undefined
          box.expunge(from, mail)
          return box.put(into, mail.bytes, mail.flags, mail.date).uid
        })
        line('moved')
        return traits.uidplus ? moved : uids.map(() => undefined)
      },
      async remove(folder, uids) {
        alive('remove')
        const found = find(folder)
        for (const mail of found.mails.filter(({ uid }) => uids.includes(uid))) box.expunge(found, mail)
      },
      async removeFolder(folder) {
        alive('delete')
        folders.delete(folder.name)
      },
      abort,
      close: () => {},
    }
  }
  return box
}

/** What a folder holds, whatever the order: digest, date and flags, sorted. */
export function contents(folder: MemoryFolder | undefined, flags = false): string[] {
  return (folder?.mails ?? [])
    .map((mail) => {
      const digest = createHash('sha256').update(mail.bytes).digest('hex').slice(0, 12)
      return `${digest} ${mail.date}${flags ? ` ${[...mail.flags].sort().join(' ')}` : ''}`
    })
    .sort()
}
