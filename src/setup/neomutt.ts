// For NeoMutt's and Mutt's configuration (NeoMutt guide, “Configuration”, “IMAP” and “SMTP support”).

import { comment, shellWord } from './quote.ts'
import { incomingOf, type SetupServer, type SetupWriter, serverOf } from './shapes.ts'

/** Between double quotes a command, a variable and a backslash still count. */
const quoted = (text: string) => `"${text.replace(/["\\$`]/g, '\\$&')}"`

export const neomutt: SetupWriter = (setup, words) => {
  const incoming = incomingOf(setup)
  const smtp = serverOf(setup, 'smtp')
  const { address, authority, password, passwordFile } = setup
  // RFC 3986 §3.2.1: the @ of the name is no @ of the address.
  const url = ({ protocol, host, port, security }: SetupServer) =>
    `${protocol === 'pop3' ? 'pop' : protocol}${security === 'tls' ? 's' : ''}://${encodeURIComponent(address)}@${host.includes(':') ? `[${host}]` : host}:${port}/`
  const secret = password ? quoted(password.reveal()) : `"\`cat ${shellWord(passwordFile)}\`"`
  const secure = setup.servers.some(({ security }) => security !== 'plain')
  const lines = [
    ['from', quoted(address)],
    ...(incoming?.protocol === 'imap'
      ? [
          ['folder', quoted(url(incoming))],
          ['spoolfile', '"+INBOX"'],
          ['imap_pass', secret],
        ]
      : []),
    ...(incoming?.protocol === 'pop3'
      ? [
          ['pop_host', quoted(url(incoming))],
          ['pop_pass', secret],
        ]
      : []),
    ...(smtp
      ? [
          ['smtp_url', quoted(url(smtp))],
          ['smtp_pass', secret],
          ['smtp_authenticators', '"plain:login"'],
        ]
      : []),
    ['ssl_starttls', secure ? 'yes' : 'no'],
    ['ssl_force_tls', secure ? 'yes' : 'no'],
    ...(secure && authority ? [['certificate_file', quoted(authority.file)]] : []),
  ]
  const head = comment('#', words.file.head(setup.title), ...(password ? [] : [words.file.passwordIn(passwordFile)]))
  return `${head}${lines.map(([name, value]) => `set ${name} = ${value}\n`).join('')}`
}
