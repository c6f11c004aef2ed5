// What a box of messages is to the movers: folders, messages, and streams of their bytes, whether a server or a folder of files holds them.

/** RFC 6154 §2, RFC 8457 §3; `inbox` is the one folder that every box has. */
export type SpecialUse = 'inbox' | 'sent' | 'drafts' | 'junk' | 'trash' | 'archive' | 'all' | 'flagged' | 'important'

/** What is known of a folder without reading its messages (RFC 9051 §6.3.11, RFC 7162 §3.1.2, RFC 8438, RFC 8474 §4). */
export interface FolderStatus {
  readonly messages: number
  readonly uidValidity: number
  readonly uidNext: number
  /** HIGHESTMODSEQ as the server writes it; absent where it keeps none. */
  readonly modseq?: string
  /** Bytes in all, where the server tells. */
  readonly bytes?: number
  /** MAILBOXID: stays when the folder is renamed. */
  readonly id?: string
}

export interface Folder {
  /** As its box names it, decoded, prefix and delimiters in it: `INBOX.Clients.2019`. The key of the folder in its box. */
  readonly name: string
  /** The names from the top, the personal namespace's prefix taken off: `['Clients', '2019']`. The inbox is `['INBOX']`. */
  readonly path: readonly string[]
  /** Null: this box knows no nested folders. */
  readonly delimiter: string | null
  /** As the box itself says; never guessed from the name. */
  readonly use?: SpecialUse
  /** False for a name that holds other folders only (\Noselect, \NonExistent). */
  readonly selectable: boolean
  readonly subscribed: boolean
  readonly status?: FolderStatus
}

export interface Message {
  /** Rises with the order of arrival in a folder, never used again while the folder keeps its UIDVALIDITY. */
  readonly uid: number
  /** Bytes. In a listing what the server says, which is wrong on some; in a stream exactly what comes. */
  readonly size: number
  /** System flags and keywords as the box writes them; \Recent is left out. */
  readonly flags: readonly string[]
  /** INTERNALDATE as IMAP writes it: `17-Jul-1996 02:44:25 -0700`. Null where the box has none. */
  readonly date: string | null
  /** SHA-256 of the bytes, hexadecimal, where the box knows it without reading. */
  readonly digest?: string
  /** EMAILID or X-GM-MSGID: the same for one message in all folders. */
  readonly emailId?: string
  /** X-GM-LABELS, decoded. */
  readonly labels?: readonly string[]
}

/** Where a message came from: a box of files writes it down, a server forgets it. */
export interface Origin {
  readonly folder: string
  readonly uidValidity: number
  readonly uid: number
}

export type BoxKind = 'imap' | 'pop3' | 'maildir' | 'mbox' | 'eml' | 'pst'

/** What a box can do and will refuse, as it said itself, not as its provider is known to. */
export interface Traits {
  /** MULTIAPPEND (RFC 3502): a group of messages is taken whole or not at all. */
  readonly groups: boolean
  /** RFC 7888: `plus` any size without waiting, `minus` up to 4,096 bytes, `sync` each literal waits for the server's yes. Files: `plus`. */
  readonly literals: 'plus' | 'minus' | 'sync'
  /** UIDPLUS (RFC 4315): the new UID is told. */
  readonly uidplus: boolean
  readonly condstore: boolean
  readonly qresync: boolean
  readonly move: boolean
  readonly idle: boolean
  /** COMPRESS=DEFLATE is offered (RFC 4978). */
  readonly compress: boolean
  /** LIST tells special uses (RFC 6154), so that a folder without one has none. */
  readonly specialUse: boolean
  /**
   * `any`: every name of a path is kept as it is, whatever is in it (files that are written escaped). `exact`: names that differ by capitals only are two folders.
   * Absent: nobody knows, and the mapping keeps such names apart.
   */
  readonly names?: 'any' | 'exact'
  /** X-GM-EXT-1: labels instead of folders. */
  readonly gmail: boolean
  /** The largest message that it takes, in bytes (RFC 7889). */
  readonly appendLimit?: number
  /** Bytes. */
  readonly quota?: { readonly used: number; readonly limit: number }
}

export interface Inventory {
  readonly folders: readonly Folder[]
  readonly traits: Traits
  /** The prefix and delimiter under which new folders of this person go (RFC 9051 §6.3.10): `INBOX.` and `.` at Courier. */
  readonly prefix: string
  readonly delimiter: string | null
  /** What the server said first, for a report: its software and its name. */
  readonly greeting?: string
}

/** One box, of which several readers and writers may be open. All methods may throw SesameError; what a server refuses is thrown as BoxRefusal. */
export interface Box {
  readonly kind: BoxKind
  /** For people: an address, a folder of this computer. */
  readonly label: string
  /** The same for the same box always, without secrets: what a journal is found by. */
  readonly key: string
  inventory(): Promise<Inventory>
  /** A connection of its own. */
  reader(): Promise<Reader>
  /** Throws `option-invalid`, or `backup-foreign` for files of another program, where nothing can be written. */
  writer(): Promise<Writer>
  close(): Promise<void>
}

export interface OpenedFolder extends FolderStatus {
  /** PERMANENTFLAGS (RFC 9051 §7.1): the flags that it keeps. */
  readonly flags: readonly string[]
  /** It takes new keywords (`\*`). */
  readonly keywords: boolean
}

export interface ListingWish {
  readonly after?: number | undefined
  readonly modseq?: string | undefined
  /** Messages are there, whatever was said of the folder before. */
  readonly filled?: boolean
}

export interface Listing {
  /** False when only what changed since the given modseq was told. */
  readonly complete: boolean
  /** UIDs known to be gone since then, in ranges; QRESYNC only. */
  readonly vanished?: readonly (readonly [first: number, last: number])[]
}

/** Receives messages one after the other. All calls are synchronous: a chunk is only good until `data` returns. */
export interface Sink {
  /** `size` is exact: so many bytes follow. */
  begin(message: Message): void
  data(chunk: Buffer): void
  end(): void
  /** Asked after each chunk: a promise to wait for, or undefined when more may come at once. */
  ready(): Promise<void> | undefined
}

/** One reading connection: one folder open at a time, one call at a time. */
export interface Reader {
  /** Read only (EXAMINE). `next`: the listing that will be asked for, so that a server may be asked for both at once; another may be asked for all the same. Throws BoxRefusal. */
  open(folder: Folder, next?: ListingWish): Promise<OpenedFolder>
  /** Each message of the open folder with its UID above `after` (0: all), in the order of UIDs; with `modseq`, only those changed since and, where QRESYNC is, which are gone. */
  list(each: (message: Message) => void, wish?: ListingWish): Promise<Listing>
  /** The bytes of these messages of the open folder, each whole or not at all; those that are gone are left out. Whatever is told after a message began and before it ended is thrown: the sink then never hears `end`. */
  fetch(uids: readonly number[], sink: Sink): Promise<void>
  /** Until something changes in the open folder, or the signal, or the time is over. False where the box cannot wait: poll. */
  idle?(ms: number, signal: AbortSignal): Promise<boolean>
  close(): void
}

export interface NewMessage {
  /** Bytes, exactly. */
  readonly size: number
  readonly flags: readonly string[]
  readonly date: string | null
  readonly origin: Origin
}

/** RFC 5530 and what servers really write: whom a NO is about. */
export interface Refusal {
  /**
   * `message`: this one, for ever (too large, a line too long, a NUL). `account`: no more room. `moment`: later, after `waitMs` where it is told.
   * `folder`: it is not there, or may not be written to. `connection`: the line broke or the server said BYE.
   */
  readonly meaning: 'message' | 'account' | 'moment' | 'folder' | 'connection'
  /** The server's words. */
  readonly said: string
  /** `OVERQUOTA`, upper case. */
  readonly code?: string
  readonly waitMs?: number
}

export type Appended =
  | {
      readonly ok: true
      readonly uid?: number
      readonly uidValidity?: number
      /** Flags and keywords that the folder would refuse or forget, and that were left out. */
      readonly flagsLost?: readonly string[]
    }
  | {
      readonly ok: false
      readonly refusal: Refusal
      /** It may be about any message of a group that is taken whole or not at all: to be tried one by one. */
      readonly group: boolean
    }

/** Messages on their way into one folder: `begin`, `data` ..., `end` for each, then `finish`. */
export interface AppendGroup {
  begin(message: NewMessage): void
  data(chunk: Buffer): void
  end(): void
  ready(): Promise<void> | undefined
  /**
   * Nothing more follows. Resolves when the server has answered for all: one outcome for each message, in their order. Never rejects for what a server does.
   * The next group may begin before this one was answered.
   */
  finish(): Promise<readonly Appended[]>
}

/** One writing connection. */
export interface Writer {
  /** What the folder is now. Throws BoxRefusal. */
  open(folder: Folder): Promise<OpenedFolder>
  /** Of the folder named. */
  append(folder: Folder): AppendGroup
  /** Makes it, with the parents that it needs, and gives it as it is now known; one that is there already is no error. Throws BoxRefusal. */
  create(path: readonly string[], use?: SpecialUse): Promise<Folder>
  subscribe(folder: Folder): Promise<void>
  /** Absent where there are no subscriptions. */
  unsubscribe?(folder: Folder): Promise<void>
  rename(folder: Folder, path: readonly string[]): Promise<Folder>
  /** Adds and takes away flags of messages of the folder. Unknown keywords that the folder would refuse are the caller's to leave out. */
  store(
    folder: Folder,
    uids: readonly number[],
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): Promise<void>
  /** COPY within the box (RFC 9051 §6.4.7): the messages stay where they are. The new UIDs as `move` tells them. Absent where a box cannot. */
  copy?(folder: Folder, uids: readonly number[], to: Folder): Promise<readonly (number | undefined)[]>
  /** MOVE, or COPY and a removal of exactly these. The new UIDs in the order of `uids`, undefined where they were not told. */
  move(folder: Folder, uids: readonly number[], to: Folder): Promise<readonly (number | undefined)[]>
  /** Removes exactly these (RFC 4315 §2.1). Throws BoxRefusal where the server has no way to remove only them. */
  remove(folder: Folder, uids: readonly number[]): Promise<void>
  /** Removes a folder that is empty. */
  removeFolder(folder: Folder): Promise<void>
  /** Cuts the line at once: a message that was not ended is never kept. */
  abort(): void
  close(): void
}

/** A server said no to something else than a message. */
export class BoxRefusal extends Error {
  readonly refusal: Refusal
  /** `create Clients/2019` */
  readonly about: string
  /** Of a fetch: the messages that the server could not give; where the meaning is `message`, all others were given. */
  readonly uids: readonly number[]
  constructor(refusal: Refusal, about: string, uids: readonly number[] = []) {
    super(`${about}: ${refusal.said}`)
    this.name = 'BoxRefusal'
    this.refusal = refusal
    this.about = about
    this.uids = uids
  }
}
