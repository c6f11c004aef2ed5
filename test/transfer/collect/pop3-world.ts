// A POP3 box on an account of the movers' world, and what a sink hears of it.

import { createHash } from 'node:crypto'
import { Secret } from '../../../src/model/secret.ts'
import { createNetwork } from '../../../src/net/create.ts'
import { type Pop3Box, pop3Box } from '../../../src/transfer/boxes/pop3/pop3-box.ts'
import type { UidlShelf } from '../../../src/transfer/boxes/pop3/uidl-shelf.ts'
import type { Message, Sink } from '../../../src/transfer/shapes.ts'
import { openPop3, type Pop3Session } from '../../../src/wire/pop3.ts'
import type { Account } from '../world/server.ts'

/** `port`: instead of the server's own, of a proxy before it. */
export async function popSession({ server, user, password }: Account, port = server.dovecot.ports.pop3s): Promise<Pop3Session> {
  const { host, ports } = server.dovecot
  const network = createNetwork({ cacert: server.dovecot.caPem, connectTo: [`${host}:${ports.pop3s}:127.0.0.1:${port}`] })
  const endpoint = { protocol: 'pop3', host, port: ports.pop3s, security: 'tls' } as const
  const { session, broken } = await openPop3(network, endpoint, { limits: { sessionMs: 600_000 } })
  if (session === null) throw broken ?? new Error('no session')
  await session.askCapabilities()
  const reply = await session.signIn({ user, secret: new Secret(password), mechanism: 'PLAIN' })
  if (!reply.ok) throw new Error(reply.text)
  return session
}

export function popBoxOf(account: Account, more: { readonly shelf?: UidlShelf; readonly port?: number } = {}): Pop3Box {
  return pop3Box({ label: account.user, key: `pop3:${account.user}`, shelf: more.shelf, connect: () => popSession(account, more.port) })
}

export interface Taken {
  readonly message: Message
  readonly bytes: Buffer
  readonly digest: string
}

/** Keeps what it hears; asks to wait now and then, as a slow target does. */
export function takingSink(): Sink & { readonly taken: Taken[]; begun: number } {
  const taken: Taken[] = []
  let open: { message: Message; parts: Buffer[] } | undefined
  const sink = {
    taken,
    begun: 0,
    begin(message: Message) {
      if (open) throw new Error('begun twice')
      sink.begun++
      open = { message, parts: [] }
    },
    data(chunk: Buffer) {
      open!.parts.push(Buffer.from(chunk))
    },
    end() {
      const bytes = Buffer.concat(open!.parts)
      if (bytes.length !== open!.message.size) throw new Error(`${bytes.length} bytes, ${open!.message.size} were named`)
      taken.push({ message: open!.message, bytes, digest: sha256(bytes) })
      open = undefined
    },
    ready: () => (taken.length % 7 === 3 ? new Promise<void>((resolve) => setImmediate(resolve)) : undefined),
  }
  return sink
}

export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

/** All that the box lists. */
export async function listed(box: Pop3Box): Promise<Message[]> {
  const reader = await box.reader()
  const messages: Message[] = []
  await reader.open((await box.inventory()).folders[0]!)
  await reader.list((message) => messages.push(message))
  return messages
}

export async function taken(box: Pop3Box, uids: readonly number[]): Promise<Taken[]> {
  const sink = takingSink()
  await (await box.reader()).fetch(uids, sink)
  return sink.taken
}
