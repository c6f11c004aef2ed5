// Opens a session of the protocol that an endpoint names.

import { SesameError } from '../model/errors.ts'
import type { Endpoint } from '../model/protocol.ts'
import type { Network } from '../net/network.ts'
import { openImap } from '../wire/imap.ts'
import type { Opened, WireOptions } from '../wire/open.ts'
import { openPop3 } from '../wire/pop3.ts'
import type { Session } from '../wire/session.ts'
import { openSmtp } from '../wire/smtp.ts'

/** Never throws for what the network or the server does. */
export function openEndpoint(network: Network, endpoint: Endpoint, options: WireOptions): Promise<Opened<Session>> {
  if (endpoint.protocol === 'imap') return openImap(network, endpoint, options)
  return endpoint.protocol === 'pop3' ? openPop3(network, endpoint, options) : openSmtp(network, endpoint, options)
}

/** For one more session where a probe has been before: TLS or nothing. Throws SesameError when it does not come to a secure session. */
export async function openSecure(network: Network, endpoint: Endpoint, options: WireOptions): Promise<Session> {
  const { session, broken } = await openEndpoint(network, endpoint, options)
  if (session === null) throw broken ?? new SesameError('connection-closed', { host: endpoint.host })
  try {
    if (endpoint.security === 'starttls' && (await session.startTls()).result === 'ok') await session.askCapabilities()
    if (!session.secure) throw new SesameError('unsafe-plain', { host: endpoint.host })
    return session
  } catch (error) {
    session.close()
    throw error
  }
}
