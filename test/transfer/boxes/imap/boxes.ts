// IMAP boxes on a real Dovecot for tests: sessions signed in over verified TLS, messages to send, and a sink that keeps them.

import { createHash } from 'node:crypto'
import { Secret } from '../../../../src/model/secret.ts'
import { createNetwork } from '../../../../src/net/create.ts'
import { imapBox } from '../../../../src/transfer/boxes/imap/box.ts'
import type { AppendGroup, Box, Folder, Message, Sink } from '../../../../src/transfer/shapes.ts'
import { type ImapSession, openImap } from '../../../../src/wire/imap.ts'
import type { Dovecot, MailUser } from '../../../real/dovecot.ts'

export function opener(dovecot: Dovecot, user: MailUser): () => Promise<ImapSession> {
  const network = createNetwork({ cacert: dovecot.ca, connectTo: [`${dovecot.host}::127.0.0.1:`] })
  return async () => {
    const { session, broken } = await openImap(network, {
      protocol: 'imap',
      host: dovecot.host,
      port: dovecot.ports.imaps,
      security: 'tls',
    })
    if (session === null) throw broken ?? new Error('no session')
    const reply = await session.signIn({ user: user.user, secret: new Secret(user.password), mechanism: 'PLAIN' })
    if (!reply.ok) throw new Error(reply.text)
    return session
  }
}

export function boxOn(dovecot: Dovecot, user: MailUser, compress = false): Box {
  return imapBox({ open: opener(dovecot, user), label: user.user, key: `imap://${user.user}@${dovecot.host}`, compress })
}

export async function folderOf(box: Box, path: string): Promise<Folder> {
  const found = (await box.inventory()).folders.find((folder) => folder.path.join('/') === path)
  if (found === undefined) throw new Error(`no folder ${path}`)
  return found
}

export interface Letter {
  readonly bytes: Buffer
  readonly flags?: readonly string[]
  readonly date?: string | null
}

/** `bytes` in pieces of `piece`, with what back-pressure asks for. */
export async function put(group: AppendGroup, letter: Letter, piece = 65_536): Promise<void> {
  group.begin({
    size: letter.bytes.length,
    flags: letter.flags ?? [],
    date: letter.date ?? null,
    origin: { folder: 'test', uidValidity: 1, uid: 1 },
  })
  for (let at = 0; at < letter.bytes.length; at += piece) {
    // A chunk is only good until data returns: what is done to it afterwards must not matter.
    const chunk = Buffer.from(letter.bytes.subarray(at, at + piece))
    group.data(chunk)
    chunk.fill(0x21)
    const wait = group.ready()
    if (wait) await wait
  }
  group.end()
}

export interface Kept extends Message {
  readonly sha: string
  readonly bytes: Buffer | null
}

/** Keeps a digest of each message, and with `whole` its bytes. */
export function keeper(whole = false): Sink & { readonly kept: Kept[] } {
  const kept: Kept[] = []
  let message: Message | undefined
  let hash = createHash('sha256')
  let chunks: Buffer[] = []
  let size = 0
  return {
    kept,
    begin(next) {
      if (message) throw new Error('one inside another')
      message = next
      hash = createHash('sha256')
      chunks = []
      size = 0
    },
    data(chunk) {
      if (!message) throw new Error('bytes of nothing')
      hash.update(chunk)
      size += chunk.length
      if (whole) chunks.push(Buffer.from(chunk))
    },
    end() {
      if (!message || message.size !== size) throw new Error(`announced ${message?.size}, came ${size}`)
      kept.push({ ...message, sha: hash.digest('hex'), bytes: whole ? Buffer.concat(chunks) : null })
      message = undefined
    },
    ready: () => undefined,
  }
}

export const shaOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
