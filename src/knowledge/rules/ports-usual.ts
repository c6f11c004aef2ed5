// ports-usual: the port fits the protocol and the way it is encrypted; an odd one is explained.

import type { Protocol, Security } from '../../model/protocol.ts'
import { type Fault, faultIn, type Rule, type World } from '../rule.ts'

export const portsUsual: Rule = {
  name: 'ports-usual',
  why: 'A port of another protocol or of another encryption is the commonest slip of a table, and looks to people like an outage.',
  check: (world) => [...portFaults(world)],
}

// RFC 8314 §7.3 (993, 995, 465); RFC 9051 §6.2.1 (143), RFC 2595 §4 (110), RFC 6409 §3.1 (587). 2525 and 25 are seen at hosts.
const USUAL: Readonly<Record<Protocol, Readonly<Record<Security, readonly number[]>>>> = {
  imap: { tls: [993], starttls: [143], plain: [143] },
  pop3: { tls: [995], starttls: [110], plain: [110] },
  smtp: { tls: [465], starttls: [587, 25, 2525], plain: [25, 587, 2525] },
}

export function isUsual(protocol: Protocol, security: Security, port: number): boolean {
  return USUAL[protocol][security].includes(port)
}

function* portFaults(world: World): Generator<Fault> {
  for (const { id, servers, quirks = [], conflicts = [] } of world.draft.providers) {
    const told = JSON.stringify([quirks, conflicts])
    // A bridge on the person's own computer shows its ports itself.
    for (const [i, { host, protocol, security, port }] of servers.entries())
      if (host !== '127.0.0.1' && !isUsual(protocol, security, port) && !new RegExp(`\\b${port}\\b`).test(told))
        yield faultIn(
          world,
          `providers/${id}.yaml`,
          ['servers', i, 'port'],
          `${protocol} with ${security} on port ${port} is unusual: say in quirks why`,
        )
  }
}
