// Words of `sesame bridge setup` and `sesame bridge trust` in English. `bridge-setup-fr.ts` must have the same shape.

import { bridgeTrustEn } from './bridge-trust-en.ts'

interface Server {
  readonly host: string
  readonly port: number
  readonly security: 'plain' | 'starttls' | 'tls'
}

const thunderbirdSecurity = { plain: 'None', starttls: 'STARTTLS', tls: 'SSL/TLS' }

export const bridgeSetupEn = {
  colon: ':',
  card: {
    title: (device: string) => `Settings for ${device}`,
    server: { imap: 'Incoming mail (IMAP)', pop3: 'Incoming mail (POP3)', smtp: 'Outgoing mail (SMTP)' },
    host: 'Server',
    port: 'Port',
    security: 'Security',
    securities: { plain: 'none', starttls: 'STARTTLS', tls: 'TLS from the start (SSL/TLS)' },
    user: 'User name',
    password: 'Password',
    passwordElsewhere: (device: string) => `the one that was shown for this device (another one: sesame bridge renew ${device})`,
    plainHere: 'Nothing is encrypted between the program and the bridge: both are on this computer, so nothing leaves it.',
    trust: (title: string) => `The device must trust the bridge’s authority, “${title}”: sesame bridge trust.`,
  },
  file: {
    head: (device: string) => `${device}, by the bridge of Sésame. Made by “sesame bridge setup”.`,
    passwordIn: (file: string) => `Write the device’s password, and nothing else, into ${file}, which only you may read (chmod 600).`,
    netrc: (line: string) =>
      `Write the device’s password into ~/.netrc, which only you may read (chmod 600), or be asked each time: ${line}`,
  },
  profile: {
    title: (device: string) => `Mail by the bridge: ${device}`,
    about: (address: string) => `Sets up ${address} by the bridge of Sésame. To undo it, remove this profile.`,
  },
  thunderbird: {
    open: 'In Thunderbird open the menu ≡ > New Account > Email.',
    address: (address: string) => `Type your name and ${address}.`,
    manual: 'Choose to configure the account manually.',
    incoming: 'Incoming server',
    outgoing: 'Outgoing server',
    server: (side: string, { host, port, security }: Server, user: string) =>
      `${side}: hostname ${host}, port ${port}, connection security ${thunderbirdSecurity[security]}, authentication method ${security === 'plain' ? 'Password, transmitted insecurely' : 'Normal password'}, username ${user}.`,
    done: 'Choose Done.',
    password: (password: string) => `The password: ${password}.`,
    trust: (title: string) => `Thunderbird has to trust “${title}” first: sesame bridge trust --system thunderbird.`,
  },
  setup: {
    written: (file: string) => `Written: ${file}. Only you can read it.`,
    holdsPassword: 'It holds the device’s password: hand it over, then delete it.',
    needsPassword: 'The password is not in it: it was shown once and is kept nowhere. For a file that holds a new one, add --renew.',
    renewed: 'The device has a new password; the old one is dead.',
    missing: (names: string) =>
      `Left out, because the bridge listens nowhere that this device may come to: ${names}. Listen there: sesame bridge --smtp ADDRESS:587.`,
    signed: 'It is signed.',
    unsigned: 'It is not signed: the telephone says “not verified”, and installs it all the same.',
    authorityFile: (file: string) =>
      `Programs read the authority from ${file}. On another computer, copy that file too, and write where it lies there.`,
    qr: 'For a telephone’s camera: the same, to be copied.',
    qrPassword: 'The code holds the password: let nobody photograph your screen.',
  },
  trust: {
    title: 'The authority of your bridge',
    name: 'Name',
    fingerprint: 'SHA-256',
    until: 'Until',
    names: 'Can only speak for',
    why: 'It was made on this computer, its key lies in your vault, and it is technically unable to speak for any other name: whoever trusts it trusts nothing but this bridge.',
    notNeeded:
      'A program on this computer that connects without TLS needs none of this. Trust it only on devices that connect over TLS: all that come over the network.',
    exported: (file: string) => `Written: ${file}. It holds no secret: it may be mailed, or lie on a stick.`,
    exportFirst: 'First write it to a file: sesame bridge trust --export sesame-bridge.crt',
    compare: 'On the device, compare the SHA-256 fingerprint with the one above before you say yes.',
    renewed: 'A new authority was made. Every device that trusted the old one has to trust this one, and should forget the old one.',
    restart: 'A bridge that runs shows its new certificate within an hour; restart it to have it at once.',
    confirmRenew: 'Make another authority? Every device has to trust it anew.',
    needsYes: 'Every device would have to trust another authority. Nobody can be asked here: add --yes.',
    forgetTitle: 'To take the trust away',
    menus: 'Menus move between versions; where one is called otherwise, search the settings for “certificate”.',
    systemsNext: 'One system only: sesame bridge trust --system windows',
    systems: bridgeTrustEn,
  },
  event: {
    oldTlsListens: (where: string) =>
      `${where} also takes TLS 1.0 and 1.1, which can be broken: whoever listens on that network may read mail and the device’s password. Use it for no device that can do better.`,
    oldTlsUsed: (device: string, version: string) =>
      `${device} came in over ${version}, which can be broken. Its password opens this bridge only; renew the device when you can.`,
    certificate: (until: string) => `The bridge’s certificate was made anew, until ${until}. Nothing is to be done.`,
    certificateLate: (until: string, why: string) =>
      `The bridge’s certificate ends on ${until} and could not be made anew (${why}). Unlock the vault: sesame vault unlock.`,
    namesLeftOut: (names: string) =>
      `The bridge’s authority may not speak for ${names}: devices that use this name see a wrong certificate. Make a new authority and trust it: sesame bridge trust --renew.`,
  },
}
