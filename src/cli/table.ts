// The command table: every command, its words in both languages, its options and examples. Nothing else lists commands but its part `table-known.ts`.

import type { CommandSpec, OptionSpec } from './spec.ts'
import { BRIDGE } from './table-bridge.ts'
import { BRIDGE_QUEUE } from './table-bridge-queue.ts'
import { BRIDGE_SERVICE } from './table-bridge-service.ts'
import { BRIDGE_SETUP } from './table-bridge-setup.ts'
import { COLLECT } from './table-collect.ts'
import { COMPARE } from './table-compare.ts'
import { KNOWN } from './table-known.ts'
import { LETTERS } from './table-letters.ts'
import { LOGIN } from './table-login.ts'
import { RECORDS } from './table-records.ts'
import { TIDY } from './table-tidy.ts'
import { TRANSFER } from './table-transfer.ts'
import { VAULT } from './table-vault.ts'
import { VAULT_TRANSFER } from './table-vault-transfer.ts'
import { webCommand } from './table-web.ts'

const PASSWORD: OptionSpec = {
  name: 'password-stdin',
  about: {
    en: 'read the password from standard input (asked for, hidden, on a terminal)',
    fr: 'lire le mot de passe sur l’entrée standard (demandé, masqué, dans un terminal)',
  },
}
const SAVED: OptionSpec = {
  name: 'saved',
  about: {
    en: 'use the sign-in or password that the vault keeps for the address',
    fr: 'utiliser la connexion ou le mot de passe que le coffre garde pour l’adresse',
  },
}
const LAB: OptionSpec = {
  name: 'lab',
  about: {
    en: 'use the built-in lab: servers on this computer that answer as the real ones do',
    fr: 'utiliser le laboratoire intégré : des serveurs sur cet ordinateur qui répondent comme les vrais',
  },
}
const OFFLINE: OptionSpec = {
  name: 'offline',
  about: {
    en: 'touch no network; judge from what is known and said',
    fr: 'ne toucher à aucun réseau ; juger d’après ce qui est connu et dit',
  },
}
const PROTOCOL: OptionSpec = {
  name: 'protocol',
  value: 'NAME',
  choices: ['imap', 'pop3', 'smtp'],
  about: { en: 'the protocol that fails', fr: 'le protocole en panne' },
}
const APP: OptionSpec = {
  name: 'app',
  value: 'APP',
  completes: 'clients',
  about: {
    en: 'the app or device: outlook-windows, iPhone, Thunderbird, printer ...',
    fr: 'l’application ou l’appareil : outlook-windows, iPhone, Thunderbird, imprimante ...',
  },
}
const TRANSCRIPT: OptionSpec = {
  name: 'transcript',
  about: { en: 'show the timed transcript, secrets struck out', fr: 'montrer la transcription horodatée, secrets masqués' },
}
/** Options that every command takes. */
export const COMMON: readonly OptionSpec[] = [
  {
    name: 'lang',
    value: 'LANG',
    choices: ['fr', 'en'],
    about: { en: 'language: fr or en (by default the environment’s)', fr: 'langue : fr ou en (par défaut celle de l’environnement)' },
  },
  {
    name: 'json',
    about: { en: 'one JSON object on standard output instead of text', fr: 'un objet JSON sur la sortie standard au lieu du texte' },
  },
  { name: 'help', about: { en: 'this help', fr: 'cette aide' } },
]

/** Options of every command that reaches out, as curl has them. */
export const NETWORK: readonly OptionSpec[] = [
  { name: 'dns', value: 'HOST:PORT', about: { en: 'ask this name server', fr: 'interroger ce serveur de noms' } },
  {
    name: 'connect-to',
    value: 'H1:P1:H2:P2',
    repeat: true,
    about: { en: 'connect to H2:P2 whenever H1:P1 is wanted', fr: 'se connecter à H2:P2 quand H1:P1 est demandé' },
  },
  {
    name: 'cacert',
    value: 'FILE',
    about: { en: 'trust these certificate authorities too (PEM)', fr: 'faire aussi confiance à ces autorités (PEM)' },
  },
  { name: 'now', value: 'DATE', about: { en: 'judge as if it were this day', fr: 'juger comme si c’était ce jour' } },
  { name: 'proxy', value: 'URL', about: { en: 'socks5://host:port or http://host:port', fr: 'socks5://hôte:port ou http://hôte:port' } },
]

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'doctor',
    about: { en: 'find the true cause, say the fix, step by step', fr: 'trouver la vraie cause, dire le remède, étape par étape' },
    details: {
      en: 'Finds out who holds the mailbox, looks at its servers, reads what the app said, judges, and gives the steps for exactly this app. Without a password it only looks; with one it makes at most two sign-in attempts, over verified TLS, at servers that are known to be the right ones.',
      fr: 'Cherche qui héberge la boîte, examine ses serveurs, lit ce que l’application a dit, juge, et donne les étapes pour cette application précisément. Sans mot de passe, elle ne fait que regarder ; avec un mot de passe, deux tentatives d’identification au plus, en TLS vérifié, sur des serveurs reconnus comme les bons.',
    },
    args: [
      {
        name: 'ADDRESS',
        required: true,
        about: { en: 'the e-mail address that does not work', fr: 'l’adresse électronique qui ne fonctionne pas' },
      },
    ],
    options: [
      APP,
      {
        name: 'message',
        value: 'TEXT',
        repeat: true,
        about: { en: 'what the app shows, word for word', fr: 'ce que l’application affiche, mot pour mot' },
      },
      {
        name: 'tell',
        value: 'TEXT',
        repeat: true,
        about: {
          en: 'anything you noticed: “it worked yesterday”, “new PC”',
          fr: 'tout ce que vous avez remarqué : « ça marchait hier », « nouveau PC »',
        },
      },
      PROTOCOL,
      { name: 'account', value: 'KIND', choices: ['personal', 'work'], about: { en: 'kind of account', fr: 'type de compte' } },
      {
        name: 'secret-kind',
        value: 'KIND',
        choices: ['password', 'app-password', 'oauth'],
        about: { en: 'what the app signs in with', fr: 'ce avec quoi l’application s’identifie' },
      },
      PASSWORD,
      SAVED,
      LAB,
      OFFLINE,
      {
        name: 'save',
        value: 'FILE',
        about: {
          en: 'save the case without secrets, to be judged again anywhere',
          fr: 'enregistrer le cas sans secret, pour le juger de nouveau ailleurs',
        },
      },
      {
        name: 'sheet',
        about: {
          en: 'note what was found on the sheet of this mailbox (sesame sheet)',
          fr: 'noter ce qui a été trouvé sur la fiche de cette boîte (sesame sheet)',
        },
      },
      TRANSCRIPT,
    ],
    network: true,
    examples: [
      {
        line: 'sesame doctor marie@icloud.com --app outlook-windows --message "nom d\'utilisateur ou mot de passe incorrect" --lab',
        about: { en: 'the first article’s case, on the lab', fr: 'le cas du premier article, au laboratoire' },
      },
      {
        line: 'sesame doctor paul@hotmail.com --app "iPhone" --message "Le serveur imap-mail.outlook.com ne répond pas"',
        about: { en: 'an iPhone that says the server does not respond', fr: 'un iPhone qui dit que le serveur ne répond pas' },
      },
      {
        line: 'sesame doctor scan@contoso.example --app printer --protocol smtp --tell "imprimante Canon" --password-stdin',
        about: { en: 'a printer that no longer sends', fr: 'une imprimante qui n’envoie plus' },
      },
    ],
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'identify',
    about: { en: 'say who holds a mailbox and where it is reached', fr: 'dire qui héberge une boîte et où la joindre' },
    args: [
      {
        name: 'ADDRESS...',
        required: true,
        about: {
          en: 'one or more addresses; - reads them from standard input',
          fr: 'une ou plusieurs adresses ; - les lit sur l’entrée standard',
        },
      },
    ],
    options: [
      OFFLINE,
      LAB,
      {
        name: 'deadline',
        value: 'SECONDS',
        about: { en: 'give every look-up this long (3 by default)', fr: 'temps laissé à toutes les recherches (3 par défaut)' },
      },
    ],
    network: true,
    examples: [
      { line: 'sesame identify claire@contoso.example --lab', about: { en: 'a company domain', fr: 'un domaine d’entreprise' } },
      {
        line: 'sesame identify - --json < addresses.txt',
        about: { en: 'many addresses, one JSON line each', fr: 'beaucoup d’adresses, une ligne JSON chacune' },
      },
    ],
    load: () => import('./commands/identify.ts'),
  },
  {
    name: 'probe',
    about: { en: 'look at mail servers and tell what is seen', fr: 'examiner des serveurs de courrier et dire ce qui est vu' },
    details: {
      en: 'imaps://, pop3s:// and smtps:// are TLS from the start; imap://, pop3:// and smtp:// require STARTTLS whenever a password is given; HOST:PORT is read by its port.',
      fr: 'imaps://, pop3s:// et smtps:// sont en TLS dès le début ; imap://, pop3:// et smtp:// exigent STARTTLS dès qu’un mot de passe est donné ; HÔTE:PORT se lit d’après le port.',
    },
    args: [{ name: 'ADDRESS|URL', required: true, about: { en: 'an address, or a server', fr: 'une adresse, ou un serveur' } }],
    options: [
      { name: 'user', value: 'NAME', about: { en: 'the sign-in name', fr: 'le nom d’utilisateur' } },
      {
        name: 'secret-kind',
        value: 'KIND',
        choices: ['password', 'app-password', 'oauth'],
        about: { en: 'what the secret is', fr: 'ce qu’est le secret' },
      },
      PASSWORD,
      SAVED,
      PROTOCOL,
      LAB,
      TRANSCRIPT,
    ],
    network: true,
    examples: [
      {
        line: 'sesame probe imaps://imap.mail.me.com:993 --lab --transcript',
        about: { en: 'a server, word for word', fr: 'un serveur, mot pour mot' },
      },
      {
        line: 'sesame probe smtp://smtp.office365.com:587 --user scan@contoso.example --password-stdin',
        about: { en: 'a sign-in for sending', fr: 'une identification pour envoyer' },
      },
    ],
    load: () => import('./commands/probe.ts'),
  },
  {
    name: 'diagnose',
    about: { en: 'judge saved cases, without any network', fr: 'juger des cas enregistrés, sans aucun réseau' },
    details: {
      en: 'Reads one JSON case or JSON Lines, writes one JSON diagnosis a line, in order. On a terminal a single case is shown as text.',
      fr: 'Lit un cas JSON ou des lignes JSON, écrit un diagnostic JSON par ligne, dans l’ordre. Dans un terminal, un cas unique est montré en texte.',
    },
    args: [
      {
        name: 'FILE',
        required: false,
        about: { en: 'a file; - or nothing: standard input', fr: 'un fichier ; - ou rien : entrée standard' },
      },
    ],
    options: [{ name: 'now', value: 'DATE', about: { en: 'the date of cases that have none', fr: 'la date des cas qui n’en ont pas' } }],
    network: false,
    examples: [
      { line: 'sesame diagnose case.json', about: { en: 'a case saved by doctor --save', fr: 'un cas enregistré par doctor --save' } },
    ],
    load: () => import('./commands/diagnose.ts'),
  },
  {
    name: 'guide',
    about: { en: 'the steps for a cause, a provider and an app', fr: 'les étapes pour une cause, un fournisseur et une application' },
    args: [
      {
        name: 'CAUSE',
        required: false,
        completes: 'causes',
        about: { en: 'a cause id; without one, the list', fr: 'un identifiant de cause ; sans lui, la liste' },
      },
    ],
    options: [
      {
        name: 'provider',
        value: 'PROVIDER',
        completes: 'providers',
        about: { en: 'the provider: icloud, outlook-com, gmail ...', fr: 'le fournisseur : icloud, outlook-com, gmail ...' },
      },
      APP,
      { name: 'account', value: 'KIND', choices: ['personal', 'work'], about: { en: 'kind of account', fr: 'type de compte' } },
      PROTOCOL,
      { name: 'now', value: 'DATE', about: { en: 'the steps as of this day', fr: 'les étapes valables ce jour-là' } },
      { name: 'list', about: { en: 'list causes, providers and apps', fr: 'lister causes, fournisseurs et applications' } },
    ],
    network: false,
    examples: [
      {
        line: 'sesame guide auth.basic_disabled --provider outlook-com --app apple-mail-ios',
        about: { en: 'Hotmail on an iPhone', fr: 'Hotmail sur un iPhone' },
      },
    ],
    load: () => import('./commands/guide.ts'),
  },
  LETTERS,
  {
    name: 'verify',
    about: {
      en: 'prove the repair: a message to yourself, sent and seen to arrive',
      fr: 'prouver la réparation : un message à soi-même, envoyé et vu arriver',
    },
    details: {
      en: 'Looks again, sends a message with a recognisable subject to the address itself, waits for it, measures the delay and removes it.',
      fr: 'Examine de nouveau, envoie à l’adresse elle-même un message au sujet reconnaissable, attend son arrivée, mesure le délai et le supprime.',
    },
    args: [
      {
        name: 'FILE|ADDRESS',
        required: true,
        about: { en: 'a case saved by doctor --save, or an address', fr: 'un cas enregistré par doctor --save, ou une adresse' },
      },
    ],
    options: [
      {
        name: 'address',
        value: 'ADDRESS',
        about: {
          en: 'the address, when a file is given (files hold it masked)',
          fr: 'l’adresse, quand un fichier est donné (il la contient masquée)',
        },
      },
      {
        name: 'secret-kind',
        value: 'KIND',
        choices: ['password', 'app-password', 'oauth'],
        about: { en: 'what the secret is', fr: 'ce qu’est le secret' },
      },
      PASSWORD,
      SAVED,
      {
        name: 'wait',
        value: 'SECONDS',
        about: { en: 'how long to wait for the message (60 by default)', fr: 'combien de temps attendre le message (60 par défaut)' },
      },
      PROTOCOL,
      LAB,
      TRANSCRIPT,
    ],
    network: true,
    examples: [
      {
        line: 'sesame verify marie@icloud.com --password-stdin',
        about: { en: 'after the new app-specific password', fr: 'après le nouveau mot de passe pour application' },
      },
    ],
    load: () => import('./commands/verify.ts'),
  },
  webCommand(LAB),
  ...TRANSFER,
  ...COMPARE,
  ...COLLECT,
  ...TIDY,
  ...LOGIN,
  ...BRIDGE,
  ...BRIDGE_SERVICE,
  ...BRIDGE_SETUP,
  ...BRIDGE_QUEUE,
  ...VAULT,
  ...VAULT_TRANSFER,
  ...RECORDS,
  ...KNOWN,
  {
    name: 'lab',
    about: {
      en: 'run the lab: a small internet of mail providers on this computer',
      fr: 'lancer le laboratoire : un petit internet de fournisseurs sur cet ordinateur',
    },
    args: [],
    options: [
      {
        name: 'write',
        value: 'FOLDER',
        about: {
          en: 'where to write network.json and ca.pem (a temporary folder by default)',
          fr: 'où écrire network.json et ca.pem (un dossier temporaire par défaut)',
        },
      },
      { name: 'delay', value: 'MS', about: { en: 'add this to every round trip', fr: 'ajouter cela à chaque aller-retour' } },
    ],
    network: false,
    examples: [
      {
        line: 'sesame lab',
        about: {
          en: 'then, in another window: SESAME_NETWORK=FILE sesame doctor ...',
          fr: 'puis, dans une autre fenêtre : SESAME_NETWORK=FICHIER sesame doctor ...',
        },
      },
    ],
    load: () => import('./commands/lab.ts'),
  },
  {
    name: 'completion',
    about: { en: 'print a completion script for your shell', fr: 'écrire un script de complétion pour votre interpréteur' },
    args: [{ name: 'SHELL', required: true, about: { en: 'bash, zsh or fish', fr: 'bash, zsh ou fish' } }],
    options: [],
    network: false,
    examples: [{ line: 'source <(sesame completion bash)', about: { en: 'for this session', fr: 'pour cette session' } }],
    load: () => import('./commands/completion.ts'),
  },
]
