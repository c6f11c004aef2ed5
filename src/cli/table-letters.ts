// The row of the command table that shows letters to send.

import type { CommandSpec } from './spec.ts'

export const LETTERS: CommandSpec = {
  name: 'letters',
  about: {
    en: 'letters to administrators, hosts, support and staff, ready to be sent',
    fr: 'des lettres aux administrateurs, hébergeurs, assistances et équipes, prêtes à envoyer',
  },
  details: {
    en: 'Without an id, the list. With one, the letter with what is known filled in; nothing secret is ever in it.',
    fr: 'Sans identifiant, la liste. Avec un identifiant, la lettre, complétée avec ce qui est connu ; elle ne contient jamais de secret.',
  },
  args: [
    {
      name: 'ID',
      required: false,
      about: { en: 'the letter to print', fr: 'la lettre à imprimer' },
    },
  ],
  options: [
    {
      name: 'provider',
      value: 'PROVIDER',
      completes: 'providers',
      about: {
        en: 'who holds the mailbox: m365, google-workspace, cpanel ...',
        fr: 'qui héberge la boîte : m365, google-workspace, cpanel ...',
      },
    },
    {
      name: 'app',
      value: 'APP',
      completes: 'clients',
      about: { en: 'the app or device it is about', fr: 'l’application ou l’appareil dont il s’agit' },
    },
    {
      name: 'address',
      value: 'ADDRESS',
      about: { en: 'the mailbox it is about', fr: 'la boîte dont il s’agit' },
    },
    {
      name: 'on',
      value: 'DATE',
      about: { en: 'the day of the letter (today by default)', fr: 'le jour de la lettre (aujourd’hui par défaut)' },
    },
  ],
  network: false,
  examples: [
    {
      line: 'sesame letters admin-smtp-auth --provider m365 --address scan@contoso.example',
      about: { en: 'to the administrator, for one mailbox', fr: 'à l’administrateur, pour une boîte' },
    },
    {
      line: 'sesame letters company-smtp-auth --lang fr',
      about: { en: 'to a whole company, before a deadline', fr: 'à toute une entreprise, avant une échéance' },
    },
  ],
  load: () => import('./commands/letters.ts'),
}
