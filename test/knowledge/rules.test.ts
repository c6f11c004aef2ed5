// Each rule of the validator catches a faulty file at its line and column, and lets the sound one pass.

import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import { RULES } from '../../src/knowledge/rules/index.ts'
import { CAUSE, CLIENT, HEAD, markdown, PROVIDER, printedOf } from './folder.ts'

const P = 'providers/example.yaml'
const provider = (from: string, to: string, text = PROVIDER) => {
  assert.ok(text.includes(from), from)
  return { [P]: text.replace(from, () => to) }
}
const plus = (more: string, text = PROVIDER) => ({ [P]: `${text}${more}` })
const policy = (more: string) => ({
  [P]: PROVIDER,
  'policies.yaml': `${HEAD}policies:\n  - { id: a, date: "2026-12-31", providers: [example], what: { en: "It ends.", fr: "Cela prend fin." }, ${more} }\n`,
})
const reply = (more: string) => ({
  'replies/x.yaml': `${HEAD}replies:\n  - { id: a, protocols: [imap], match: ['x'], says: { en: "No.", fr: "Non." }, ${more} }\n`,
})
const both = (en: string, fr: string, front = 'cause: net.dns') => ({
  'procedures/net.dns/general.en.md': markdown(front, en),
  'procedures/net.dns/general.fr.md': markdown(front, fr),
})
const say = (en: string, fr = 'Attendez.') => both(`# T\n\n1. ${en}\n`, `# T\n\n1. ${fr}\n`)
const cause = (when: string) => ({
  [P]: PROVIDER,
  'clients/app.yaml': CLIENT,
  'causes/net.dns.yaml': CAUSE.replace('{ policy.password: refused, secret: [password] }', when),
})
const appPassword = (more: string) =>
  plus(
    `appPassword: { name: { en: "code", fr: "code" }, path: { en: "Menu", fr: "Menu" }, separators: strip, needsTwoFactor: false, killedBy: [], ${more} }\n`,
  )

type Files = Readonly<Record<string, string>>
interface Case {
  readonly faulty: Files
  /** `file:line:column`, then what the message says. */
  readonly at: string
  readonly says: RegExp
  readonly sound: Files
  readonly complete?: true
}

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'dates-possible': [
    {
      faulty: provider('checked: "2026-11-21"', 'checked: "2026-11-23"'),
      at: `${P}:15:10`,
      says: /still to come/,
      sound: { [P]: PROVIDER },
    },
    {
      faulty: provider('sources: ["https://example.org/page"]\n', 'sources: ["a thread of 2026-12-01 on it"]\n'),
      at: `${P}:16:11`,
      says: /of 2026-12-01, after the check/,
      sound: provider('sources: ["https://example.org/page"]\n', 'sources: ["a thread of 2026-10 on it"]\n'),
    },
    {
      faulty: plus(
        `conflicts:\n  - about: x\n    says: [{ value: a, source: "thread 1", date: "2027-01" }, { value: b, source: "thread 2" }]\n    chosen: a\n    why: { en: "Newer.", fr: "Plus récent." }\n`,
      ),
      at: `${P}:19:50`,
      says: /2027-01 comes after the check/,
      sound: plus(
        `conflicts:\n  - about: x\n    says: [{ value: a, source: "thread 1", date: "2026-01" }, { value: b, source: "thread 2" }]\n    chosen: a\n    why: { en: "Newer.", fr: "Plus récent." }\n`,
      ),
    },
    {
      faulty: provider('since: "2024-01-01"', 'since: "2026-12-31"', PROVIDER.replace('until: "2024-01-01"', 'until: "2026-12-31"')),
      at: `${P}:14:33`,
      says: /announce it in policies/,
      sound: {
        ...policy('strength: thread, sources: ["https://example.org/page"]'),
        ...provider('since: "2024-01-01"', 'since: "2026-12-31"', PROVIDER.replace('until: "2024-01-01"', 'until: "2026-12-31"')),
      },
    },
    {
      faulty: { 'clients/app.yaml': `${CLIENT}releases:\n  - { name: One, released: "2027-01" }\n` },
      at: 'clients/app.yaml:9:28',
      says: /comes after the check/,
      sound: { 'clients/app.yaml': `${CLIENT}releases:\n  - { name: One, released: "2025-01" }\n` },
    },
  ],
  'auth-continuous': [
    {
      faulty: provider('since: "2024-01-01"', 'since: "2024-02-01"'),
      at: `${P}:14:33`,
      says: /nothing is known from 2024-01-01 to 2024-02-01/,
      sound: { [P]: PROVIDER },
    },
    { faulty: provider('since: "2024-01-01"', 'since: "2023-02-01"'), at: `${P}:14:33`, says: /overlaps/, sound: { [P]: PROVIDER } },
    { faulty: provider('until: "2024-01-01", ', ''), at: `${P}:14:33`, says: /no "until"/, sound: { [P]: PROVIDER } },
    { faulty: provider('since: "2024-01-01", ', ''), at: `${P}:14:5`, says: /hides the one before/, sound: { [P]: PROVIDER } },
    {
      faulty: provider('since: "2024-01-01"', 'since: "2024-01-01", until: "2025-01-01"'),
      at: `${P}:14:54`,
      says: /from 2025-01-01 on/,
      sound: { [P]: PROVIDER },
    },
  ],
  'sources-real': [
    ...(
      [
        ['https://bit.ly/3abc', /shortens/],
        ['https://aka.ms/mail', /shortens/],
        ['https://www.google.com/search?q=imap', /search results/],
        ['https://duckduckgo.com/?q=imap', /search results/],
        ['https://192.0.2.1/page', /IP address/],
        ['https://intranet/page', /no public domain/],
        ['see https://tinyurl.com/x for it', /shortens/],
      ] as const
    ).map(
      ([address, says]): Case => ({
        faulty: provider(`sources: ["https://example.org/page"]\n`, `sources: ["${address}"]\n`),
        at: `${P}:16:11`,
        says,
        sound: provider(
          `sources: ["https://example.org/page"]\n`,
          'sources: ["https://support.google.com/mail/answer/1?hl=en", "https://example.org/search/about"]\n',
        ),
      }),
    ),
  ],
  'sources-official': [
    {
      faulty: policy('strength: official, sources: ["https://news.example.org/it"]'),
      at: 'policies.yaml:4:125',
      says: /no source is a page of Example/,
      sound: policy('strength: official, sources: ["https://help.example.com/it", "https://news.example.org/it"]'),
    },
  ],
  'both-languages': [
    {
      faulty: plus('quirks: [{ en: "Sign in with the main address.", fr: "Sign in with the main address." }]\n'),
      at: `${P}:17:54`,
      says: /is the English one/,
      sound: plus('quirks: [{ en: "Mail > Accounts", fr: "Mail > Accounts" }]\n'),
    },
    {
      faulty: plus(
        'quirks: [{ en: "You sign in with the main address and this is all.", fr: "This is all that you need, and the rest is not." }]\n',
      ),
      at: `${P}:17:74`,
      says: /the French text is English/,
      sound: plus('quirks: [{ en: "Wait for it.", fr: "Attendez." }]\n'),
    },
    {
      faulty: { 'procedures/net.dns/general.en.md': markdown('cause: net.dns', '# T\n\n1. Wait.\n') },
      at: 'procedures/net.dns/general.en.md:2:1',
      says: /no procedures\/net.dns\/general.fr.md/,
      sound: say('Wait.'),
    },
    {
      faulty: both('# T\n\n1. Wait.\n2. Go.\n', '# T\n\n1. Attendez.\n'),
      at: 'procedures/net.dns/general.fr.md:2:1',
      says: /has 1 steps, the English text 2/,
      sound: say('Wait.'),
    },
    {
      faulty: say('{when: vpn=true} Wait.'),
      at: 'procedures/net.dns/general.fr.md:2:1',
      says: /step 1 has another condition/,
      sound: say('{when: vpn=true} Wait.', '{when: vpn=true} Attendez.'),
    },
  ],
  'french-typography': [
    {
      faulty: say('Wait.', 'Ouvrez la page : attendez.'),
      at: 'procedures/net.dns/general.fr.md:8:4',
      says: /“page :”/,
      sound: say('Wait.', 'Ouvrez la page\u00a0: attendez.'),
    },
    {
      faulty: say('Wait.', "Attendez l'ouverture."),
      at: 'procedures/net.dns/general.fr.md:8:4',
      says: /l'ouverture/,
      sound: say('Wait.', 'Attendez l’ouverture, puis tapez `a : b`.'),
    },
    {
      faulty: provider('kind: consumer', 'quirks: [{ en: "Wait!", fr: "Attendez !" }]\nkind: consumer'),
      at: `${P}:3:29`,
      says: /Attendez !/,
      sound: { [P]: PROVIDER },
    },
  ],
  'ids-once': [
    {
      faulty: {
        'providers/a.yaml': PROVIDER.replace('[example_mail]', '[one]'),
        'providers/b.yaml': PROVIDER.replace('[example_mail]', '[two]'),
      },
      at: 'providers/b.yaml:7:11',
      says: /domain "example.com" is already in providers\/a/,
      sound: { [P]: PROVIDER },
    },
    {
      faulty: { 'clients/a.yaml': CLIENT, 'clients/b.yaml': CLIENT },
      at: 'clients/b.yaml:2:9',
      says: /name "example" is already/,
      sound: { 'clients/a.yaml': CLIENT },
    },
    {
      faulty: {
        'filters.yaml': `${HEAD}filters:\n  - { id: a, name: A, mx: ['\\.a-filter\\.com$'] }\n  - { id: a, name: B, mx: ['\\.b-filter\\.com$'] }\n`,
      },
      at: 'filters.yaml:5:11',
      says: /id "a" is already/,
      sound: { 'filters.yaml': `${HEAD}filters:\n  - { id: a, name: A, mx: ['\\.a-filter\\.com$'] }\n` },
    },
  ],
  'ids-known': [
    {
      faulty: { ...say('{task: dance}', '{task: dance}') },
      at: 'procedures/net.dns/general.en.md:8:1',
      says: /no task is called "dance"/,
      sound: say('Wait.'),
    },
    {
      faulty: cause('{ provider: [exmaple] }'),
      at: 'causes/net.dns.yaml:7:24',
      says: /no provider is called "exmaple"/,
      sound: cause('{ provider: [example] }'),
    },
    {
      faulty: reply('gives: { client: nobody }, points: {}'),
      at: 'replies/x.yaml:4:97',
      says: /no client is called "nobody"/,
      sound: { ...reply('gives: { client: app }, points: {}'), 'clients/app.yaml': CLIENT },
    },
  ],
  'base-flat': [
    {
      faulty: {
        'clients/a.yaml': CLIENT.replace('[example, /^example (\\d+)$/]', '[a]'),
        'clients/b.yaml': `${CLIENT.replace('[example, /^example (\\d+)$/]', '[b]')}base: a\n`,
        'clients/c.yaml': `${CLIENT.replace('[example, /^example (\\d+)$/]', '[c]')}base: b\n`,
      },
      at: 'clients/c.yaml:8:7',
      says: /has a base itself/,
      sound: {
        'clients/a.yaml': CLIENT.replace('[example, /^example (\\d+)$/]', '[a]'),
        'clients/b.yaml': `${CLIENT.replace('[example, /^example (\\d+)$/]', '[b]')}base: a\n`,
      },
    },
  ],
  'causes-written': [
    {
      faulty: { 'causes/auth.basic_disabled.yaml': CAUSE },
      at: 'causes/auth.basic_disabled.yaml:1:1',
      says: /no procedure/,
      sound: { ...say('Wait.'), 'causes/net.dns.yaml': CAUSE },
      complete: true,
    },
  ],
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
  'no-weakening': [
    {
      faulty: say('Turn off SSL.'),
      at: 'procedures/net.dns/general.en.md:8:4',
      says: /without encryption/,
      sound: say('Do not turn off SSL.'),
    },
    {
      faulty: say('Wait.\n   > Choose “Always trust” in the window.'),
      at: 'procedures/net.dns/general.en.md:9:6',
      says: /for good/,
      sound: both('# T\n\n1. Wait.\n## Avoid\n- Turn off SSL.\n', '# T\n\n1. Attendez.\n## À éviter\n- Désactiver SSL.\n'),
    },
    {
      faulty: plus('quirks: [{ en: "Wait.", fr: "Désactivez la validation en deux étapes." }]\n'),
      at: `${P}:17:29`,
      says: /protection off/,
      sound: plus('quirks: [{ en: "Wait.", fr: "Ne désactivez jamais la validation en deux étapes." }]\n'),
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
  'conditions-possible': [
    {
      faulty: cause('{ secret: password, all: [{ secret: oauth }] }'),
      at: 'causes/net.dns.yaml:7:47',
      says: /secret cannot be password and oauth at once/,
      sound: cause('{ secret: password, any: [{ client.oauth: able }, { worked-before: true }] }'),
    },
    {
      faulty: cause('{ date: ">=2025-01", all: [{ date: "<2024-01" }] }'),
      at: 'causes/net.dns.yaml:7:46',
      says: /date cannot be/,
      sound: cause('{ date: ">=2024-01", all: [{ date: "<2025-01" }] }'),
    },
    {
      faulty: cause('{ provider: example, family: example, any: [{ provider: other }] }'),
      at: 'causes/net.dns.yaml:7:67',
      says: /provider cannot be/,
      sound: cause('{ provider: example, family: example }'),
    },
    {
      faulty: cause('{ client: app, client.kind: device }'),
      at: 'causes/net.dns.yaml:7:21',
      says: /app is not of client.kind device/,
      sound: cause('{ client: app, client.kind: app }'),
    },
    {
      faulty: cause('{ antivirus: true, not: { antivirus: true } }'),
      at: 'causes/net.dns.yaml:7:30',
      says: /asked for and denied/,
      sound: cause('{ antivirus: true, not: { vpn: true } }'),
    },
  ],
  'nothing-dead': [
    { faulty: reply('points: {}'), at: 'replies/x.yaml:4:11', says: /points to no cause/, sound: reply('points: {}, stop: true') },
    {
      faulty: {
        'tasks/dance/general.en.md': markdown('task: dance', '# T\n\n1. Go.\n'),
        'tasks/dance/general.fr.md': markdown('task: dance', '# T\n\n1. Allez.\n'),
      },
      at: 'tasks/dance/general.en.md:2:7',
      says: /no procedure calls/,
      sound: say('Wait.'),
    },
    {
      faulty: { 'causes/net.dns.yaml': CAUSE.replace(/evidence:[\s\S]*?(?=checked)/, 'evidence: []\n') },
      at: 'causes/net.dns.yaml:6:1',
      says: /leads to this cause/,
      sound: { 'causes/net.dns.yaml': CAUSE },
    },
    {
      faulty: { 'words/x.yaml': `words:\n  - { id: a, gives: { vpn: true }, match: ['vpn'], examples: ["vpn"] }\n` },
      at: 'words/x.yaml:2:23',
      says: /nothing reads "vpn"/,
      sound: {
        'words/x.yaml': `words:\n  - { id: a, gives: { vpn: true }, match: ['vpn'], examples: ["vpn"] }\n`,
        ...cause('{ vpn: true }'),
      },
    },
  ],
}

const printed = (files: Files, complete = false) => printedOf(files, { complete, today: '2026-11-22' })

for (const { name, why } of RULES) {
  describe(name, () => {
    it('has a reason of one sentence and a test', () => {
      assert.match(why, /^\p{Lu}[^\n]{20,}\.$/u)
      assert.ok((CASES[name]?.length ?? 0) > 0)
    })
    for (const [i, { faulty, at, says, sound, complete }] of (CASES[name] ?? []).entries()) {
      it(`catches fault ${i + 1} where it stands: ${says.source}`, () => {
        const mine = printed(faulty, complete).filter((line) => line.split(' ')[1] === name)
        assert.ok(
          mine.some((line) => line.startsWith(`${at} ${name} `) && says.test(line)),
          `wanted ${at}, got:\n${printed(faulty, complete).join('\n')}`,
        )
        assert.deepEqual(
          printed(sound, complete).filter((line) => line.split(' ')[1] === name || line.split(' ')[1] === 'shape'),
          [],
        )
      })
    }
  })
}

test('a rule waits for files that can be read only where it compares them', () => {
  const broken = { ...say('Turn off SSL.'), 'providers/broken.yaml': 'name: x\n' }
  const names = new Set(printed(broken).map((line) => line.split(' ')[1]))
  assert.deepEqual([...names].sort(), ['no-weakening', 'shape'])
})

test('every kind of nonsense in a file is a problem, never an exception', () => {
  for (const text of ['', '[]', 'null', '1', '- a', 'a: &x [*x]', 'servers: 3', '{ auth: [null], recognise: { mx: [3] } }', '---\n---\n'])
    for (const path of [
      P,
      'clients/app.yaml',
      'policies.yaml',
      'filters.yaml',
      'replies/x.yaml',
      'words/x.yaml',
      'procedures/net.dns/general.en.md',
      'stories/x.jsonl',
      'tables/ispdb.json',
    ])
      assert.ok(Array.isArray(printed({ [path]: text }, true)))
})
