// For ~/.fetchmailrc (fetchmail's manual, “THE RUN CONTROL FILE”). It knows no command for a password: without one here it looks into ~/.netrc, or asks.

import { comment } from './quote.ts'
import { incomingOf, type SetupWriter } from './shapes.ts'

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`

export const fetchmail: SetupWriter = (setup, words) => {
  const incoming = incomingOf(setup)
  if (incoming === undefined) return null
  const { address, authority, password } = setup
  const secret = password ? [`password ${quoted(password.reveal())}`] : []
  const trust = ['sslcertck', ...(authority ? [`sslcertfile ${quoted(authority.file)}`] : [])]
  const tls = {
    // Empty: it must not begin TLS where nothing is trusted yet.
    plain: ["sslproto ''"],
    starttls: ['sslproto "TLS1.2+"', ...trust],
    tls: ['ssl', 'sslproto "TLS1.2+"', ...trust],
  }[incoming.security]
  return [
    comment(
      '#',
      words.file.head(setup.title),
      ...(password ? [] : [words.file.netrc(`machine ${incoming.host} login ${address} password …`)]),
    ),
    `poll ${quoted(setup.device)} via ${quoted(incoming.host)} protocol ${incoming.protocol.toUpperCase()} service ${incoming.port} auth password\n`,
    `  user ${quoted(address)}\n`,
    ...[...secret, ...tls, 'keep'].map((line) => `  ${line}\n`),
  ].join('')
}
