// The part of the command table for secrets that come, go, or are made.

import { DATA } from './data-option.ts'
import type { CommandSpec, OptionSpec } from './spec.ts'

const FILE_PASSWORD: OptionSpec = {
  name: 'password-stdin',
  about: {
    en: 'read the password of the file from standard input',
    fr: 'lire le mot de passe du fichier sur l’entrée standard',
  },
}

export const VAULT_TRANSFER: readonly CommandSpec[] = [
  {
    name: 'vault export',
    about: {
      en: 'write secrets to a KeePass or Bitwarden file',
      fr: 'écrire des secrets dans un fichier KeePass ou Bitwarden',
    },
    details: {
      en: 'kdbx is KeePass’s encrypted file (KDBX 4), bitwarden-encrypted is Bitwarden’s export under a password of its own: the password of the new file is asked for twice. bitwarden is not encrypted and is written only after a clear yes. Files are for you alone (0600), and whole or not there.',
      fr: 'kdbx est le fichier chiffré de KeePass (KDBX 4), bitwarden-encrypted l’export de Bitwarden sous son propre mot de passe : celui du nouveau fichier est demandé deux fois. bitwarden n’est pas chiffré et n’est écrit qu’après un oui clair. Les fichiers ne sont lisibles que par vous (0600), et entiers ou absents.',
    },
    args: [
      {
        name: 'FILE',
        required: true,
        about: { en: 'the file to write; - for a program', fr: 'le fichier à écrire ; - pour un programme' },
      },
    ],
    options: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['kdbx', 'bitwarden-encrypted', 'bitwarden'],
        about: { en: 'kdbx by default', fr: 'kdbx par défaut' },
      },
      {
        name: 'only',
        value: 'NAME',
        repeat: true,
        about: {
          en: 'only this secret; a name that ends in * stands for all that begin so',
          fr: 'seulement ce secret ; un nom qui finit par * vaut pour tous ceux qui commencent ainsi',
        },
      },
      {
        name: 'kdf',
        value: 'NAME',
        choices: ['argon2id', 'pbkdf2'],
        about: {
          en: 'how bitwarden-encrypted derives its key (argon2id by default; pbkdf2 for programs from before 2023)',
          fr: 'comment bitwarden-encrypted dérive sa clé (argon2id par défaut ; pbkdf2 pour les programmes d’avant 2023)',
        },
      },
      FILE_PASSWORD,
      { name: 'force', about: { en: 'write over a file that is there', fr: 'écraser un fichier existant' } },
      { name: 'yes', about: { en: 'the clear yes to a file that is not encrypted', fr: 'le oui clair à un fichier non chiffré' } },
      DATA,
    ],
    network: false,
    examples: [
      {
        line: 'sesame vault export secrets.kdbx',
        about: { en: 'opens in KeePass and KeePassXC', fr: 's’ouvre dans KeePass et KeePassXC' },
      },
      {
        line: 'sesame vault export phone.json --format bitwarden-encrypted --only "password/*"',
        about: { en: 'for Bitwarden, passwords alone', fr: 'pour Bitwarden, seulement les mots de passe' },
      },
    ],
    load: () => import('./commands/vault-export.ts'),
  },
  {
    name: 'vault import',
    about: {
      en: 'take secrets from KeePass, Bitwarden or a browser’s table',
      fr: 'reprendre des secrets de KeePass, de Bitwarden ou du tableau d’un navigateur',
    },
    details: {
      en: 'What the file is, is seen from what is in it. Every entry is told: taken, there already, different, or left out and why. Names are import/SITE/USER; what sesame vault export wrote keeps its names. Nothing of the vault is overwritten without a yes.',
      fr: 'La nature du fichier se voit à son contenu. Chaque entrée est comptée : reprise, déjà là, différente, ou laissée de côté et pourquoi. Les noms sont import/SITE/UTILISATEUR ; ce qu’a écrit sesame vault export garde ses noms. Rien du coffre n’est écrasé sans un oui.',
    },
    args: [{ name: 'FILE', required: true, about: { en: 'the file to read', fr: 'le fichier à lire' } }],
    options: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['kdbx', 'keepass-xml', 'bitwarden', 'csv'],
        about: { en: 'read it as this, whatever it looks like', fr: 'le lire ainsi, quelle que soit son apparence' },
      },
      { name: 'dry-run', about: { en: 'tell what would happen, keep nothing', fr: 'dire ce qui se passerait, ne rien garder' } },
      {
        name: 'into',
        value: 'PREFIX',
        about: { en: 'where the new names begin (import by default)', fr: 'par quoi commencent les nouveaux noms (import par défaut)' },
      },
      {
        name: 'replace',
        about: { en: 'write over what the vault keeps with other content', fr: 'écraser ce que le coffre garde avec un autre contenu' },
      },
      { name: 'key-file', value: 'FILE', about: { en: 'the key file of a KeePass file', fr: 'le fichier clé d’un fichier KeePass' } },
      FILE_PASSWORD,
      DATA,
    ],
    network: false,
    examples: [
      {
        line: 'sesame vault import passwords.csv --dry-run',
        about: { en: 'a browser’s export, only looked at', fr: 'l’export d’un navigateur, seulement regardé' },
      },
      { line: 'sesame vault import team.kdbx --into team', about: { en: 'names begin with team/', fr: 'les noms commencent par team/' } },
    ],
    load: () => import('./commands/vault-import.ts'),
  },
  {
    name: 'vault generate',
    about: { en: 'make a strong password or pass phrase', fr: 'faire un mot de passe ou une phrase secrète solides' },
    details: {
      en: 'A password of 20 characters without look-alikes (0 O 1 l I) and without signs that devices and apps refuse, or with --words a pass phrase without accents. How strong it is, is said.',
      fr: 'Un mot de passe de 20 signes sans sosies (0 O 1 l I) ni signes que les appareils et applications refusent, ou avec --words une phrase secrète sans accents. Sa solidité est dite.',
    },
    args: [],
    options: [
      {
        name: 'words',
        value: 'N',
        about: {
          en: 'a pass phrase of so many words (4 to 24; 6 is good)',
          fr: 'une phrase secrète d’autant de mots (4 à 24 ; 6 convient)',
        },
      },
      {
        name: 'length',
        value: 'N',
        about: { en: 'a password of so many characters (12 to 128)', fr: 'un mot de passe d’autant de signes (12 à 128)' },
      },
      { name: 'plain', about: { en: 'letters and digits only', fr: 'seulement des lettres et des chiffres' } },
      {
        name: 'for',
        value: 'PROVIDER',
        about: { en: 'say what this provider makes of it', fr: 'dire ce que ce fournisseur en fait' },
      },
      { name: 'count', value: 'N', about: { en: 'so many of them (up to 1000)', fr: 'autant (jusqu’à 1000)' } },
      {
        name: 'save',
        value: 'NAME',
        about: {
          en: 'keep it in the vault under this name and do not show it',
          fr: 'le garder dans le coffre sous ce nom, sans le montrer',
        },
      },
      DATA,
    ],
    network: false,
    examples: [
      { line: 'sesame vault generate --words 6', about: { en: 'easy to type and to remember', fr: 'facile à taper et à retenir' } },
      {
        line: 'sesame vault generate --for scan@contoso.example --plain --save password/scan@contoso.example',
        about: { en: 'for a printer, straight into the vault', fr: 'pour une imprimante, droit dans le coffre' },
      },
    ],
    load: () => import('./commands/vault-generate.ts'),
  },
]
