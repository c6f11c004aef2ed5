// The part of the command table that shows what is known: providers, apps, dated changes.

import type { CommandSpec, OptionSpec } from './spec.ts'

const ON: OptionSpec = {
  name: 'on',
  value: 'DATE',
  about: { en: 'as it is on this day (today by default)', fr: 'tel que c’est ce jour-là (aujourd’hui par défaut)' },
}
const SEARCH: OptionSpec = {
  name: 'search',
  value: 'TEXT',
  about: { en: 'only those whose names hold these words', fr: 'seulement ceux dont les noms contiennent ces mots' },
}

export const KNOWN: readonly CommandSpec[] = [
  {
    name: 'providers',
    about: {
      en: 'list the providers that are known, and what opens their mailboxes',
      fr: 'lister les fournisseurs connus, et ce qui ouvre leurs boîtes',
    },
    args: [],
    options: [
      SEARCH,
      {
        name: 'kind',
        value: 'KIND',
        choices: ['consumer', 'work', 'isp', 'hosting', 'panel'],
        about: { en: 'only this kind', fr: 'seulement ce genre' },
      },
      ON,
    ],
    network: false,
    examples: [
      { line: 'sesame providers --search orange', about: { en: 'one name', fr: 'un nom' } },
      {
        line: 'sesame providers --kind isp --on 2024-01',
        about: { en: 'Internet providers, as they were', fr: 'les fournisseurs d’accès, tels qu’ils étaient' },
      },
    ],
    load: () => import('./commands/providers.ts'),
  },
  {
    name: 'provider',
    about: { en: 'everything known about one provider', fr: 'tout ce qui est connu d’un fournisseur' },
    details: {
      en: 'Servers, what opens which protocol since when, app passwords, switches, OAuth, limits, dated changes, sources. A domain that has no file of its own is shown from the imported tables.',
      fr: 'Serveurs, ce qui ouvre quel protocole et depuis quand, mots de passe d’application, réglages à activer, OAuth, limites, changements datés, sources. Un domaine sans fiche est montré d’après les tables importées.',
    },
    args: [{ name: 'ID|DOMAIN|ADDRESS', required: true, completes: 'providers', about: { en: 'whom to show', fr: 'qui montrer' } }],
    options: [ON],
    network: false,
    examples: [
      { line: 'sesame provider marie@hotmail.fr', about: { en: 'by an address', fr: 'par une adresse' } },
      { line: 'sesame provider outlook-com --on 2024-08', about: { en: 'as it was in August 2024', fr: 'tel qu’il était en août 2024' } },
    ],
    load: () => import('./commands/provider.ts'),
  },
  {
    name: 'apps',
    about: {
      en: 'list the apps and devices that are known, and whose OAuth they can do',
      fr: 'lister les applications et appareils connus, et les OAuth dont ils sont capables',
    },
    args: [],
    options: [
      SEARCH,
      {
        name: 'kind',
        value: 'KIND',
        choices: ['app', 'webmail', 'program', 'device', 'server'],
        about: { en: 'only this kind', fr: 'seulement ce genre' },
      },
      ON,
    ],
    network: false,
    examples: [{ line: 'sesame apps --kind device', about: { en: 'printers, scanners, cameras', fr: 'imprimantes, scanners, caméras' } }],
    load: () => import('./commands/apps.ts'),
  },
  {
    name: 'app',
    about: { en: 'everything known about one app or device', fr: 'tout ce qui est connu d’une application ou d’un appareil' },
    args: [{ name: 'APP', required: true, completes: 'clients', about: { en: 'its id or its name', fr: 'son identifiant ou son nom' } }],
    options: [ON],
    network: false,
    examples: [{ line: 'sesame app thunderbird', about: { en: 'by its id', fr: 'par son identifiant' } }],
    load: () => import('./commands/app.ts'),
  },
  {
    name: 'policies',
    about: { en: 'the dated changes at providers, past and coming', fr: 'les changements datés des fournisseurs, passés et à venir' },
    args: [],
    options: [
      {
        name: 'until',
        value: 'DATE',
        about: { en: 'none after this day, month or year', fr: 'aucun après ce jour, ce mois ou cette année' },
      },
      { name: 'since', value: 'DATE', about: { en: 'none before it', fr: 'aucun avant' } },
      { name: 'provider', value: 'PROVIDER', completes: 'providers', about: { en: 'only this provider', fr: 'seulement ce fournisseur' } },
      ON,
    ],
    network: false,
    examples: [{ line: 'sesame policies --since 2026-11 --until 2027-12', about: { en: 'what is coming', fr: 'ce qui vient' } }],
    load: () => import('./commands/policies.ts'),
  },
]
