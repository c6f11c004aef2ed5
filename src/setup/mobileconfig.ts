// An Apple configuration profile: mail account and, where it must be trusted, our authority (Apple, “Configuration Profile Reference”: com.apple.mail.managed, com.apple.security.root).

import { plist } from './plist.ts'
import { incomingOf, type SetupServer, type SetupWriter, serverOf } from './shapes.ts'

const PREFIX = 'sesame.bridge'

/** Holds the device's password only where it was just made; otherwise the telephone asks for it. */
export const mobileconfig: SetupWriter = (setup, words) => {
  const incoming = incomingOf(setup)
  const outgoing = serverOf(setup, 'smtp')
  // A mail account of Apple's has both ways.
  if (incoming === undefined || outgoing === undefined) return null
  const { device, address, authority, title } = setup
  const password = setup.password?.reveal()
  const payload = (part: keyof typeof setup.ids) => ({
    PayloadIdentifier: `${PREFIX}.${device}.${part}`,
    PayloadUUID: setup.ids[part],
    PayloadVersion: 1,
  })
  const mail = {
    PayloadType: 'com.apple.mail.managed',
    ...payload('mail'),
    PayloadDisplayName: address,
    EmailAccountDescription: title,
    EmailAccountName: address,
    EmailAccountType: incoming.protocol === 'imap' ? 'EmailTypeIMAP' : 'EmailTypePOP',
    EmailAddress: address,
    ...server('Incoming', incoming, address),
    IncomingPassword: password,
    ...server('Outgoing', outgoing, address),
    OutgoingPassword: password,
    OutgoingPasswordSameAsIncomingPassword: true,
  }
  const trust = authority && {
    PayloadType: 'com.apple.security.root',
    ...payload('authority'),
    PayloadDisplayName: authority.title,
    PayloadCertificateFileName: `${PREFIX}.cer`,
    PayloadContent: authority.der,
  }
  return plist({
    PayloadType: 'Configuration',
    ...payload('profile'),
    PayloadDisplayName: words.profile.title(title),
    PayloadDescription: words.profile.about(address),
    PayloadContent: trust ? [trust, mail] : [mail],
  })
}

const server = (side: 'Incoming' | 'Outgoing', { host, port, security }: SetupServer, user: string) => ({
  [`${side}MailServerAuthentication`]: 'EmailAuthPassword',
  [`${side}MailServerHostName`]: host,
  [`${side}MailServerPortNumber`]: port,
  // Means both: from the first byte, or begun where the server offers it.
  [`${side}MailServerUseSSL`]: security !== 'plain',
  [`${side}MailServerUsername`]: user,
})
