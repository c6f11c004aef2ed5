// A POP3 mailbox as a box that can only be read (RFC 1939): one folder, one session at a time, because the server locks the maildrop for it.

import { createHash } from 'node:crypto'
import { SesameError } from '../../../model/errors.ts'
import type { Pop3Session } from '../../../wire/pop3.ts'
import { deleteMessages, leaveMaildrop } from '../../../wire/pop3-delete.ts'
import { type DroppedMessage, listMaildrop } from '../../../wire/pop3-maildrop.ts'
import { longAnswer } from '../../../wire/pop3-stream.ts'
import { type Box, BoxRefusal, type Folder, type FolderStatus, type Message, type Traits } from '../../shapes.ts'
import { Maildrop } from './maildrop.ts'
import { pop3Refusal } from './refusal.ts'
import { retrieveInto } from './retrieve.ts'
import { memoryShelf, type UidlShelf } from './uidl-shelf.ts'

export interface Pop3BoxParts {
  readonly label: string
  readonly key: string
  /** A session that is signed in, its capabilities known. */
  readonly connect: () => Promise<Pop3Session>
  /** Without one every message is new to each box. */
  readonly shelf?: UidlShelf | undefined
}

export interface Removal {
  /** Gone for good: the server said yes to QUIT. */
  readonly removed: readonly number[]
  /** Still there, with the server's words; none where the line broke and nobody knows: the next listing tells. */
  readonly kept: readonly { readonly uid: number; readonly said: string | null }[]
}

export interface Pop3Box extends Box {
  /**
   * Removes messages that are proved to be elsewhere: each with the digest that was proved, which must be the one that was read here. Ends the session,
   * because only then the server removes (RFC 1939 §6, UPDATE state).
   */
  remove(proved: readonly { readonly uid: number; readonly digest: string }[]): Promise<Removal>
  /** What CAPA said of this server, once it was opened. */
  capabilities(): ReadonlySet<string>
}

/** Never changes: our numbers are never used again. */
const UID_VALIDITY = 1

const TRAITS: Traits = {
  ...{ groups: false, literals: 'sync', uidplus: false, condstore: false, qresync: false, move: false },
  ...{ idle: false, compress: false, specialUse: false, gmail: false },
}

const INBOX: Folder = { name: 'INBOX', path: ['INBOX'], delimiter: null, use: 'inbox', selectable: true, subscribed: true }

export function pop3Box({ label, key, connect, shelf = memoryShelf() }: Pop3BoxParts): Pop3Box {
  const drop = new Maildrop(shelf)
  let session: Pop3Session | undefined
  let capabilities: ReadonlySet<string> = new Set()
  let turn: Promise<unknown> = Promise.resolve()

  /** One after the other: two sessions would lock each other out. */
  function alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }

  async function opened(): Promise<Pop3Session> {
    if (session?.connection.quiet) return session
    session?.close()
    const fresh = await connect()
    session = fresh
    try {
      // RFC 2449 §5: what is offered once one is in may be more, and LOGIN-DELAY another.
      const before = fresh.capabilities
      capabilities = (await fresh.askCapabilities()).ok ? fresh.capabilities : before
      const list = await listMaildrop(fresh)
      if (!list.ok) throw new BoxRefusal(pop3Refusal(list.reply, capabilities), 'LIST')
      drop.listed(await withIds(fresh, list.messages))
      return fresh
    } catch (error) {
      fresh.close()
      throw brokenLine(error)
    }
  }

  const status = (): FolderStatus => ({ messages: drop.count, uidValidity: UID_VALIDITY, uidNext: drop.next, bytes: drop.bytes })

  return {
    kind: 'pop3',
    label,
    key,
    capabilities: () => capabilities,
    inventory: () =>
      alone(async () => {
        await opened()
        return { folders: [{ ...INBOX, status: status() }], traits: TRAITS, prefix: '', delimiter: null }
      }),
    reader: async () => ({
      open: () =>
        alone(async () => {
          await opened()
          return { ...status(), flags: [], keywords: false }
        }),
      list: (each, { after = 0 } = {}) =>
        alone(async () => {
          await opened()
          for (const { row } of drop.there()) if (row.uid > after) each(messageOf(row))
          return { complete: true }
        }),
      fetch: (uids, sink) =>
        alone(async () => {
          const open = await opened()
          try {
            const refused: { readonly uid: number; readonly said: string }[] = []
            await retrieveInto(open, drop, uids, sink, (uid, reply) => {
              const refusal = pop3Refusal(reply, capabilities)
              if (refusal.meaning === 'moment') throw new BoxRefusal(refusal, `RETR ${uid}`)
              refused.push({ uid, said: refusal.said })
            })
            if (refused[0] === undefined) return
            const those = refused.map(({ uid }) => uid)
            throw new BoxRefusal({ meaning: 'message', said: refused[0].said }, `RETR ${refused[0].uid}`, those)
          } catch (error) {
            // Single messages that the server does not give leave the session as it was.
            if (!(error instanceof BoxRefusal && error.refusal.meaning === 'message')) open.close()
            throw brokenLine(error)
          }
        }),
      close: () => {},
    }),
    async writer() {
      throw new SesameError('option-invalid', { option: '--into', value: label, allowed: 'IMAP' })
    },
    remove: (proved) =>
      alone(async () => {
        const open = await opened()
        const numbers = new Map<number, number>()
        for (const { uid, digest } of proved) {
          const found = drop.drop(uid)
          // What was proved is not what lies here: nothing is touched.
          if (found !== undefined && found.row.digest === digest) numbers.set(uid, found.number)
        }
        session = undefined
        return removal(
          open,
          drop,
          proved.map(({ uid }) => uid),
          numbers,
        )
      }),
    async close() {
      await alone(async () => {
        await session?.quit()
        session = undefined
      })
    },
  }
}

const messageOf = ({ uid, size, digest }: { uid: number; size: number; digest: string | null }): Message => ({
  ...{ uid, size, flags: [], date: null },
  ...(digest !== null && { digest }),
})

async function removal(
  session: Pop3Session,
  drop: Maildrop,
  asked: readonly number[],
  numbers: ReadonlyMap<number, number>,
): Promise<Removal> {
  const kept = asked.filter((uid) => !numbers.has(uid)).map((uid) => ({ uid, said: 'not there, or not what was proved' }) as const)
  const uids = [...numbers.keys()]
  if (uids.length === 0) {
    await session.quit()
    return { removed: [], kept }
  }
  try {
    const replies = await deleteMessages(session, [...numbers.values()])
    const marked = uids.filter((_, i) => replies[i]?.ok === true)
    const refused = uids.flatMap((uid, i) => (replies[i]?.ok ? [] : [{ uid, said: replies[i]?.text ?? null }]))
    const goodbye = await leaveMaildrop(session)
    // RFC 1939 §6: -ERR says that some were not removed, not which.
    if (!goodbye.ok) return { removed: [], kept: [...kept, ...refused, ...marked.map((uid) => ({ uid, said: goodbye.text }))] }
    drop.removed(marked)
    return { removed: marked, kept: [...kept, ...refused] }
  } catch (error) {
    session.close()
    if (!(error instanceof SesameError)) throw error
    return { removed: [], kept: [...kept, ...uids.map((uid) => ({ uid, said: null }))] }
  }
}

/** A server without UIDL: the headers and the size stand for it, read by TOP (RFC 1939 §7) at each session. */
async function withIds(
  session: Pop3Session,
  messages: readonly DroppedMessage[],
): Promise<readonly (DroppedMessage & { readonly uidl: string })[]> {
  const named: (DroppedMessage & { uidl: string })[] = []
  for (const message of messages) {
    if (message.uidl !== null) {
      named.push({ ...message, uidl: message.uidl })
      continue
    }
    const { reply, text } = await longAnswer(session, `TOP ${message.number} 0`, 1_048_576)
    if (!reply.ok) throw new BoxRefusal({ meaning: 'folder', said: reply.text }, 'UIDL, TOP')
    named.push({ ...message, uidl: `top:${createHash('sha256').update(text).digest('hex')}` })
  }
  return named
}

/** Whatever breaks a line may be tried again on another. */
function brokenLine(error: unknown): unknown {
  const again = ['connection-closed', 'timed-out', 'protocol-broken', 'limit-exceeded']
  if (!(error instanceof SesameError) || !again.includes(error.code)) return error
  return new BoxRefusal({ meaning: 'connection', said: error.code }, 'POP3')
}
