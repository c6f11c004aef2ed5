// Rules of dates and sources: every fault is caught at its line and column.

import { CLIENT, PROVIDER } from './folder.ts'
import { type Case, P, plus, policy, provider, testRules } from './rule-cases.ts'

testRules({
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
})
