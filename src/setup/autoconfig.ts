// The file in which Thunderbird and others look for servers (Mozilla, “Autoconfiguration: config file format”, version 1.1). Never holds a password.

import { xmlText } from './plist.ts'
import type { ClientSetup, SetupServer, SetupWriter } from './shapes.ts'

const SOCKET = { plain: 'plain', starttls: 'STARTTLS', tls: 'SSL' } as const

export const autoconfig: SetupWriter = (setup) => {
  const domain = xmlText(setup.address.split('@').at(-1) as string)
  const title = xmlText(setup.title)
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="${domain}">
    <domain>${domain}</domain>
    <displayName>${title}</displayName>
    <displayShortName>${title}</displayShortName>
${setup.servers.map((server) => element(server, setup)).join('')}  </emailProvider>
</clientConfig>
`
}

function element({ protocol, host, port, security }: SetupServer, { address }: ClientSetup): string {
  const name = protocol === 'smtp' ? 'outgoingServer' : 'incomingServer'
  return `    <${name} type="${protocol}">
      <hostname>${xmlText(host)}</hostname>
      <port>${port}</port>
      <socketType>${SOCKET[security]}</socketType>
      <username>${xmlText(address)}</username>
      <authentication>password-cleartext</authentication>
    </${name}>
`
}
