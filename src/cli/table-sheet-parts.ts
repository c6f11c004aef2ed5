// The part of the command table for what stands on a sheet: devices, factors, secrets, app passwords, and what happens to them.

import { BY, DATA, ON } from './records-request.ts'
import type { ArgumentSpec, CommandSpec, OptionSpec } from './spec.ts'

const ACTION: ArgumentSpec = {
  name: 'ACTION',
  required: true,
  about: { en: 'add, change or remove', fr: 'add (ajouter), change (modifier) ou remove (retirer)' },
}
/** Also of `table-sheets.ts`. */
export const MAILBOX: ArgumentSpec = {
  name: 'ADDRESS',
  required: true,
  about: { en: 'the mailbox, by its address or an alias of it', fr: 'la boîte, par son adresse ou un de ses alias' },
}
const NOTE: OptionSpec = { name: 'note', value: 'TEXT', about: { en: 'a remark', fr: 'une remarque' } }

export const SHEET_PARTS: readonly CommandSpec[] = [
  {
    name: 'sheet device',
    about: {
      en: 'put a device or app on a sheet, change it, or take it away',
      fr: 'mettre un appareil ou une application sur une fiche, le modifier ou le retirer',
    },
    args: [
      ACTION,
      MAILBOX,
      { name: 'NAME', required: true, about: { en: 'what its owner calls it', fr: 'comme son propriétaire l’appelle' } },
    ],
    options: [
      {
        name: 'app',
        value: 'APP',
        completes: 'clients',
        about: { en: 'the app on it (sesame apps)', fr: 'l’application qui s’y trouve (sesame apps)' },
      },
      {
        name: 'sign-in',
        value: 'HOW',
        choices: ['oauth', 'password', 'app-password', 'unknown'],
        about: { en: 'how it gets in', fr: 'comment il se connecte' },
      },
      { name: 'protocol', value: 'PROTOCOL', repeat: true, about: { en: 'imap, pop3 or smtp', fr: 'imap, pop3 ou smtp' } },
      { name: 'holder', value: 'NAME', about: { en: 'who has it', fr: 'qui l’a' } },
      { name: 'since', value: 'DATE', about: { en: 'the day of the last sign-in', fr: 'le jour de la dernière connexion' } },
      {
        name: 'again',
        value: 'DATE',
        about: { en: 'the day on which a sign-in is asked for again', fr: 'le jour où une connexion sera redemandée' },
      },
      {
        name: 'state',
        value: 'STATE',
        choices: ['in-use', 'lost', 'retired'],
        about: { en: 'in use, lost or retired', fr: 'en service, perdu ou retiré' },
      },
      NOTE,
      BY,
      DATA,
      ON,
    ],
    network: false,
    examples: [
      {
        line: 'sesame sheet device add marie@icloud.com "iPhone de Marie" --app apple-mail-ios --sign-in oauth',
        about: { en: 'a telephone', fr: 'un téléphone' },
      },
    ],
    load: () => import('./commands/sheet-device.ts'),
  },
  {
    name: 'sheet factor',
    about: {
      en: 'put a second factor on a sheet, change it, or take it away',
      fr: 'mettre un second facteur sur une fiche, le modifier ou le retirer',
    },
    args: [ACTION, MAILBOX, { name: 'NAME', required: true, about: { en: 'a name for it', fr: 'un nom pour lui' } }],
    options: [
      {
        name: 'kind',
        value: 'KIND',
        choices: ['totp', 'prompt', 'sms', 'call', 'key', 'passkey', 'email', 'other'],
        about: { en: 'what it is', fr: 'ce que c’est' },
      },
      { name: 'where', value: 'PLACE', about: { en: 'on which device, or where it lies', fr: 'sur quel appareil, ou à quel endroit' } },
      {
        name: 'spare-codes',
        value: 'PLACE',
        about: { en: 'where the spare codes are kept; never the codes', fr: 'où sont rangés les codes de secours ; jamais les codes' },
      },
      { name: 'since', value: 'DATE', about: { en: 'since when', fr: 'depuis quand' } },
      NOTE,
      BY,
      DATA,
      ON,
    ],
    network: false,
    examples: [
      {
        line: 'sesame sheet factor add marie@icloud.com "Clé bleue" --kind key --where "tiroir de Marie" --spare-codes "coffre, enveloppe 3"',
        about: { en: 'a key', fr: 'une clé' },
      },
    ],
    load: () => import('./commands/sheet-factor.ts'),
  },
  {
    name: 'sheet secret',
    about: {
      en: 'note where a secret is kept and when it changes; never the secret',
      fr: 'noter où un secret est rangé et quand il change ; jamais le secret',
    },
    args: [
      ACTION,
      MAILBOX,
      {
        name: 'NAME',
        required: true,
        about: { en: 'what it is: main password, admin ...', fr: 'ce que c’est : mot de passe principal, admin ...' },
      },
    ],
    options: [
      {
        name: 'kind',
        value: 'KIND',
        choices: ['password', 'oauth', 'recovery', 'admin', 'other'],
        about: { en: 'of which kind (password by default)', fr: 'de quel genre (password par défaut)' },
      },
      {
        name: 'vault',
        value: 'NAME',
        about: { en: 'the entry of the vault, or where else it is kept', fr: 'l’entrée du coffre, ou l’autre endroit où il est rangé' },
      },
      { name: 'made', value: 'DATE', about: { en: 'made on', fr: 'créé le' } },
      { name: 'changed', value: 'DATE', about: { en: 'last changed on', fr: 'changé pour la dernière fois le' } },
      { name: 'due', value: 'DATE', about: { en: 'to be changed by', fr: 'à changer avant le' } },
      {
        name: 'every',
        value: 'MONTHS',
        about: {
          en: 'months between changes (12 by default), 0 for never',
          fr: 'mois entre deux changements (12 par défaut), 0 pour jamais',
        },
      },
      NOTE,
      BY,
      DATA,
      ON,
    ],
    network: false,
    examples: [
      {
        line: 'sesame sheet secret add marie@icloud.com "main password" --vault password/marie@icloud.com --changed 2026-11-22',
        about: { en: 'where it is, and since when', fr: 'où il est, et depuis quand' },
      },
    ],
    load: () => import('./commands/sheet-secret.ts'),
  },
  {
    name: 'sheet app-password',
    about: {
      en: 'the register of app passwords: one a device or app',
      fr: 'le registre des mots de passe d’application : un par appareil ou application',
    },
    args: [
      { name: 'ACTION', required: true, about: { en: 'add, list or revoke', fr: 'add (ajouter), list (lister) ou revoke (révoquer)' } },
      MAILBOX,
      { name: 'LABEL', required: false, about: { en: 'its label at the provider', fr: 'son étiquette chez le fournisseur' } },
    ],
    options: [
      { name: 'label', value: 'LABEL', about: { en: 'the same, as an option', fr: 'la même, en option' } },
      {
        name: 'device',
        value: 'DEVICE',
        about: { en: 'the device that has it (the label by default)', fr: 'l’appareil qui l’a (l’étiquette par défaut)' },
      },
      {
        name: 'app',
        value: 'APP',
        completes: 'clients',
        about: { en: 'the app on it (sesame apps)', fr: 'l’application qui s’y trouve (sesame apps)' },
      },
      { name: 'created', value: 'DATE', about: { en: 'made on (today by default)', fr: 'créé le (aujourd’hui par défaut)' } },
      { name: 'vault', value: 'NAME', about: { en: 'the entry of the vault, if it is kept', fr: 'l’entrée du coffre, s’il est gardé' } },
      {
        name: 'every',
        value: 'MONTHS',
        about: { en: 'months between changes, 0 for never', fr: 'mois entre deux changements, 0 pour jamais' },
      },
      { name: 'replace', about: { en: 'it replaces the one that the device has', fr: 'il remplace celui de l’appareil' } },
      NOTE,
      BY,
      DATA,
      ON,
    ],
    network: false,
    examples: [
      {
        line: 'sesame sheet app-password add marie@icloud.com --label "iPhone de Marie" --device "iPhone de Marie"',
        about: { en: 'a new one', fr: 'un nouveau' },
      },
      {
        line: 'sesame sheet app-password revoke marie@icloud.com "Vieux PC"',
        about: { en: 'and where to do it at the provider', fr: 'et où le faire chez le fournisseur' },
      },
    ],
    load: () => import('./commands/sheet-app-password.ts'),
  },
  {
    name: 'sheet before-password-change',
    about: {
      en: 'what stops when the main password changes, in which order to mend it',
      fr: 'ce qui s’arrête quand le mot de passe principal change, dans l’ordre où le réparer',
    },
    args: [MAILBOX],
    options: [
      { name: 'checklist', about: { en: 'make the checklist to walk through', fr: 'créer la liste à suivre' } },
      { name: 'owner', value: 'NAME', about: { en: 'who walks through it', fr: 'qui la suit' } },
      { name: 'due', value: 'DATE', about: { en: 'until when', fr: 'pour quand' } },
      BY,
      DATA,
      ON,
    ],
    network: false,
    examples: [
      {
        line: 'sesame sheet before-password-change marie@icloud.com --checklist',
        about: { en: 'with a list to walk through', fr: 'avec une liste à suivre' },
      },
    ],
    load: () => import('./commands/sheet-before-password-change.ts'),
  },
  {
    name: 'sheet lost-device',
    about: { en: 'shut a lost device out of every mailbox, step by step', fr: 'exclure un appareil perdu de toutes les boîtes, pas à pas' },
    details: {
      en: 'Each answer is kept at once: after Ctrl-C the same command goes on where you stopped. Ends with 0 when all is done, with 1 while something is left.',
      fr: 'Chaque réponse est gardée aussitôt : après Ctrl-C, la même commande reprend où vous étiez. Se termine par 0 quand tout est fait, par 1 tant qu’il reste quelque chose.',
    },
    args: [
      { name: 'DEVICE', required: true, about: { en: 'its name on the sheets', fr: 'son nom sur les fiches' } },
      { name: 'ADDRESS', required: false, about: { en: 'only of this mailbox', fr: 'seulement de cette boîte' } },
    ],
    options: [
      { name: 'list', about: { en: 'only show the list', fr: 'montrer seulement la liste' } },
      { name: 'owner', value: 'NAME', about: { en: 'who does it', fr: 'qui s’en charge' } },
      BY,
      DATA,
      ON,
    ],
    network: false,
    examples: [{ line: 'sesame sheet lost-device "iPhone de Marie"', about: { en: 'in all mailboxes', fr: 'dans toutes les boîtes' } }],
    load: () => import('./commands/sheet-lost-device.ts'),
  },
]
