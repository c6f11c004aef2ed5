// Inventories out of LIST answers as servers write them, for tests of mapping.

import type { BoxKind, Folder, Inventory, SpecialUse, Traits } from '../../../src/transfer/shapes.ts'
import { decodeMailbox } from '../../../src/wire/imap-utf7.ts'

const USES: Readonly<Record<string, SpecialUse>> = {
  '\\Sent': 'sent',
  '\\Drafts': 'drafts',
  '\\Junk': 'junk',
  '\\Trash': 'trash',
  '\\Archive': 'archive',
  '\\All': 'all',
  '\\Flagged': 'flagged',
  '\\Important': 'important',
}

export const TRAITS: Traits = {
  groups: false,
  literals: 'plus',
  uidplus: true,
  condstore: true,
  qresync: false,
  move: true,
  idle: true,
  compress: false,
  specialUse: true,
  gmail: false,
}

export interface Told {
  readonly prefix?: string
  readonly traits?: Partial<Traits>
  readonly kind?: BoxKind
}

/** `* LIST (\HasNoChildren \Sent) "/" "Sent Items"` and the like, or names alone. */
export function listed(lines: readonly string[], { prefix = '', traits = {} }: Told = {}): Inventory {
  const read = lines.map((line) => {
    const match = /^\* LIST \(([^)]*)\) ("."|NIL) (.*)$/.exec(line)
    const [, attributes = '', delimiter = '"/"', name = line] = match ?? []
    return { attributes: attributes.split(' '), delimiter: delimiter === 'NIL' ? null : delimiter[1]!, name: decodeMailbox(unquoted(name)) }
  })
  const folders = read.map(({ attributes, delimiter, name }): Folder => {
    const inner = prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name
    const path = delimiter === null ? [inner] : inner.split(delimiter)
    const isInbox = path.length === 1 && /^inbox$/i.test(path[0]!)
    const use = isInbox ? 'inbox' : attributes.map((a) => USES[a]).find((u) => u !== undefined)
    const selectable = !attributes.some((a) => /^\\(Noselect|NonExistent)$/i.test(a))
    return { name, path: isInbox ? ['INBOX'] : path, delimiter, ...(use !== undefined && { use }), selectable, subscribed: true }
  })
  return { folders, traits: { ...TRAITS, ...traits }, prefix, delimiter: read[0]?.delimiter ?? '/' }
}

const unquoted = (name: string): string => (/^".*"$/.test(name) ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name)
