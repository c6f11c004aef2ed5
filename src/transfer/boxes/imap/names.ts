// Folder names between the server's spelling and ours: prefix and delimiter taken off for the path, and the very bytes kept that the server used.

import { imapString } from '../../../wire/imap-syntax.ts'
import { decodeMailbox, encodeMailbox } from '../../../wire/imap-utf7.ts'
import type { Folder } from '../../shapes.ts'

export interface Root {
  /** `INBOX.` at Courier. */
  readonly prefix: string
  readonly delimiter: string | null
}

/** The names from the top. */
export function pathOf(name: string, delimiter: string | null, { prefix }: Root): readonly string[] {
  // RFC 9051 §5.1: INBOX in any case.
  if (name.toUpperCase() === 'INBOX') return ['INBOX']
  const rest = prefix !== '' && name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name
  if (delimiter === null || delimiter === '') return [rest]
  const names = rest.split(delimiter).filter((part, i, all) => part !== '' || i < all.length - 1)
  if (names.length > 1 && names[0]!.toUpperCase() === 'INBOX') names[0] = 'INBOX'
  return names
}

/** The name under which a folder of ours goes. Null when the path cannot be said: a name holds the delimiter, or there are no folders in folders. */
export function nameOf(path: readonly string[], { prefix, delimiter }: Root): string | null {
  if (path.length === 0 || path.some((part) => part === '')) return null
  if (path.length === 1 && path[0]!.toUpperCase() === 'INBOX') return 'INBOX'
  if (delimiter === null) return path.length === 1 ? prefix + path[0] : null
  if (path.some((part) => part.includes(delimiter))) return null
  const name = path.join(delimiter)
  // At Dovecot the inbox has children of its own; under a prefix they are what stands beside it.
  return path[0] === 'INBOX' && prefix.toUpperCase().startsWith('INBOX') ? name : prefix + name
}

/** As a command takes it. `spelled`: names whose spelling was not ours. */
export function wireName(folder: Pick<Folder, 'name'>, spelled: ReadonlyMap<string, string>): string | Buffer {
  return imapString(spelled.get(folder.name) ?? encodeMailbox(folder.name))
}

/** Decoded; notes the server's spelling where ours would be another. */
export function readName(raw: string, spelled: Map<string, string>): string {
  const name = decodeMailbox(raw)
  if (encodeMailbox(name) !== raw) spelled.set(name, raw)
  return name
}
