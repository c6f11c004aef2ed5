// Reads a `config-v1.1.xml` of draft-ietf-mailmaint-autoconfig, which any stranger may have written: bounded, no entities, no document type.

import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { Protocol, Security, UsernameForm } from '../model/protocol.ts'
import { publicHost } from './hosts.ts'
import { CONFIG_LIMITS, canBeName, first, isRecord, list, text } from './tree.ts'

export interface ConfigServer {
  readonly protocol: Protocol
  readonly host: string
  readonly port: number
  readonly security: Security
  readonly username: UsernameForm
  /** As written, placeholders included, when it is neither the address nor its local part. */
  readonly usernameText?: string
  readonly auth: readonly ('password' | 'oauth')[]
}

export interface ClientConfig {
  /** The provider's id and domains as the document gives them. */
  readonly names: readonly string[]
  readonly servers: readonly ConfigServer[]
}

const SECURITY: Readonly<Record<string, Security>> = { ssl: 'tls', tls: 'tls', starttls: 'starttls', plain: 'plain' }
const AUTH: Readonly<Record<string, 'password' | 'oauth'>> = {
  oauth2: 'oauth',
  'password-cleartext': 'password',
  'password-encrypted': 'password',
  plain: 'password',
  secure: 'password',
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: CONFIG_LIMITS.depth,
  isArray: (name) =>
    ['incomingServer', 'outgoingServer', 'domain', 'authentication', 'hostname', 'port', 'socketType', 'username'].includes(name),
})

/** A tree of the document, or null when it is too large, too deep, not well formed, or declares a type or an entity. */
export function parseXml(text: string): Record<string, unknown> | null {
  if (text.length > CONFIG_LIMITS.bytes || /<!(DOCTYPE|ENTITY)/i.test(text) || !withinLimits(text)) return null
  try {
    if (XMLValidator.validate(text) !== true) return null
    const tree: unknown = parser.parse(text)
    return isRecord(tree) ? tree : null
  } catch {
    return null
  }
}

/** Null when it is not such a document; unknown server types are passed over, as the draft asks. */
export function readClientConfig(text: string, domain: string): ClientConfig | null {
  const tree = parseXml(text)
  const root = tree === null ? undefined : first(tree.clientConfig)
  const provider = isRecord(root) ? first(root.emailProvider) : undefined
  if (!isRecord(provider)) return null
  const servers = [...list(provider.incomingServer), ...list(provider.outgoingServer)]
    .slice(0, CONFIG_LIMITS.servers)
    .flatMap((node) => readServer(node, domain) ?? [])
  const names = [provider['@id'], ...list(provider.domain)].filter((name): name is string => typeof name === 'string' && name.length < 256)
  return { names: names.map((name) => name.toLowerCase()), servers }
}

function readServer(node: unknown, domain: string): ConfigServer | null {
  if (!isRecord(node)) return null
  const protocol = node['@type']
  if (protocol !== 'imap' && protocol !== 'pop3' && protocol !== 'smtp') return null
  const host = publicHost(text(node.hostname).replaceAll('%EMAILDOMAIN%', domain))
  const port = Number(text(node.port))
  const security = SECURITY[text(node.socketType).toLowerCase()]
  if (host === null || security === undefined || !Number.isInteger(port) || port < 1 || port > 65535) return null
  const auth = list(node.authentication).flatMap((word) => (typeof word === 'string' ? (AUTH[word.trim().toLowerCase()] ?? []) : []))
  return { protocol, host, port, security, ...usernameOf(text(node.username)), auth: [...new Set(auth)] }
}

function usernameOf(written: string): { username: UsernameForm; usernameText?: string } {
  if (written === '' || written === '%EMAILADDRESS%' || written === '%EMAILLOCALPART%@%EMAILDOMAIN%') return { username: 'full-address' }
  if (written === '%EMAILLOCALPART%') return { username: 'local-part' }
  return canBeName(written) ? { username: 'other', usernameText: written } : { username: 'other' }
}

/** Counted before parsing, so that a hostile document costs one pass over its text. */
function withinLimits(xml: string): boolean {
  let tags = 0
  let depth = 0
  for (const [tag] of xml.matchAll(/<[^>]*>/g)) {
    tags += 1
    if (tag.startsWith('</')) depth -= 1
    else if (!tag.endsWith('/>') && !tag.startsWith('<?') && !tag.startsWith('<!')) depth += 1
    if (tags > CONFIG_LIMITS.tags || depth > CONFIG_LIMITS.depth) return false
  }
  return true
}
