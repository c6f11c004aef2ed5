// How each system is made to trust the bridge's authority, and to forget it, in English. `bridge-trust-fr.ts` must have the same shape.

export interface TrustSteps {
  readonly title: string
  /** `file`: of the authority; `title`: its name in lists. */
  readonly trust: (file: string, title: string) => readonly string[]
  readonly forget: (title: string) => readonly string[]
  /** What the steps cannot do. */
  readonly note?: string
}

export type TrustSystem = 'windows' | 'macos' | 'debian' | 'fedora' | 'thunderbird' | 'ios' | 'android' | 'printer'
export const TRUST_SYSTEMS: readonly TrustSystem[] = ['windows', 'macos', 'debian', 'fedora', 'thunderbird', 'ios', 'android', 'printer']

export const bridgeTrustEn: Readonly<Record<TrustSystem, TrustSteps>> = {
  windows: {
    title: 'Windows (Outlook, Windows’ own programs)',
    trust: (file) => [
      `Double-click ${file}, then Install Certificate…`,
      'Choose Current User, then “Place all certificates in the following store”, Browse, Trusted Root Certification Authorities.',
      'Finish. Windows shows the fingerprint and asks: say Yes.',
      `Or in a command window, without administrator rights: certutil -user -addstore Root ${file}`,
    ],
    forget: (title) => [
      `Press Windows+R, type certmgr.msc; under Trusted Root Certification Authorities > Certificates delete “${title}”.`,
    ],
  },
  macos: {
    title: 'macOS (Apple Mail, Outlook for Mac)',
    trust: (file, title) => [
      `Double-click ${file}: Keychain Access opens; put it into the keychain “login”.`,
      `Double-click “${title}” there, open Trust, and at “Secure Sockets Layer (SSL)” choose Always Trust. Close the window and type your password.`,
      `Or in Terminal: security add-trusted-cert -r trustRoot -p ssl -k ~/Library/Keychains/login.keychain-db ${file}`,
    ],
    forget: (title) => [`In Keychain Access delete “${title}”, or in Terminal: security delete-certificate -t -c "${title}"`],
  },
  debian: {
    title: 'Debian, Ubuntu (programs that use the system’s list)',
    trust: (file) => [`sudo cp ${file} /usr/local/share/ca-certificates/sesame-bridge.crt`, 'sudo update-ca-certificates'],
    forget: () => ['sudo rm /usr/local/share/ca-certificates/sesame-bridge.crt', 'sudo update-ca-certificates --fresh'],
    note: 'The file must be the PEM one and its name must end in .crt. Thunderbird, Firefox and Chromium have lists of their own.',
  },
  fedora: {
    title: 'Fedora, RHEL (programs that use the system’s list)',
    trust: (file) => [`sudo cp ${file} /etc/pki/ca-trust/source/anchors/sesame-bridge.crt`, 'sudo update-ca-trust'],
    forget: () => ['sudo rm /etc/pki/ca-trust/source/anchors/sesame-bridge.crt', 'sudo update-ca-trust'],
  },
  thunderbird: {
    title: 'Thunderbird, Firefox (a list of their own)',
    trust: (file) => [
      'Settings > Privacy & Security > Certificates > Manage Certificates… (in Firefox: View Certificates…)',
      `Authorities > Import…, choose ${file}, tick “Trust this CA to identify websites” (it means servers), OK.`,
    ],
    forget: (title) => [`In the same window, under Authorities, choose “${title}”, then Delete or Distrust….`],
  },
  ios: {
    title: 'iPhone, iPad',
    trust: (file, title) => [
      `Send yourself ${file} (AirDrop, mail, Files) and tap it; the .mobileconfig of “sesame bridge setup” holds it already.`,
      'Settings > General > VPN & Device Management: tap the downloaded profile and install it.',
      `Settings > General > About > Certificate Trust Settings: turn on “${title}”. Without this last step the device still refuses.`,
    ],
    forget: () => ['Settings > General > VPN & Device Management: tap the profile, then Remove Profile.'],
  },
  android: {
    title: 'Android',
    trust: (file) => [
      `Copy ${file} to the telephone.`,
      'Settings > Security > Encryption & credentials > Install a certificate > CA certificate > Install anyway; choose the file. Makers move these menus: search the settings for “certificate”.',
    ],
    forget: (title) => [
      `Settings > Security > Encryption & credentials > Trusted credentials > User: tap “${title}”, then Remove (or Uninstall).`,
    ],
    note: 'Many mail apps on Android trust only the authorities that came with it, whatever you install. Such an app may ask once, when the account is added, whether to accept this server’s certificate: compare its SHA-256 there.',
  },
  printer: {
    title: 'Printers, scanners, NAS',
    trust: (file) => [
      'Open the device’s page in a browser (its address is on its screen or its network report) and sign in as administrator.',
      `Look for Security, Network security or Certificates > CA certificates (or Trusted root certificates) > Import, and choose ${file}. If it takes no PEM file, write a DER one: sesame bridge trust --export sesame-bridge.cer`,
      'Have the server’s certificate verified where the panel offers it, then send the test message.',
    ],
    forget: (title) => [`On the same page delete “${title}” from the CA certificates.`],
    note: 'Where nothing can be imported, most such devices check no certificate at all: they connect, but would not notice a false bridge. Keep them on a network that only you use.',
  },
}
