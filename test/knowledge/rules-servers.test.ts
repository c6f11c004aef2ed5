// Rules of servers and secrets: every fault is caught at its line and column.

import { PROVIDER } from './folder.ts'
import { appPassword, P, plus, provider, testRules } from './rule-cases.ts'

testRules({
  'hosts-plausible': [
    {
      faulty: provider('host: imap.example.com', 'host: imap.exampel.com'),
      at: `${P}:11:29`,
      says: /exampel.com is neither/,
      sound: { [P]: PROVIDER },
    },
    {
      faulty: provider('host: imap.example.com', 'host: 192.0.2.7'),
      at: `${P}:11:29`,
      says: /named, not numbered/,
      sound: provider('host: imap.example.com', 'host: mail.%DOMAIN%'),
    },
    {
      faulty: provider('host: imap.example.com', 'host: mailserver'),
      at: `${P}:11:29`,
      says: /no public domain/,
      sound: provider(
        'imap.example.com',
        'imap.mail-of-example.net',
        PROVIDER.replace("$']", () => "$']\n  certificate: ['\\.mail-of-example\\.net$']"),
      ),
    },
  ],
  'ports-usual': [
    { faulty: provider('port: 993', 'port: 995'), at: `${P}:11:53`, says: /imap with tls on port 995/, sound: { [P]: PROVIDER } },
    {
      faulty: provider('port: 993', 'port: 587'),
      at: `${P}:11:53`,
      says: /unusual/,
      sound: plus(
        'quirks: [{ en: "Port 587 speaks TLS at once.", fr: "Le port 587 chiffre aussitôt." }]\n',
        PROVIDER.replace('port: 993', 'port: 587'),
      ),
    },
  ],
  'no-cleartext': [
    {
      faulty: provider(
        'servers:\n',
        'servers:\n  - { protocol: imap, host: imap.example.com, port: 143, security: plain, username: full-address }\n',
      ),
      at: `${P}:11:68`,
      says: /imap.example.com:993 is encrypted/,
      sound: { [P]: PROVIDER },
    },
  ],
  'app-password-shape': [
    { faulty: appPassword("shape: '[a-z]{16}'"), at: `${P}:17:147`, says: /begins with \^/, sound: appPassword("shape: '^[a-z]{16}$'") },
    {
      faulty: appPassword("shape: '^[a-z]{16}$', example: abcd-efgh-ijkl-mnop"),
      at: `${P}:17:171`,
      says: /does not fit/,
      sound: appPassword("shape: '^[a-z]{16}$', example: abcdefghijklmnop"),
    },
    {
      faulty: appPassword("shape: '^([a-z]{4} ){3}[a-z]{4}$', example: abcd efgh ijkl mnop"),
      at: `${P}:17:147`,
      says: /stripped/,
      sound: appPassword("shape: '^([a-z]{4} ?){4}$', example: abcd efgh ijkl mnop"),
    },
    { faulty: appPassword("shape: '^[a-z]+$'"), at: `${P}:17:147`, says: /ordinary password/, sound: { [P]: PROVIDER } },
    {
      faulty: provider('appPassword: refused, oauth: accepted', 'appPassword: accepted, oauth: accepted'),
      at: `${P}:14:79`,
      says: /nothing says where it is made/,
      sound: { [P]: PROVIDER },
    },
  ],
  'limits-numbers': [
    {
      faulty: plus('limits: { messageSizeMb: "about 25 MB" }\n'),
      at: `${P}:17:26`,
      says: /is a number/,
      sound: plus('limits: { messageSizeMb: 25, dailyMessages: "50 to 500" }\n'),
    },
    {
      faulty: plus('limits: { message-size: 25 }\n'),
      at: `${P}:17:25`,
      says: /written like/,
      sound: plus('limits: { messageSizeMb: 25 }\n'),
    },
  ],
  'mx-own': [
    { faulty: provider('mx\\.example\\.com$', 'mx\\.example\\.com'), at: `${P}:9:8`, says: /ends with \$/, sound: { [P]: PROVIDER } },
    { faulty: provider('(^|\\.)mx\\.', 'mx\\.'), at: `${P}:9:8`, says: /begins with/, sound: { [P]: PROVIDER } },
    { faulty: provider("'(^|\\.)mx\\.example\\.com$'", "'\\.com$'"), at: `${P}:9:8`, says: /names no domain/, sound: { [P]: PROVIDER } },
    {
      faulty: {
        'providers/a.yaml': PROVIDER.replace('[example_mail]', '[one]').replace(
          "'(^|\\.)mx\\.example\\.com$'",
          () => "'\\.example\\.com$'",
        ),
        'providers/b.yaml': PROVIDER.replace('[example_mail]', '[two]')
          .replace('[example.com]', '[b.example.com]')
          .replace('family: example', 'family: other'),
      },
      at: 'providers/a.yaml:9:8',
      says: /also fits mx1\.mx\.example\.com of b/,
      sound: {
        'providers/a.yaml': PROVIDER.replace('[example_mail]', '[one]').replace('mx\\.example', 'mx-a\\.example'),
        'providers/b.yaml': PROVIDER.replace('[example_mail]', '[two]')
          .replace('[example.com]', '[b.example.com]')
          .replace('family: example', 'family: other'),
      },
    },
  ],
})
