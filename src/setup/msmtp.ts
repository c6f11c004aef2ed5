// For ~/.msmtprc (msmtp's manual, “Configuration files”).

import { comment, shellWord } from './quote.ts'
import { type SetupWriter, serverOf } from './shapes.ts'

export const msmtp: SetupWriter = (setup, words) => {
  const smtp = serverOf(setup, 'smtp')
  if (smtp === undefined) return null
  const { device, address, authority, password, passwordFile } = setup
  const tls =
    smtp.security === 'plain'
      ? ['tls off']
      : [
          'tls on',
          `tls_starttls ${smtp.security === 'starttls' ? 'on' : 'off'}`,
          ...(authority ? [`tls_trust_file ${authority.file}`] : []),
        ]
  return [
    comment('#', words.file.head(setup.title), ...(password ? [] : [words.file.passwordIn(passwordFile)])),
    `account ${device}\n`,
    `host ${smtp.host}\nport ${smtp.port}\n`,
    `from ${address}\nuser ${address}\n`,
    // Named, since msmtp says a password over no plain connection unless told how.
    'auth plain\n',
    password ? `password ${password.reveal()}\n` : `passwordeval "cat ${shellWord(passwordFile)}"\n`,
    ...tls.map((line) => `${line}\n`),
    `\naccount default : ${device}\n`,
  ].join('')
}
