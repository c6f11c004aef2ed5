// Opens a session of the protocol that an endpoint names.

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
