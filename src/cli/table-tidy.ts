// The part of the command table for a mailbox that has its special folders twice.

import { SIDE } from './side-options.ts'
import type { CommandSpec } from './spec.ts'

export const TIDY: readonly CommandSpec[] = [
  {
    name: 'tidy',
    about: {
      en: 'join special folders that a mailbox has twice: Brouillons beside Drafts, Envoyés beside Sent',
      fr: 'réunir les dossiers qu’une boîte a en double : Brouillons et Drafts, Envoyés et Sent',
    },
    details: {
      en: 'After a change of account or of app, a mailbox often has two folders for the sent mail, the drafts or the bin. Shows which are doubled and why it thinks so, asks, and pours each old one into the one that the server means: every message is copied on the server, read again there, and only then removed. An emptied folder goes after a yes only. It can be stopped at any moment and begun again; exact duplicates stay. Without a terminal nothing is changed unless --merge --yes says so.',
      fr: 'Après un changement de compte ou d’application, une boîte a souvent deux dossiers pour les messages envoyés, les brouillons ou la corbeille. Montre lesquels sont en double et pourquoi, demande, puis verse chaque ancien dans celui que le serveur désigne : chaque message est copié sur le serveur, relu sur place, et seulement ensuite retiré. Un dossier vidé n’est supprimé qu’après un oui. S’interrompt à tout moment et reprend ; les doublons exacts restent. Sans terminal, rien ne change sans --merge --yes.',
    },
    args: [
      {
        name: 'ADDRESS',
        required: true,
        about: { en: 'the mailbox: an address or imaps://USER@HOST', fr: 'la boîte : une adresse ou imaps://UTILISATEUR@HÔTE' },
      },
    ],
    options: [
      { name: 'merge', about: { en: 'merge, after a yes', fr: 'réunir, après un oui' } },
      {
        name: 'yes',
        about: {
          en: 'ask nothing: with --merge, also remove what is empty',
          fr: 'ne rien demander : avec --merge, supprimer aussi ce qui est vide',
        },
      },
      {
        name: 'folder',
        value: 'FROM=TO',
        repeat: true,
        about: {
          en: 'pour the folder FROM into TO, whatever they are called',
          fr: 'verser le dossier FROM dans TO, quels que soient leurs noms',
        },
      },
      ...SIDE,
    ],
    network: true,
    examples: [
      { line: 'sesame tidy marie@example.com', about: { en: 'show what is doubled, ask', fr: 'montrer ce qui est en double, demander' } },
      {
        line: 'sesame tidy marie@example.com --folder "Old sent=Sent" --merge',
        about: { en: 'join two folders of your choice', fr: 'réunir deux dossiers de votre choix' },
      },
    ],
    load: () => import('./commands/tidy.ts'),
  },
]
