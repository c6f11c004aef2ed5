// An account of the world as the movers see it: signed in over verified TLS, directly or through whatever stands on another port.

import { Secret } from '../../../src/model/secret.ts'
import { createNetwork } from '../../../src/net/create.ts'
import { imapBox } from '../../../src/transfer/boxes/imap/box.ts'
import { type Box, BoxRefusal } from '../../../src/transfer/shapes.ts'
import { type ImapSession, openImap } from '../../../src/wire/imap.ts'
import type { Account } from './server.ts'

/** All that is needed to reach an account, in this process or another. */
export interface Way {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  /** File of the authority. */
  readonly ca: string
}

/** `port`: of a proxy or a front; the server's own by default. */
export function wayTo({ server, user, password }: Account, port = server.imaps): Way {
  return { host: server.host, port, user, password, ca: server.ca }
}

/** Signed in. */
export async function openWay({ host, port, user, password, ca }: Way): Promise<ImapSession> {
  const network = createNetwork({ cacert: ca, connectTo: [`${host}::127.0.0.1:`] })
  const { session, broken } = await openImap(network, { protocol: 'imap', host, port, security: 'tls' })
  if (session === null) throw new BoxRefusal({ meaning: 'connection', said: broken?.code ?? 'no session' }, 'connect')
  try {
    const reply = await session.signIn({ user, secret: new Secret(password), mechanism: 'PLAIN' })
    if (reply.ok) return session
    throw new BoxRefusal({ meaning: reply.status === 'BYE' ? 'connection' : 'account', said: reply.text }, 'sign in')
  } catch (error) {
    session.close()
    if (error instanceof BoxRefusal) throw error
    throw new BoxRefusal({ meaning: 'connection', said: String(error) }, 'sign in')
  }
}

export function worldBox(way: Way): Box {
  const { host, user, ca } = way
  const open = () => openWay(way)
  // Not the port: proxies come and go, the mailbox stays.
  return imapBox({ open, label: user, key: `imap://${user}@${host}/${ca}` })
}
