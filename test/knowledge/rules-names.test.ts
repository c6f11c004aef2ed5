// Rules of names and conditions: every fault is caught at its line and column.

import { CAUSE, CLIENT, HEAD, markdown, PROVIDER } from './folder.ts'
import { cause, P, reply, say, testRules } from './rule-cases.ts'

testRules({
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
})
