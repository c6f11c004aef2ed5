// The mail settings in an Autodiscover "plain old XML" answer, as hosting panels give them without a sign-in.

import type { Address } from '../model/address.ts'
import type { FoundEndpoint } from '../model/identity.ts'
import type { Protocol, Security, UsernameForm } from '../model/protocol.ts'
import { publicHost } from './hosts.ts'
import { canBeName, first, isRecord, list, text } from './tree.ts'

const TYPES: Readonly<Record<string, Protocol>> = { IMAP: 'imap', POP3: 'pop3', SMTP: 'smtp' }
const IMPLICIT: Readonly<Record<Protocol, number>> = { imap: 993, pop3: 995, smtp: 465 }

/** Takes the tree of the answer; protocols other than mail (EXCH, WEB ...) are passed over. */
export function readPox(tree: Record<string, unknown>, address: Address, source: string): readonly FoundEndpoint[] {
  const account = dig(tree, 'Autodiscover', 'Response', 'Account')
  if (!isRecord(account)) return []
  return list(account.Protocol)
    .slice(0, 16)
    .flatMap((node): readonly FoundEndpoint[] => {
      if (!isRecord(node)) return []
      const protocol = TYPES[text(node.Type).toUpperCase()]
      const host = publicHost(text(node.Server))
      const port = Number(text(node.Port))
      if (protocol === undefined || host === null || !Number.isInteger(port) || port < 1 || port > 65535) return []
      return [
        {
          protocol,
          host,
          port,
          security: securityOf(node, protocol, port),
          ...usernameOf(text(node.LoginName), address),
          trust: 'named',
          source,
        },
      ]
    })
}

/** [MS-OXDSCLI] `Encryption` (SSL, TLS, None, Auto) comes before `SSL` (on, off); a port of implicit TLS decides between the two kinds. */
function securityOf(node: Record<string, unknown>, protocol: Protocol, port: number): Security {
  const encryption = text(node.Encryption).toLowerCase()
  if (port === IMPLICIT[protocol] && encryption !== 'none') return 'tls'
  if (encryption === 'ssl') return 'tls'
  if (encryption === 'tls') return 'starttls'
  if (encryption === 'none' || text(node.SSL).toLowerCase() === 'off') return 'plain'
  return 'starttls'
}

function usernameOf(written: string, address: Address): { username: UsernameForm; usernameText?: string } {
  const name = written.toLowerCase()
  if (name === '' || name === address.text.toLowerCase() || name === `${address.local}@${address.asciiDomain}`.toLowerCase())
    return { username: 'full-address' }
  if (name === address.local.toLowerCase()) return { username: 'local-part' }
  return canBeName(written) ? { username: 'other', usernameText: written } : { username: 'other' }
}

function dig(node: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((inner, name) => (isRecord(inner) ? first(inner[name]) : undefined), node)
}
