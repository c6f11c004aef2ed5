// The part of the command table for checklists.

import { BY, DATA, ON } from './records-request.ts'
import type { CommandSpec } from './spec.ts'

export const CHECKLISTS: readonly CommandSpec[] = [
  {
    name: 'checklist new',
    about: { en: 'make a list from a template or from your own file', fr: 'créer une liste d’après un modèle ou votre propre fichier' },
    args: [
      {
        name: 'TEMPLATE',
        required: false,
        about: {
          en: 'move-account, lost-device ... (sesame checklist templates)',
          fr: 'move-account, lost-device ... (sesame checklist templates)',
        },
      },
    ],
    options: [
      {
        name: 'file',
        value: 'FILE',
        about: { en: 'your own template, as YAML or JSON: title and items', fr: 'votre propre modèle, en YAML ou JSON : title et items' },
      },
      {
        name: 'about',
        value: 'TEXT',
        about: { en: 'what it is about: a mailbox, a person, a device', fr: 'ce qu’elle concerne : une boîte, une personne, un appareil' },
      },
      { name: 'owner', value: 'NAME', about: { en: 'who does it', fr: 'qui s’en charge' } },
      { name: 'due', value: 'DATE', about: { en: 'until when', fr: 'pour quand' } },
      BY,
      DATA,
      ON,
    ],
    network: false,
    examples: [
      {
        line: 'sesame checklist new move-account --about marie@icloud.com --owner Paul',
        about: { en: 'to move a mailbox', fr: 'pour déplacer une boîte' },
      },
    ],
    load: () => import('./commands/checklist-new.ts'),
  },
  {
    name: 'checklist list',
    about: { en: 'the lists that have something left to do', fr: 'les listes où il reste à faire' },
    args: [],
    options: [
      { name: 'all', about: { en: 'also those that are done', fr: 'aussi celles qui sont finies' } },
      { name: 'about', value: 'TEXT', about: { en: 'only those about it', fr: 'seulement celles qui le concernent' } },
      DATA,
    ],
    network: false,
    examples: [{ line: 'sesame checklist list', about: { en: 'what is left', fr: 'ce qui reste' } }],
    load: () => import('./commands/checklist-list.ts'),
  },
  {
    name: 'checklist show',
    about: { en: 'a list, item by item', fr: 'une liste, point par point' },
    args: [
      { name: 'LIST', required: true, about: { en: 'its id (sesame checklist list)', fr: 'son identifiant (sesame checklist list)' } },
    ],
    options: [DATA],
    network: false,
    examples: [{ line: 'sesame checklist show move-account-3f2a1b', about: { en: 'one list', fr: 'une liste' } }],
    load: () => import('./commands/checklist-show.ts'),
  },
  {
    name: 'checklist done',
    about: { en: 'mark items as done', fr: 'marquer des points comme faits' },
    args: [
      { name: 'LIST', required: true, about: { en: 'its id (sesame checklist list)', fr: 'son identifiant (sesame checklist list)' } },
      { name: 'ITEM...', required: true, about: { en: 'ids of items', fr: 'identifiants de points' } },
    ],
    options: [
      { name: 'not-needed', about: { en: 'they are not needed', fr: 'ils sont inutiles' } },
      { name: 'reopen', about: { en: 'they are to be done after all', fr: 'ils sont finalement à faire' } },
      { name: 'note', value: 'TEXT', about: { en: 'a remark', fr: 'une remarque' } },
      { name: 'owner', value: 'NAME', about: { en: 'who does it', fr: 'qui s’en charge' } },
      { name: 'due', value: 'DATE', about: { en: 'until when', fr: 'pour quand' } },
      BY,
      DATA,
      ON,
    ],
    network: false,
    examples: [{ line: 'sesame checklist done move-account-3f2a1b inventory backup', about: { en: 'two items', fr: 'deux points' } }],
    load: () => import('./commands/checklist-done.ts'),
  },
  {
    name: 'checklist templates',
    about: { en: 'what lists can be made from', fr: 'd’après quoi une liste peut être faite' },
    args: [],
    options: [],
    network: false,
    examples: [{ line: 'sesame checklist templates', about: { en: 'all of them', fr: 'tous' } }],
    load: () => import('./commands/checklist-templates.ts'),
  },
]
