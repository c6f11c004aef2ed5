// For scripts: a file of variables that a shell can source and that most programs' .env readers take.

import { comment } from './quote.ts'
import type { SetupWriter } from './shapes.ts'

const quoted = (text: string) => (/^[\w@%+=:,./-]*$/.test(text) ? text : `"${text.replace(/["\\$`]/g, '\\$&')}"`)

export const env: SetupWriter = (setup, words) => {
  const { address, authority, password, passwordFile, servers } = setup
  const values: [string, string][] = [
    ...servers.flatMap(({ protocol, host, port, security }): [string, string][] => {
      const name = protocol.toUpperCase()
      return [
        [`${name}_HOST`, host],
        [`${name}_PORT`, String(port)],
        [`${name}_SECURITY`, security === 'plain' ? 'none' : security],
      ]
    }),
    ['MAIL_USER', address],
    ['MAIL_FROM', address],
    password ? ['MAIL_PASSWORD', password.reveal()] : ['MAIL_PASSWORD_FILE', passwordFile],
    ...(authority ? ([['MAIL_CA_FILE', authority.file]] as [string, string][]) : []),
  ]
  const head = comment('#', words.file.head(setup.title), ...(password ? [] : [words.file.passwordIn(passwordFile)]))
  return head + values.map(([name, value]) => `${name}=${quoted(value)}\n`).join('')
}
