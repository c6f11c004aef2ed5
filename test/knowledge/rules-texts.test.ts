// Rules of sentences: every fault is caught at its line and column.

import { markdown, PROVIDER } from './folder.ts'
import { both, P, plus, provider, say, testRules } from './rule-cases.ts'

testRules({
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
})
