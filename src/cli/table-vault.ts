// The part of the command table for secrets.

import { DATA } from './data-option.ts'
import type { ArgumentSpec, CommandSpec, OptionSpec } from './spec.ts'

const NAME: ArgumentSpec = {
  name: 'NAME',
  required: true,
  about: { en: 'its name, as sesame vault list shows it', fr: 'son nom, comme sesame vault list le montre' },
}
const YES: OptionSpec = { name: 'yes', about: { en: 'do not ask', fr: 'ne pas demander' } }
const PASSPHRASE_STDIN: OptionSpec = {
  name: 'password-stdin',
  about: {
    en: 'read the passphrase from standard input (asked for, hidden, on a terminal)',
    fr: 'lire la phrase secrète sur l’entrée standard (demandée, masquée, dans un terminal)',
  },
}
const NEW_STDIN: OptionSpec = {
  name: 'password-stdin',
  about: {
    en: 'read the new passphrase from standard input (asked for, hidden, on a terminal)',
    fr: 'lire la nouvelle phrase secrète sur l’entrée standard (demandée, masquée, dans un terminal)',
  },
}

export const VAULT: readonly CommandSpec[] = [
  {
    name: 'vault init',
    about: { en: 'make the vault of this machine', fr: 'créer le coffre de cette machine' },
    details: {
      en: 'By default the keyring of the system opens it, and a recovery passphrase too if you choose one; where there is no keyring, a passphrase. With --kdbx a KeePass file is the vault: one that is there keeps all that it holds.',
      fr: 'Par défaut le trousseau du système l’ouvre, et une phrase secrète de secours si vous en choisissez une ; sans trousseau, une phrase secrète. Avec --kdbx, un fichier KeePass est le coffre : celui qui existe déjà garde tout ce qu’il contient.',
    },
    args: [],
    options: [
      { name: 'passphrase', about: { en: 'opened by a passphrase', fr: 'ouvert par une phrase secrète' } },
      { name: 'keyring', about: { en: 'opened by the keyring of the system', fr: 'ouvert par le trousseau du système' } },
      { name: 'kdbx', value: 'FILE', about: { en: 'this KeePass file is the vault', fr: 'ce fichier KeePass est le coffre' } },
      NEW_STDIN,
      DATA,
    ],
    network: false,
    examples: [
      { line: 'sesame vault init', about: { en: 'the best this system offers', fr: 'le mieux que ce système offre' } },
      { line: 'sesame vault init --kdbx ~/passwords.kdbx', about: { en: 'share it with KeePassXC', fr: 'le partager avec KeePassXC' } },
    ],
    load: () => import('./commands/vault-init.ts'),
  },
  {
    name: 'vault list',
    about: { en: 'list what it keeps: names and dates, never values', fr: 'lister ce qu’il garde : noms et dates, jamais les valeurs' },
    args: [],
    options: [DATA],
    network: false,
    examples: [{ line: 'sesame vault list', about: { en: 'everything', fr: 'tout' } }],
    load: () => import('./commands/vault-list.ts'),
  },
  {
    name: 'vault show',
    about: { en: 'show one secret, after a yes', fr: 'montrer un secret, après un oui' },
    args: [NAME],
    options: [YES, DATA],
    network: false,
    examples: [
      {
        line: 'sesame vault show password/marie@example.com --yes | wl-copy',
        about: { en: 'into the clipboard, past the screen', fr: 'dans le presse-papiers, sans passer par l’écran' },
      },
    ],
    load: () => import('./commands/vault-show.ts'),
  },
  {
    name: 'vault add',
    about: { en: 'keep a secret: typed unseen, or piped in', fr: 'garder un secret : tapé sans être vu, ou reçu d’un tube' },
    args: [{ ...NAME, about: { en: 'a name for it: password/marie@example.com', fr: 'un nom pour lui : password/marie@example.com' } }],
    options: [
      { name: 'title', value: 'TEXT', about: { en: 'what a person calls it', fr: 'comment on l’appelle' } },
      { name: 'user', value: 'NAME', about: { en: 'the user name that goes with it', fr: 'le nom d’utilisateur qui va avec' } },
      { name: 'url', value: 'URL', about: { en: 'where it is used', fr: 'où il sert' } },
      { name: 'note', value: 'TEXT', about: { en: 'a note, which is not secret', fr: 'une note, qui n’est pas secrète' } },
      { name: 'due', value: 'DATE', about: { en: 'the day on which it should be changed', fr: 'le jour où il faudrait le changer' } },
      {
        name: 'sort',
        value: 'SORT',
        choices: ['password', 'app-password', 'oauth', 'oauth-client', 'bridge', 'key', 'note'],
        about: { en: 'what it is (password by default)', fr: 'ce que c’est (password par défaut)' },
      },
      {
        name: 'password-stdin',
        about: { en: 'read it from standard input', fr: 'le lire sur l’entrée standard' },
      },
      YES,
      DATA,
    ],
    network: false,
    examples: [
      {
        line: 'sesame vault add app-password/marie@icloud.com --sort app-password --title "iPhone"',
        about: { en: 'it is asked for', fr: 'il est demandé' },
      },
    ],
    load: () => import('./commands/vault-add.ts'),
  },
  {
    name: 'vault remove',
    about: { en: 'remove a secret, after a yes', fr: 'enlever un secret, après un oui' },
    args: [NAME],
    options: [YES, DATA],
    network: false,
    examples: [{ line: 'sesame vault remove password/old@example.com', about: { en: 'no longer needed', fr: 'plus besoin' } }],
    load: () => import('./commands/vault-remove.ts'),
  },
  {
    name: 'vault passphrase',
    about: { en: 'change the passphrase', fr: 'changer la phrase secrète' },
    details: {
      en: 'The old one is asked for first, or read from the file that SESAME_VAULT_PASSPHRASE_FILE names. Afterwards it opens neither the vault nor its backup. A vault that only the keyring opens gets its first passphrase.',
      fr: 'L’ancienne est demandée d’abord, ou lue dans le fichier que nomme SESAME_VAULT_PASSPHRASE_FILE. Ensuite elle n’ouvre plus ni le coffre ni sa copie de secours. Un coffre que seul le trousseau ouvre reçoit sa première phrase secrète.',
    },
    args: [],
    options: [NEW_STDIN, DATA],
    network: false,
    examples: [{ line: 'sesame vault passphrase', about: { en: 'asks for both', fr: 'demande les deux' } }],
    load: () => import('./commands/vault-passphrase.ts'),
  },
  {
    name: 'vault unlock',
    about: { en: 'unlock it once for several commands', fr: 'le déverrouiller une fois pour plusieurs commandes' },
    details: {
      en: 'A small program of yours holds the key in memory, gives it to your own commands alone, and forgets it when nobody asked for a while. For services: SESAME_VAULT_PASSPHRASE_FILE names a file that only they can read.',
      fr: 'Un petit programme à vous tient la clé en mémoire, ne la donne qu’à vos propres commandes et l’oublie quand personne ne l’a demandée depuis un moment. Pour les services : SESAME_VAULT_PASSPHRASE_FILE nomme un fichier qu’eux seuls peuvent lire.',
    },
    args: [],
    options: [
      {
        name: 'for',
        value: 'MINUTES',
        about: {
          en: 'forget after so many minutes without use (15 by default)',
          fr: 'oublier après tant de minutes sans usage (15 par défaut)',
        },
      },
      PASSPHRASE_STDIN,
      DATA,
    ],
    network: false,
    examples: [{ line: 'sesame vault unlock --for 60', about: { en: 'for an hour without use', fr: 'pour une heure sans usage' } }],
    load: () => import('./commands/vault-unlock.ts'),
  },
  {
    name: 'vault lock',
    about: { en: 'forget the key at once', fr: 'oublier la clé tout de suite' },
    args: [],
    options: [DATA],
    network: false,
    examples: [{ line: 'sesame vault lock', about: { en: 'before leaving', fr: 'avant de partir' } }],
    load: () => import('./commands/vault-lock.ts'),
  },
  {
    name: 'vault status',
    about: {
      en: 'say where it is, what opens it, and whether it is open',
      fr: 'dire où il est, ce qui l’ouvre, et s’il est ouvert',
    },
    args: [],
    options: [DATA],
    network: false,
    examples: [{ line: 'sesame vault status', about: { en: 'asks nothing', fr: 'ne demande rien' } }],
    load: () => import('./commands/vault-status.ts'),
  },
  {
    name: 'vault restore',
    about: { en: 'take the backup back', fr: 'reprendre la copie de secours' },
    details: {
      en: 'One backup is kept: the vault as it was before the last change. It is seen to open before it takes the place; what was there is kept too.',
      fr: 'Une copie est gardée : le coffre d’avant le dernier changement. On vérifie qu’elle s’ouvre avant qu’elle prenne la place ; ce qui y était est gardé aussi.',
    },
    args: [],
    options: [PASSPHRASE_STDIN, DATA],
    network: false,
    examples: [{ line: 'sesame vault restore', about: { en: 'when the file is damaged', fr: 'quand le fichier est abîmé' } }],
    load: () => import('./commands/vault-restore.ts'),
  },
]
