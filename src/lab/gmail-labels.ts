// X-GM-LABELS (Gmail IMAP extensions): the folders that hold a message, by name; system ones as `\Inbox`, `\Sent`. Not the one that is open, as the real one does.

import { quote } from './imap-command.ts'
import type { Labels } from './imap-fetch.ts'
import type { Folder, Mailbox } from './mailbox.ts'

export function labelsIn(mailbox: Mailbox, open: Folder | null): Labels {
  return (message) =>
    [...mailbox.folders.values()].flatMap((folder) => {
      if (folder === open || folder === mailbox.allMail || !folder.messages.some(({ id }) => id === message.id)) return []
      if (folder.name === 'INBOX') return ['"\\\\Inbox"']
      return [folder.specialUse === undefined ? quote(folder.name) : `"\\${folder.specialUse}"`]
    })
}
