// Waits for one message over an IMAP session that has been probed and kept: inbox first, then the folders for junk; at the end removes it, and the copy among the sent ones.

import { setTimeout as sleep } from 'node:timers/promises'
import type { ImapSession } from '../../wire/imap.ts'
import { deleteMessages, fetchHeaders, listMailboxes, searchHeader, selectMailbox } from '../../wire/imap-mailbox.ts'
import { imapString } from '../../wire/imap-syntax.ts'
import { encodeMailbox } from '../../wire/imap-utf7.ts'
import { type SpecialFolders, specialFolders } from './folders.ts'
import { type Arrival, hasCode, type Receiver } from './receiver.ts'

/** Some providers file the copy among the sent ones a moment after they delivered. */
const COPY_MS = 1_000

export async function imapReceiver(session: ImapSession, code: string): Promise<Receiver> {
  const folders: SpecialFolders = specialFolders((await listMailboxes(session)).mailboxes)
  const inFolder = async (folder: string): Promise<number[]> => {
    const { reply } = await selectMailbox(session, folder)
    return reply.ok ? find(session, code) : []
  }
  let arrival: Arrival | null = null
  return {
    pauseMs: 500,
    async look() {
      for (const folder of ['INBOX', ...folders.junk]) {
        if ((await inFolder(folder)).length === 0) continue
        arrival = { folder, junk: folder !== 'INBOX' }
        return arrival
      }
      return null
    },
    async remove() {
      let left = 0
      const places = [...new Set([...(arrival ? [arrival.folder] : ['INBOX', ...folders.junk]), ...folders.sent])]
      for (const folder of places) {
        let uids = await inFolder(folder)
        if (uids.length === 0 && folders.sent.includes(folder) && arrival !== null) {
          await sleep(COPY_MS)
          uids = await find(session, code)
        }
        for (const uid of uids) left += await removeOne(session, uid, folders, code)
      }
      return left
    },
    close: () => session.quit(),
  }
}

/** UIDs of the selected folder that are certainly the message. */
async function find(session: ImapSession, code: string): Promise<number[]> {
  // Shows a session what has come since (RFC 9051 §6.1.2).
  await session.run('NOOP')
  const { uids } = await searchHeader(session, 'SUBJECT', code)
  const candidates = uids.length > 0 ? uids : (await searchHeader(session, 'MESSAGE-ID', code)).uids
  if (candidates.length === 0) return []
  const { messages } = await fetchHeaders(session, candidates.slice(-5).join(','))
  return messages.filter(({ headers }) => hasCode(headers, code)).map(({ uid }) => uid)
}

/** Returns 1 when it could only be marked, not removed. */
async function removeOne(session: ImapSession, uid: number, { trash }: SpecialFolders, code: string): Promise<number> {
  const bin = trash[0]
  // Gmail only takes the label away when a message is expunged elsewhere than in its bin.
  if (session.capabilities.has('X-GM-EXT-1') && bin !== undefined) return removeThroughBin(session, uid, bin, code)
  if (!session.capabilities.has('UIDPLUS')) {
    // RFC 9051 §6.4.3: without UIDPLUS an EXPUNGE removes whatever is marked, also what somebody else marked.
    const { data } = await session.run('UID SEARCH DELETED')
    if (data.some((one) => one.name === 'SEARCH' && one.values.length > 0)) {
      await session.run(`UID STORE ${uid} +FLAGS.SILENT (\\Deleted)`)
      return 1
    }
  }
  return (await deleteMessages(session, String(uid))).ok ? 0 : 1
}

async function removeThroughBin(session: ImapSession, uid: number, bin: string, code: string): Promise<number> {
  const move = session.capabilities.has('MOVE') ? 'MOVE' : 'COPY'
  const moved = await session.run([`UID ${move} ${uid} `, mailboxName(bin)])
  if (!moved.ok) return 1
  const { reply } = await selectMailbox(session, bin)
  if (!reply.ok) return 1
  let left = 0
  for (const one of await find(session, code)) if (!(await deleteMessages(session, String(one))).ok) left++
  return left
}

function mailboxName(name: string): string | Buffer {
  return imapString(encodeMailbox(name))
}
