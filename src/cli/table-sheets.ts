// The part of the command table for account sheets, and for what is due.

import { BY, DATA, ON } from './records-request.ts'
import type { CommandSpec } from './spec.ts'
import { MAILBOX } from './table-sheet-parts.ts'

export const SHEETS: readonly CommandSpec[] = [
  {
    name: 'sheet new',
    about: { en: 'make the sheet of a mailbox', fr: 'créer la fiche d’une boîte' },
    details: {
      en: 'The provider is that of the domain until somebody says otherwise. A sheet holds references to secrets, never a secret: what looks like one is refused.',
      fr: 'Le fournisseur est celui du domaine tant que personne ne dit autre chose. Une fiche garde des références aux secrets, jamais un secret : ce qui y ressemble est refusé.',
    },
    args: [
      { name: 'ADDRESS', required: true, about: { en: 'the mailbox', fr: 'la boîte' } },
      {
        name: 'FIELD=VALUE...',
        required: false,
        about: {
          en: 'fields: provider, kind, owners, delegates, second-admin, aliases, redirections, recovery-email, recovery-phone, servers, rotation, notes',
          fr: 'champs : provider, kind, owners, delegates, second-admin, aliases, redirections, recovery-email, recovery-phone, servers, rotation, notes',
        },
      },
    ],
    options: [BY, DATA],
    network: false,
    examples: [
      { line: 'sesame sheet new marie@icloud.com "owners=Marie Dupont"', about: { en: 'with its owner', fr: 'avec son titulaire' } },
    ],
    load: () => import('./commands/sheet-new.ts'),
  },
  {
    name: 'sheet show',
    about: { en: 'everything on a sheet, and what is to be done', fr: 'tout ce qui est sur une fiche, et ce qui est à faire' },
    args: [MAILBOX],
    options: [DATA, ON],
    network: false,
    examples: [{ line: 'sesame sheet show marie@icloud.com', about: { en: 'one sheet', fr: 'une fiche' } }],
    load: () => import('./commands/sheet-show.ts'),
  },
  {
    name: 'sheet list',
    about: { en: 'list the sheets, or those that hold some words', fr: 'lister les fiches, ou celles qui contiennent des mots' },
    args: [],
    options: [
      {
        name: 'search',
        value: 'TEXT',
        about: {
          en: 'only those that hold all these words: names, devices, providers, notes',
          fr: 'seulement celles qui contiennent tous ces mots : noms, appareils, fournisseurs, notes',
        },
      },
      { name: 'limit', value: 'N', about: { en: 'at most so many', fr: 'pas plus que tant' } },
      DATA,
      ON,
    ],
    network: false,
    examples: [{ line: 'sesame sheet list --search "marie iphone"', about: { en: 'whose iPhone', fr: 'à qui est cet iPhone' } }],
    load: () => import('./commands/sheet-list.ts'),
  },
  {
    name: 'sheet edit',
    about: {
      en: 'change fields of a sheet, or all of it in your editor',
      fr: 'modifier des champs d’une fiche, ou toute la fiche dans votre éditeur',
    },
    details: {
      en: '= sets, += adds to a list, -= takes away. Without fields the sheet opens in $EDITOR as YAML; what others changed meanwhile is kept.',
      fr: '= remplace, += ajoute à une liste, -= retire. Sans champ, la fiche s’ouvre dans $EDITOR en YAML ; ce que d’autres ont modifié entre-temps est conservé.',
    },
    args: [
      MAILBOX,
      {
        name: 'FIELD=VALUE...',
        required: false,
        about: {
          en: 'fields: provider, kind, owners, delegates, second-admin, aliases, redirections, recovery-email, recovery-phone, servers, rotation, notes',
          fr: 'champs : provider, kind, owners, delegates, second-admin, aliases, redirections, recovery-email, recovery-phone, servers, rotation, notes',
        },
      },
    ],
    options: [BY, DATA, ON],
    network: false,
    examples: [
      {
        line: 'sesame sheet edit marie@icloud.com second-admin=Paul aliases+=m.dupont@icloud.com',
        about: { en: 'one value, and one more alias', fr: 'une valeur, et un alias de plus' },
      },
      { line: 'sesame sheet edit marie@icloud.com', about: { en: 'in $EDITOR', fr: 'dans $EDITOR' } },
    ],
    load: () => import('./commands/sheet-edit.ts'),
  },
  {
    name: 'sheet remove',
    about: { en: 'remove a sheet; its history stays', fr: 'retirer une fiche ; son historique reste' },
    args: [MAILBOX],
    options: [{ name: 'yes', about: { en: 'do not ask', fr: 'ne pas demander' } }, BY, DATA],
    network: false,
    examples: [{ line: 'sesame sheet remove marie@icloud.com', about: { en: 'after a question', fr: 'après une question' } }],
    load: () => import('./commands/sheet-remove.ts'),
  },
  {
    name: 'sheet history',
    about: {
      en: 'who changed what, when; and the proof that nobody changed that',
      fr: 'qui a modifié quoi, quand ; et la preuve que personne n’y a touché',
    },
    args: [
      {
        name: 'ADDRESS|SEAL',
        required: false,
        about: {
          en: 'of one mailbox; with --check, a seal that you noted earlier',
          fr: 'd’une seule boîte ; avec --check, un sceau noté plus tôt',
        },
      },
    ],
    options: [
      {
        name: 'check',
        about: { en: 'check that the history is whole and unchanged', fr: 'vérifier que l’historique est entier et intact' },
      },
      { name: 'limit', value: 'N', about: { en: 'the last so many (200 by default)', fr: 'les derniers, tant (200 par défaut)' } },
      DATA,
    ],
    network: false,
    examples: [
      { line: 'sesame sheet history marie@icloud.com', about: { en: 'of one mailbox', fr: 'd’une boîte' } },
      { line: 'sesame sheet history --check', about: { en: 'is it as it was written?', fr: 'est-il tel qu’il a été écrit ?' } },
    ],
    load: () => import('./commands/sheet-history.ts'),
  },
  {
    name: 'sheet fill',
    about: { en: 'fill a sheet from past cases of this machine', fr: 'remplir une fiche d’après les cas passés de cette machine' },
    details: {
      en: 'Only where nobody wrote anything, each field with where it is from. sesame doctor ADDRESS --sheet does it at once.',
      fr: 'Seulement là où personne n’a rien écrit, chaque champ avec sa provenance. sesame doctor ADRESSE --sheet le fait aussitôt.',
    },
    args: [MAILBOX],
    options: [{ name: 'case', value: 'ID', about: { en: 'only from this case', fr: 'seulement d’après ce cas' } }, BY, DATA],
    network: false,
    examples: [{ line: 'sesame sheet fill marie@icloud.com', about: { en: 'what was found before', fr: 'ce qui a été trouvé avant' } }],
    load: () => import('./commands/sheet-fill.ts'),
  },
  {
    name: 'sheet export',
    about: { en: 'write sheets as YAML, Markdown or a page to print', fr: 'écrire des fiches en YAML, en Markdown ou en page à imprimer' },
    args: [
      {
        name: 'ADDRESS...',
        required: false,
        about: { en: 'which ones; all when none is named', fr: 'lesquelles ; toutes si aucune n’est nommée' },
      },
    ],
    options: [
      {
        name: 'to',
        value: 'FILE',
        about: {
          en: 'into this file, for its owner only; its ending chooses the format',
          fr: 'dans ce fichier, pour son propriétaire seulement ; sa fin choisit le format',
        },
      },
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['yaml', 'markdown', 'html'],
        about: { en: 'the format (yaml by default)', fr: 'le format (yaml par défaut)' },
      },
      {
        name: 'search',
        value: 'TEXT',
        about: { en: 'only those that hold all these words', fr: 'seulement celles qui contiennent tous ces mots' },
      },
      DATA,
      ON,
    ],
    network: false,
    examples: [
      { line: 'sesame sheet export marie@icloud.com --to marie.html', about: { en: 'a page to print', fr: 'une page à imprimer' } },
      { line: 'sesame sheet export --to sheets.yaml', about: { en: 'all, to be imported again', fr: 'toutes, à réimporter' } },
    ],
    load: () => import('./commands/sheet-export.ts'),
  },
  {
    name: 'sheet import',
    about: {
      en: 'make sheets from an inventory (CSV) or from exported sheets (YAML)',
      fr: 'créer des fiches d’après un inventaire (CSV) ou des fiches exportées (YAML)',
    },
    details: {
      en: 'Every row is accounted for: made, joined to another of the same address, or refused with its reason and written to a file to be mended. Columns that hold passwords are never read.',
      fr: 'Chaque ligne est comptée : créée, jointe à une autre de la même adresse, ou refusée avec sa raison et écrite dans un fichier à corriger. Les colonnes de mots de passe ne sont jamais lues.',
    },
    args: [
      {
        name: 'FILE',
        required: true,
        about: {
          en: 'the inventory; its first line names the columns, in English or French',
          fr: 'l’inventaire ; sa première ligne nomme les colonnes, en français ou en anglais',
        },
      },
    ],
    options: [
      { name: 'dry-run', about: { en: 'only say what would happen', fr: 'dire seulement ce qui se passerait' } },
      { name: 'update', about: { en: 'complete sheets that are there', fr: 'compléter les fiches qui existent' } },
      {
        name: 'rejected',
        value: 'FILE',
        about: {
          en: 'write the rows that were not taken here (FILE.rejected.csv by default)',
          fr: 'écrire ici les lignes non reprises (FICHIER.rejected.csv par défaut)',
        },
      },
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['csv', 'yaml'],
        about: { en: 'the format (by the ending of the file)', fr: 'le format (d’après la fin du fichier)' },
      },
      BY,
      DATA,
    ],
    network: false,
    examples: [{ line: 'sesame sheet import inventory.csv --dry-run', about: { en: 'a rehearsal first', fr: 'd’abord une répétition' } }],
    load: () => import('./commands/sheet-import.ts'),
  },
  {
    name: 'due',
    about: {
      en: 'what is due: secrets, app passwords, sign-ins, lists, changes at providers',
      fr: 'les échéances des secrets, mots de passe d’application, connexions et listes, et les changements des fournisseurs',
    },
    details: {
      en: 'Ends with 1 when something is overdue, so that a timer can tell somebody.',
      fr: 'Se termine par 1 quand quelque chose est en retard, pour qu’un minuteur puisse prévenir quelqu’un.',
    },
    args: [
      {
        name: 'ADDRESS',
        required: false,
        about: {
          en: 'with --done: the mailbox, or * for every one that a change touches',
          fr: 'avec --done : la boîte, ou * pour toutes celles qu’un changement touche',
        },
      },
      { name: 'NAME...', required: false, about: { en: 'with --done: what was done', fr: 'avec --done : ce qui a été fait' } },
    ],
    options: [
      {
        name: 'within',
        value: 'DAYS',
        about: { en: 'so far ahead: 30d, 6w, 3m, 1y (30d by default)', fr: 'aussi loin : 30d, 6w, 3m, 1y (30d par défaut)' },
      },
      {
        name: 'ics',
        value: 'FILE',
        about: {
          en: 'write a calendar (400 days by default); - for standard output',
          fr: 'écrire un agenda (400 jours par défaut) ; - pour la sortie standard',
        },
      },
      { name: 'done', about: { en: 'mark it as done today', fr: 'le marquer comme fait aujourd’hui' } },
      BY,
      DATA,
      ON,
    ],
    network: false,
    examples: [
      { line: 'sesame due --within 90d', about: { en: 'the next three months', fr: 'les trois prochains mois' } },
      { line: 'sesame due --ics mailboxes.ics', about: { en: 'for a calendar', fr: 'pour un agenda' } },
      {
        line: 'sesame due --done marie@icloud.com "main password"',
        about: { en: 'it was changed today', fr: 'il a été changé aujourd’hui' },
      },
    ],
    load: () => import('./commands/due.ts'),
  },
]
