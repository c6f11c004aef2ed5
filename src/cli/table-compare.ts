// The part of the command table for proofs: two mailboxes compared, a report checked again, exact duplicates.

import { SIDE } from './side-options.ts'
import type { CommandSpec, OptionSpec } from './spec.ts'
import { CHOOSING } from './table-transfer.ts'

const CONNECTIONS: OptionSpec = {
  name: 'connections',
  value: 'N',
  about: {
    en: 'at most so many on each side (4 by default, never above the provider’s limit)',
    fr: 'au plus autant de chaque côté (4 par défaut, jamais plus que la limite du fournisseur)',
  },
}
const REPORT: OptionSpec = {
  name: 'report',
  value: 'NAME',
  about: {
    en: 'write a signed report: NAME.html to read and print, NAME.json to check, NAME.jsonl with every message',
    fr: 'écrire un rapport signé : NOM.html à lire et imprimer, NOM.json à vérifier, NOM.jsonl avec chaque message',
  },
}
const QUIET: OptionSpec = {
  name: 'quiet',
  about: { en: 'no progress; only what is not the same', fr: 'sans progression ; seulement ce qui n’est pas pareil' },
}
const EXIT_CODES = {
  en: 'Exit codes: 0 nothing missing and nothing doubled, 1 differences, 3 it could not be told.',
  fr: 'Codes de sortie : 0 rien ne manque et rien n’est en double, 1 des différences, 3 impossible à dire.',
}

export const COMPARE: readonly CommandSpec[] = [
  {
    name: 'compare',
    about: {
      en: 'did everything arrive? compare two mailboxes, message by message',
      fr: 'tout est-il arrivé ? comparer deux boîtes, message par message',
    },
    details: {
      en: `Says folder by folder what is missing, doubled, changed or only in B, each message by name and why; folders are paired as sesame copy would, whatever their language. A message is known by its content (SHA-256), never by its Message-ID. Nothing is written to either side. ${EXIT_CODES.en} See docs/proof.md.`,
      fr: `Dit dossier par dossier ce qui manque, est en double, a changé ou n’est que dans B, chaque message par son nom et pourquoi ; les dossiers sont mis en regard comme le ferait sesame copy, quelle que soit leur langue. Un message est reconnu à son contenu (SHA-256), jamais à son Message-ID. Rien n’est écrit d’aucun côté. ${EXIT_CODES.fr} Voir docs/proof.md.`,
    },
    args: [
      {
        name: 'A',
        required: true,
        about: {
          en: 'what should be there: an address, imaps://USER@HOST, or a folder or file (./backup, maildir:DIR, mbox:FILE, eml:DIR, old.pst)',
          fr: 'ce qui devrait être là : une adresse, imaps://UTILISATEUR@HÔTE, ou un dossier ou fichier (./sauvegarde, maildir:DOSSIER, mbox:FICHIER, eml:DOSSIER, ancien.pst)',
        },
      },
      { name: 'B', required: true, about: { en: 'where it should be', fr: 'là où cela devrait être' } },
    ],
    options: [
      {
        name: 'level',
        value: 'LEVEL',
        choices: ['counted', 'sampled', 'full'],
        about: {
          en: 'counted: sizes, dates and flags; sampled: and a random sample read; full (by default): every message read on both sides',
          fr: 'counted : tailles, dates et marques ; sampled : et un échantillon lu ; full (par défaut) : chaque message lu des deux côtés',
        },
      },
      {
        name: 'sample',
        value: 'N',
        about: {
          en: 'how many messages a sample has (460 by default: fewer than 1 in 100 differ, with 99 % certainty)',
          fr: 'combien de messages dans l’échantillon (460 par défaut : moins de 1 sur 100 diffère, avec 99 % de certitude)',
        },
      },
      {
        name: 'seed',
        value: 'TEXT',
        about: { en: 'draw the same sample as another time', fr: 'tirer le même échantillon qu’une autre fois' },
      },
      {
        name: 'accept',
        value: 'WHAT',
        about: {
          en: 'also well, between commas: changed (line ends, header), body, moved, flags, dates, or all; never what is missing or doubled',
          fr: 'aussi admis, entre virgules : changed (fins de ligne, en-têtes), body, moved, flags, dates, ou all ; jamais ce qui manque ou est en double',
        },
      },
      ...CHOOSING,
      {
        name: 'folder',
        value: 'A=B',
        repeat: true,
        about: { en: 'compare the folder A of the one with B of the other', fr: 'comparer le dossier A de l’une avec B de l’autre' },
      },
      {
        name: 'under',
        value: 'FOLDER',
        about: { en: 'everything lies below this folder of B', fr: 'tout se trouve sous ce dossier de B' },
      },
      REPORT,
      CONNECTIONS,
      QUIET,
      ...SIDE,
    ],
    network: true,
    examples: [
      {
        line: 'sesame compare marie@old.example marie@new.example --report move',
        about: { en: 'after a move, with a page to keep', fr: 'après un déménagement, avec une page à garder' },
      },
      {
        line: 'sesame compare marie@icloud.com ~/mail/marie --level sampled',
        about: { en: 'is the backup good? in a minute', fr: 'la sauvegarde est-elle bonne ? en une minute' },
      },
    ],
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'proof check',
    about: {
      en: 'check a report: was it changed since, and is everything still there?',
      fr: 'vérifier un rapport : a-t-il été modifié, et tout est-il encore là ?',
    },
    details: {
      en: 'Without --against nothing but the files is read, and no network is touched: the signature, and the list of all messages against the root that was signed. With --against the mailbox is read again and compared with what the report says: what is still there, what changed, what is gone.',
      fr: 'Sans --against seuls les fichiers sont lus, sans réseau : la signature, et la liste de tous les messages d’après la racine signée. Avec --against la boîte est relue et comparée à ce que dit le rapport : ce qui est toujours là, ce qui a changé, ce qui est parti.',
    },
    args: [
      {
        name: 'REPORT',
        required: true,
        about: {
          en: 'the .json file that --report wrote, its .jsonl file beside it',
          fr: 'le fichier .json écrit par --report, son fichier .jsonl à côté',
        },
      },
    ],
    options: [
      {
        name: 'against',
        value: 'MAILBOX',
        about: { en: 'read this mailbox again: an address, a URL, a folder', fr: 'relire cette boîte : une adresse, une URL, un dossier' },
      },
      {
        name: 'side',
        value: 'SIDE',
        choices: ['target', 'source'],
        about: { en: 'which of the two it was (target by default)', fr: 'laquelle des deux c’était (target, la cible, par défaut)' },
      },
      {
        name: 'key',
        value: 'FINGERPRINT',
        about: { en: 'it must be signed by this key', fr: 'il doit être signé par cette clé' },
      },
      REPORT,
      CONNECTIONS,
      QUIET,
      ...SIDE,
    ],
    network: true,
    examples: [
      { line: 'sesame proof check move.json', about: { en: 'offline', fr: 'hors ligne' } },
      {
        line: 'sesame proof check move.json --against marie@new.example',
        about: { en: 'a year later', fr: 'un an plus tard' },
      },
    ],
    load: () => import('./commands/proof-check.ts'),
  },
  {
    name: 'duplicates',
    about: {
      en: 'list messages that are there twice, exactly; remove them on request',
      fr: 'lister les messages présents deux fois, exactement ; les retirer sur demande',
    },
    details: {
      en: 'A duplicate is the same bytes twice in the same folder; two messages with the same subject or Message-ID are none. It only looks, unless --remove is given: then the list is shown and written to a file, a yes is asked for, the one that stays is read again, keeps the flags of all, and only then the others go.',
      fr: 'Un doublon, ce sont les mêmes octets deux fois dans le même dossier ; deux messages de même objet ou de même Message-ID n’en sont pas. La commande ne fait que regarder, sauf avec --remove : la liste est alors montrée et écrite dans un fichier, un oui est demandé, le message qui reste est relu, garde les marques de tous, et alors seulement les autres partent.',
    },
    args: [
      {
        name: 'ADDRESS',
        required: true,
        about: {
          en: 'the mailbox: an address, imaps://USER@HOST, or a folder of files',
          fr: 'la boîte : une adresse, imaps://UTILISATEUR@HÔTE, ou un dossier de fichiers',
        },
      },
    ],
    options: [
      {
        name: 'across',
        about: { en: 'also tell what lies in several folders', fr: 'dire aussi ce qui se trouve dans plusieurs dossiers' },
      },
      { name: 'remove', about: { en: 'remove what is too many, after a yes', fr: 'retirer ce qui est en trop, après un oui' } },
      {
        name: 'list',
        value: 'FILE',
        about: { en: 'where to write the list of what is removed', fr: 'où écrire la liste de ce qui est retiré' },
      },
      { name: 'yes', about: { en: 'the yes to --remove', fr: 'le oui à --remove' } },
      CONNECTIONS,
      QUIET,
      ...SIDE,
    ],
    network: true,
    examples: [
      { line: 'sesame duplicates marie@icloud.com', about: { en: 'only looks', fr: 'regarde seulement' } },
      {
        line: 'sesame duplicates marie@icloud.com --remove --list removed.jsonl',
        about: { en: 'shows, asks, removes', fr: 'montre, demande, retire' },
      },
    ],
    load: () => import('./commands/duplicates.ts'),
  },
]
