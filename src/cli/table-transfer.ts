// The part of the command table for moving messages: copy, backup, restore, and the transfers that were begun.

import { SIDE, TELLING } from './side-options.ts'
import type { ArgumentSpec, CommandSpec, OptionSpec } from './spec.ts'

const FROM: ArgumentSpec = {
  name: 'FROM',
  required: true,
  about: {
    en: 'an address, imaps://USER@HOST[:PORT] (imap:// for STARTTLS), or a folder or file: ./backup, maildir:DIR, mbox:FILE, eml:DIR, old.pst',
    fr: 'une adresse, imaps://UTILISATEUR@HÔTE[:PORT] (imap:// pour STARTTLS), ou un dossier ou fichier : ./sauvegarde, maildir:DOSSIER, mbox:FICHIER, eml:DOSSIER, ancien.pst',
  },
}
const TO: ArgumentSpec = { name: 'TO', required: true, about: { en: 'the same, to be written to', fr: 'de même, où écrire' } }
const DIR: ArgumentSpec = { name: 'DIR', required: true, about: { en: 'the folder of the backup', fr: 'le dossier de la sauvegarde' } }
const ADDRESS: ArgumentSpec = {
  name: 'ADDRESS',
  required: true,
  about: { en: 'the mailbox: an address or imaps://USER@HOST', fr: 'la boîte : une adresse ou imaps://UTILISATEUR@HÔTE' },
}

export const CHOOSING: readonly OptionSpec[] = [
  {
    name: 'include',
    value: 'PATTERN',
    repeat: true,
    about: {
      en: 'only these folders: Clients/** holds everything below, Clients/* one level',
      fr: 'seulement ces dossiers : Clients/** prend tout ce qui est dessous, Clients/* un niveau',
    },
  },
  { name: 'exclude', value: 'PATTERN', repeat: true, about: { en: 'not these folders', fr: 'pas ces dossiers' } },
  {
    name: 'since',
    value: 'DATE',
    about: { en: 'only what was received since this day', fr: 'seulement ce qui est arrivé depuis ce jour' },
  },
  {
    name: 'before',
    value: 'DATE',
    about: { en: 'only what was received before this day', fr: 'seulement ce qui est arrivé avant ce jour' },
  },
  { name: 'largest', value: 'SIZE', about: { en: 'no message larger than this: 25M', fr: 'aucun message plus grand : 25M' } },
  {
    name: 'deleted',
    value: 'WHAT',
    choices: ['copy', 'leave'],
    about: {
      en: 'messages that are marked as deleted: copy (by default) or leave',
      fr: 'les messages marqués comme supprimés : copy (par défaut) ou leave, les laisser',
    },
  },
]

const PACE: readonly OptionSpec[] = [
  {
    name: 'connections',
    value: 'N',
    about: {
      en: 'at most so many on each side (4 by default, never above the provider’s limit)',
      fr: 'au plus autant de chaque côté (4 par défaut, jamais plus que la limite du fournisseur)',
    },
  },
  { name: 'limit-rate', value: 'SIZE', about: { en: 'no faster than this a second: 500K', fr: 'pas plus vite par seconde : 500K' } },
  {
    name: 'compress',
    value: 'WHEN',
    choices: ['auto', 'on', 'off'],
    about: {
      en: 'compress the lines: auto (by default) only where the network is the limit',
      fr: 'comprimer les lignes : auto (par défaut) seulement si le réseau est la limite',
    },
  },
  {
    name: 'no-wait',
    about: {
      en: 'stop when a provider’s limit of the day is reached, instead of waiting',
      fr: 's’arrêter à la limite quotidienne d’un fournisseur, au lieu d’attendre',
    },
  },
]

const PROVING: readonly OptionSpec[] = [
  {
    name: 'proof',
    value: 'LEVEL',
    choices: ['counted', 'sampled', 'full'],
    about: {
      en: 'how it is proved: counted (by default), sampled (some read again), full (all read again)',
      fr: 'comment c’est prouvé : counted (par défaut), sampled (une partie relue), full (tout relu)',
    },
  },
  {
    name: 'report',
    value: 'FILE',
    repeat: true,
    about: { en: 'write the proof: a page (.html) or data (.json)', fr: 'écrire la preuve : une page (.html) ou des données (.json)' },
  },
  {
    name: 'accept',
    value: 'STATES',
    about: {
      en: 'also well: changed, refused, gone, excluded (these two by default), waiting, or all; between commas',
      fr: 'aussi admis : changed, refused, gone, excluded (ces deux par défaut), waiting, ou all ; entre virgules',
    },
  },
]

const DRY_RUN: OptionSpec = {
  name: 'dry-run',
  about: { en: 'show the plan, change nothing', fr: 'montrer le plan, ne rien changer' },
}
const UNDER: OptionSpec = {
  name: 'under',
  value: 'FOLDER',
  about: { en: 'put everything below this folder of the target', fr: 'tout mettre sous ce dossier de la cible' },
}
const FORMAT: OptionSpec = {
  name: 'format',
  value: 'FORMAT',
  choices: ['maildir', 'mbox', 'eml'],
  about: {
    en: 'of a new backup: maildir (by default), mbox (one file a folder) or eml (one file a message, for Windows by default)',
    fr: 'd’une nouvelle sauvegarde : maildir (par défaut), mbox (un fichier par dossier) ou eml (un fichier par message ; par défaut sous Windows)',
  },
}

export const TRANSFER: readonly CommandSpec[] = [
  {
    name: 'copy',
    about: {
      en: 'move a mailbox: copy it whole, prove it, follow it until the switch',
      fr: 'déménager une boîte : la copier entière, le prouver, la suivre jusqu’à la bascule',
    },
    details: {
      en: 'Copies folders, messages, flags, keywords and dates from FROM to TO, byte for byte, without a message lost or doubled; the source is only read. It shows what will happen first, can be stopped at any moment and taken up again by the same command, and a second run costs only the difference. Every message ends in a named state. See docs/transfer.md.',
      fr: 'Copie dossiers, messages, marques, mots-clés et dates de FROM vers TO, octet pour octet, sans message perdu ni doublé ; la source n’est que lue. Montre d’abord ce qui va se passer, s’arrête à tout moment et reprend par la même commande ; un second passage ne coûte que la différence. Chaque message finit dans un état nommé. Voir docs/transfer.md.',
    },
    args: [FROM, TO],
    options: [
      DRY_RUN,
      ...CHOOSING,
      {
        name: 'folder',
        value: 'A=B',
        repeat: true,
        about: { en: 'put the folder A of the source into B', fr: 'mettre le dossier A de la source dans B' },
      },
      UNDER,
      {
        name: 'mirror',
        about: {
          en: 'also remove from the target what was copied and has gone from the source; asks first, or --yes',
          fr: 'retirer aussi de la cible ce qui a été copié et a disparu de la source ; demande d’abord, ou --yes',
        },
      },
      {
        name: 'order',
        value: 'ORDER',
        choices: ['auto', 'kept', 'newest'],
        about: {
          en: 'kept: as it arrived; newest: the newest first; auto (by default): newest where limits make it last for days',
          fr: 'kept : comme arrivé ; newest : le plus récent d’abord ; auto (par défaut) : newest si les limites la font durer des jours',
        },
      },
      {
        name: 'until-still',
        about: { en: 'passes over it until one finds nothing new', fr: 'repasser jusqu’à ce qu’un passage ne trouve rien de nouveau' },
      },
      {
        name: 'live',
        about: {
          en: 'the same, then says that MX can switch and goes on following until you stop it',
          fr: 'de même, puis dit que le MX peut basculer et continue de suivre jusqu’à l’arrêt',
        },
      },
      ...PACE,
      ...PROVING,
      FORMAT,
      ...TELLING,
      ...SIDE,
    ],
    network: true,
    examples: [
      {
        line: 'sesame copy marie@outlook.com marie@gmail.com --dry-run',
        about: { en: 'what would happen, how long it takes', fr: 'ce qui se passerait, et en combien de temps' },
      },
      {
        line: 'sesame copy marie@outlook.com marie@gmail.com --report proof.html',
        about: { en: 'the move, with its proof', fr: 'le déménagement, avec sa preuve' },
      },
      {
        line: 'sesame copy imaps://marie@old.example imaps://marie@new.example --live',
        about: { en: 'between two servers of your own, until the switch', fr: 'entre deux serveurs à vous, jusqu’à la bascule' },
      },
      {
        line: 'sesame copy old.pst marie@icloud.com --under Outlook',
        about: { en: 'an Outlook file into a mailbox', fr: 'un fichier Outlook dans une boîte' },
      },
    ],
    load: () => import('./commands/copy.ts'),
  },
  {
    name: 'backup',
    about: {
      en: 'keep a whole mailbox as files that other programs read too',
      fr: 'garder une boîte entière en fichiers que d’autres programmes lisent aussi',
    },
    details: {
      en: 'A first run fetches everything, the next ones only what is new; each can be stopped and taken up again. Maildir, mbox or single .eml files, with a manifest of digests, flags, keywords and dates beside them, so that sesame restore gives back exactly what was there. Maildir is the default because the flags stand in its file names, where other programs see them, and each message is safe the moment it is written.',
      fr: 'Le premier passage prend tout, les suivants seulement le nouveau ; chacun s’arrête et se reprend. Maildir, mbox ou fichiers .eml, avec un manifeste des empreintes, marques, mots-clés et dates, pour que sesame restore rende exactement ce qui était là. Maildir par défaut, car ses noms de fichiers portent les marques, que d’autres programmes voient, et chaque message est à l’abri dès qu’il est écrit.',
    },
    args: [ADDRESS, DIR],
    options: [FORMAT, DRY_RUN, ...CHOOSING, ...PACE, ...PROVING, ...TELLING, ...SIDE],
    network: true,
    examples: [
      {
        line: 'sesame backup marie@icloud.com ~/mail/marie',
        about: { en: 'now, and again whenever you like', fr: 'maintenant, puis quand vous voulez' },
      },
      {
        line: 'sesame backup marie@gmail.com D:\\mail --format eml --include INBOX --since 2024',
        about: { en: 'a part, one file a message', fr: 'une partie, un fichier par message' },
      },
    ],
    load: () => import('./commands/backup.ts'),
  },
  {
    name: 'restore',
    about: {
      en: 'put a backup back into a mailbox, without doubling what is there',
      fr: 'remettre une sauvegarde dans une boîte, sans doubler ce qui y est',
    },
    details: {
      en: 'Reads what sesame backup wrote, or any Maildir, mbox or folder of .eml files. Messages that the mailbox still has are known by their content and left alone.',
      fr: 'Lit ce que sesame backup a écrit, ou tout Maildir, mbox ou dossier de fichiers .eml. Les messages que la boîte a encore sont reconnus à leur contenu et laissés en paix.',
    },
    args: [DIR, ADDRESS],
    options: [UNDER, DRY_RUN, ...CHOOSING, ...PACE, ...PROVING, ...TELLING, ...SIDE],
    network: true,
    examples: [
      { line: 'sesame restore ~/mail/marie marie@icloud.com', about: { en: 'everything, where it was', fr: 'tout, là où c’était' } },
      {
        line: 'sesame restore ~/mail/marie marie@fastmail.com --under "Old mail"',
        about: { en: 'elsewhere, below a folder of its own', fr: 'ailleurs, sous un dossier à part' },
      },
    ],
    load: () => import('./commands/restore.ts'),
  },
  {
    name: 'transfers',
    about: {
      en: 'the transfers that were begun here: how far each is, and how it is taken up again',
      fr: 'les transferts commencés ici : où en est chacun, et comment le reprendre',
    },
    args: [
      {
        name: 'ID',
        required: false,
        about: { en: 'one of them; with --forget the one to forget', fr: 'l’un d’eux ; avec --forget celui à oublier' },
      },
    ],
    options: [
      {
        name: 'forget',
        about: {
          en: 'delete its journal and what lies aside; no message is touched, but the next run must look at everything again',
          fr: 'effacer son journal et ce qui a été mis de côté ; aucun message n’est touché, mais le prochain passage devra tout revoir',
        },
      },
      { name: 'yes', about: { en: 'ask nothing, go on', fr: 'ne rien demander, continuer' } },
      {
        name: 'data',
        value: 'DIR',
        about: {
          en: 'the folder of the journals (by default your data folder)',
          fr: 'le dossier des journaux (par défaut votre dossier de données)',
        },
      },
    ],
    network: false,
    examples: [{ line: 'sesame transfers', about: { en: 'all of them', fr: 'tous' } }],
    load: () => import('./commands/transfers.ts'),
  },
]
