// For ~/.mbsyncrc (isync's manual; `SSLType` is the name that 1.4 and 1.5 both take).

import { comment, shellWord } from './quote.ts'
import { type SetupWriter, serverOf } from './shapes.ts'

const SSL = { plain: 'None', starttls: 'STARTTLS', tls: 'IMAPS' } as const

export const mbsync: SetupWriter = (setup, words) => {
  const imap = serverOf(setup, 'imap')
  if (imap === undefined) return null
  const { device, address, authority, password, passwordFile } = setup
  const secret = password ? `Pass ${password.reveal()}` : `PassCmd "cat ${shellWord(passwordFile)}"`
  const trust = authority && imap.security !== 'plain' ? `CertificateFile ${authority.file}\n` : ''
  return `${comment('#', words.file.head(setup.title), ...(password ? [] : [words.file.passwordIn(passwordFile)]))}IMAPAccount ${device}
Host ${imap.host}
Port ${imap.port}
User "${address}"
${secret}
SSLType ${SSL[imap.security]}
${trust}AuthMechs LOGIN

IMAPStore ${device}-remote
Account ${device}

MaildirStore ${device}-local
SubFolders Verbatim
Path ~/Mail/${device}/
Inbox ~/Mail/${device}/INBOX

Channel ${device}
Far :${device}-remote:
Near :${device}-local:
Patterns *
Create Near
SyncState *
`
}
