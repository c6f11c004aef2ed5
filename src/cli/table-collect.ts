// The part of the command table for collecting: one mailbox into another on a schedule.

import { NETWORK_LAB } from './collect-flags.ts'
import { DATA } from './data-option.ts'
import { FORCE, PRINTED, WHOSE } from './service-options.ts'
import type { ArgumentSpec, CommandSpec } from './spec.ts'

const NAME: ArgumentSpec = {
  name: 'NAME',
  required: false,
  about: { en: 'only this one; without a name, all', fr: 'seulement celle-là ; sans nom, toutes' },
}

export const COLLECT: readonly CommandSpec[] = [
  {
    name: 'collect add',
    about: {
      en: 'collect one mailbox into another on a schedule, by IMAP or POP',
      fr: 'collecter une boîte dans une autre à intervalles réguliers, par IMAP ou POP',
    },
    details: {
      en: 'Takes the place of Gmail’s “check mail from other accounts”. Both mailboxes are opened at once with what the vault keeps for them (sesame login, sesame vault add); nothing is collected before sesame collect run. No message is lost or doubled, whatever breaks on the way, and nothing is removed from the source that was not read again, byte for byte, from the target.',
      fr: 'Remplace « consulter d’autres comptes de messagerie » de Gmail. Les deux boîtes sont ouvertes aussitôt avec ce que le coffre garde pour elles (sesame login, sesame vault add) ; rien n’est collecté avant sesame collect run. Aucun message n’est perdu ni doublé, quoi qu’il arrive en chemin, et rien n’est retiré de la source qui n’ait été relu dans la cible, octet pour octet.',
    },
    args: [
      {
        name: 'FROM',
        required: true,
        about: {
          en: 'the mailbox to be emptied or watched: an address, imaps://NAME@HOST or pop3s://NAME@HOST',
          fr: 'la boîte à relever : une adresse, imaps://NOM@HÔTE ou pop3s://NOM@HÔTE',
        },
      },
    ],
    options: [
      {
        name: 'into',
        value: 'TO',
        about: { en: 'the mailbox that it goes to, by IMAP', fr: 'la boîte où tout arrive, par IMAP' },
      },
      {
        name: 'folder',
        value: 'NAME',
        about: {
          en: 'the folder there (the inbox by default); at Gmail a folder is a label',
          fr: 'le dossier là-bas (par défaut la boîte de réception) ; chez Gmail un dossier est un libellé',
        },
      },
      { name: 'junk', about: { en: 'the junk folder too (IMAP only)', fr: 'aussi le dossier des indésirables (IMAP seulement)' } },
      {
        name: 'every',
        value: 'MINUTES',
        about: { en: 'minutes between two rounds (10 to 15 by default)', fr: 'minutes entre deux passages (10 à 15 par défaut)' },
      },
      { name: 'leave', about: { en: 'leave everything at the source (by default)', fr: 'tout laisser à la source (par défaut)' } },
      {
        name: 'remove',
        about: {
          en: 'remove from the source what is proved to be in the target',
          fr: 'retirer de la source ce qui est prouvé être dans la cible',
        },
      },
      {
        name: 'after',
        value: 'DAYS',
        about: { en: 'with --remove: so many days after it came', fr: 'avec --remove : tant de jours après sa venue' },
      },
      {
        name: 'protocol',
        value: 'NAME',
        choices: ['imap', 'pop3'],
        about: {
          en: 'how the source is read: imap (by default) or pop3, which sees the inbox only',
          fr: 'comment lire la source : imap (par défaut) ou pop3, qui ne voit que la boîte de réception',
        },
      },
      {
        name: 'keep-flags',
        about: {
          en: 'keep read, flagged and answered as they are; else mail arrives unread',
          fr: 'garder les états lu, marqué et répondu ; sinon le courrier arrive non lu',
        },
      },
      {
        name: 'label',
        value: 'NAME',
        about: { en: 'what to call it (the address by default)', fr: 'comment l’appeler (par défaut l’adresse)' },
      },
      ...NETWORK_LAB,
      DATA,
    ],
    network: true,
    examples: [
      {
        line: 'sesame collect add marie@hotmail.com --into marie@gmail.com --folder Hotmail --junk',
        about: { en: 'Hotmail in Gmail, under a label of its own', fr: 'Hotmail dans Gmail, sous son propre libellé' },
      },
      {
        line: 'sesame collect add marie@orange.fr --into marie@gmail.com --remove --after 30',
        about: { en: 'and clean the source after a month', fr: 'et nettoyer la source après un mois' },
      },
    ],
    load: () => import('./commands/collect-add.ts'),
  },
  {
    name: 'collect run',
    about: { en: 'collect, until Ctrl-C; or one round with --once', fr: 'collecter, jusqu’à Ctrl-C ; ou un seul passage avec --once' },
    details: {
      en: 'Comes at once where the source tells of news, and every ten to fifteen minutes besides. What a server asks for (“too many requests”, LOGIN-DELAY, a back-off time) is obeyed as it says; a refused sign-in is never repeated: it waits until you have signed in again. Ctrl-C ends it in order. Exit code of --once: 0 all went well; 1 something needs you; 3 it could not be reached.',
      fr: 'Vient aussitôt quand la source annonce du courrier, et toutes les dix à quinze minutes de toute façon. Ce qu’un serveur demande (« too many requests », LOGIN-DELAY, un délai) est suivi à la lettre ; une connexion refusée n’est jamais répétée : elle attend que vous vous reconnectiez. Ctrl-C arrête proprement. Code de sortie de --once : 0 tout va bien ; 1 il faut vous ; 3 injoignable.',
    },
    args: [NAME],
    options: [
      { name: 'once', about: { en: 'one round now, then end', fr: 'un passage maintenant, puis fin' } },
      {
        name: 'again',
        about: {
          en: 'also what waits for you or for a server: try it now',
          fr: 'aussi ce qui attend après vous ou un serveur : essayer maintenant',
        },
      },
      ...NETWORK_LAB,
      DATA,
    ],
    network: true,
    examples: [
      { line: 'sesame collect run', about: { en: 'all of them, for as long as it runs', fr: 'toutes, aussi longtemps qu’elle tourne' } },
      {
        line: 'sesame collect run --once --json',
        about: { en: 'for cron: one JSON line for each message', fr: 'pour cron : une ligne JSON par message' },
      },
    ],
    load: () => import('./commands/collect-run.ts'),
  },
  {
    name: 'collect status',
    about: {
      en: 'how each stands: last round, collected in all, next round, trouble and what mends it',
      fr: 'où en est chacune : dernier passage, collecté en tout, prochain passage, ennui et remède',
    },
    args: [NAME],
    options: [DATA],
    network: false,
    examples: [{ line: 'sesame collect status', about: { en: 'all of them', fr: 'toutes' } }],
    load: () => import('./commands/collect-status.ts'),
  },
  {
    name: 'collect list',
    about: { en: 'list what is collected from where into where', fr: 'lister ce qui est collecté, d’où et vers où' },
    args: [],
    options: [DATA],
    network: false,
    examples: [{ line: 'sesame collect list', about: { en: 'as a table', fr: 'en tableau' } }],
    load: () => import('./commands/collect-list.ts'),
  },
  {
    name: 'collect install',
    about: {
      en: 'make a service of collect run: systemd, launchd or Windows',
      fr: 'faire de collect run un service : systemd, launchd ou Windows',
    },
    details: {
      en: 'Writes one file, hardened where the system can, starts nothing, and says what to type next. The service collects all that was added, and what is added later. To go on while nobody is signed in it needs the vault’s passphrase in a file: --passphrase-file.',
      fr: 'Écrit un seul fichier, aussi fermé que le système le permet, ne lance rien, et dit quoi taper ensuite. Le service collecte tout ce qui a été ajouté, et ce qui le sera. Pour continuer quand personne n’a ouvert de session, il lui faut la phrase secrète du coffre dans un fichier : --passphrase-file.',
    },
    args: [],
    options: [...WHOSE, ...PRINTED, FORCE, DATA],
    network: false,
    examples: [
      {
        line: 'sesame collect install',
        about: { en: 'yours, as long as you are signed in', fr: 'le vôtre, tant que votre session est ouverte' },
      },
      {
        line: 'sesame collect install --passphrase-file ~/.config/sesame/passphrase',
        about: { en: 'yours, also after a reboot without you', fr: 'le vôtre, même après un redémarrage sans vous' },
      },
    ],
    load: () => import('./commands/collect-install.ts'),
  },
  {
    name: 'collect remove',
    about: {
      en: 'collect it no longer; mail stays where it is, on both sides',
      fr: 'ne plus la collecter ; le courrier reste où il est, des deux côtés',
    },
    args: [{ name: 'NAME', required: true, about: { en: 'what it is called', fr: 'son nom' } }],
    options: [DATA],
    network: false,
    examples: [{ line: 'sesame collect remove marie@hotmail.com', about: { en: 'by its name', fr: 'par son nom' } }],
    load: () => import('./commands/collect-remove.ts'),
  },
  {
    name: 'collect uninstall',
    about: { en: 'take the service’s file away again', fr: 'enlever le fichier du service' },
    args: [],
    options: [...WHOSE, FORCE, DATA],
    network: false,
    examples: [{ line: 'sesame collect uninstall', about: { en: 'collections and mail stay', fr: 'collectes et courrier restent' } }],
    load: () => import('./commands/collect-uninstall.ts'),
  },
]
