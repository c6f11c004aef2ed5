// Where a message to oneself may turn up besides the inbox: the folders for junk, sent and deleted mail, by special use, else by the names that providers give them.

import type { ListedMailbox } from '../../wire/imap-mailbox.ts'

export interface SpecialFolders {
  readonly junk: readonly string[]
  readonly sent: readonly string[]
  readonly trash: readonly string[]
}

// The last part of a folder's name, in the languages that providers create it in.
const NAMES = {
  junk: [
    ...['junk', 'junk mail', 'junk e-mail', 'junk email', 'spam', 'bulk', 'bulk mail', 'bulk email', 'quarantaine'],
    ...['courrier indésirable', 'courriers indésirables', 'indésirables', 'pourriel', 'pourriels'],
    ...['spamverdacht', 'junk-e-mail', 'unbekannt', 'correo no deseado', 'posta indesiderata'],
  ],
  sent: [
    ...['sent', 'sent items', 'sent messages', 'sent mail', 'outbox sent'],
    ...['envoyés', 'messages envoyés', 'éléments envoyés', 'courrier envoyé'],
    ...['gesendet', 'gesendete objekte', 'gesendete elemente', 'enviados', 'elementos enviados', 'inviata', 'posta inviata'],
  ],
  trash: [
    ...['trash', 'deleted', 'deleted items', 'deleted messages', 'bin'],
    ...['corbeille', 'éléments supprimés', 'messages supprimés'],
    ...['papierkorb', 'gelöscht', 'gelöschte elemente', 'papelera', 'elementos eliminados', 'cestino'],
  ],
} as const satisfies Record<keyof SpecialFolders, readonly string[]>

/** RFC 6154 §2 where the server says it; a folder that cannot be opened is none. */
export function specialFolders(mailboxes: readonly ListedMailbox[]): SpecialFolders {
  const open = mailboxes.filter(({ flags }) => !flags.some((flag) => /^\\(Noselect|NonExistent)$/i.test(flag)))
  const find = (use: keyof SpecialFolders) => {
    const flagged = open.filter(({ flags }) => flags.some((flag) => flag.toLowerCase() === `\\${use}`))
    const named = open.filter((mailbox) => (NAMES[use] as readonly string[]).includes(lastPart(mailbox)))
    return (flagged.length > 0 ? flagged : named).map(({ name }) => name)
  }
  return { junk: find('junk'), sent: find('sent'), trash: find('trash') }
}

function lastPart({ name, delimiter }: ListedMailbox): string {
  const part = delimiter === null || delimiter === '' ? name : (name.split(delimiter).at(-1) ?? name)
  return part.normalize('NFC').toLowerCase()
}
